"""Where a demonstration may be built, and that no other store opens to whoever passes by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.desk.audit import record
from ringtrue.desk.demonstration import BEGUN, TELLER, is_demonstration
from ringtrue.desk.services.build_shop import build_shop, is_built, open_shop
from ringtrue.desk.services.walk_in import guests, walk_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from ringtrue.desk.models.person import Person

PRESENT = datetime(2026, 11, 22, 9, tzinfo=UTC)
HERE = {"HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1"}


def _silent(what: str, share: float) -> None:
    del what, share


def test_in_a_store_of_one_s_own_nobody_walks_in(person: Callable[..., Person]) -> None:
    person("nell", Role.ADMIN)
    client = Client(**HERE)  # type: ignore[arg-type]
    page = client.get(reverse("account_login")).content.decode()
    assert "demonstration" not in page
    assert "walk-in" not in page
    assert client.post(reverse("walk-in"), {"username": "nell"}).status_code == 403
    assert "_auth_user_id" not in client.session
    assert guests() == ()
    with pytest.raises(UsageError, match="without a password"):
        walk_in("nell")


@pytest.mark.django_db
def test_a_store_with_a_past_never_becomes_a_demonstration() -> None:
    from django.db import transaction

    with transaction.atomic():
        record("somebody", "add person", "person:somebody")
        record(TELLER, BEGUN, "store")
    assert not is_demonstration()


@pytest.mark.django_db
def test_only_the_program_itself_begins_a_demonstration() -> None:
    from django.db import transaction

    with transaction.atomic():
        record("terminal:demonstration", BEGUN, "store")
    assert not is_demonstration()


@pytest.mark.parametrize("fresh", [False, True])
def test_a_folder_that_holds_something_else_is_left_alone(
    tmp_path: Path, fresh: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    book = tmp_path / "ringtrue.yaml"
    book.write_text("name: Mine\n", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no demonstration"):
        build_shop(tmp_path, PRESENT, _silent, fresh=fresh)
    assert [each.name for each in tmp_path.iterdir()] == ["ringtrue.yaml"]
    assert book.read_text(encoding="utf-8") == "name: Mine\n"


def test_a_database_of_one_s_own_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user@host/ours")
    with pytest.raises(UsageError, match="DATABASE_URL") as caught:
        build_shop(tmp_path / "shop", PRESENT, _silent)
    assert "ours" not in str(caught.value)
    with pytest.raises(UsageError, match="DATABASE_URL"):
        open_shop(tmp_path / "shop")
    assert not (tmp_path / "shop").exists()


def test_a_build_that_was_broken_off_is_none(tmp_path: Path) -> None:
    assert not is_built(tmp_path)
    mark = tmp_path / ".ringtrue" / "demonstration"
    mark.parent.mkdir()
    mark.write_text("building\n", encoding="ascii")
    assert not is_built(tmp_path)
    mark.write_text("built\n", encoding="ascii")
    assert is_built(tmp_path)
