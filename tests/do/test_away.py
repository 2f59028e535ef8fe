"""Which errors of a driver mean that the database is away, and which that somebody must act."""

from __future__ import annotations

import pytest

from ringtrue.do.away import is_away


class OperationalError(Exception):
    """As the drivers of databases call it."""

    def __init__(self, words: str, sqlstate: str | None = None) -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    "error",
    [
        ConnectionResetError(104, "Connection reset by peer"),
        TimeoutError("timed out"),
        OperationalError("connection failed: ... port 5432 failed: Connection refused"),
        OperationalError("connection timeout expired"),
        OperationalError('socket "/run/.s.PGSQL.5432" failed: No such file or directory'),
        OperationalError("failed to resolve host: Temporary failure in name resolution"),
        OperationalError("FATAL:  the database system is starting up"),
        OperationalError("FATAL:  sorry, too many clients already"),
        OperationalError("the connection is closed"),
        OperationalError("terminating connection", "57P01"),
        OperationalError("terminating connection", "08006"),
        OperationalError("canceling statement due to conflict with recovery", "40001"),
    ],
    ids=str,
)
def test_what_passes_by_itself_is_away(error) -> None:
    assert is_away(error)
    outer = RuntimeError("the engine says")
    outer.__cause__ = error
    assert is_away(outer), "under another error as well"


@pytest.mark.parametrize(
    "error",
    [
        OperationalError('FATAL:  database "shop" does not exist'),
        OperationalError('FATAL:  password authentication failed for user "ann"'),
        OperationalError("failed to resolve host: Name or service not known"),
        OperationalError("certificate verify failed"),
        OperationalError('column "plum" does not exist: connection refused', "42703"),
        OperationalError("canceling statement due to statement timeout", "57014"),
        OperationalError("the database was dropped", "57P04"),
        ValueError("connection refused"),
        FileNotFoundError("orders.csv"),
    ],
    ids=str,
)
def test_what_somebody_must_mend_is_not(error) -> None:
    assert not is_away(error)
