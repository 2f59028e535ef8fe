"""From what a person names (files, folders, addresses, stdin) to what is to be read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue.core.errors import ReadError

if TYPE_CHECKING:
    from ringtrue.core.workspace import Workspace

STDIN = "-"
MAX_FILES = 10_000
_NOT_COPY = frozenset({".csv", ".tsv"})
"""Readable when named, but in a folder more likely data than copy."""


class Sort(Enum):
    """How a target is opened."""

    FILE = "file"
    ADDRESS = "address"
    STDIN = "stdin"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to read. `place` is where the workspace names it, empty for the command line."""

    location: str
    sort: Sort
    channel: str = ""
    place: str = ""


def find_targets(named: Sequence[str]) -> tuple[Target, ...]:
    """What the words of a command line stand for; a folder stands for its readable files.

    Raises `ReadError` for a folder that holds none, or more than `MAX_FILES`.
    """
    return tuple(target for name in named for target in _expand(name))


def workspace_targets(workspace: Workspace) -> tuple[Target, ...]:
    """The materials that the workspace lists."""
    folder = Path(workspace.folder)
    return tuple(
        Target(entry.location, Sort.ADDRESS, entry.channel, entry.place)
        if _is_address(entry.location)
        else Target(str(folder / entry.location), Sort.FILE, entry.channel, entry.place)
        for entry in workspace.materials
    )


def _expand(name: str) -> Iterator[Target]:
    if name == STDIN:
        yield Target(name, Sort.STDIN)
    elif _is_address(name):
        yield Target(name, Sort.ADDRESS)
    elif Path(name).is_dir():
        yield from (Target(str(path), Sort.FILE) for path in _readable(Path(name)))
    else:
        yield Target(name, Sort.FILE)


def _is_address(name: str) -> bool:
    return "://" in name


def copy_in(folder: Path) -> list[Path]:
    """Files below a folder whose suffix some format knows, in order; hidden ones are left out.

    Raises `ReadError` when there are more than `MAX_FILES`.
    """
    suffixes, found = _suffixes(), []
    for path in _walk(folder):
        if path.suffix.lower() in suffixes:
            found.append(path)
        if len(found) > MAX_FILES:
            what = f"more than {MAX_FILES:,} readable files"
            raise ReadError(what, where=str(folder), cure="Name a smaller folder.")
    return found


def _readable(folder: Path) -> list[Path]:
    found = copy_in(folder)
    if not found:
        known = ", ".join(sorted(_suffixes()))
        cure = f"Readable are {known}; name a file to have it read anyway."
        raise ReadError("no readable file", where=str(folder), cure=cure)
    return found


def _suffixes() -> set[str]:
    from ringtrue.say.formats import all_formats

    return {suffix for each in all_formats() for suffix in each.SUFFIXES} - _NOT_COPY


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))
