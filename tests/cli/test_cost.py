"""`ringtrue cost` at the terminal: what it prints, what it lacks, and JSON that is JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def priced(shop: Path, cost: str) -> None:
    settings = shop / "ringtrue.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{cost}\n", encoding="utf-8")


def strict(text: str) -> object:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(text, parse_constant=refuse)


def test_it_says_what_is_missing_and_names_no_amount(run: Run, shop: Path) -> None:
    told = run("cost")
    assert told.exit_code == 0
    assert "missing in ringtrue.yaml, cost" in told.output
    assert "at risk" not in told.output
    assert "4 times, 1 to 16" in told.output


def test_promises_are_ranked_and_every_figure_says_whose_it_is(run: Run, shop: Path) -> None:
    priced(shop, "cost: {money: £, value_per_customer: 120, customers: 500, felt: 20%}")
    told = run("cost").output
    assert "Money at risk in a year" in told
    assert "stated by you" in told
    assert "published elsewhere" in told
    assert "assumed" in told


def test_the_json_has_everything_and_no_number_that_is_none(run: Run, shop: Path) -> None:
    priced(shop, "cost: {money: £, value_per_customer: 120, customers: 500}")
    told = strict(run("cost", "--format", "json").stdout)
    assert isinstance(told, dict)
    assert told["schema"] == "ringtrue/cost/1"
    assert told["lacking"] == []
    risk = told["risks"][0]
    assert risk["money"]["low"] <= risk["money"]["best"] <= risk["money"]["high"]
    assert told["multiplier"]["believed"]["ratios"] == []
    assert told["damage"]["swings"]


def test_a_customer_column_that_is_not_there_is_told_and_the_rest_stands(
    run: Run, shop: Path
) -> None:
    priced(
        shop,
        "cost:\n  money: £\n  value_per_customer: 120\n  customers: 500\n"
        "  purchases: {source: orders, customer: nobody, when: nowhere}",
    )
    told = run("cost")
    assert told.exit_code == 0
    assert "not read" in told.output
    assert "Money at risk" in told.output
