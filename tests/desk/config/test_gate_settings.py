"""sign_offs, checklist, objections and sign_off_days of ringtrue.yaml."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from ringtrue.core.campaign import DEFAULT_RULES, ChecklistItem, SignOffRule
from ringtrue.core.claim import Kind
from ringtrue.core.errors import ConfigError
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.gate import ROLLOUT, usual_checklist
from ringtrue.desk.permissions import SIGNING
from ringtrue.desk.schema import load_schema
from ringtrue.desk.workspace import parse_workspace

SOURCES = "sources: {orders: {location: orders.csv}}\n"


def load(text: str) -> Workspace:
    return parse_workspace(text, Path("shop/ringtrue.yaml"))


def test_left_out_everything_is_as_usual() -> None:
    workspace = load("")
    assert workspace.sign_offs == DEFAULT_RULES
    assert workspace.checklist == usual_checklist()
    assert (workspace.objection_days, workspace.hold_at, workspace.sign_off_days) == (2, 3, 30)


def test_an_empty_list_asks_for_nothing() -> None:
    workspace = load("sign_offs: []\nchecklist: []\n")
    assert (workspace.sign_offs, workspace.checklist) == ((), ())


def test_a_rule_is_read_with_all_its_parts() -> None:
    text = (
        "sign_offs:\n  - roles: [operations, legal]\n    kinds: [price, privacy_security]\n"
        "    channels: [radio, TV]\n    sources: [orders]\n    why: On air.\n"
    )
    assert load(SOURCES + text).sign_offs == (
        SignOffRule(
            (Role.OPERATIONS, Role.LEGAL),
            (Kind.PRICE, Kind.PRIVACY_SECURITY),
            ("radio", "TV"),
            ("orders",),
            "On air.",
        ),
    )


def test_the_checklist_is_read_in_its_order_and_blocks_unless_it_says_no() -> None:
    text = (
        "checklist:\n  - {key: told, title: Tell them, days_before: 14}\n"
        "  - {key: back, title: Look back, blocking: false, days_before: 0}\n"
        "  - {key: plain, title: Do it}\n"
    )
    assert load(text).checklist == (
        ChecklistItem("told", "Tell them", blocking=True, days_before=14),
        ChecklistItem("back", "Look back", blocking=False, days_before=0),
        ChecklistItem("plain", "Do it", blocking=True),
    )


def test_the_terms_are_read_one_by_one() -> None:
    workspace = load("objections: {days: 5}\nsign_off_days: 7\n")
    assert (workspace.objection_days, workspace.hold_at, workspace.sign_off_days) == (5, 3, 7)
    assert load("objections: {hold_at: 1}\n").hold_at == 1


def test_the_usual_checklist_is_what_its_file_says_as_a_setting() -> None:
    text = ROLLOUT.read_text(encoding="utf-8")
    assert load(text).checklist == usual_checklist()
    assert len({item.key for item in usual_checklist()}) == 15
    assert {item.blocking for item in usual_checklist()} == {True, False}
    assert all(item.days_before is not None for item in usual_checklist())


def test_the_schema_knows_every_kind_and_every_role_that_can_sign() -> None:
    rule = load_schema("ringtrue")["$defs"]["sign_off"]["properties"]
    assert set(rule["kinds"]["items"]["enum"]) == {kind.value for kind in Kind}
    assert set(rule["roles"]["items"]["enum"]) == {role.value for role in SIGNING}


MISTAKES = {
    "a role that cannot sign": (
        "sign_offs: [{roles: [viewer]}]\n",
        "1:22",
        "'viewer'",
        "marketing, operations, service, legal",
    ),
    "a role misspelt": ("sign_offs: [{roles: [operation]}]\n", "1:22", "'operation'", "operations"),
    "a rule for nobody": ("sign_offs: [{roles: []}]\n", "1:21", "'roles' is empty", "at least one"),
    "a rule without roles": ("sign_offs: [{kinds: [price]}]\n", "1:13", "no 'roles'", "roles:"),
    "a kind that is none": (
        "sign_offs: [{roles: [legal], kinds: [prices]}]\n",
        "1:38",
        "'prices'",
        "'price'",
    ),
    "a role twice": ("sign_offs: [{roles: [legal, legal]}]\n", "1:29", "twice", "once"),
    "a source that is not there": (
        SOURCES + "sign_offs: [{roles: [legal], sources: [order]}]\n",
        "2:40",
        "no source 'order'",
        "'orders'",
    ),
    "a rule that is a word": ("sign_offs: [legal]\n", "1:13", "'legal'", "set of settings"),
    "an item without a title": ("checklist: [{key: a}]\n", "1:13", "no 'title'", "title:"),
    "an item without a key": ("checklist: [{title: A}]\n", "1:13", "no 'key'", "key:"),
    "a key with spaces": (
        "checklist: [{key: Front line, title: A}]\n",
        "1:19",
        "'Front line'",
        "front-line-told",
    ),
    "a key twice": (
        "checklist:\n  - {key: a, title: A}\n  - {key: a, title: B}\n",
        "3:11",
        "two items of the checklist",
        "line 2",
    ),
    "a title with a colon": (
        "checklist: [{key: a, title: {Plan: staff}}]\n",
        "1:29",
        "a set of settings",
        "quotes",
    ),
    "blocking by a word": ("checklist: [{key: a, title: A, blocking: yes}]\n", "1:42", "'yes'", ""),
    "days after the launch": (
        "checklist: [{key: a, title: A, days_before: -1}]\n",
        "1:45",
        "-1",
        "between 0 and 3650",
    ),
    "no time to answer": ("objections: {days: 0}\n", "1:20", "'days' is 0", "between 1 and 365"),
    "held by nothing": ("objections: {hold_at: 0}\n", "1:23", "'hold_at' is 0", "between 1"),
    "days beyond every calendar": (
        "sign_off_days: 999999999999\n",
        "1:16",
        "999999999999",
        "between 1 and 3650",
    ),
    "a setting of objections misspelt": (
        "objections: {day: 2}\n",
        "1:14",
        "'day' is not a setting",
        "'days'",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_them_is_told_with_its_place_and_a_cure(name: str) -> None:
    text, place, what, cure = MISTAKES[name]
    with pytest.raises(ConfigError) as caught:
        load(text)
    assert caught.value.where == f"shop/ringtrue.yaml:{place}"
    assert what in caught.value.what
    assert caught.value.cure
    assert cure in caught.value.cure


@pytest.mark.parametrize(
    "told",
    [
        {"sign_offs": [{"roles": ["legal"]}], "checklist": [{"key": "a", "title": "A"}]},
        {"objections": {"days": 365, "hold_at": 1}, "sign_off_days": 3650},
        {"sign_offs": [], "checklist": [], "objections": {}},
    ],
)
def test_an_editor_accepts_what_we_accept(told: dict[str, object]) -> None:
    jsonschema.Draft202012Validator(load_schema("ringtrue")).validate(told)
    load(json.dumps(told))


@pytest.mark.parametrize(
    "told",
    [
        {"sign_offs": [{"roles": []}]},
        {"sign_offs": [{"kinds": ["price"]}]},
        {"sign_offs": [{"roles": ["admin"]}]},
        {"checklist": [{"key": "A B", "title": "A"}]},
        {"objections": {"days": 366}},
        {"sign_off_days": "30"},
    ],
)
def test_an_editor_refuses_what_we_refuse(told: dict[str, object]) -> None:
    assert not jsonschema.Draft202012Validator(load_schema("ringtrue")).is_valid(told)
    with pytest.raises(ConfigError):
        load(json.dumps(told))
