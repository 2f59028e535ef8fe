"""Figures as ringtrue.yaml writes them."""

from __future__ import annotations

import pytest

from ringtrue.core.errors import ConfigError
from ringtrue.core.figure import Basis, Figure
from ringtrue.desk.config.figures import Amount, figure_of, number, seconds, share
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.tree import read_tree


def figure(text: str, amount: Amount, unit: str = "") -> Figure | None:
    tree = read_tree(f"handle_time: {text}\n", "ringtrue.yaml", Mistakes())
    return figure_of(tree, "handle_time", unit, amount)


@pytest.mark.parametrize(
    ("text", "amount", "ends"),
    [
        ("5 minutes", seconds, (300, 300, 300)),
        ("{low: 4 minutes, best: 5 minutes, high: 0.5 hours}", seconds, (240, 300, 1800)),
        ("{best: 5 minutes, high: 6 minutes}", seconds, (300, 300, 360)),
        ("12.5", number, (12.5, 12.5, 12.5)),
        ("80%", share, (0.8, 0.8, 0.8)),
        ("{low: 0.1, best: 15%, high: 20 %}", share, (0.1, 0.15, 0.2)),
    ],
)
def test_a_figure_is_what_is_written(
    text: str, amount: Amount, ends: tuple[float, float, float]
) -> None:
    found = figure(text, amount)
    assert found is not None
    assert (found.low, found.best, found.high) == ends
    assert found.basis is Basis.STATED
    assert found.name == "handle time"


def test_who_says_so_is_kept_and_else_it_is_the_line() -> None:
    told = figure("{best: 3, source: 'wall board, May'}", number)
    bare = figure("3", number)
    assert told and told.source == "wall board, May"
    assert bare and bare.source == "ringtrue.yaml, line 1"


def test_what_is_not_there_is_no_figure() -> None:
    tree = read_tree("other: 3\n", "ringtrue.yaml", Mistakes())
    assert figure_of(tree, "handle_time", "", number) is None


@pytest.mark.parametrize(
    ("text", "amount", "word"),
    [
        ("five", number, "is no number"),
        ("true", number, "is no number"),
        ("80", share, "is no share"),
        ("180%", share, "is no share"),
        ("5", seconds, "is not a duration"),
        ("1 month", seconds, "no fixed length"),
        ("{low: 1, high: 2}", number, "no 'best'"),
        ("{low: 3, best: 2, high: 4}", number, "not within 3 to 4"),
    ],
)
def test_what_is_none_is_refused_at_its_place(text: str, amount: Amount, word: str) -> None:
    with pytest.raises(ConfigError, match=word) as caught:
        figure(text, amount)
    assert caught.value.where.startswith("ringtrue.yaml:1:")
    assert caught.value.cure
