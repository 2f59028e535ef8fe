"""Every setting that decides is on the page, and those that are not the usual ones say so."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import time

import pytest

from ringtrue.core.campaign import SignOffRule
from ringtrue.core.claim import Kind
from ringtrue.core.policy import Effect, Policy
from ringtrue.core.role import Role
from ringtrue.core.schedule import Daily
from ringtrue.core.workspace import Workspace
from ringtrue.desk.permissions import NotAllowedError

pytestmark = pytest.mark.django_db

USUAL = Workspace("")


@pytest.fixture
def vic(person):
    return person("vic", Role.VIEWER)


def rows(view):
    return {row.key: row for row in (*view.judging, *view.launching, *view.routines, *view.network)}


def test_every_part_of_the_policy_is_shown(vic) -> None:
    from ringtrue.desk.services.see_settings import see_settings

    found = rows(see_settings(vic, USUAL))
    named = {f"policy.{each.name}" for each in fields(Policy) if each.name != "rules"}
    assert named <= found.keys()
    assert not any(row.own for row in found.values())


def test_what_is_not_the_usual_is_marked_and_nothing_else(vic) -> None:
    from ringtrue.desk.services.see_settings import see_settings

    policy = replace(USUAL.policy, target=0.95, vague=Effect.BLOCK, rules=(("r-1", Effect.IGNORE),))
    shop = replace(
        USUAL, policy=policy, hold_at=5, jurisdictions=("uk",), keep_months=6,
        private_hosts=("shop", "10.1.0.0/16"),
        schedule=replace(USUAL.schedule, digest=Daily(time(18, 30))),
    )  # fmt: skip
    found = rows(see_settings(vic, shop))
    assert {row.key: row.value for row in found.values() if row.own} == {
        "jurisdictions": "UK",
        "policy.target": "95 %",
        "policy.vague": "block",
        "policy.rules.r-1": "ignore",
        "objections.hold_at": "5 objections",
        "keep_months": "6 months",
        "schedule.digest": "daily at 18:30 (UTC)",
        "private_hosts": "shop, 10.1.0.0/16",
    }


def test_a_rule_of_signatures_is_said_in_words(vic) -> None:
    from ringtrue.desk.services.see_settings import see_settings

    rule = SignOffRule((Role.LEGAL,), (Kind.PRICE, Kind.REFUND), ("radio",), (), "The law.")
    (said,) = see_settings(vic, replace(USUAL, sign_offs=(rule,))).signatures
    assert said.roles == "Legal"
    assert said.when == "some claim is price or refund and some channel is radio"


def test_the_front_line_sees_no_settings(person) -> None:
    from ringtrue.desk.services.see_settings import see_settings

    with pytest.raises(NotAllowedError):
        see_settings(person("fay", Role.FRONT_LINE), USUAL)
