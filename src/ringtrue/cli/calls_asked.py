"""What is asked about calls: by the command line, else by ringtrue.yaml, else as is usual."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ringtrue.core.answering import Answering
from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.load import CallTraits
from ringtrue.core.quantity import Duration
from ringtrue.core.service_level import Definition, Target
from ringtrue.core.staffing import HiringTerms
from ringtrue.do.staffing.plausible import ask_back
from ringtrue.do.staffing.table import Question
from ringtrue.do.staffing.usual import TERMS

if TYPE_CHECKING:
    from ringtrue.cli.verbs.staff import Options

_WITHIN, _SHARE, _PER = 20.0, 0.8, 1800.0
_NEVER = "never"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the seconds of an interval, and what a plan needs besides.

    `traits` are None where callers never give up.
    """

    question: Question
    seconds: float
    traits: CallTraits | None
    terms: HiringTerms


def asked_of(options: Options, answering: Answering | None) -> Asked:
    """Raises `UsageError` for what cannot be read, and for times that are hardly meant."""
    never = (options.patience or "").strip().lower() == _NEVER
    handle = _figure(
        "handle time", options.handle, "--handle", answering.handle if answering else None
    )
    patience = None
    if not never:
        said = answering.patience if answering else None
        patience = _figure("patience", options.patience, "--patience", said)
    usual = answering.interval_minutes * 60.0 if answering else _PER
    seconds = _seconds(options.per, "--per") or usual
    target = _target(options, answering.target if answering else None)
    times = {"handle time": handle.best, "promised time": target.seconds, "interval": seconds}
    if not options.as_given:
        _ask_back(times | ({"patience": patience.best} if patience else {}))
    redial = _redial(options, answering)
    terms = _terms(options, answering)
    question = Question(
        target,
        handle.best,
        patience.best if patience else None,
        redial=redial.best,
        shrinkage=terms.shrinkage.best,
        sure=_share(options.sure, "--sure"),
        agents=options.agents,
    )
    traits = CallTraits(handle, patience, redial) if patience else None
    return Asked(question, seconds, traits, terms)


def _ask_back(times: dict[str, float]) -> None:
    try:
        ask_back(times)
    except UsageError as error:
        cure = f"{error.cure} If it is as it stands, say --as-given."
        raise UsageError(error.what, cure=cure) from error


def _target(options: Options, said: Target | None) -> Target:
    usual = said or Target(_WITHIN, _SHARE)
    within = _seconds(options.answer_within, "--answer-within")
    return replace(
        usual,
        seconds=within if within is not None else usual.seconds,
        share=_share(options.share, "--share") or usual.share,
        definition=Definition(options.definition) if options.definition else usual.definition,
        abandoned=_share(options.abandoned_at_most, "--abandoned-at-most") or usual.abandoned,
        occupancy=_share(options.busy_at_most, "--busy-at-most") or usual.occupancy,
    )


def _figure(name: str, written: str | None, option: str, said: Figure | None) -> Figure:
    seconds = _seconds(written, option)
    if seconds is not None:
        return _stated(name, seconds, "seconds")
    if said is None:
        cure = f"Give {option}, such as '{option} 180s', or set it in ringtrue.yaml."
        raise UsageError(f"nobody said the {name}", cure=cure)
    return said


def _redial(options: Options, answering: Answering | None) -> Figure:
    share = _share(options.redial, "--redial", least=0.0)
    if share is None and answering and answering.redial:
        return answering.redial
    return _stated("redials", share or 0.0, "share of callers who gave up")


def _terms(options: Options, answering: Answering | None) -> HiringTerms:
    share = _share(options.shrinkage, "--shrinkage", least=0.0)
    if answering and share is None:
        return answering.terms
    shrinkage = _stated("shrinkage", share or 0.0, TERMS.shrinkage.unit)
    return replace(answering.terms if answering else TERMS, shrinkage=shrinkage)


def _stated(name: str, value: float, unit: str) -> Figure:
    return Figure(name, value, value, value, unit, Basis.STATED, "command line")


def _seconds(text: str | None, option: str) -> float | None:
    if text is None:
        return None
    found = Duration.parse(text, option).seconds
    if not found:
        told = f"{text!r} is no length of time"
        raise UsageError(told, where=option, cure="Write seconds, minutes or hours above 0.")
    return found


def _share(text: str | None, option: str, least: float = 1e-9) -> float | None:
    """A share below 1, written as 80% or 0.8."""
    if text is None:
        return None
    stripped = text.strip()
    try:
        share = float(stripped.rstrip(" %")) / (100 if stripped.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not least <= share < 1:
        cure = f"Write 80% or 0.8, {'from 0' if least == 0 else 'above 0'} and below 1."
        raise UsageError(f"{text!r} is no such share", where=option, cure=cure)
    return round(share, 12)
