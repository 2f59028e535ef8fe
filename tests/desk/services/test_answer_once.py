"""A request that is sent twice is done once, also when both come at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.desk import clock
from ringtrue.desk.scopes import Scope

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def token(person):
    from ringtrue.desk.services.make_token import make_token

    made = make_token(person("ann", Role.MARKETING), name="CI", scopes=[Scope.COPY])
    return made.row


def counted() -> tuple[list[int], Callable[[], object]]:
    """A piece of work that writes an event, and how often it was done."""
    from ringtrue.desk.services.answer_once import Answer

    done: list[int] = []

    def do() -> Answer:
        from django.db import transaction

        from ringtrue.desk.audit import record

        with transaction.atomic():
            record("tests", "do", "something")
        done.append(1)
        return Answer(201, "application/json", b'{"number":%d}' % len(done))

    return done, do


@pytest.mark.django_db
@pytest.mark.parametrize("doing", ["SHORT", "LONG"])
def test_the_second_time_the_first_answer_is_given(token, doing: str) -> None:
    from ringtrue.desk.services.answer_once import Doing, answer_once

    done, do = counted()
    first = answer_once(token, "k", "a", do, Doing[doing])
    again = answer_once(token, "k", "a", do, Doing[doing])
    assert (first.content, first.again) == (b'{"number":1}', False)
    assert (again.content, again.again, again.status) == (b'{"number":1}', True, 201)
    assert done == [1]


@pytest.mark.django_db
def test_the_same_key_with_another_request_is_refused(token) -> None:
    from ringtrue.desk.services.answer_once import KeyUsedError, answer_once

    done, do = counted()
    answer_once(token, "k", "a", do)
    with pytest.raises(KeyUsedError, match="another request"):
        answer_once(token, "k", "b", do)
    assert done == [1]


@pytest.mark.django_db
@pytest.mark.parametrize("doing", ["SHORT", "LONG"])
def test_what_failed_is_done_again_and_left_nothing(token, doing: str) -> None:
    from ringtrue.desk.models.event import EventRecord
    from ringtrue.desk.models.token import KeptAnswer
    from ringtrue.desk.services.answer_once import Doing, answer_once

    done, do = counted()

    def fail() -> object:
        if doing == "SHORT":
            do()
        raise UsageError("no")

    before = EventRecord.objects.count()
    with pytest.raises(UsageError):
        answer_once(token, "k", "a", fail, Doing[doing])
    assert EventRecord.objects.count() == before
    assert not KeptAnswer.objects.exists()
    done.clear()
    assert not answer_once(token, "k", "a", do, Doing[doing]).again


@pytest.mark.django_db
def test_an_answer_is_forgotten_after_a_day(token) -> None:
    from ringtrue.desk.services.answer_once import answer_once

    done, do = counted()
    with clock.told_at(NOW):
        answer_once(token, "k", "a", do)
    with clock.told_at(NOW + timedelta(hours=23, minutes=59)):
        assert answer_once(token, "k", "a", do).again
    with clock.told_at(NOW + timedelta(hours=24, minutes=1)):
        assert not answer_once(token, "k", "b", do).again
    assert done == [1, 1]


@pytest.mark.django_db
def test_long_work_that_was_killed_does_not_keep_its_key_for_ever(token) -> None:
    from ringtrue.desk.models.token import KeptAnswer
    from ringtrue.desk.services.answer_once import KeyUsedError, answer_once

    done, do = counted()
    KeptAnswer.objects.create(token=token, key="k", request="a", at=NOW)
    with (
        clock.told_at(NOW + timedelta(minutes=14)),
        pytest.raises(KeyUsedError, match="being done"),
    ):
        answer_once(token, "k", "a", do)
    with clock.told_at(NOW + timedelta(minutes=16)):
        assert not answer_once(token, "k", "a", do).again
    assert done == [1]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 201, "é", "a b", "a\0b"])
def test_a_key_that_cannot_be_one_is_refused(token, key: str) -> None:
    from ringtrue.desk.services.answer_once import answer_once

    with pytest.raises(UsageError, match="cannot be used"):
        answer_once(token, key, "a", counted()[1])


@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment_are_one(token) -> None:
    from django.db import connection

    from ringtrue.desk.models.event import EventRecord
    from ringtrue.desk.services.answer_once import KeyUsedError, answer_once

    _, do = counted()
    gate, told, faults = threading.Barrier(6), [], []

    def ask() -> None:
        gate.wait()
        try:
            told.append(answer_once(token, "k", "a", do).content)
        except KeyUsedError:
            told.append(b"busy")
        except BaseException as error:  # noqa: BLE001 - shown below
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert faults == []
    assert set(told) <= {b'{"number":1}', b"busy"}
    assert b'{"number":1}' in told
    assert EventRecord.objects.filter(action="do").count() == 1


@pytest.mark.django_db
def test_a_copy_of_the_store_does_not_yield_what_was_answered(token, settings) -> None:
    from ringtrue.desk.models.token import KeptAnswer
    from ringtrue.desk.services.answer_once import Answer, KeyUsedError, answer_once

    def do() -> Answer:
        return Answer(201, "application/json", b'{"link": "https://desk.example/join/1.secret/"}')

    first = answer_once(token, "key", "1" * 64, do)
    assert b"secret" not in bytes(KeptAnswer.objects.get().content)
    again = answer_once(token, "key", "1" * 64, do)
    assert again.again and again.content == first.content
    settings.SECRET_KEY = "another"
    with pytest.raises(KeyUsedError, match="another secret key"):
        answer_once(token, "key", "1" * 64, do)
