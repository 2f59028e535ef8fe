"""What ringtrue.yaml says of the cycle: the `cycle` section, and files with scenarios alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from ringtrue.core.cycle import CycleScenario, CycleSettings, Named, Period, Spend
from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.source import Source
from ringtrue.cost.cycle.rules import DEFAULTS, LIMITS
from ringtrue.cost.cycle.scenarios import MOST_SCENARIOS
from ringtrue.desk.config.figures import figure_of, number, share
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import mark_of, number_of, share_of, text_of
from ringtrue.desk.config.shape import check_shape, nearest
from ringtrue.desk.config.tree import Mapping, Scalar, read_tree
from ringtrue.desk.schema import load_schema

_USUAL = CycleSettings()


def read_cycle(
    tree: Mapping, sources: tuple[Source, ...], mistakes: Mistakes
) -> CycleSettings | None:
    """The `cycle` section; None when it is left out or a mistake lies in it."""
    node = tree.get("cycle")
    if not isinstance(node, Mapping) or mistakes.spoils(node):
        return None
    return _settings(node, sources, mistakes)


def parse_cycle(text: str, file: str) -> CycleSettings:
    """A file that says what the `cycle` section says, but for `spend`.

    Raises `ConfigError` with `file:line:column` at the first mistake and the others beside it.
    """
    mistakes = Mistakes()
    tree = read_tree(text, file, mistakes)
    check_shape(tree, _schema(), mistakes)
    found = _settings(tree, (), mistakes) if not len(mistakes) else _USUAL
    mistakes.tell()
    return found


def load_cycle(path: Path) -> CycleSettings:
    """As `parse_cycle`, from a file; raises `ConfigError` when there is none to read."""
    from ringtrue.desk.workspace import read_settings

    return parse_cycle(read_settings(path, "Name a file with 'scenarios:'."), str(path))


def _settings(tree: Mapping, sources: tuple[Source, ...], mistakes: Mistakes) -> CycleSettings:
    return CycleSettings(
        figures=_figures(tree, mistakes),
        scenarios=mistakes.attempt(lambda: tuple(_scenarios(tree, mistakes)), ()),
        start=share_of(tree, "start", _USUAL.start),
        weeks=int(number_of(tree, "weeks") or _USUAL.weeks),
        spend=mistakes.attempt(partial(_spend, tree, sources), None),
        period=Period(text_of(tree, "period", _USUAL.period)),
    )


def _figures(tree: Mapping, mistakes: Mistakes) -> Named:
    node = tree.get("figures")
    if not isinstance(node, Mapping):
        return ()
    found = (
        (name, mistakes.attempt(partial(_figure, node, name, default), None))
        for name, default in DEFAULTS.figures()
    )
    return tuple((name, figure) for name, figure in found if figure is not None)


def _figure(tree: Mapping, key: str, default: Figure) -> Figure | None:
    amount = share if default.unit.startswith("share") else number
    found = figure_of(tree, key, default.unit, amount, name=default.name)
    try:
        return found.within(*LIMITS[key]) if found else None
    except UsageError as error:
        where = str(mark_of(tree, key))
        cure = f"{error.cure} Is it in the right unit?"
        raise ConfigError(error.what, where=where, cure=cure) from error


def _scenarios(tree: Mapping, mistakes: Mistakes) -> Iterator[CycleScenario]:
    node = tree.get("scenarios")
    entries = node.entries if isinstance(node, Mapping) else ()
    if len(entries) > MOST_SCENARIOS:
        told = f"{len(entries)} scenarios cannot be looked at together"
        where = str(tree.mark)
        raise ConfigError(told, where=where, cure=f"Keep at most {MOST_SCENARIOS}.")
    for entry in entries:
        if isinstance(entry.node, Mapping):
            promise = mistakes.attempt(partial(_promise, entry.node), 1.0)
            yield CycleScenario(entry.key, promise, _figures(entry.node, mistakes))


def _promise(tree: Mapping) -> float:
    node = tree.get("promise")
    assert isinstance(node, Scalar), "the schema asks for it"
    return share(node)


def _spend(tree: Mapping, sources: tuple[Source, ...]) -> Spend | None:
    node = tree.get("spend")
    if not isinstance(node, Mapping):
        return None
    name, known = text_of(node, "source"), [each.name for each in sources]
    if name not in known:
        where = str(mark_of(node, "source"))
        raise ConfigError(f"there is no source {name!r}", where=where, cure=nearest(name, known))
    return Spend(name, text_of(node, "when"), text_of(node, "amount"), str(node.mark))


@cache
def _schema() -> dict[str, Any]:
    """Of ringtrue.yaml's schema only the cycle, without what needs a workspace."""
    whole = load_schema("ringtrue")
    cycle = whole["$defs"]["cycle"]
    kept = {key: each for key, each in cycle["properties"].items() if key != "spend"}
    return {**cycle, "properties": kept, "$defs": whole["$defs"]}
