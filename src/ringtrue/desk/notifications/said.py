"""What a notification says, before it is a mail, a post or a line of a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from ringtrue.desk.notifications.public_address import public_address

MOST_ITEMS = 12
"""A longer list is cut; the page has the whole."""


_TITLE = 100


@dataclass(frozen=True, slots=True)
class Link:
    """Where something is done about it: the name of a page, what it is of, and a place on it."""

    page: str
    of: tuple[str, ...] = ()
    place: str = ""

    @property
    def path(self) -> str:
        """The address on this desk.

        >>> Link("campaign", ("spring",), "sign-offs").path
        '/campaigns/spring/#sign-offs'
        """
        place = f"#{self.place}" if self.place else ""
        return reverse(self.page, args=self.of) + place

    @property
    def address(self) -> str:
        """The address from anywhere; empty as long as the desk does not know its own."""
        home = public_address()
        return home + self.path if home else ""


@dataclass(frozen=True, slots=True)
class Said:
    """The words: `facts` and `advice` are sentences, `items` a list under `heading`.

    `code` is to be kept or copied as it is. Nothing here is markup; whoever shows it escapes it.
    """

    title: str
    link: Link
    facts: tuple[str, ...] = ()
    heading: str = ""
    items: tuple[str, ...] = ()
    code: str = ""
    advice: str = ""


def cut(items: tuple[str, ...]) -> tuple[str, ...]:
    """A list no longer than a notification may have.

    >>> cut(("a",) * 14)[-1]
    'and 2 more'
    """
    left = len(items) - MOST_ITEMS
    return (*items[:MOST_ITEMS], f"and {left} more") if left > 0 else items


def short(wording: str) -> str:
    """Words in quotes that fit a title.

    >>> short("In 2 days"), len(short("very " * 99))
    ("'In 2 days'", 102)
    """
    return repr(wording if len(wording) <= _TITLE else f"{wording[: _TITLE - 1]}…")
