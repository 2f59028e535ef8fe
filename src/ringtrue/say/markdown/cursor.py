"""Where we are in a line, in characters and in columns, since tabs are wide."""

from __future__ import annotations

import re

_INDENT = re.compile(r"[ \t]*")
_TAB = 4


class Cursor:
    """A position in one line; `ink` is the next character that is no space or tab.

    `column` and `ink_column` count from 0 with tabs running to multiples of 4. In the middle of a
    tab `at` stays on the tab while `column` is past its beginning.
    """

    __slots__ = ("at", "blank", "column", "end", "ink", "ink_column", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.column = self.end = self.ink = self.ink_column = 0
        self.blank = True

    def begin(self, at: int, end: int) -> None:
        """Stand at the beginning of the line [at, end)."""
        self.at, self.column, self.end = at, 0, end
        self.look()

    def look(self) -> None:
        """Find the next ink."""
        text, at = self.text, self.at
        if at < self.end and text[at] not in " \t":
            self.ink, self.ink_column, self.blank = at, self.column, False
            return
        found = _INDENT.match(text, at, self.end)
        self.ink = found.end() if found else at
        self.ink_column = self._column(self.ink)
        self.blank = self.ink >= self.end

    @property
    def indent(self) -> int:
        """How many columns of white space there are before the ink."""
        return self.ink_column - self.column

    def jump(self, at: int) -> None:
        """Go to a character of this line that comes after white space and ink."""
        self.column = self.ink_column + at - self.ink
        self.at = at
        self.look()

    def skip(self, columns: int) -> None:
        """Go over this many columns of white space, or over what there is of it."""
        target = min(self.column + columns, self.ink_column)
        while self.column < target:
            wide = _TAB - self.column % _TAB if self.text[self.at] == "\t" else 1
            if self.column + wide > target:
                self.column = target
            else:
                self.column += wide
                self.at += 1

    def _column(self, stop: int) -> int:
        if "\t" not in self.text[self.at : stop]:
            return self.column + stop - self.at
        column = self.column
        for character in self.text[self.at : stop]:
            column += _TAB - column % _TAB if character == "\t" else 1
        return column
