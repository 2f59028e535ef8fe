"""Which database an address names, and the key of a workspace."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import ConfigError
from ringtrue.desk.database import database_settings, keep_secret, secret_key

HERE = Path("store")


def test_without_an_address_it_is_sqlite_that_waits_for_other_writers() -> None:
    found = database_settings("", HERE)
    assert found["ENGINE"].endswith("sqlite3")
    assert found["NAME"] == HERE / "store.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] > 1
    for wanted in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout"):
        assert wanted in found["OPTIONS"]["init_command"]


def test_an_address_is_taken_apart_and_decoded() -> None:
    found = database_settings("postgresql://a%40b:p%2Fw%23@db.example:5433/ring%20true", HERE)
    assert found["ENGINE"].endswith("postgresql")
    wanted = {"USER": "a@b", "PASSWORD": "p/w#", "HOST": "db.example", "PORT": "5433",
              "NAME": "ring true"}  # fmt: skip
    assert wanted.items() <= found.items()


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("postgres:///desk", {"HOST": "", "PORT": "", "USER": "", "NAME": "desk"}),
        ("postgres:///desk?host=/var/run/postgresql", {"HOST": "/var/run/postgresql"}),
        ("postgres:///desk?host=%2Frun%2Fpg&port=6000", {"HOST": "/run/pg", "PORT": "6000"}),
        ("postgres://h/?dbname=desk", {"NAME": "desk", "HOST": "h"}),
        ("postgres://[::1]:5432/desk", {"HOST": "::1", "PORT": "5432"}),
        ("postgres://h/desk?sslmode=require&application_name=a%20b",
         {"OPTIONS": {"sslmode": "require", "application_name": "a b"}}),
    ],
)  # fmt: skip
def test_sockets_ports_and_options_are_understood(url: str, wanted: dict[str, object]) -> None:
    assert wanted.items() <= database_settings(url, HERE).items()


@pytest.mark.parametrize(
    "url",
    ["mysql://ann:secret@h/d", "ann:secret@h/d", "secret", "sqlite:///x", "postgres://ann:secret@h",
     "postgres://ann:secret@h/", "postgres://ann:secret@h:port/d", "postgres://ann:secret@h:99999/d",
     "postgres://ann:secret@[h/d", "postgres://ann:secret@h/d%00e", "://secret"],
)  # fmt: skip
def test_an_address_of_another_kind_is_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(ConfigError) as told:
        database_settings(url, HERE)
    assert told.value.where == "DATABASE_URL"
    assert told.value.cure
    assert "secret" not in str(told.value)


@given(st.text(st.characters(codec="utf-8"), min_size=1) | st.text("postgresql:/@[]?&=%#12 \n"))
def test_whatever_the_address_is_it_is_a_database_or_an_error_of_ours(url: str) -> None:
    try:
        found = database_settings(f"postgres://{url}", HERE)
    except ConfigError:
        return
    assert found["NAME"]


def test_the_key_is_made_once_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RINGTRUE_SECRET_KEY", raising=False)
    folder = tmp_path / "new" / ".ringtrue"
    keep_secret(folder)
    key = secret_key(folder)
    assert len(key) >= 50
    keep_secret(folder)
    assert secret_key(folder) == key
    (path,) = folder.iterdir()
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_workspaces_have_two_keys(tmp_path: Path) -> None:
    keep_secret(tmp_path / "a")
    keep_secret(tmp_path / "b")
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_the_environment_s_key_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_secret(tmp_path)
    monkeypatch.setenv("RINGTRUE_SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"


def test_without_any_key_there_is_one_for_this_process_that_nobody_can_guess(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RINGTRUE_SECRET_KEY", raising=False)
    assert secret_key(tmp_path) != secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []
