"""Honest wordings as a customer would hear them: who, from where, and of which records."""

from __future__ import annotations

import pytest

from ringtrue.core.expression import Name
from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.quantity import Duration, Unit
from ringtrue.core.standard import Standard, Within
from ringtrue.desk.services.word_promises import equalities, word_promise
from ringtrue.gap.advice import Advice, HeldRecord, Strongest

TEST = Within(Name("due"), Name("came"), Duration(15, Unit.MINUTE), strict=True, early_is_kept=True)


def _said(segment: tuple[str, ...], columns: tuple[str, ...], where: str = "") -> str:
    population = parse_expression(where) if where else None
    promise = "Every flight arrives less than 15 minutes late."
    standard = Standard("on-time", "flights", TEST, 0.8, population=population, promise=promise)
    found = Strongest(segment, 60.0, 0.9, 0.9, 0.85, 0.95, 0.97, "")
    advice = Advice("on-time", 0.8, "minute", (found,), (), HeldRecord(0, 0, None, None))
    return word_promise(standard, advice, found, columns)


def test_a_segment_is_named_without_legal_forms_and_with_fitting_prepositions() -> None:
    said = _said(("AirTran Airways Corporation", "Newark"), ("carrier_name", "origin_name"))
    assert said == (
        "With AirTran Airways from Newark, 4 in 5 flights arrive less than 60 minutes late."
    )


def test_a_population_of_one_value_is_said_like_a_segment() -> None:
    everyone = _said((), ("carrier_name",), "destination_name = 'Honolulu'")
    assert everyone == "To Honolulu, 4 in 5 flights arrive less than 60 minutes late."
    some = _said(("Hawaiian Airlines Inc.",), ("carrier_name",), "destination_name = 'Honolulu'")
    assert some.startswith("With Hawaiian Airlines to Honolulu, 4 in 5 flights")


def test_any_other_population_is_told_as_it_is_written() -> None:
    assert _said((), (), "distance > 500").endswith("late (where distance > 500).")
    assert _said((), ()) == "4 in 5 flights arrive less than 60 minutes late."


@pytest.mark.parametrize(
    "text", ["a = 'x' or b = 'y'", "a != 'x'", "a = 1", "a = 'x' and b > 2", "a in ('x', 'y')"]
)
def test_only_equalities_with_texts_are_read_as_names(text: str) -> None:
    assert equalities(parse_expression(text)) is None
