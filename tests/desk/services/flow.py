"""Short ways to a campaign in some state, for tests of one step."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ringtrue.core.figure import Basis, Figure
from ringtrue.core.finding import Level
from ringtrue.core.media_plan import Placement
from ringtrue.core.offer_limit import OfferLimit, Supply
from ringtrue.core.proof import ProofKind
from ringtrue.core.trees import plant
from ringtrue.core.verdict import Decision, Outlook, Reason
from ringtrue.desk import clock
from ringtrue.desk.campaign_state import settle
from ringtrue.desk.materials import pages_of
from ringtrue.desk.present import limits_of, present_of
from ringtrue.desk.review_records import JudgedClaim, Judgement
from ringtrue.desk.services.add_proof import ProofText
from ringtrue.desk.services.whole_book import open_book
from ringtrue.gap.seal import seal_of, to_json

if TYPE_CHECKING:
    from ringtrue.core.workspace import Workspace
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.models.review import Review

FIVE_DAYS = """\
id: five
source: orders
from: ordered_at
to: delivered_at
limit: 5 days
target: 90%
"""
"""A standard of the orders that they keep."""


def given_review(
    campaign: Campaign,
    by: Person,
    shop: Workspace,
    outlook: Outlook = Outlook.CLEAR,
    *reasons: Reason,
) -> Review:
    """A review of the copy as it is, as if it had been measured and judged so."""
    from ringtrue.desk.models.review import Review

    book = open_book(shop)
    pages = pages_of(campaign, book)
    bound = present_of(campaign, pages, limits_of(campaign), book, None, clock.now().date()).bound
    claims = tuple(
        JudgedClaim(each.place, each.text, each.sentence, each.label, each.kind, each.measurable)
        for page in pages
        for each in page.read.claims
    )
    stop = Reason("promise-fails", Level.ERROR, "It fails.", "Promise less.")
    decision = Decision(outlook, reasons or ((stop,) if outlook is Outlook.BLOCKED else ()))
    now = datetime.now(UTC)
    row = Review.objects.create(
        campaign=campaign,
        at=now,
        as_of=now,
        by=by,
        outlook=outlook.value,
        seal=seal_of(bound),
        bound=json.loads(to_json(bound)),
        decision=plant(decision),
        promises=plant(Judgement(book.key, book.judging, claims, ())),
    )
    settle(campaign, shop)
    return row


def a_proof(wording: str = "No. 1 in town", **parts: Any) -> ProofText:
    """Sales records of last summer, kept in a drawer."""
    made = ProofText(
        wording, "Sales of 2025", ProofKind.RECORDS, date(2025, 6, 1), None, "Drawer 3"
    )
    return replace(made, **parts)


def placement(name: str = "letter", reach: float = 5_000, **parts: Any) -> Placement:
    """A sending on the morning of 1 April 2026 to people of whom a fiftieth order."""

    def figure(what: str, best: float, unit: str) -> Figure:
        return Figure(what, best, best / 2, best * 2, unit, Basis.STATED, "Mia")

    morning = datetime(2026, 4, 1, 9)
    made = Placement(
        name=name,
        channel="email",
        first=morning,
        last=morning,
        reach=figure("reach", reach, "people"),
        response=figure("response", 0.02, "orders per person reached"),
        contacts=figure("contacts", 0.3, "contacts per order"),
        delay=figure("delay", 6, "hours"),
    )
    return replace(made, **parts)


def offer(name: str = "Mug", units: float = 500, a_day: float = 2, **parts: Any) -> OfferLimit:
    """So many of something in the first ten days of April 2026, which everybody wants."""

    def known(what: str, best: float, unit: str) -> Figure:
        return Figure(what, best, best, best, unit, Basis.STATED, "Olga")

    made = OfferLimit(
        name=name,
        supply=Supply.STOCK,
        amount=known("units", units, "units"),
        first=date(2026, 4, 1),
        last=date(2026, 4, 10),
        usual=known("usual orders", a_day, "orders a day"),
        spread=known("spread of days", 0.2, "share of the mean"),
        wanted=known("orders that want it", 1, "share of the campaign's orders"),
        per_order=known("units of one order", 1, "units"),
    )
    return replace(made, **parts)


def snapshot() -> dict[str, list[tuple[object, ...]]]:
    """Every row of the desk's tables."""
    from django.apps import apps

    return {
        model.__name__: list(model.objects.order_by("pk").values_list())
        for model in apps.get_app_config("desk").get_models()
    }


@contextmanager
def nothing_written() -> Iterator[None]:
    """What happens inside leaves every table as it was, the audit chain among them."""
    before = snapshot()
    yield
    assert snapshot() == before


@contextmanager
def one_event(action: str, by: str) -> Iterator[None]:
    """What happens inside adds one event to the chain, and no other."""
    from ringtrue.desk.models.event import EventRecord

    before = EventRecord.objects.count()
    yield
    events = list(EventRecord.objects.all())[before:]
    assert [(each.action, each.actor) for each in events] == [(action, by)]


def refused(error: type[Exception], words: str, act: Callable[[], object]) -> None:
    """The act is refused in these words, and writes nothing."""
    with nothing_written(), pytest.raises(error, match=words) as caught:
        act()
    assert getattr(caught.value, "cure", ""), "an error must say what to do"
