"""The published and assumed figures of `data/published.toml`, for what a firm does not know yet."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from ringtrue.core.figure import Basis, Figure

_FILE = Path(__file__).parent / "data" / "published.toml"


class Severity(StrEnum):
    """How much a problem costs the customer who has it: what the published tables differ by."""

    LARGE = "large"
    """More than about $100."""
    SMALL = "small"
    """A few dollars."""


@cache
def published(key: str, severity: Severity = Severity.LARGE) -> Figure:
    """One figure by its key; raises KeyError for one that the file has not."""
    everything = _read()
    return _figure(everything.get(key) or everything[severity.value][key])


def _figure(table: dict[str, Any]) -> Figure:
    told = {each.name: table[each.name] for each in fields(Figure)}
    return Figure(**{**told, "basis": Basis(table["basis"])})


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
