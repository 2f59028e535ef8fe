"""The demonstration with people: the whole workspace of a fictitious shop, made once and kept."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.demo.shop.numbers import shown_at
from ringtrue.desk.finding_workspace import FILE_NAME
from ringtrue.desk.services.keep_evidence import write_whole
from ringtrue.desk.services.measure_standards import Progress
from ringtrue.desk.store import STORE, open_store
from ringtrue.desk.workspace import load_workspace

_SHIPPED = Path(__file__).parent.parent / "demo" / "shop" / FILE_NAME
_WRITTEN_END = "2026-11-08T00:00"
"""The end of the data as the shipped ringtrue.yaml has it."""

_MARK, _BUILDING, _BUILT = "demonstration", "building\n", "built\n"
_PAGES = timedelta(days=3)
"""So long before the present the story's last days begin; the data end before them."""


def build_shop(folder: Path, present: datetime, tell: Progress, *, fresh: bool = False) -> None:
    """Make the shop's workspace when it is not there, or anew when `fresh`; its store stays open.

    The same folder, version and hour give the same content. A build that was broken off begins
    anew. Raises `UsageError` for a folder that holds something else, and where DATABASE_URL names
    a database: a demonstration has a store of its own.
    """
    _need_own_store()
    if fresh or not is_built(folder):
        _clear(folder)
        _build(folder, present.replace(minute=0, second=0, microsecond=0), tell)


def open_shop(folder: Path) -> Workspace:
    """The shop's workspace as it was left, with its store open; raises as `build_shop` does."""
    _need_own_store()
    open_store(folder)
    _need_demonstration(folder)
    return load_workspace(folder)


def publish_shop(workspace: Workspace, address: str) -> None:
    """Let the shop's pages be found at the address of its desk, and have them read again."""
    from ringtrue.desk.demo.shop import storefront

    storefront.publish_shop(workspace, address)


def is_built(folder: Path) -> bool:
    """Whether a folder holds the shop, whole."""
    mark = folder / STORE / _MARK
    return mark.is_file() and mark.read_text(encoding="ascii") == _BUILT


def write_shop(folder: Path, end: datetime) -> Workspace:
    """The folder without its store: data up to `end` (wall clock), and ringtrue.yaml."""
    from ringtrue.desk.demo.shop.tables import write_tables

    write_tables(folder / "data", end)
    text = _SHIPPED.read_text(encoding="utf-8")
    told = text.replace(_WRITTEN_END, end.isoformat(timespec="minutes"))
    write_whole(folder / FILE_NAME, told)
    return load_workspace(folder)


def end_for(present: datetime) -> datetime:
    """Where the data end for a story that reaches up to `present`."""
    return shown_at((present - _PAGES).date())


def _build(folder: Path, present: datetime, tell: Progress) -> None:
    mark = folder / STORE / _MARK
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(_BUILDING, encoding="ascii")
    end = end_for(present)
    tell("Making two years of orders, calls, tickets and refunds", 0.1)
    workspace = write_shop(folder, end)
    open_store(folder)
    from ringtrue.desk.demo.shop.story import tell_story

    with _without_log():
        tell_story(workspace, end, present, tell)
    mark.write_text(_BUILT, encoding="ascii")


def _need_own_store() -> None:
    if os.environ.get("DATABASE_URL"):
        what = "a demonstration does not go into a database"
        cure = "Unset it for this command; the demonstration keeps its own store."
        raise UsageError(what, where="DATABASE_URL", cure=cure)


def _clear(folder: Path) -> None:
    """Remove a demonstration, whole or half made; refuse to touch anything else."""
    if not (folder / STORE / _MARK).is_file():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            what = "the folder is not empty and holds no demonstration"
            raise UsageError(what, where=str(folder), cure="Name another one with --folder.")
        return
    # The mark goes last, so that what is left of a broken removal is still known as ours.
    shutil.rmtree(folder / "data", ignore_errors=True)
    (folder / FILE_NAME).unlink(missing_ok=True)
    for path in (folder / STORE).iterdir():
        if path.name != _MARK:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _need_demonstration(folder: Path) -> None:
    from ringtrue.desk.demonstration import is_demonstration

    if not is_demonstration():
        cure = "Build another one with --folder, or this one anew with --fresh."
        raise UsageError("its store is not that of a demonstration", where=str(folder), cure=cure)


@contextmanager
def _without_log() -> Iterator[None]:
    """Nobody keeps the heads of a story's audit chain."""
    log = logging.getLogger("ringtrue.audit")
    level = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(level)
