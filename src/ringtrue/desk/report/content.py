"""What the report of a review shows, in the order in which it shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ringtrue.core.claim import Claim
from ringtrue.core.material import Material
from ringtrue.core.standard import Remedy, Within
from ringtrue.core.verdict import Outlook, State, Verdict
from ringtrue.desk.drafts_in_words import describe
from ringtrue.desk.report.charts.backtest import backtest_of_rules
from ringtrue.desk.report.charts.figure import Figure
from ringtrue.desk.report.charts.frontier import frontier_of_limits
from ringtrue.desk.report.charts.over_time import kept_over_time
from ringtrue.desk.services.advise_promises import Advised
from ringtrue.desk.services.bind_promises import BoundBy
from ringtrue.desk.services.review_campaign import JudgedPromise, JudgedStandard, Review
from ringtrue.desk.services.run_backtest import Backtested
from ringtrue.desk.services.silences import Silence
from ringtrue.gap.advice import Advice, Strongest
from ringtrue.gap.shares import ShareRow
from ringtrue.gap.wording import floored, percent

EVERYONE = "all together"


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the head."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """A claim, and for a promise what was found; `proposals` are what could measure it."""

    claim: Claim
    judged: JudgedPromise | None
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyPage:
    """One material and its claims."""

    material: Material
    claims: tuple[ClaimItem, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class SegmentItem:
    """One segment: its share and its verdict."""

    name: str
    row: ShareRow
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class StandardItem:
    """One measured standard with its charts."""

    judged: JudgedStandard
    promised: bool
    segment_names: str
    segments: tuple[SegmentItem, ...]
    over_time: Figure | None
    frontier: Figure | None


@dataclass(frozen=True, slots=True)
class HonestRow:
    """The strongest honest promise of one segment, as words."""

    name: str
    limit: str
    measured: str
    bound: str
    wording: str


@dataclass(frozen=True, slots=True)
class HonestItem:
    """The strongest honest promises of one standard."""

    title: str
    names: str
    record: str
    rows: tuple[HonestRow, ...]


@dataclass(frozen=True, slots=True)
class TestedItem:
    """The back-test of one standard, or why there is none."""

    title: str
    figure: Figure | None
    reason: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything on the page."""

    review: Review
    summary: str
    facts: tuple[Fact, ...]
    pages: tuple[CopyPage, ...]
    standards: tuple[StandardItem, ...]
    advised: tuple[HonestItem, ...]
    tested: tuple[TestedItem, ...]


def compose(
    review: Review, advised: Sequence[Advised] = (), tested: Sequence[Backtested] = ()
) -> Content:
    """Put the page together and draw its charts."""
    advice = {each.measured.standard.id: each.advice for each in advised if each.advice}
    return Content(
        review=review,
        summary=summarise(review),
        facts=tuple(_facts(review)),
        pages=tuple(_pages(review)),
        standards=tuple(
            _standard(each, review, advice.get(each.measured.standard.id))
            for each in review.standards
        ),
        advised=tuple(honest_item(each) for each in advised if each.advice),
        tested=tuple(_tested(each) for each in tested),
    )


def summarise(review: Review) -> str:
    """The decision in a sentence for people in a hurry."""
    states = [each.verdict.state for each in review.promises if each.verdict]
    unbound = sum(not each.standards and each.vague is None for each in review.promises)
    told = [
        _say(states.count(State.FAILS), "will not be kept"),
        _say(states.count(State.UNPROVEN), "cannot be proven"),
        _say(unbound, "nothing measures"),
        _say(states.count(State.VAGUE), "too vague to measure", "is", "are"),
        _say(states.count(State.HOLDS), "will hold"),
    ]
    listed = ", ".join(filter(None, told)) or "none"
    opening = {
        Outlook.BLOCKED: "Do not launch as it stands.",
        Outlook.CONDITIONAL: "May go out once the warnings are settled or accepted.",
        Outlook.CLEAR: "May go out.",
    }
    return f"{opening[review.decision.outlook]} Of {len(review.promises)} promises: {listed}."


def _say(number: int, words: str, one: str = "", many: str = "") -> str:
    verb = one if number == 1 else many
    return f"{number} {verb} {words}".replace("  ", " ") if number else ""


