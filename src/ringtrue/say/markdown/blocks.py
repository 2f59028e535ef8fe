"""The blocks of Markdown, line by line: which text is a heading, an item, a cell, a note.

This follows the CommonMark specification, sections 4 and 5, with GitHub's tables and with
footnotes. Most lines of most copy are plain paragraphs at the outermost level; those are taken
whole by one pattern and never looked at again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from ringtrue.say.document import Passage, Role
from ringtrue.say.markdown.cursor import Cursor
from ringtrue.say.markdown.frontmatter import front_matter
from ringtrue.say.markdown.leaf import Leaf, is_plain, marks_of
from ringtrue.say.markdown.table import cells_of, is_delimiter

MAX_DEPTH = 100
"""Quotes and lists nested deeper than this are read as text."""

_WORD = r"""(?:[^\W\d_]|["'“”‘’£$€¥¿¡(…•✓✔✅]|\d(?!\d{0,8}[.)](?:[ \t\n]|\Z)))"""
_PLAIN = re.compile(rf"({_WORD}[^\n]*+(?:\n{_WORD}[^\n]*+)*+)(?:\n[ \t]*+(?=\n|\Z)|\Z)")
_LIST = re.compile(
    rf"(?:(?:[-+*]|\d{{1,9}}[.)])[ ](?:{_WORD}|\*\*(?=[^\s*]))[^\n]*+(?:\n|\Z))++"
    r"(?=\n++[^ \t\n]|\s*+\Z)"
)
_LIST_ITEM = re.compile(r"[^ ]++ ([^\n]+)\n?")
_TITLE = re.compile(rf"#{{1,6}} ({_WORD}[^\n#]*+)(?:\n|\Z)")
_BLANK = re.compile(r"(?:[ \t]*+\n)++")
_HEADING = re.compile(r"#{1,6}(?=[ \t]|$)", re.MULTILINE)
_HEADING_END = re.compile(r"(?:\A|[ \t]+)#*[ \t]*\Z")
_FENCE = re.compile(r"`{3,}(?=[^`\n]*$)|~{3,}", re.MULTILINE)
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)
_MARKER = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)", re.MULTILINE)
_NOTE = re.compile(r"(\[\^[^\]\s]+\]):")
_TASK = re.compile(r"\[[ xX]\](?=[ \t])")


class _Kind(Enum):
    QUOTE = auto()
    ITEM = auto()
    NOTE = auto()


class _Open(Enum):
    """What the next line may go on with."""

    NOTHING = auto()
    PARAGRAPH = auto()
    FENCE = auto()
    HTML = auto()
    TABLE = auto()


@dataclass(slots=True)
class _Container:
    kind: _Kind
    width: int = 0
    bare: bool = False


def read_blocks(text: str) -> list[Passage]:
    """The passages of a Markdown file, with offsets in `text`."""
    return _BlockReader(text).read()


