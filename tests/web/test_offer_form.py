"""Fields of a form as an offer limit, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis
from ringtrue.core.offer_limit import OfferLimit, Supply
from ringtrue.web.offer_form import fields_of, offer_of

FORM = {
    "name": " Enamel mug ",
    "supply": "stock",
    "amount": "400 – 500 – 550",
    "first": "2026-04-01",
    "last": "2026-04-10",
    "usual": "3",
    "wanted": "20 – 40 – 60",
    "sure": "90",
}


def made(by: str = "Mia", known: OfferLimit | None = None, **fields: str) -> OfferLimit:
    form = {**FORM, **fields}
    return offer_of(lambda name: form.get(name, ""), by, known)


def typed(limit: OfferLimit) -> dict[str, str]:
    """Its fields as a browser sends them back."""
    return {name: str(value or "") for name, value in asdict(fields_of(limit, None)).items()}


def test_fields_say_a_limit() -> None:
    found = made()
    assert (found.name, found.supply, found.sure) == ("Enamel mug", Supply.STOCK, 0.9)
    assert (found.first, found.last) == (date(2026, 4, 1), date(2026, 4, 10))
    assert (found.amount.low, found.amount.best, found.amount.high) == (400, 500, 550)
    assert (found.wanted.low, found.wanted.best) == (0.2, 0.4)
    assert {each.source for each in (found.amount, found.usual, found.wanted)} == {"Mia"}
    assert made(supply="capacity").supply is Supply.CAPACITY


def test_what_is_left_empty_is_assumed_and_said_to_be() -> None:
    found = made(wanted="", sure="")
    assert {each.basis for each in (found.wanted, found.per_order, found.spread)} == {Basis.ASSUMED}
    assert (found.wanted.best, found.per_order.best, found.spread.best) == (1, 1, 0.2)
    assert found.sure == 0.95
    assert typed(found)["wanted"] == typed(found)["spread"] == ""


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"amount": ""}, "no units"),
        ({"usual": " "}, "no usual orders"),
        ({"first": ""}, "no first day"),
        ({"last": "soon"}, "no day"),
        ({"last": "2026-03-01"}, "an offer from"),
        ({"amount": "many"}, "no number"),
        ({"wanted": "400"}, "orders that want it: 4"),
        ({"sure": "99.9"}, "0.999 sure"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields: dict[str, str], word: str) -> None:
    with pytest.raises(UsageError, match=word):
        made(**fields)


def test_a_change_leaves_other_figures_to_whoever_said_them() -> None:
    before = made()
    assert made("Olga", before, **typed(before)) == before
    after = made("Olga", before, **{**typed(before), "amount": "600"})
    assert (after.amount.best, after.amount.source) == (600, "Olga")
    assert (after.wanted, after.usual, after.spread) == (
        before.wanted,
        before.usual,
        before.spread,
    )
    emptied = made("Olga", before, **{**typed(before), "wanted": ""})
    assert emptied.wanted.basis is Basis.ASSUMED


def test_a_new_one_begins_on_the_day_of_the_launch() -> None:
    assert fields_of(None, date(2026, 4, 1)).first == date(2026, 4, 1)
    assert fields_of(None, None).first is None
    assert fields_of(None, None).was == ""
