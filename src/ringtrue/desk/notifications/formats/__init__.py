"""How a webhook wants a notification: a file for each format, found here by its name.

A format has `TITLE`, `SIGNED` (whether posts carry our signature) and `body`, which makes what is
posted. Titles, facts and items hold what people typed, so each format says how it escapes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ringtrue.desk.notifications.said import Said


@dataclass(frozen=True, slots=True)
class Post:
    """A notification for a webhook: `id` is the same for every attempt, `shop` the workspace."""

    id: str
    kind: str
    group: str
    at: datetime
    shop: str
    said: Said


@dataclass(frozen=True, slots=True)
class Format:
    """A way to post notifications."""

    name: str
    title: str
    signed: bool
    body: Callable[[Post], dict[str, object]]


@cache
def formats() -> dict[str, Format]:
    """Every format by its name."""
    found = {}
    for each in iter_modules(__path__):
        module = import_module(f"{__name__}.{each.name}")
        found[each.name] = Format(each.name, module.TITLE, module.SIGNED, module.body)
    return found
