"""What people type, cleaned or refused before anything is written."""

from __future__ import annotations

from ringtrue.core.errors import UsageError

MAX_TEXT = 10_000
"""Characters of a reason, a comment, an answer; more belongs into a document."""


def words_of(value: str, what: str, *, most: int = MAX_TEXT, needed: bool = True) -> str:
    """A text without white space around it.

    Raises `UsageError` when it is empty although it is `needed`, longer than `most` characters, or
    holds a character that no text has.

    >>> words_of("  too few vans ", "reason")
    'too few vans'
    """
    text = value.strip()
    if "\0" in text:
        raise UsageError(f"the {what} holds a character that no text has", cure="Type it again.")
    if needed and not text:
        raise UsageError(f"there is no {what}", cure=f"Say the {what}.")
    if len(text) > most:
        what = f"the {what} has {len(text):,} characters"
        raise UsageError(what, cure=f"Keep it under {most:,}.")
    return text


def line_of(value: str, what: str, *, most: int, needed: bool = True) -> str:
    """The same on one line: white space becomes single spaces.

    >>> line_of("Summer   sale ", "name", most=120)
    'Summer sale'
    """
    return words_of(" ".join(value.split()), what, most=most, needed=needed)
