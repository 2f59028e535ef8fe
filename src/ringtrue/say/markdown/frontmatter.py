"""The metadata before a Markdown page: its title and description are copy, too."""

from __future__ import annotations

import re

from ringtrue.say.document import Passage, Role
from ringtrue.say.weaving import weave

_FENCED = re.compile(r"(---|\+\+\+)[ \t]*\n(?P<body>(?:.*\n)*?)\1[ \t]*(?:\n|\Z)")
_COPY = re.compile(
    r"""^(?:seo_?|meta_?|og_?)?(?:title|sub_?title|description|summary|excerpt|tagline|headline)
        [ \t]*[:=][ \t]*(?:[|>][-+]?[ \t]*\n)?
        (?P<value>[^\n]*(?:\n[ \t]+[^\n]+)*)""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)


def front_matter(text: str) -> tuple[int, list[Passage]]:
    r"""Where the page begins, and the passages that stand before it.

    >>> end, passages = front_matter("---\ntitle: Fast\ndraft: no\n---\nHello")
    >>> end, [(passage.text, passage.origin) for passage in passages]
    (30, [('Fast', 11)])
    """
    found = _FENCED.match(text)
    if found is None or (found["body"] and not re.match(r"[\w#\[ \n]", found["body"])):
        return 0, []
    passages = []
    for match in _COPY.finditer(text, found.start("body"), found.end("body")):
        start, end = match.span("value")
        value = text[start:end].rstrip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            start, value = start + 1, value[1:-1]
        passage = weave([(value, start, start + len(value))], Role.META)
        if passage:
            passages.append(passage)
    return found.end(), passages
