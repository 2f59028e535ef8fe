"""Figures of ringtrue.yaml: one number, or the least, the likeliest and the most, and who says so.

handle_time: 5 minutes
handle_time: {low: 4 minutes, best: 5 minutes, high: 8 minutes, source: wall board, May}
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.quantity import Duration
from ringtrue.desk.config.reading import text_of
from ringtrue.desk.config.tree import Mapping, Scalar

Amount = Callable[[Scalar], float]
"""What a written value amounts to in the unit of its figure; raises `ConfigError` at it."""


def figure_of(
    tree: Mapping, key: str, unit: str, amount: Amount, *, name: str = ""
) -> Figure | None:
    """The figure that a setting gives, as the firm states it; None when it is not there.

    Raises `ConfigError` at the setting for a range that is none. `name` is the key in words when
    left out.
    """
    node = tree.get(key)
    name = name or key.replace("_", " ")
    if isinstance(node, Scalar):
        value = amount(node)
        return Figure(name, value, value, value, unit, Basis.STATED, _line(node))
    if not isinstance(node, Mapping):
        return None
    best = _end(node, "best", amount)
    if best is None:
        cure = "Add 'best: ...', the likeliest value."
        raise ConfigError(f"{key!r} has no 'best'", where=str(node.mark), cure=cure)
    low, high = _end(node, "low", amount), _end(node, "high", amount)
    source = text_of(node, "source") or _line(node)
    ends = (best if low is None else low, best if high is None else high)
    try:
        return Figure(name, best, *ends, unit, Basis.STATED, source)
    except UsageError as error:
        raise ConfigError(error.what, where=str(node.mark), cure=error.cure) from error


def number(node: Scalar) -> float:
    """A plain number."""
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        told = f"{node.text[:80]!r} is no number"
        raise ConfigError(told, where=str(node.mark), cure="Write it in digits, without its unit.")
    return float(node.value)


def share(node: Scalar) -> float:
    """A share from 0 to 1, written as 0.8 or 80%."""
    text = node.text.strip()
    try:
        value = round(float(text.rstrip(" %")) / 100, 12) if text.endswith("%") else float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        told = f"{text[:80]!r} is no share"
        raise ConfigError(told, where=str(node.mark), cure="Write 80% or 0.8.")
    return value


def ratio(node: Scalar) -> float:
    """A multiple, written as 1.5 or 150%."""
    text = node.text.strip()
    try:
        return round(float(text.rstrip(" %")) / 100, 12) if text.endswith("%") else float(text)
    except ValueError as error:
        told = f"{text[:80]!r} is no multiple"
        raise ConfigError(told, where=str(node.mark), cure="Write 1.5 or 150%.") from error


def seconds(node: Scalar) -> float:
    """A length of time in seconds, written with its unit."""
    try:
        found = Duration.parse(node.text, str(node.mark)).seconds
    except UsageError as error:
        raise ConfigError(error.what, where=error.where, cure=error.cure) from error
    if found is None:
        told = f"{node.text[:80]!r} has no fixed length"
        raise ConfigError(told, where=str(node.mark), cure="Write seconds, minutes or hours.")
    return found


def _line(node: Scalar | Mapping) -> str:
    """Where a figure is written, without the folders that only this machine has."""
    return f"{PurePath(node.mark.file).name}, line {node.mark.line}"


def _end(tree: Mapping, key: str, amount: Amount) -> float | None:
    node = tree.get(key)
    return amount(node) if isinstance(node, Scalar) else None
