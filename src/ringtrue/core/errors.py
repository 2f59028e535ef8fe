"""The one error tree: what is wrong, where, and what to do about it.

A broken promise is a result and never one of these.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What every command answers to the shell; never a count."""

    CLEAR = 0
    BLOCKED = 1
    USAGE = 2
    UNMEASURED = 3
    OUR_FAULT = 70


class RingtrueError(Exception):
    """Anything that stops us, told so that the reader can act on it.

    `what` says what is wrong with the offending value in it, `where` names the place
    (`file:line:column` or `source.column`), and `cure` says what to do next.

    >>> print(UsageError("'2 dogs' is not a duration", where="book.yaml:4:9", cure="Write 2 days."))
    book.yaml:4:9: '2 dogs' is not a duration. Write 2 days.
    """

    exit_code = ExitCode.OUR_FAULT

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        self.what, self.where, self.cure = what.rstrip("."), where, cure
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}." if self.where else f"{self.what}."
        return f"{head} {self.cure}".rstrip()


class UsageError(RingtrueError):
    """The command, the configuration or the input cannot be used as it stands."""

    exit_code = ExitCode.USAGE


class ConfigError(UsageError):
    """ringtrue.yaml says something that cannot be.

    `others` are the further mistakes that the same reading found, in the order of the file.
    """

    others: tuple[ConfigError, ...] = ()


class SecretKeyError(ConfigError):
    """Something that was encrypted cannot be read: the secret key is not the one it was then."""


class ReadError(UsageError):
    """A material cannot be read: broken, encrypted, too large, or of an unknown format."""


class ExpressionError(UsageError):
    """A condition or clock is not written in the expression language.

    `column` is where in the expression, from 1, so that a caller who knows where the expression
    stands can point at the very character.
    """

    column = 1


class NotFoundError(UsageError):
    """There is nothing of the name that was asked for."""


class MeasureError(RingtrueError):
    """A number that was asked for could not be had."""

    exit_code = ExitCode.UNMEASURED


class SourceError(MeasureError):
    """A source cannot be opened, lacks a column, or holds the wrong type."""


class AwayError(RingtrueError):
    """Something outside does not answer for the moment: asked again later, it may."""


class SourceAwayError(SourceError, AwayError):
    """A database does not answer for the moment."""
