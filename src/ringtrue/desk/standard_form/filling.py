"""From a standard to the form that says the very same, or why no form does."""

from __future__ import annotations

from dataclasses import replace

from ringtrue.core.errors import UsageError
from ringtrue.core.expression import Expression
from ringtrue.core.quantity import Duration
from ringtrue.core.standard import (
    Between,
    CountPer,
    Holds,
    Remedy,
    Standard,
    Uptime,
    Within,
)
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.book import standard_of_body
from ringtrue.desk.standard_form.fields import Kind, StandardForm
from ringtrue.desk.standard_form.filters import Types, filter_of
from ringtrue.desk.standard_form.writing import write

_UNUSUAL = "it has something that the fields cannot say exactly"


class TooRichError(UsageError):
    """A standard that the form cannot show; `what` says why."""


def form_of(standard: Standard, book: Workspace, types: Types) -> StandardForm:
    """The form of a standard that its book has, or might have.

    `types` are those of the source's columns, as far as they are known. Raises `TooRichError` when
    the form would not mean the very same.
    """
    form = _filled(standard, types)
    written = write(form, types)
    try:
        again = standard_of_body(written.text, book)
    except UsageError as error:
        raise _too_rich(_UNUSUAL) from error
    if written.mistakes or replace(again, place=standard.place) != standard:
        raise _too_rich(_UNUSUAL)
    return form


def _filled(standard: Standard, types: Types) -> StandardForm:
    said = [words for words in (standard.promise, *standard.wordings) if words]
    form = StandardForm(
        id=standard.id,
        wordings="\n".join(said),
        source=standard.source,
        day=_text(standard.day),
        population=filter_of(standard.population, types),
        void=filter_of(standard.void, types),
        target=_per_cent(standard.target),
        segments=standard.segments,
        why=standard.why,
    )
    return _with_test(form, standard, types)


def _with_test(form: StandardForm, standard: Standard, types: Types) -> StandardForm:
    match standard.test:
        case Within(start, end, limit, strict, early, calendar):
            form = _limited(form, limit, calendar)
            return replace(form, start=str(start), end=str(end), strict=strict, early=early)
        case Remedy(after, end, limit, calendar):
            form = _limited(form, limit, calendar)
            return replace(form, kind=Kind.REMEDY, after=after, end=str(end))
        case Holds(condition, missing):
            rows = filter_of(condition, types)
            return replace(form, kind=Kind.CONDITION, condition=rows, missing=missing.value)
        case Between(value, low, high, strict, missing):
            form = replace(form, kind=Kind.NUMBER, value=str(value), missing=missing.value)
            return replace(form, least=_number(low), most=_number(high), beyond=strict)
        case CountPer():
            raise _too_rich("it counts records by unit and day")
        case Uptime():
            raise _too_rich("it measures how long something is up")


def _limited(form: StandardForm, limit: Duration, calendar: str) -> StandardForm:
    amount = f"{limit.amount:.15f}".rstrip("0").rstrip(".")
    return replace(form, amount=amount, unit=limit.unit.value, calendar=calendar)


def _text(expression: Expression | None) -> str:
    return "" if expression is None else str(expression)


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _per_cent(share: float) -> str:
    return f"{100 * share:.10f}".rstrip("0").rstrip(".")


def _too_rich(why: str) -> TooRichError:
    return TooRichError(f"This standard is shown as code, because {why}", cure="Change it as code.")
