"""Tokens: made once, kept as a hash, bounded by scopes and roles, and dead when they should be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ringtrue.core.errors import NotFoundError, UsageError
from ringtrue.core.role import Role
from ringtrue.desk import clock
from ringtrue.desk.permissions import Action, NotAllowedError, at_most, require
from ringtrue.desk.scopes import Scope, scopes_for

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def make(person, *scopes: Scope, days: int = 90, name: str = "CI"):
    from ringtrue.desk.services.make_token import make_token

    return make_token(person, name=name, scopes=scopes or (Scope.READ,), days=days)


def use(secret: str, address: str = "192.0.2.1"):
    from ringtrue.desk.services.use_token import use_token

    return use_token(secret, address)


def test_a_token_finds_its_person_and_is_kept_as_a_hash_alone(office) -> None:
    made = make(office.mia, Scope.READ, Scope.COPY)
    caller = use(made.secret)
    assert caller.person == office.mia
    assert caller.scopes == {Scope.READ, Scope.COPY}
    secret = made.secret.split("_", 2)[2]
    assert len(secret) == 43, "256 bits"
    row = {field.name: getattr(made.row, field.name) for field in made.row._meta.fields}
    assert secret not in repr(row)
    assert len(made.row.digest) == 64


def test_two_tokens_have_nothing_in_common(office) -> None:
    one, other = make(office.mia), make(office.mia)
    assert one.secret.split("_")[1:] != other.secret.split("_")[1:]
    assert one.row.digest != other.row.digest


@pytest.mark.parametrize(
    "wrong",
    ["", "rt", "rt__", "rt_x_y", "rt_0123456789abcdef_" + "A" * 43, "é" * 60, "a\0b", "x" * 9999],
)
def test_what_is_no_token_is_refused_and_says_so_alike(office, wrong: str) -> None:
    from ringtrue.desk.services.use_token import UnknownCallerError

    with pytest.raises(UnknownCallerError, match="this is no token of this desk"):
        use(wrong)


def test_one_letter_more_or_less_of_the_secret_is_no_token(office) -> None:
    from ringtrue.desk.services.use_token import UnknownCallerError

    secret = make(office.mia).secret
    for wrong in (secret[:-1], secret + "A", secret[:-1] + ("A" if secret[-1] != "A" else "B")):
        with pytest.raises(UnknownCallerError, match="this is no token"):
            use(wrong)


def test_a_token_ends_with_its_days(office) -> None:
    from ringtrue.desk.services.use_token import UnknownCallerError

    with clock.told_at(NOW):
        made = make(office.mia, days=3)
    with clock.told_at(NOW + timedelta(days=3, seconds=-1)):
        use(made.secret)
    with (
        clock.told_at(NOW + timedelta(days=3)),
        pytest.raises(UnknownCallerError, match="was good until 7 May 2026"),
    ):
        use(made.secret)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_is_good_for_a_day_at_least_and_a_year_at_most(office, days: int) -> None:
    with pytest.raises(UsageError, match="cannot be good for"):
        make(office.mia, days=days)


def test_a_revoked_token_and_one_of_somebody_shut_out_are_dead_at_once(office) -> None:
    from ringtrue.desk.services.make_token import revoke_token
    from ringtrue.desk.services.manage_people import deactivate
    from ringtrue.desk.services.use_token import UnknownCallerError

    one, other = make(office.mia), make(office.vic)
    revoke_token(office.mia, one.row.public_id)
    with pytest.raises(UnknownCallerError, match="was revoked"):
        use(one.secret)
    deactivate(office.ada, office.vic)
    with pytest.raises(UnknownCallerError, match="Vic was shut out"):
        use(other.secret)


def test_only_its_person_and_an_administrator_can_revoke_a_token(office) -> None:
    from ringtrue.desk.services.make_token import revoke_token

    one, other = make(office.mia), make(office.mia)
    with pytest.raises(NotAllowedError):
        revoke_token(office.max, one.row.public_id)
    revoke_token(office.mia, one.row.public_id)
    assert revoke_token(office.ada, other.row.public_id).revoked_at is not None
    with pytest.raises(NotFoundError):
        revoke_token(office.mia, "nothing")


def test_making_and_revoking_are_events_and_revoking_twice_is_one(office) -> None:
    from ringtrue.desk.models.event import EventRecord
    from ringtrue.desk.services.make_token import revoke_token

    made = make(office.mia)
    for _ in range(2):
        revoke_token(office.mia, made.row.public_id)
    events = EventRecord.objects.filter(action__endswith="token").order_by("number")
    assert [each.action for each in events] == ["make token", "revoke token"]
    assert all(each.subject == "person:mia" for each in events)
    assert not any(made.secret.split("_", 2)[2] in each.payload for each in events)


def test_nobody_makes_a_token_for_what_their_roles_have_no_use_for(office) -> None:
    assert Scope.READ in scopes_for(office.vic.roles)
    assert not {Scope.COPY, Scope.REVIEW, Scope.WORK} & {*scopes_for(office.vic.roles)}
    assert Scope.OBJECT in scopes_for(office.fay.roles)
    assert Scope.READ not in scopes_for(office.fay.roles)
    with pytest.raises(UsageError, match="'people'"):
        make(office.mia, Scope.READ, Scope.PEOPLE)
    assert Scope.SIGN not in scopes_for(office.ada.roles)


def test_somebody_without_a_role_makes_no_token(person) -> None:
    with pytest.raises(NotAllowedError):
        make(person("eve"))


def test_a_token_makes_no_token(office) -> None:
    from ringtrue.desk.scopes import actions_of

    with at_most(actions_of(Scope)), pytest.raises(NotAllowedError, match="not made to make"):
        make(office.ada)


def test_scopes_bind_whatever_the_roles_allow_and_only_in_their_block(office) -> None:
    with at_most({Action.SEE}):
        require("Mia", office.mia.roles, Action.SEE)
        with pytest.raises(NotAllowedError):
            require("Mia", office.mia.roles, Action.WRITE_COPY)
        with pytest.raises(NotAllowedError):
            require("Fay", office.fay.roles, Action.SEE)
    require("Mia", office.mia.roles, Action.WRITE_COPY)


def test_reading_writes_to_the_store_once_a_day(office, django_assert_num_queries) -> None:
    made = make(office.mia)
    use(made.secret)
    with django_assert_num_queries(1):
        use(made.secret)


def test_many_wrong_tokens_from_one_address_are_slowed_down_and_a_right_one_passes(office) -> None:
    from ringtrue.desk.services.use_token import (
        MISSES,
        TooManyMissesError,
        UnknownCallerError,
    )

    secret = make(office.mia).secret
    for _ in range(MISSES):
        with pytest.raises(UnknownCallerError):
            use("rt_wrong")
    with pytest.raises(TooManyMissesError):
        use("rt_wrong")
    use(secret)
    with pytest.raises(UnknownCallerError):
        use("rt_wrong", "192.0.2.2")


def test_one_sees_their_own_and_an_administrator_everybodys(office) -> None:
    from ringtrue.desk.services.see_tokens import TokenState, all_tokens, my_tokens

    make(office.mia, name="One")
    make(office.max, name="Other")
    assert [(row.name, row.state) for row in my_tokens(office.mia)] == [("One", TokenState.GOOD)]
    assert [row.name for row in all_tokens(office.ada)] == ["Other", "One"]
    with pytest.raises(NotAllowedError):
        all_tokens(office.mia)


def test_a_person_has_so_many_tokens_and_no_more(office) -> None:
    from ringtrue.desk.services.make_token import MOST

    for _ in range(MOST):
        make(office.mia)
    with pytest.raises(UsageError, match="tokens already"):
        make(office.mia)


def test_the_role_of_whoever_asks_counts_and_not_the_one_at_making(person) -> None:
    from ringtrue.desk.models.person import RoleGrant

    ann = person("ann", Role.MARKETING)
    made = make(ann, Scope.COPY)
    RoleGrant.objects.filter(person=ann).delete()
    assert use(made.secret).person.roles == frozenset()
