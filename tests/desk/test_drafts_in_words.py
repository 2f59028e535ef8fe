"""A standard is told to people as a person would say it."""

from __future__ import annotations

import pytest

from ringtrue.core.claim import Kind
from ringtrue.desk.drafts_in_words import describe
from ringtrue.say.drafts import draft_standards
from ringtrue.say.slots import find_slots
from ringtrue.say.vague import families


def told(wording: str, kind: Kind, measurable: bool = True) -> list[str]:
    drafts = draft_standards(wording, find_slots(wording), kind, measurable)
    return [describe(draft).partition(" (")[0] for draft in drafts]


@pytest.mark.parametrize(
    ("wording", "kind", "expected"),
    [
        ("We reply within 2 working days", Kind.TIME, "reply within 2 business days"),
        ("Orders ship the same day", Kind.TIME, "dispatch the same day"),
        ("Your prescription in 15 minutes", Kind.TIME, "done within 15 minutes"),
        ("On-time trains to Hull", Kind.TIME, "on time"),
        ("Delivered on time", Kind.TIME, "deliver on time"),
        ("Never more than 2 hours late", Kind.TIME, "no more than 2 hours late"),
        (
            "Trains leave within 5 minutes of schedule",
            Kind.TIME,
            "depart no more than 5 minutes late",
        ),
        (
            "Boiler service from £79",
            Kind.PRICE,
            "the price is at most £79, in at least 10 % of the cases",
        ),
        ("Soup for £1.50", Kind.PRICE, "the price is at most £1.50"),
        ("No call-out fee", Kind.PRICE, "it is free of charge"),
        ("Save £50 on your first order", Kind.PRICE, "a saving of at least £50"),
        ("Half price sofas", Kind.PRICE, "a saving of at least 50 %"),
        ("30-day returns", Kind.REFUND, "returns are accepted for 30 days"),
        ("2 year guarantee on all parts", Kind.GUARANTEE, "claims are accepted for 24 months"),
        ("no more than 2 transfers", Kind.SERVICE, "at most 2 transfers"),
        ("at least 3 departures a day", Kind.SERVICE, "at least 3 departures a day"),
        ("Support is available 24/7", Kind.AVAILABILITY, "open all the time"),
        ("99.9 % uptime", Kind.AVAILABILITY, "up at least 99.9 % of the time"),
        ("Open Monday to Friday 9am-5:30pm", Kind.AVAILABILITY, "open from 9:00 to 17:30"),
        ("Open every day", Kind.AVAILABILITY, "open on the days that it names"),
        ("Ready by 5pm", Kind.TIME, "complete by 17:00"),
        ("Every flight, every day", Kind.AVAILABILITY, "just what it says"),
        (
            "Most orders arrive within 2 days",
            Kind.TIME,
            "deliver within 2 days, in more than half of the cases",
        ),
    ],
)
def test_what_a_wording_states_is_told_plainly(wording: str, kind: Kind, expected: str) -> None:
    assert told(wording, kind)[-1] == expected


def test_proposals_are_whole_clauses_without_the_names_of_our_topics() -> None:
    said = [describe(draft) for family in families() for draft in family.proposals]
    assert "claims under the guarantee are settled within 14 days" in " ".join(said)
    assert not [each for each in said if "first-contact" in each or "as said" in each]
    assert not [each for each in said if each.startswith(("guarantee", "late", "satisfy"))]
