"""What the demonstration with flights prints: the whole job on real data, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.core.claim import Claim
from ringtrue.core.verdict import State

if TYPE_CHECKING:
    from ringtrue.desk.services.advise_promises import Advised
    from ringtrue.desk.services.run_backtest import Backtested
    from ringtrue.desk.services.run_demo import Demonstration
    from ringtrue.gap.advice import Strongest

_COLORS = {
    State.HOLDS: "green",
    State.FAILS: "red",
    State.UNPROVEN: "yellow",
    State.VAGUE: "yellow",
}
_MOST_REASONS = 6
_MOST_SEGMENTS = 3


def story(made: Demonstration) -> Iterator[str]:
    """Every line, in the order of the job."""
    yield from _copy(made)
    yield from _measured(made)
    yield from _decision(made)
    yield from _honest(made)
    yield from _backtest(made)
    yield from _farewell(made)


def _head(words: str) -> list[str]:
    return ["", click.style(words, bold=True)]


def _copy(made: Demonstration) -> Iterator[str]:
    """Every claim: place, kind, strength, verdict, and the words marked in their sentence."""
    from ringtrue.cli.output.marking import clean, marked

    judged = {each.promise.claim.place: each for each in made.review.promises}
    yield from _head("What the copy says")
    for claim in made.review.reading.claims:
        found = judged.get(claim.place)
        verdict = found.verdict if found else None
        state = click.style(verdict.state.value, fg=_COLORS[verdict.state]) if verdict else ""
        if found and verdict is None:
            state = click.style(found.promise.by.value, fg="yellow")
        yield f"{_place(made, claim)}  {claim.label} {_kind(claim)} {claim.score:.2f}  {state}"
        start = max(claim.sentence.find(claim.text), 0)
        sentence, carets = marked(clean(claim.sentence), start, start + len(claim.text))
        yield f"    {sentence}"
        yield f"    {click.style(carets, fg='cyan')}"


def _place(made: Demonstration, claim: Claim) -> str:
    path = Path(claim.place.file)
    name = path.relative_to(made.folder) if path.is_relative_to(made.folder) else path
    return click.style(f"{name}:{claim.place.line}:{claim.place.column}", bold=True)


def _kind(claim: Claim) -> str:
    return claim.kind.value.replace("_", " ")


def _measured(made: Demonstration) -> Iterator[str]:
    from ringtrue.cli.output.marking import wrapped
    from ringtrue.cli.output.table import table
    from ringtrue.gap.wording import floored, percent

    yield from _head("What operations deliver")
    rows = []
    for each in made.review.standards:
        evidence, verdict = each.measured.evidence, each.verdict
        if evidence is None or evidence.share is None or evidence.interval is None:
            continue
        ends = f"{100 * evidence.interval.low:.1f}-{100 * evidence.interval.high:.1f}"
        bound = floored(verdict.bound) if verdict.bound is not None else "–"
        counts = evidence.counts
        rows.append(
            (
                each.measured.standard.id,
                verdict.state.value,
                percent(verdict.target),
                percent(evidence.share),
                ends,
                bound,
                *(f"{n:,}" for n in (counts.kept, counts.broken, counts.pending, counts.void)),
            )
        )
    header = ("standard", "verdict", "target", "share", "95 % interval", "next month, at least",
              "kept", "broken", "pending", "void")  # fmt: skip
    yield from table(header, rows, texts=2)
    yield ""
    for name in ("on-time-15", "on-time-15-of-arrivals"):
        found = made.review.book.get(name)
        if found and found.evidence and found.evidence.share is not None:
            counts = found.evidence.counts
            yield f"{name}: {percent(found.evidence.share)} = {counts.kept:,} of {counts.decided:,}"
            yield from wrapped(found.evidence.definition)


def _decision(made: Demonstration) -> Iterator[str]:
    from ringtrue.cli.checked import checked_of
    from ringtrue.cli.verbs.check import headline, reason_lines
    from ringtrue.desk.grouped_reasons import grouped

    yield from _head("May the campaign go out?")
    yield from headline(checked_of(made.review))
    reasons = grouped(made.review.decision.reasons)
    for reason in reasons[:_MOST_REASONS]:
        yield from reason_lines(reason)
    if len(reasons) > _MOST_REASONS:
        yield f"... and {len(reasons) - _MOST_REASONS} more reasons, all of them in the report."


def _honest(made: Demonstration) -> Iterator[str]:
    from ringtrue.cli.verbs.advise import instead_of

    yield from _head("The strongest honest promise")
    for each in made.advised:
        if each.advice is not None:
            whole, *parts = each.advice.strongest
            told = each.wording(whole.segment) or _nothing_for_everyone(whole)
            yield f"{instead_of(each)}: {told}"
            yield from _boldest(each, parts)


def _nothing_for_everyone(whole: Strongest) -> str:
    from ringtrue.cli.output.marking import wrapped

    return "nothing of this kind for everyone.\n" + "\n".join(wrapped(whole.reason))


def _boldest(advised: Advised, parts: list[Strongest]) -> Iterator[str]:
    """The segments that may promise the most, and how many more the report shows."""
    able = [each for each in parts if each.limit is not None and advised.wording(each.segment)]
    able.sort(key=lambda each: (each.limit, -(each.bound or 0)))
    for each in able[:_MOST_SEGMENTS]:
        yield f"    {advised.wording(each.segment)}"
    if len(parts) > len(able[:_MOST_SEGMENTS]):
        none = len(parts) - len(able)
        more = f"{len(able) - _MOST_SEGMENTS} more" if len(able) > _MOST_SEGMENTS else ""
        lost = f"{none} for which nothing can be promised yet" if none else ""
        yield f"    ... and {', '.join(filter(None, (more, lost)))}: see the report."


def _backtest(made: Demonstration) -> Iterator[str]:
    """All rules on the family of limits; of each promise only the gate's own rule."""
    from ringtrue.cli.output.table import table
    from ringtrue.desk.report.charts.backtest import HEADER, table_row
    from ringtrue.gap.backtest import Rule

    yield from _head("How often would the gate have been wrong?")
    rows = [
        (_tested_name(each), *table_row(row))
        for each in made.tested
        if each.backtest
        for row in each.backtest.rows
        if row.target is None and (each.limits or row.rule is Rule.PREDICTIVE)
    ]
    yield from table(("standard", *HEADER), rows, texts=2)
    yield "The report has every rule at every target; the predictive bound is the gate's own."


def _tested_name(tested: Backtested) -> str:
    limits = ", ".join(f"{limit:g}" for limit in tested.limits)
    name = tested.measured.standard.id
    return f"{name} at {limits}" if limits else name


def _farewell(made: Demonstration) -> Iterator[str]:
    yield from _head("Look closer")
    yield f"Report:    {made.report}"
    yield f"Evidence:  {made.evidence[0].parent if made.evidence else 'none'}"
    yield f"Workspace: {made.folder}; change the copy there and run"
    yield f"           ringtrue check --workspace {made.folder}"
