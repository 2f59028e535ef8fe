"""What a job is given to do its work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ringtrue.core.workspace import Workspace
from ringtrue.desk.terminal import SCHEDULE, Actor

Argument = str | int | None
Progress = Callable[[str, float], None]


def _silent(step: str, share: float) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Work:
    """One run of a job: the workspace as it is now, who asked, and the arguments of `enqueue`.

    `progress(step, share)` tells the pages how far it is; it raises `LeaseLostError` when the job
    was given to another worker meanwhile, which must not be caught.
    """

    workspace: Workspace
    by: Actor = SCHEDULE
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    progress: Progress = _silent

    def number(self, name: str) -> int:
        """An argument that is a number."""
        value = self.arguments.get(name)
        if not isinstance(value, int):
            raise TypeError(f"a job was asked for without its number {name!r}")
        return value

    def text(self, name: str) -> str:
        """An argument that is a text; empty when it was not given."""
        return str(self.arguments.get(name) or "")
