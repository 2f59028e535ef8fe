"""Telling a database that is away for a moment from one that does not like what it is asked.

Drivers raise one error for both: a server that is being restarted and a wrong password are each an
"operational error". Where the server gave a code (SQLSTATE) that decides; where the connection was
never made there is none, and the words of the operating system, libpq and the server do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DEEPEST = 8
_AWAY_CLASSES = ("08", "57P")
"""Connection exceptions, and a server that is shut down or started: PostgreSQL, appendix A."""

_AWAY_CODES = frozenset({"40001", "40P01", "53300", "55P03"})
"""A standby that had to give way, a deadlock, too many connections, a lock that was not had."""

_AWAY_FOR_GOOD = frozenset({"57P04"})
"""The database was dropped."""

_AWAY_WORDS = re.compile(
    r"connection (refused|reset|timed out)|(connection )?timeout|timed out|broken pipe"
    r"|no route to host|host is (down|unreachable)|network is (down|unreachable)"
    r"|temporary failure in name resolution|server closed the connection"
    r"|the connection is (closed|lost)|ssl connection has been closed"
    r"|could not (receive|send) data|socket .* failed: no such file"
    r"|(starting up|shutting down|in recovery mode|not (yet )?accepting connections)"
    r"|too many (clients|connections)|remaining connection slots",
    re.IGNORECASE,
)


def is_away(error: BaseException) -> bool:
    """Whether a database may answer again by itself, by an error of its driver.

    >>> is_away(ConnectionRefusedError(111, "Connection refused")), is_away(ValueError("no column"))
    (True, False)
    """
    return any(map(_says_so, _chain(error)))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_DEEPEST):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _says_so(error: BaseException) -> bool:
    if isinstance(error, ConnectionError | TimeoutError):
        return True
    code = getattr(error, "sqlstate", None)
    if isinstance(code, str):
        known = code in _AWAY_CODES or code.startswith(_AWAY_CLASSES)
        return known and code not in _AWAY_FOR_GOOD
    operational = type(error).__name__ in {"OperationalError", "InterfaceError"}
    return operational and _AWAY_WORDS.search(str(error)) is not None
