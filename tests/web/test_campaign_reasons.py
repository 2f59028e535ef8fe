"""What stands before a launch: in the reader's words, by what is to be done and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string
from django.test import Client

from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.desk.grouped_reasons import ReasonView
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.review_campaign import PROPOSED
from ringtrue.gap.gate import Code
from ringtrue.web.campaign_reasons import FOLDED, SHOWN, ReasonGroup, groups_of
from tests.desk.services.conftest import BOOK, write_orders

if TYPE_CHECKING:
    from ringtrue.desk.services.see_campaign import CampaignView

MAY = frozenset(Action)


class Figures:
    """A standard of the review, as far as reasons ask."""

    def __init__(self, name: str, *, confirmed: bool) -> None:
        self.id, self.confirmed = name, confirmed


class View:
    """A campaign as far as its reasons go."""

    class campaign:  # noqa: N801
        slug = "spring"

    def __init__(self, reasons: Iterable[ReasonView], may: frozenset[Action] = MAY) -> None:
        self.reasons, self.may = tuple(reasons), may
        self.standards = (Figures("ours", confirmed=False), Figures("theirs", confirmed=True))


def reason(code: str, level: Level, standard: str = "", message: str = "It is so.") -> ReasonView:
    return ReasonView(code, level, message, "Mend it.", standard, ())


def groups(*reasons: ReasonView, may: frozenset[Action] = MAY) -> dict[str, ReasonGroup]:
    view: CampaignView = View(reasons, may)  # type: ignore[assignment]
    return {each.title: each for each in groups_of(view, {})}


BLOCKS = reason("promise-fails", Level.ERROR)
UNSIGNED = reason(Code.SIGN_OFF_MISSING, Level.WARNING)
UNDONE = reason(Code.CHECKLIST_OPEN, Level.WARNING)


def test_what_must_be_done_is_told_apart_from_what_signing_accepts() -> None:
    rule = reason("any-substantiation", Level.WARNING)
    found = groups(UNSIGNED, rule)
    assert list(found) == ["To be done before the launch", "To mend, or to accept"]
    assert "Whoever signs accepts" in found["To mend, or to accept"].told
    assert list(groups(rule)) == ["Accepted by those who signed"]


def test_sign_offs_are_folded_away_while_something_blocks_for_nobody_signs_then() -> None:
    to_do = groups(BLOCKS, UNSIGNED, UNDONE)["To be done before the launch"]
    assert not to_do.first
    assert to_do.rest_title == "1 sign-off and 1 item of the checklist"


def test_sign_offs_stand_open_once_they_are_what_is_waited_for() -> None:
    to_do = groups(UNSIGNED, UNDONE)["To be done before the launch"]
    assert [each.reason for each in to_do.first] == [UNSIGNED]
    assert to_do.rest_title == "1 item of the checklist"


def test_very_many_reasons_come_page_by_page() -> None:
    many = [
        reason("promise-fails", Level.ERROR, message=f"It is so, {each}.") for each in range(100)
    ]
    view: CampaignView = View(many)  # type: ignore[assignment]

    def shown(**asked: str) -> ReasonGroup:
        (group,) = groups_of(view, {}, asked)
        return group

    first, last = shown(), shown(blocking="3")
    assert first.rest_title == "95 more reasons"
    assert [each.reason for each in (*first.first, *first.rest)] == many[: SHOWN + FOLDED]
    assert [each.reason for each in last.rest] == many[SHOWN + 2 * FOLDED :]
    assert (first.opened, last.opened) == (False, True)
    assert shown(blocking="no page").rest == first.rest
    page = render_to_string(
        "campaign/decision.html",
        {"campaign": {"is_open": True}, "page": {"groups": [shown(blocking="2")]}},
    )
    assert '<details class="more" id="more-blocking" open>' in page
    assert 'href="?blocking=1#more-blocking">Before' in page
    assert 'href="?blocking=3#more-blocking">Next' in page
    assert "41 to 80 of 95" in page


@pytest.mark.parametrize(
    ("code", "part"),
    [
        (Code.SIGN_OFF_VOID, "sign-offs"),
        (Code.OBJECTION_OPEN, "objections"),
        (Code.LIMIT_IDLE, "limits"),
    ],
)
def test_a_reason_without_a_place_leads_to_the_tab_where_it_is_done(code: str, part: str) -> None:
    (group,) = groups(reason(code, Level.WARNING)).values()
    assert [each.address for each in group.first[0].jumps] == [f"/campaigns/spring/{part}/"]


def test_a_verdict_by_a_proposal_of_ours_says_so_first_and_one_by_the_book_does_not() -> None:
    ours, theirs = (reason("promise-fails", Level.ERROR, name) for name in ("ours", "theirs"))
    lines = groups(ours, theirs)["Blocks the launch"].first
    assert "our proposal" in lines[0].cure
    assert "our proposal" not in lines[1].cure


def test_who_may_not_confirm_a_meaning_is_told_who_does() -> None:
    proposed = reason(PROPOSED, Level.WARNING)
    (may,) = groups(proposed).values()
    (may_not,) = groups(proposed, may=MAY - {Action.CONFIRM_STANDARD}).values()
    assert "confirm this meaning" in may.first[0].cure
    assert "Operations, Customer Service or Legal" in may_not.first[0].cure


@pytest.mark.django_db
def test_pasted_copy_without_a_name_is_refused_beside_the_field(
    tmp_path: Path, settings, person
) -> None:
    from ringtrue.desk.services.create_campaign import create_campaign
    from ringtrue.desk.workspace import load_workspace

    (tmp_path / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    write_orders(tmp_path / "orders.csv")
    settings.WORKSPACE = tmp_path
    mia = person("mia", Role.MARKETING)
    create_campaign(mia, load_workspace(tmp_path), name="Spring")
    client = Client()
    client.force_login(mia)
    typed = {"how": "paste", "text": "Delivered in 2 days.", "do": "keep"}
    found = client.post("/campaigns/spring/materials/new/", typed)
    page = unescape(found.content.decode())
    assert found.status_code == 422
    assert 'aria-invalid="true" autofocus' in page
    assert "Delivered in 2 days." in page


def test_numbers_and_their_sign_stay_on_one_line() -> None:
    (group,) = groups(reason("promise-fails", Level.ERROR, message="Kept for 9 %.")).values()
    assert group.first[0].message == "Kept for 9\N{NO-BREAK SPACE}%."


def test_who_may_say_what_a_promise_means_sees_first_where_that_is_asked() -> None:
    rule = reason("any-substantiation", Level.WARNING)
    proposed = reason(PROPOSED, Level.WARNING)
    (own,) = groups(rule, proposed).values()
    (others,) = groups(rule, proposed, may=frozenset()).values()
    assert [each.reason for each in own.first] == [proposed, rule]
    assert [each.reason for each in others.first] == [rule, proposed]
