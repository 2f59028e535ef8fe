"""What HTML's elements mean to a reader: which part text, which hide it, which say what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringtrue.say.document import Role

BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html
    input label legend li main menu nav ol optgroup option p pre search section select summary table
    tbody td tfoot th thead title tr ul""".split()  # noqa: SIM905
)
"""Elements before and after which a new run of text begins."""

VOID = frozenset(
    """area base br col embed hr img input link meta param source track wbr""".split()  # noqa: SIM905
)
"""Elements that hold nothing and have no end tag."""

RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "textarea"})
"""Elements whose content is not markup, and not seen."""

UNSEEN = frozenset({"template", "svg", "audio", "canvas", "datalist", "object", "video"})
"""Elements whose content is markup, but not seen as text."""

ROLES = {
    "blockquote": Role.QUOTE,
    "caption": Role.CAPTION,
    "dd": Role.ITEM,
    "dt": Role.ITEM,
    "figcaption": Role.CAPTION,
    "li": Role.ITEM,
    "option": Role.ITEM,
    "td": Role.CELL,
    "th": Role.CELL,
    "title": Role.META,
} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Role.HEADING)
"""Elements that say what the text in them is."""

ENDS_PARAGRAPH = frozenset(
    """address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section
    summary table ul""".split()  # noqa: SIM905
)
"""Elements that end a paragraph that is still open."""

_ROW = BLOCKS - {"table", "tr"}
_LIST = frozenset({"address", "div", "p"})

CLOSES = {
    "dd": (frozenset({"dd", "dt"}), _LIST),
    "dt": (frozenset({"dd", "dt"}), _LIST),
    "li": (frozenset({"li"}), _LIST),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset()),
    "option": (frozenset({"option"}), frozenset()),
    "td": (frozenset({"td", "th"}), _ROW),
    "th": (frozenset({"td", "th"}), _ROW),
    "tr": (frozenset({"tr"}), _ROW),
}
"""Elements that end an open one of the first set, even from inside those of the second."""

DESCRIPTIONS = frozenset(
    {"description", "og:title", "og:description", "twitter:title", "twitter:description"}
)
"""Names of the `meta` elements whose content is copy."""

START = re.compile(
    r"""<(?P<name>[a-zA-Z][^\s/>]*+)
        (?P<attributes>(?:[\s/]++
          | (?:=[^\s/>=]*+|[^\s/>=]++)
            (?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?+)*+)>""",
    re.VERBOSE,
)
"""A start tag, as a browser reads one."""

_ATTRIBUTE = re.compile(
    r"""(?P<name>=?[^\s/>=]+)
        (?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>(?!["'])[^\s>]*+)))?+""",
    re.VERBOSE,
)
_NOTE = re.compile(r"foot-?note|end-?note|disclaimer|small-?print", re.IGNORECASE)


def attributes_of(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The attributes written in [start, end): name in lower case, and the span of the value."""
    for match in _ATTRIBUTE.finditer(text, start, end):
        for form in ("double", "single", "bare"):
            if match[form] is not None:
                yield match["name"].lower(), match.start(form), match.end(form)
                break
        else:
            yield match["name"].lower(), match.end(), match.end()


def is_note(text: str, start: int, end: int) -> bool:
    """Whether the attributes in [start, end) call their element a footnote."""
    return any(
        name in {"class", "id", "role"} and _NOTE.search(text, first, last) is not None
        for name, first, last in attributes_of(text, start, end)
    )
