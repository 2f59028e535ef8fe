"""Advertisements as a table: exports of ad platforms and hand-made lists, in CSV.

Only cells that a customer sees are copy. Where the head of the table names them (headline,
description, callout ...) it is believed; else a column is copy when its cells look like words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ringtrue.core.errors import ReadError
from ringtrue.say.decoding import decode
from ringtrue.say.document import Role, Taken
from ringtrue.say.weaving import Piece, weave

NAME = "ads_csv"
SUFFIXES = (".csv", ".tsv")
TYPES = ("text/csv", "text/tab-separated-values")

MAX_COLUMNS = 2_000
"""No export is wider; a wider one is not a table of advertisements."""

_COPY = re.compile(
    r"""\b(?:head[ ]?lines?|descriptions?|ad[ ]?(?:copy|text)|copy|text|body|message|slogan
      |tag[ ]?line|claim|call[ ]?outs?|site[ ]?link[ ]text|link[ ]text|snippet(?:[ ]values)?
      |caption|title|subject|pre[ ]?header|promotion|offer|call[ ]to[ ]action|cta|line[ ]\d+
      |script|voice[ ]?over|spot)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_COPY = re.compile(
    r"""\b(?:urls?|ids?|type|status|state|position|pinned|pin|path|label|labels|campaign
      |ad[ ]group|keywords?|tracking|template|date|budget|bid|device|language|network|impressions
      |clicks|cost|ctr|cpc|length|count|characters|strength)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_NO_WORDS = re.compile(
    r"""[\s\d.,:;/%€£$+()-]* | [A-Z0-9_-]+ | \w*[\d_][\w-]*
      | (?i:true|false|yes|no|enabled|paused|removed|active|eligible)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell: the span of what stands between its quotes, and whether it has quotes."""

    start: int
    end: int
    quoted: bool

    def text(self, source: str) -> str:
        """What the cell says."""
        inside = source[self.start : self.end]
        return inside.replace('""', '"') if self.quoted else inside

    def pieces(self, source: str) -> Iterator[Piece]:
        """What the cell says, piece by piece."""
        at = self.start
        while self.quoted and (pair := source.find('""', at, self.end)) >= 0:
            yield source[at : pair + 1], at, pair + 1
            at = pair + 2
        yield source[at : self.end], at, self.end


def sniff(data: bytes) -> bool:
    """Whether its first line names at least two columns, one of them of copy."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = data[:2000].decode("utf-16", "ignore")
    else:
        head = data[:1000].decode("utf-8", "ignore")
    names = re.split(r"[,;\t|]", (head.splitlines() or [""])[0])
    short = len(names) > 1 and all(len(name) <= 30 for name in names)
    return short and any(_is_copy_name(name) for name in names)


def read(data: bytes, name: str, charset: str = "") -> Taken:
    """Take the cells that are copy, row by row; each is a passage of its own."""
    text = decode(data, name, charset)
    rows = list(_rows(text, _delimiter(text), name))
    head = _head(text, rows)
    columns = _columns(text, rows, head)
    woven = (
        weave(row[column].pieces(text), Role.CELL)
        for row in rows[head + 1 :]
        for column in columns
        if column < len(row) and not _ADDRESS.fullmatch(row[column].text(text).strip())
    )
    return Taken(text, tuple(passage for passage in woven if passage))


def _delimiter(text: str) -> str:
    """The character that parts cells: of the usual ones, the steadiest over the first lines."""
    bare = re.sub(r'"(?:[^"]|"")*+"', "-", text[:20_000])
    lines = [line for line in bare.splitlines() if line.strip()][:20]

    def steadiness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        return (counts.count(usual) if usual else 0), usual

    return max("\t;,|", key=steadiness) if lines else ","


def _rows(text: str, delimiter: str, name: str) -> Iterator[list[_Cell]]:
    """Every row that is not empty; a row may run over lines inside quotes."""
    mark = re.escape(delimiter)
    cell = re.compile(rf'[ ]*"((?:[^"]|"")*+)"[^{mark}\r\n]*+|([^{mark}\r\n]*+)')
    end = re.compile(rf"({mark})|\r\n|\r|\n|\Z")
    row: list[_Cell] = []
    at = 0
    while True:
        found = cell.match(text, at)
        group = 1 if found and found[1] is not None else 2
        if found:
            row.append(_Cell(found.start(group), found.end(group), group == 1))
        edge = end.match(text, found.end() if found else at)
        if edge is None or len(row) > MAX_COLUMNS:
            raise ReadError(
                f"a row of more than {MAX_COLUMNS:,} cells",
                where=name,
                cure="Check that the file is a table of advertisements.",
            )
        at = edge.end()
        if edge[1] is None:
            if any(each.end > each.start for each in row):
                yield row
            row = []
            if at >= len(text):
                return


def _is_copy_name(name: str) -> bool:
    name = name.strip().strip('"').replace("_", " ")
    return bool(_COPY.search(name)) and not _NOT_COPY.search(name)


def _head(text: str, rows: list[list[_Cell]]) -> int:
    """The row that names the columns, which may follow a few lines about the export; or -1."""
    for index, row in enumerate(rows[:10]):
        if any(_is_copy_name(cell.text(text)) and len(cell.text(text)) <= 40 for cell in row):
            return index
    if rows and all(re.fullmatch(r"[^\W\d][\w ]{0,30}", cell.text(text)) for cell in rows[0]):
        return 0
    return -1


def _columns(text: str, rows: list[list[_Cell]], head: int) -> list[int]:
    """The columns that are copy."""
    names = [cell.text(text) for cell in rows[head]] if head >= 0 else []
    named = [index for index, name in enumerate(names) if _is_copy_name(name)]
    if named:
        return named
    width = max((len(row) for row in rows), default=0)
    return [
        index
        for index in range(width)
        if not (index < len(names) and _NOT_COPY.search(names[index].replace("_", " ")))
        and _has_words(text, rows[head + 1 :][:200], index)
    ]


def _has_words(text: str, rows: list[list[_Cell]], column: int) -> bool:
    """Whether most cells of the column hold words."""
    cells = [row[column].text(text).strip() for row in rows if column < len(row)]
    filled = [cell for cell in cells if cell]
    words = [cell for cell in filled if not (_NO_WORDS.fullmatch(cell) or _ADDRESS.fullmatch(cell))]
    return 2 * len(words) > len(filled)
