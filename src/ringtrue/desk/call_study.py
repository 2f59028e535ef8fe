"""What the table of calls told, as the store keeps it: read with every measuring, used by pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from ringtrue.core.answering import Answering
from ringtrue.core.figure import Figure
from ringtrue.core.load import CallTraits
from ringtrue.core.trees import grow, plant
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.models.call_study import CallStudyRecord

if TYPE_CHECKING:
    from ringtrue.do.arrivals import ArrivalProfile
    from ringtrue.do.readiness import KnownCalls

_FINEST = 300
"""Seconds of the intervals that are kept; those that are planned are made of them."""


@dataclass(frozen=True, slots=True)
class KeptCalls:
    """What was learnt of calls.

    Attributes:
        traits: How long they take, how long callers wait, and who calls again.
        notes: What the table could not tell, and why.
        calls: Calls that it rests on; `gave_up` of them were given up, `left_out` run backwards.
        steady: Whether callers give up at one steady rate, which the formulas take for granted.
        zone: Whose clock the days go by.
        usual: Mean calls of each weekday, Monday first, in intervals of five minutes; empty where
            there are less than four weeks.
        cv: How much whole days differ; None with `usual` empty.
        days: That `usual` was learnt from.
        as_of: The moment up to which they were measured.
    """

    traits: CallTraits
    notes: tuple[str, ...]
    calls: int
    gave_up: int
    left_out: int
    steady: bool
    zone: str
    usual: tuple[tuple[float, ...], ...]
    cv: Figure | None
    days: int
    as_of: datetime


def study_of(workspace: Workspace, as_of: datetime) -> KeptCalls | None:
    """Read the table of calls; None where ringtrue.yaml names none.

    Raises `SourceError` for a table that cannot be read.
    """
    if workspace.calls is None:
        return None
    from ringtrue.do.call_traits import study_calls, usual_calls
    from ringtrue.do.calls import read_calls

    source = next(each for each in workspace.sources if each.name == workspace.calls.source)
    records = read_calls(source, workspace.calls, folder=Path(workspace.folder), as_of=as_of)
    study = study_calls(records, said_traits(workspace.answering))
    usual = usual_calls(records, _FINEST)
    return KeptCalls(
        traits=study.traits,
        notes=study.notes,
        calls=study.calls,
        gave_up=study.gave_up,
        left_out=study.left_out,
        steady=study.steady,
        zone=records.zone,
        usual=tuple(tuple(row) for row in usual.calls.tolist()) if usual else (),
        cv=usual.cv if usual else None,
        days=usual.days if usual else 0,
        as_of=as_of if as_of.tzinfo else as_of.replace(tzinfo=ZoneInfo(records.zone)),
    )


def keep_study(workspace: Workspace, kept: KeptCalls | None) -> None:
    """Let this be what is known of calls; without any, nothing is."""
    with transaction.atomic():
        CallStudyRecord.objects.all().delete()
        if kept is not None and workspace.calls is not None:
            CallStudyRecord.objects.create(
                source=workspace.calls.source,
                as_of=kept.as_of,
                made_at=clock.now(),
                content=plant(kept),
            )


def kept_calls() -> KeptCalls | None:
    """What was last learnt of calls; None before any measuring."""
    row = CallStudyRecord.objects.first()
    return grow(KeptCalls, row.content) if row else None


def known_calls(workspace: Workspace, answering: Answering) -> KnownCalls:
    """What is known of calls: as they were measured, else as they are said, else as is assumed."""
    from ringtrue.do.readiness import KnownCalls

    kept = kept_calls() if workspace.calls is not None else None
    if kept is None:
        return KnownCalls(said_traits(answering), None)
    seconds = answering.interval_minutes * 60
    return KnownCalls(kept.traits, _profile(kept, seconds), kept.as_of)


def said_traits(answering: Answering | None) -> CallTraits:
    """What ringtrue.yaml says calls are like, and else what is usually assumed."""
    from ringtrue.do.staffing.usual import HANDLE, PATIENCE, REDIAL

    if answering is None:
        return CallTraits(HANDLE, PATIENCE, REDIAL)
    return CallTraits(
        answering.handle or HANDLE, answering.patience or PATIENCE, answering.redial or REDIAL
    )


def _profile(kept: KeptCalls, seconds: int) -> ArrivalProfile | None:
    import numpy as np

    from ringtrue.do.arrivals import ArrivalProfile

    if kept.cv is None:
        return None
    fine = np.array(kept.usual, dtype=np.float64)
    calls = fine.reshape(len(fine), -1, seconds // _FINEST).sum(axis=2)
    return ArrivalProfile(ZoneInfo(kept.zone), calls, kept.cv, kept.days)


def notes_of(kept: KeptCalls) -> Sequence[str]:
    """What whoever reads a plan must know of the calls it rests on."""
    if kept.steady:
        return kept.notes
    told = "Callers do not give up at one steady rate: long waits are foretold less surely."
    return (*kept.notes, told)