class _BlockReader:
    """One pass over the lines, then one over the leaves that need their text read."""

    def __init__(self, text: str) -> None:
        self.crlf = "\r" in text
        if self.crlf:
            text = text.replace("\r\n", " \n").replace("\r", "\n")
        self.text = text
        self.marks = marks_of(text)
        self.cursor = Cursor(text)
        self.stack: list[_Container] = []
        self.open = _Open.NOTHING
        self.spans: list[tuple[int, int]] = []
        self.fence = ("", 0)
        self.ending: re.Pattern[str] | None = None
        self.label: tuple[int, int] | None = None
        self.leaves: list[Leaf | Passage] = []
        self.references: set[str] = set()
        self.starts = {
            ">": self._quote,
            "#": self._heading,
            "`": self._fence_start,
            "~": self._fence_start,
            "<": self._html_start,
            "[": self._note,
            "=": self._underline,
            "_": self._rule,
            "*": self._rule_or_item,
            "-": self._underline_or_rule_or_item,
            "+": self._item,
        } | dict.fromkeys("0123456789", self._item)

    def read(self) -> list[Passage]:
        """Everything, in order."""
        at, passages = front_matter(self.text)
        self._read_lines(at)
        references = frozenset(self.references)
        for leaf in self.leaves:
            if isinstance(leaf, Passage):
                passages.append(leaf)
            else:
                passages += leaf.passages(self.text, self.marks, references, crlf=self.crlf)
        return passages

    def _add_plain(self, role: Role, start: int, end: int) -> None:
        """Add a block that nothing stands before; most need no more reading."""
        text = self.text[start:end].rstrip()
        if is_plain(text, self.marks):
            self.leaves.append(Passage(text.replace("\n", " "), role, start))
        else:
            self.leaves.append(Leaf(role, ((start, start + len(text)),)))

    def _read_lines(self, at: int) -> None:
        text, size = self.text, len(self.text)
        while at < size:
            if self.open is _Open.NOTHING and not self.stack:
                whole = self._read_whole(at)
                if whole > at:
                    at = whole
                    continue
            end = text.find("\n", at)
            end = size if end < 0 else end
            self._line(at, end)
            at = end + 1
        self._end_leaf()

    def _read_whole(self, at: int) -> int:
        """Take a plain paragraph, a plain list or blank lines as one; where they end."""
        text = self.text
        if found := _PLAIN.match(text, at):
            self._add_plain(Role.PARAGRAPH, *found.span(1))
            return found.end() + 1
        if found := _LIST.match(text, at):
            for item in _LIST_ITEM.finditer(text, at, found.end()):
                self._add_plain(Role.ITEM, *item.span(1))
            return found.end()
        if found := _TITLE.match(text, at):
            self._add_plain(Role.HEADING, *found.span(1))
            return found.end()
        blank = _BLANK.match(text, at)
        return blank.end() if blank else at

    def _line(self, at: int, end: int) -> None:
        cursor = self.cursor
        cursor.begin(at, end)
        matched = self._match_containers() if self.stack else 0
        if matched == len(self.stack) and self._verbatim():
            return
        matched = self._start_blocks(matched)
        if matched < 0:
            return
        if matched < len(self.stack):
            if self.open is _Open.PARAGRAPH and not cursor.blank:
                self.spans.append((cursor.ink, end))
                return
            self._unwind(matched)
        self._add_text()

    def _match_containers(self) -> int:
        """How many of the open containers this line goes on with."""
        cursor = self.cursor
        for index, container in enumerate(self.stack):
            if container.kind is _Kind.QUOTE:
                if cursor.blank or cursor.indent > 3 or self.text[cursor.ink] != ">":
                    return index
                self._skip_quote()
            elif cursor.blank:
                if container.bare:
                    return index
            elif cursor.indent >= container.width:
                container.bare = False
                cursor.skip(container.width)
            else:
                return index
        return len(self.stack)

    def _skip_quote(self) -> None:
        self.cursor.jump(self.cursor.ink + 1)
        self.cursor.skip(1)

    def _verbatim(self) -> bool:
        """Go on with code or HTML, if that is open."""
        cursor = self.cursor
        if self.open is _Open.FENCE:
            mark, length = self.fence
            line = self.text[cursor.ink : cursor.end].rstrip()
            if cursor.indent < 4 and len(line) >= length and not line.strip(mark):
                self.open = _Open.NOTHING
            return True
        if self.open is not _Open.HTML:
            return False
        if self.ending is None and cursor.blank:
            self._end_leaf()
            return True
        self.spans.append((cursor.at, cursor.end))
        if self.ending and self.ending.search(self.text, cursor.at, cursor.end):
            self._end_leaf()
        return True

    def _start_blocks(self, matched: int) -> int:
        """Open the blocks that begin here; the depth reached, or -1 when the line is used up."""
        cursor = self.cursor
        while not cursor.blank and len(self.stack) < MAX_DEPTH:
            if cursor.indent > 3:
                if self.open is _Open.PARAGRAPH:
                    return matched
                self._unwind(matched)
                self._end_leaf()
                return -1
            start = self.starts.get(self.text[cursor.ink])
            depth = start(matched) if start else None
            if depth is None:
                return matched
            if depth < 0:
                return -1
            matched = depth
        return matched

    def _push(self, matched: int, container: _Container) -> int:
        self._unwind(matched)
        self._end_leaf()
        self.stack.append(container)
        return len(self.stack)

    def _quote(self, matched: int) -> int | None:
        depth = self._push(matched, _Container(_Kind.QUOTE))
        self._skip_quote()
        return depth

    def _note(self, matched: int) -> int | None:
        found = _NOTE.match(self.text, self.cursor.ink, self.cursor.end)
        if found is None:
            return None
        depth = self._push(matched, _Container(_Kind.NOTE, 4))
        self.label = found.span(1)
        self.cursor.jump(found.end())
        self.cursor.skip(self.cursor.indent)
        return depth

    def _item(self, matched: int) -> int | None:
        cursor = self.cursor
        found = _MARKER.match(self.text, cursor.ink, cursor.end)
        if found is None:
            return None
        if self.open is _Open.PARAGRAPH and matched == len(self.stack):
            empty = not self.text[found.end() : cursor.end].strip()
            if empty or (found[1] and int(found[1]) != 1):
                return None
        offset, length = cursor.indent, found.end() - found.start()
        container = _Container(_Kind.ITEM)
        depth = self._push(matched, container)
        cursor.jump(found.end())
        container.bare = cursor.blank
        padding = 1 if cursor.blank or cursor.indent > 4 else cursor.indent
        container.width = offset + length + padding
        cursor.skip(padding)
        return depth

    def _rule(self, matched: int) -> int | None:
        if _RULE.match(self.text, self.cursor.ink, self.cursor.end) is None:
            return None
        self._unwind(matched)
        self._end_leaf()
        return -1

    def _rule_or_item(self, matched: int) -> int | None:
        return self._rule(matched) or self._item(matched)

    def _underline_or_rule_or_item(self, matched: int) -> int | None:
        return self._underline(matched) or self._rule(matched) or self._item(matched)

    def _underline(self, matched: int) -> int | None:
        if self.open is not _Open.PARAGRAPH or matched < len(self.stack):
            return None
        if _UNDERLINE.match(self.text, self.cursor.ink, self.cursor.end) is None:
            return None
        self._take_definitions()
        if not self.spans:
            self.spans.append((self.cursor.ink, self.cursor.end))
            return -1
        self._end_leaf(Role.HEADING)
        return -1

    def _heading(self, matched: int) -> int | None:
        cursor = self.cursor
        found = _HEADING.match(self.text, cursor.ink, cursor.end)
        if found is None:
            return None
        self._unwind(matched)
        self._end_leaf()
        words = self.text[found.end() : cursor.end]
        start = found.end() + len(words) - len(words.lstrip())
        closing = _HEADING_END.search(words.rstrip())
        end = found.end() + (closing.start() if closing else len(words.rstrip()))
        if end > start:
            self.leaves.append(Leaf(Role.HEADING, ((start, end),)))
        return -1

    def _fence_start(self, matched: int) -> int | None:
        found = _FENCE.match(self.text, self.cursor.ink, self.cursor.end)
        if found is None:
            return None
        self._unwind(matched)
        self._end_leaf()
        self.open, self.fence = _Open.FENCE, (found[0][0], len(found[0]))
        return -1

    def _html_start(self, matched: int) -> int | None:
        from ringtrue.say.markdown.htmlblock import html_end

        cursor = self.cursor
        alone = self.open is not _Open.PARAGRAPH
        found, ending = html_end(self.text, cursor.ink, cursor.end, alone=alone)
        if not found:
            return None
        self._unwind(matched)
        self._end_leaf()
        self.open, self.ending = _Open.HTML, ending
        self._verbatim()
        return -1

    def _unwind(self, depth: int) -> None:
        """Close the containers deeper than `depth`, and what is open in them."""
        if depth < len(self.stack):
            self._end_leaf()
            del self.stack[depth:]

    def _role(self) -> Role:
        kinds = [container.kind for container in self.stack]
        if _Kind.NOTE in kinds:
            return Role.NOTE
        if kinds and kinds[-1] is _Kind.ITEM:
            return Role.ITEM
        return Role.QUOTE if kinds else Role.PARAGRAPH

    def _end_leaf(self, role: Role | None = None) -> None:
        if self.open is _Open.PARAGRAPH:
            self._take_definitions()
        if self.spans and self.open in {_Open.PARAGRAPH, _Open.HTML}:
            html = self.open is _Open.HTML
            spans = self._trimmed()
            self.leaves.append(Leaf(role or self._role(), spans, html=html, label=self.label))
            self.label = None
        self.open = _Open.NOTHING
        self.spans = []

    def _trimmed(self) -> tuple[tuple[int, int], ...]:
        """The lines, the last of them without the white space at its end."""
        start, end = self.spans[-1]
        self.spans[-1] = (start, start + len(self.text[start:end].rstrip()))
        return tuple(self.spans)

    def _add_text(self) -> None:
        cursor = self.cursor
        if cursor.blank:
            self._end_leaf()
        elif self.open is _Open.TABLE:
            self._add_row(cursor.ink, cursor.end)
        elif self.open is _Open.PARAGRAPH and self._starts_table():
            start, end = self.spans.pop()
            self._end_leaf()
            self.open = _Open.TABLE
            self._add_row(start, end)
        else:
            if self.open is _Open.NOTHING:
                self._skip_task()
            self.open = _Open.PARAGRAPH
            self.spans.append((cursor.ink, cursor.end))

    def _skip_task(self) -> None:
        in_item = self.stack and self.stack[-1].kind is _Kind.ITEM
        task = _TASK.match(self.text, self.cursor.ink, self.cursor.end) if in_item else None
        if task:
            self.cursor.jump(task.end())

    def _starts_table(self) -> bool:
        line = self.text[self.cursor.ink : self.cursor.end]
        columns = is_delimiter(line)
        if not columns:
            return False
        start, end = self.spans[-1]
        return "|" in self.text[start:end] and len(cells_of(self.text, start, end)) == columns

    def _add_row(self, start: int, end: int) -> None:
        role = Role.NOTE if self._role() is Role.NOTE else Role.CELL
        for span in cells_of(self.text, start, end):
            if span[1] > span[0]:
                self.leaves.append(Leaf(role, (span,)))

    def _take_definitions(self) -> None:
        """Take link definitions off the head of the open paragraph."""
        while self.spans and self.text[self.spans[0][0]] == "[":
            from ringtrue.say.markdown.definition import definition

            head = "\n".join(self.text[start:end] for start, end in self.spans[:8])
            label, lines = definition(head)
            if not lines:
                return
            self.references.add(label)
            del self.spans[:lines]