def _facts(review: Review) -> Iterator[Fact]:
    states = [each.verdict.state for each in review.promises if each.verdict]
    yield Fact("promises", len(review.promises))
    for state in State:
        yield Fact(state.value, states.count(state))
    yield Fact("unbound", sum(each.verdict is None for each in review.promises))


def _pages(review: Review) -> Iterator[CopyPage]:
    judged = {each.promise.claim.place: each for each in review.promises}
    for material in review.reading.materials:
        items = (_claim(claim, judged.get(claim.place)) for claim in material.claims)
        yield CopyPage(material.document.material, tuple(items), material.silences)


def _claim(claim: Claim, judged: JudgedPromise | None) -> ClaimItem:
    proposals: tuple[str, ...] = ()
    if judged and judged.promise.by is BoundBy.VAGUE:
        proposals = tuple(f"could mean: {describe(draft)}" for draft in claim.drafts)
    elif judged:
        found = (
            candidate
            for proposal in judged.promise.proposals
            for candidate in proposal.binding.candidates[:3]
        )
        proposals = tuple(
            f"could be measured by {each.standard.source}: {'; '.join(each.reasons)}"
            for each in found
        )
    return ClaimItem(claim, judged, proposals)


def _standard(judged: JudgedStandard, review: Review, advice: Advice | None) -> StandardItem:
    measured, standard = judged.measured, judged.measured.standard
    columns = measured.measured.tally.segment_columns
    return StandardItem(
        judged=judged,
        promised=review.promised(standard.id),
        segment_names=" and ".join(each.replace("_", " ") for each in columns),
        segments=tuple(_segments(judged)),
        over_time=kept_over_time(measured.months, standard.target, f"time-{standard.id}"),
        frontier=_frontier(judged, advice),
    )


def _segments(judged: JudgedStandard) -> Iterator[SegmentItem]:
    verdicts = {verdict.segment: verdict for verdict in judged.verdicts if verdict.segment}
    rows = sorted(judged.measured.segments, key=lambda row: -(row.share or 0))
    for row in rows:
        if row.segment in verdicts:
            yield SegmentItem(" · ".join(row.segment), row, verdicts[row.segment])


def _frontier(judged: JudgedStandard, advice: Advice | None) -> Figure | None:
    standard = judged.measured.standard
    test = standard.test
    if advice is None or not isinstance(test, Within | Remedy):
        return None
    points = [point for point in advice.frontier if not point.segment]
    strongest = next((each.limit for each in advice.strongest if not each.segment), None)
    return frontier_of_limits(
        points,
        target=standard.target,
        promised=test.limit.amount,
        strongest=strongest,
        unit=advice.unit,
        name=f"frontier-{standard.id}",
    )


def honest_item(advised: Advised) -> HonestItem:
    """The strongest honest promises of one standard; it must have advice."""
    advice, standard = advised.advice, advised.measured.standard
    assert advice is not None
    columns = advised.measured.measured.tally.segment_columns
    record = advice.record
    told = (
        f"Past advice of this kind held in {record.held:,} of {record.cases:,} cases"
        f" ({percent(record.share)})."
        if record.share is not None
        else "There is no past advice to look back on yet."
    )
    return HonestItem(
        title=f"{standard.promise or standard.id}: at {percent(advice.share)}",
        names=" · ".join(each.replace("_", " ") for each in columns) or "for",
        record=told,
        rows=tuple(_honest_row(each, advice, advised) for each in advice.strongest),
    )


def _honest_row(found: Strongest, advice: Advice, advised: Advised) -> HonestRow:
    limit = "none" if found.limit is None else _amount(found.limit, advice.unit)
    return HonestRow(
        name=" · ".join(found.segment) or EVERYONE,
        limit=limit,
        measured=percent(found.measured) if found.measured is not None else "–",
        bound=floored(found.bound) if found.bound is not None else "–",
        wording=advised.wording(found.segment),
    )


def _amount(limit: float, unit: str) -> str:
    return f"{limit:g} {unit}{'' if limit == 1 else 's'}"


def _tested(tested: Backtested) -> TestedItem:
    standard = tested.measured.standard
    figure = backtest_of_rules(tested.backtest, f"test-{standard.id}") if tested.backtest else None
    reason = tested.reason or "No rule would have cleared anything."
    return TestedItem(standard.promise or standard.id, figure, reason)
