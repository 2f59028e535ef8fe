"""What a sending brings where nobody has said it: rates by channel, as data, marked as assumed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ringtrue.core.figure import Basis, Figure

_FILE = Path(__file__).parent / "data" / "channels.toml"
_OTHER = "other"
_UNITS = {
    "response": "orders per person reached",
    "contacts": "contacts per order",
    "delay": "hours",
}


@dataclass(frozen=True, slots=True)
class Rates:
    """Orders per person reached, contacts per order, and mean hours until they come."""

    response: Figure
    contacts: Figure
    delay: Figure


def rates_of(channel: str, measured: Mapping[str, Figure] | None = None) -> Rates:
    """The rates of a channel; one that nobody knows has those of any other, in a wide range.

    `measured` are responses that own campaigns had, by channel: they take the place of what is
    assumed.

    >>> rates_of("e-mail").response.basis.value, rates_of("smoke signals").response.high
    ('assumed', 0.01)
    """
    table = _table()
    row = table.get(channel.strip().casefold(), table[_OTHER])
    found = {name: _assumed(name, channel, ends) for name, ends in row.items()}
    own = (measured or {}).get(channel)
    return Rates(own or found["response"], found["contacts"], found["delay"])


def channels() -> tuple[str, ...]:
    """The channels that have rates of their own."""
    return tuple(each for each in _table() if each != _OTHER)


def _assumed(name: str, channel: str, ends: list[float]) -> Figure:
    low, best, high = map(float, ends)
    source = "not measured here, and no source says it for all"
    return Figure(f"{name} to {channel}", best, low, high, _UNITS[name], Basis.ASSUMED, source)


@cache
def _table() -> dict[str, dict[str, list[float]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
