"""Definitions of link references, which a reader never sees; imported only where one may stand."""

from __future__ import annotations

import re

from ringtrue.say.markdown.inline import DESTINATION, normal_label

_DEFINITION = re.compile(
    rf"""\[(?P<label>(?:[^\[\]\\]|\\.){{1,999}})\]:[ \t]*\n?[ \t]*
        (?:<[^<>\n]*>|(?=[^\s<]){DESTINATION})
        (?:(?:[ \t]+|[ \t]*\n[ \t]*)
           (?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?
        [ \t]*(?:\n|\Z)""",
    re.VERBOSE | re.DOTALL,
)


def definition(text: str) -> tuple[str, int]:
    r"""The normalised label that `text` begins by defining, and how many lines that takes.

    Without a definition the lines are 0.

    >>> definition('[Our  terms]: /terms "How we sell"\nWords'), definition("[No] words")
    (('our terms', 1), ('', 0))
    """
    found = _DEFINITION.match(text)
    if found is None or not found["label"].strip():
        return "", 0
    return normal_label(found["label"]), found[0].removesuffix("\n").count("\n") + 1
