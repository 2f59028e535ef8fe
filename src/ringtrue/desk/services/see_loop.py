"""The loop as people see it: in the figures that were read when the book was last measured."""

from __future__ import annotations

from functools import lru_cache

from ringtrue.core.cycle import OwnReading
from ringtrue.core.workspace import Workspace
from ringtrue.cost.loop.detecting import Loop, detect
from ringtrue.desk.kept_own_figures import kept_own_figures
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.read_loop import LoopView, figures_of, missing_for
from ringtrue.desk.terminal import Actor


def see_loop(person: Actor, workspace: Workspace) -> LoopView:
    """The loop in the figures that were read when the book was last measured; reads no table."""
    require(person.name, person.roles, Action.SEE)
    kept = kept_own_figures()
    if kept is None:
        return LoopView(None, None, None, missing_for(workspace))
    reading, as_of = kept
    return LoopView(_loop_in(reading), reading, as_of, missing_for(workspace))


@lru_cache(maxsize=2)
def _loop_in(reading: OwnReading) -> Loop:
    """What the figures show; the same ones are looked through once."""
    return detect(figures_of(reading))
