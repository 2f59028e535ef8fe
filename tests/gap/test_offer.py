"""What a limited offer means for the launch, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Claim, Kind, Label, Qualifier, QualifierKind
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.finding import Level
from ringtrue.core.offer_limit import OfferForecast, OfferLimit, Supply
from ringtrue.core.place import Place
from ringtrue.core.policy import Effect, Policy
from ringtrue.core.verdict import Decision, Outlook, Reason
from ringtrue.gap.decision import with_reason
from ringtrue.gap.offer import OFFER_SHORT, cure_words, said_limits, short_offer, terms_of

FIRST = date(2026, 4, 1)
SAID = ("while stocks last",)
PLACE = Place("page", 1, 1, 0, 9)


def figure(best: float, unit: str = "units", source: str = "Mia") -> Figure:
    return Figure("it", best, best, best, unit, Basis.STATED, source)


LIMIT = OfferLimit(
    "Mug",
    Supply.STOCK,
    amount=figure(500),
    first=FIRST,
    last=FIRST + timedelta(days=2),
    usual=figure(3, "orders a day"),
    spread=figure(0.2, "share of the mean"),
    wanted=figure(0.4, "share of the campaign's orders"),
    per_order=figure(1),
)
SHORT = OfferForecast(
    limit=LIMIT,
    chance=0.84,
    chances=(0.0, 0.3, 0.84),
    runs_out=(date(2026, 4, 3), date(2026, 4, 2), date(2026, 4, 3)),
    unserved=90,
    unserved_low=0,
    unserved_high=300,
    needed=1_240,
    lasts_until=FIRST,
    begins=FIRST,
    outside=0,
    level=0.9,
    figures=LIMIT.figures,
    draws=4_000,
    seed=0,
)
ENOUGH = replace(SHORT, chance=0.01, chances=(0, 0, 0.01), lasts_until=LIMIT.last, runs_out=None)
AT_ONCE = replace(SHORT, chance=1, chances=(0.97, 1, 1), lasts_until=None)
DAILY = replace(
    SHORT, limit=replace(LIMIT, name="Places", supply=Supply.CAPACITY), chances=(0.1, 0.8, 0.2)
)


def reason(told: OfferForecast, *said: str, effect: Effect = Effect.WARN) -> Reason:
    found = short_offer(told, said, Policy(offer_short=effect))
    assert found is not None
    return found


def claim(*qualifiers: str) -> Claim:
    kinds = (Qualifier(QualifierKind.CONDITION, each, PLACE) for each in qualifiers)
    return Claim(PLACE, "Free mug", "Free mug.", Label.PROMISE, Kind.PRICE, True, 0.9, tuple(kinds))


@pytest.mark.parametrize("said", [(), SAID])
def test_what_is_enough_is_no_reason_whether_or_not_the_copy_limits_it(
    said: tuple[str, ...],
) -> None:
    for told in (ENOUGH, replace(ENOUGH, limit=DAILY.limit)):
        assert short_offer(told, said, Policy(offer_short=Effect.BLOCK)) is None


def test_a_stock_that_runs_out_says_how_likely_when_and_what_would_do() -> None:
    found = reason(SHORT)
    assert found.code == OFFER_SHORT
    assert found.message == (
        "'Mug': 500 in all. It runs out before 3 April 2026 is over with a chance of 84 %, most"
        " likely on 3 April 2026 (2 April 2026 to 3 April 2026). 5 % at most is accepted."
    )
    assert found.cure == (
        "Have 1,240, end the offer by 1 April 2026, or promise less. And say in the copy that it is"
        " limited: 'while stocks last' says so."
    )


def test_where_the_copy_says_it_that_is_said_and_not_asked_for() -> None:
    found = reason(SHORT, *SAID)
    assert found.message.endswith("The copy says 'while stocks last'.")
    assert found.cure == "Have 1,240, end the offer by 1 April 2026, or promise less."


def test_saying_it_excuses_no_stock_that_is_gone_on_the_first_day() -> None:
    found = reason(AT_ONCE, *SAID)
    assert "excuses no offer that is known to be gone on its first day." in found.message
    assert found.cure == "Have 1,240, or promise less: there is not enough for the first day."
    assert "excuses" not in reason(SHORT, *SAID).message
    assert "excuses" not in reason(AT_ONCE).message


def test_nobody_is_told_to_end_an_offer_before_it_is_advertised() -> None:
    early = replace(SHORT, begins=date(2026, 4, 2))
    assert cure_words(early) == (
        "Have 1,240, or promise less: there is enough only until the campaign goes out."
    )
    for begins in (None, FIRST):
        assert "end the offer by 1 April 2026" in cure_words(replace(SHORT, begins=begins))


def test_a_capacity_names_its_fullest_day() -> None:
    found = reason(DAILY)
    assert found.message.startswith(
        "'Places': 500 a day. Some day has too few with a chance of 84 %, above all 2 April 2026"
        " (80 %)."
    )
    assert found.cure.startswith("Have 1,240 a day, end the offer by 1 April 2026")
    assert "while stocks last" not in found.cure


@pytest.mark.parametrize(
    ("effect", "level", "outlook"),
    [
        (Effect.BLOCK, Level.ERROR, Outlook.BLOCKED),
        (Effect.WARN, Level.WARNING, Outlook.CONDITIONAL),
        (Effect.IGNORE, Level.NOTE, Outlook.CLEAR),
    ],
)
def test_the_policy_says_what_it_does(effect: Effect, level: Level, outlook: Outlook) -> None:
    found = reason(SHORT, effect=effect)
    assert found.level is level
    decided = with_reason(Decision(Outlook.CLEAR, ()), found)
    assert (decided.outlook, decided.reasons) == (outlook, (found,))
    stopped = Decision(Outlook.BLOCKED, (Reason("promise-fails", Level.ERROR, "Fails.", "Less."),))
    assert with_reason(stopped, found).outlook is Outlook.BLOCKED


def test_words_that_limit_a_quantity_are_found_among_the_conditions_of_claims() -> None:
    claims = [
        claim("While stocks last", "with every order"),
        claim("for the first 100 customers"),
        claim("while supplies last"),
        claim("While stocks last"),
    ]
    assert said_limits(claims) == (
        "While stocks last",
        "for the first 100 customers",
        "while supplies last",
    )
    assert said_limits([claim("if you order by noon", "first order", "limited time")]) == ()
    assert said_limits([]) == ()


FIELDS = ("amount", "usual", "spread", "wanted", "per_order")


@given(
    st.sampled_from(FIELDS),
    st.floats(0.001, 1),
    st.floats(0, 1),
    st.sampled_from(["Mia", "Olga"]),
)
def test_its_terms_tell_any_two_limits_apart(
    part: str, best: float, more: float, source: str
) -> None:
    before = getattr(LIMIT, part)
    high = min(best + more, 1.0) if part == "wanted" else best + more
    after = replace(before, low=best, best=best, high=high, source=source)
    assert (terms_of(replace(LIMIT, **{part: after})) == terms_of(LIMIT)) is (after == before)


def test_its_terms_bind_its_days_its_sort_and_how_sure_one_wants_to_be() -> None:
    changes = (
        {"last": LIMIT.first},
        {"first": LIMIT.last},
        {"supply": Supply.CAPACITY},
        {"sure": 0.9},
    )
    told = {terms_of(replace(LIMIT, **change)) for change in changes}  # type: ignore[arg-type]
    assert len(told | {terms_of(LIMIT)}) == 5
    assert "last day: 2026-04-03" in terms_of(LIMIT)
    assert "stock: 500 units (stated: Mia)" in terms_of(LIMIT)
