"""Which lines begin HTML inside Markdown, and where it ends (CommonMark, section 4.6)."""

from __future__ import annotations

import re

_KINDS = (
    (r"<(?:script|pre|style|textarea)(?:[ \t>]|$)", r"</(?:script|pre|style|textarea)>"),
    (r"<!--", r"-->"),
    (r"<\?", r"\?>"),
    (r"<![A-Z]", r">"),
    (r"<!\[CDATA\[", r"\]\]>"),
)
_BOUNDED = tuple(
    (re.compile(begin, re.IGNORECASE | re.MULTILINE), re.compile(end, re.IGNORECASE))
    for begin, end in _KINDS
)
_BLOCK = re.compile(
    r"""</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd
      |details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]
      |head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option
      |p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)
      (?:[ \t]|/?>|$)""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_ALONE = re.compile(
    r"""(?:</[a-z][a-z0-9-]*\s*+>
      | <[a-z][a-z0-9-]*(?:\s++[a-z_:][\w.:-]*(?:\s*+=\s*+(?:[^\s"'=<>`]+|'[^'\n]*'|"[^"\n]*"))?+)*+
        \s*+/?>)[ \t]*$""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE | re.ASCII,
)


def html_end(text: str, at: int, end: int, *, alone: bool) -> tuple[bool, re.Pattern[str] | None]:
    """Whether an HTML block begins at `at`, and the pattern that ends it (None: a blank line).

    `alone` says that no paragraph is open, which a block of just any tag may not interrupt.
    """
    for begin, ending in _BOUNDED:
        if begin.match(text, at, end):
            return True, ending
    found = _BLOCK.match(text, at, end) or (alone and _ALONE.match(text, at, end))
    return bool(found), None
