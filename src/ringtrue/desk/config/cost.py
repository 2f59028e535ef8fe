"""What ringtrue.yaml says of customers and what they are worth: the `cost` section."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from ringtrue.core.cost_settings import Answers, CostFigures, CostSettings, Purchases
from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.source import Source
from ringtrue.desk.config.figures import Amount, figure_of, number, share
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import expression_of, limit_of, mark_of, number_of, text_of
from ringtrue.desk.config.reading import texts_of as texts
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.config.tree import Listing, Mapping, Scalar

_DAY = 86_400.0


class _Setting(NamedTuple):
    """One figure: where it is written, the field it fills, its unit, and its name in words."""

    key: str
    field: str
    name: str
    unit: str = "share"


_MONEY = "money"
_FIGURES: dict[tuple[str, ...], tuple[_Setting, ...]] = {
    (): (
        _Setting("value_per_customer", "value", "value of a customer", _MONEY),
        _Setting("customers", "customers", "customers a year", "customers"),
        _Setting("spend_a_year", "spend", "what a customer spends a year", _MONEY),
        _Setting("margin", "margin", "margin"),
        _Setting("stay", "stay", "customers who stay for another year"),
        _Setting("discount", "discount", "interest a year"),
        _Setting("lost_when_broken", "lost", "customers lost by a broken promise"),
        _Setting("felt", "feel", "broken records that the customer takes for a problem"),
        _Setting("multiplier", "prior", "misled, as a multiple of a defect", "times"),
    ),
    ("problems",): (
        _Setting("share", "problem", "customers who have a problem"),
        _Setting("complain", "complain", "troubled customers who complain"),
        _Setting("satisfied", "satisfied", "complaints settled to satisfaction"),
        _Setting("quickly", "quickly", "settled complaints that were settled quickly"),
    ),
    ("loyalty",): (
        _Setting("untroubled", "stay_untroubled", "customers who stay without a problem"),
        _Setting(
            "silent", "stay_silent", "customers who stay after a problem they kept to themselves"
        ),
        _Setting(
            "dissatisfied",
            "stay_dissatisfied",
            "customers who stay after a complaint that left them dissatisfied",
        ),
        _Setting(
            "satisfied", "stay_satisfied", "customers who stay after a complaint that was settled"
        ),
        _Setting("quickly", "stay_quickly", "customers who stay after a complaint settled quickly"),
    ),
    ("word_of_mouth", "bad"): (
        _Setting("talk", "bad_talk", "unhappy customers who talk about it"),
        _Setting("people", "bad_people", "people an unhappy customer tells", "people"),
        _Setting("listen", "bad_listen", "people told bad news who would listen"),
        _Setting("lost", "bad_lost", "listeners to bad news who are lost"),
    ),
    ("word_of_mouth", "good"): (
        _Setting("talk", "good_talk", "contented complainers who talk about it"),
        _Setting("people", "good_people", "people a contented complainer tells", "people"),
        _Setting("listen", "good_listen", "people told good news who would listen"),
        _Setting("won", "good_won", "listeners to good news who are won"),
    ),
}


def read_cost(
    tree: Mapping, sources: tuple[Source, ...], mistakes: Mistakes
) -> CostSettings | None:
    """The `cost` section; None when it is left out or cannot be read."""
    node = tree.get("cost")
    if not isinstance(node, Mapping) or mistakes.spoils(node):
        return None
    money = text_of(node, "money")
    figures = dict(_figures(node, money, mistakes))
    read = partial(_section, node, sources=[each.name for each in sources])
    return CostSettings(
        money=money,
        figures=CostFigures(**figures),
        large=text_of(node, "problem_costs") == "much",
        years=int(number_of(node, "years") or CostSettings("").years),
        purchases=mistakes.attempt(lambda: _purchases(read("purchases")), None),
        answers=mistakes.attempt(lambda: _answers(read("answers")), None),
    )


def _figures(tree: Mapping, money: str, mistakes: Mistakes) -> Iterator[tuple[str, Figure]]:
    for path, settings in _FIGURES.items():
        inner = _inner(tree, path)
        if inner is None:
            continue
        for each in settings:
            found = mistakes.attempt(partial(_figure, inner, each, money), None)
            if found is not None:
                yield each.field, found


def _inner(tree: Mapping, path: tuple[str, ...]) -> Mapping | None:
    for key in path:
        node = tree.get(key)
        if not isinstance(node, Mapping):
            return None
        tree = node
    return tree


def _figure(tree: Mapping, setting: _Setting, money: str) -> Figure | None:
    node = tree.get(setting.key)
    amount: Amount = share if setting.unit == "share" else _positive
    unit = money if setting.unit == _MONEY else setting.unit
    if isinstance(node, Listing):
        return _told(node, setting.name)
    found = figure_of(tree, setting.key, unit, amount, name=setting.name)
    if found and setting.field == "prior" and not 0 < found.low < found.best < found.high:
        told = "a belief in one number is none that answers could change"
        cure = "Give low, best and high, from above 0: {low: 1, best: 4, high: 16}."
        raise ConfigError(told, where=str(mark_of(tree, setting.key)), cure=cure)
    return found


def _told(node: Listing, name: str) -> Figure:
    """People told, by groups of talkers; nobody may be in two of them."""
    from ringtrue.cost.damage import people_told

    groups = []
    for item in node.items:
        assert isinstance(item, Mapping)
        part = figure_of(item, "share", "share", share, name="of those who talk")
        people = figure_of(item, "people", "people", _positive, name="people told")
        assert part
        assert people
        groups.append((part, people))
    try:
        told = people_told(groups)
    except UsageError as error:
        raise ConfigError(error.what, where=str(node.mark), cure=error.cure) from error
    return Figure(name, told.best, told.low, told.high, told.unit, Basis.STATED, told.source)


def _positive(node: Scalar) -> float:
    found = number(node)
    if not found >= 0:
        raise ConfigError(
            f"{node.text[:80]} is below 0", where=str(node.mark), cure="Give 0 or more."
        )
    return found


def _section(tree: Mapping, key: str, *, sources: list[str]) -> Mapping | None:
    """A section that names a source which is there."""
    node = tree.get(key)
    if not isinstance(node, Mapping):
        return None
    name = text_of(node, "source")
    if name not in sources:
        where = str(mark_of(node, "source"))
        raise ConfigError(f"there is no source {name!r}", where=where, cure=nearest(name, sources))
    return node


def _purchases(node: Mapping | None) -> Purchases | None:
    if node is None:
        return None
    return Purchases(
        source=text_of(node, "source"),
        customer=text_of(node, "customer"),
        when=text_of(node, "when"),
        spend=text_of(node, "spend"),
        where=expression_of(node, "where"),
        days=_days(node) if node.get("within") else Purchases("", "", "").days,
        alike=texts(node, "alike"),
        place=str(node.mark),
    )


def _days(node: Mapping) -> int:
    seconds = limit_of(node, "within").duration.seconds
    days = int((seconds or 0) // _DAY)
    if not 1 <= days <= 3 * 365:
        told = f"{text_of(node, 'within')!r} is no time to come back in"
        where = str(mark_of(node, "within"))
        raise ConfigError(told, where=where, cure="Give days, from 1 day to 1095 days.")
    return days


def _answers(node: Mapping | None) -> Answers | None:
    if node is None:
        return None
    usual = Answers("")
    return Answers(
        source=text_of(node, "source"),
        score=text_of(node, "score"),
        cause=text_of(node, "cause"),
        left=expression_of(node, "left"),
        contacts=text_of(node, "contacts"),
        issue=text_of(node, "issue"),
        alike=texts(node, "alike"),
        misled=text_of(node, "misled", usual.misled),
        defect=text_of(node, "defect", usual.defect),
        place=str(node.mark),
    )
