"""What the report of a review shows, in the order in which it shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from ringtrue.core.claim import Claim
from ringtrue.core.material import Material
from ringtrue.core.standard import Remedy, Within
from ringtrue.core.verdict import Outlook, State, Verdict
from ringtrue.desk.drafts_in_words import describe
from ringtrue.desk.grouped_reasons import ReasonView, grouped
from ringtrue.desk.report.charts.backtest import backtest_of_rules, table_row
from ringtrue.desk.report.charts.figure import Figure, unchecked
from ringtrue.desk.report.charts.frontier import frontier_of_limits
from ringtrue.desk.report.charts.over_time import kept_over_time
from ringtrue.desk.services.advise_promises import Advised
from ringtrue.desk.services.bind_promises import BoundBy
from ringtrue.desk.services.review_campaign import JudgedPromise, JudgedStandard, Review
from ringtrue.desk.services.run_backtest import Backtested
from ringtrue.desk.services.silences import Silence
from ringtrue.gap.advice import Advice, Strongest
from ringtrue.gap.shares import ShareRow
from ringtrue.gap.wording import floored, percent, within_sentence

EVERYONE = "all together"


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the head."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """A claim, and for a promise what was found.

    `bound` says how it came by its standards, `proposals` what could measure it instead.
    """

    claim: Claim
    judged: JudgedPromise | None
    bound: str
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
class Scale:
    """The stretch of shares that a column of small charts shows, 200 units wide."""

    low: float
    high: float

    def at(self, share: float) -> str:
        """Where a share lies, kept within the picture.

        >>> Scale(0.5, 1.0).at(0.75)
        '100.0'
        """
        place = (share - self.low) / (self.high - self.low)
        return f"{200 * min(1.0, max(0.0, place)):.1f}"


@dataclass(frozen=True, slots=True)
class StandardItem:
    """One measured standard with its charts."""

    judged: JudgedStandard
    title: str
    promised: bool
    segment_names: str
    segments: tuple[SegmentItem, ...]
    scale: Scale
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
    reason: str


@dataclass(frozen=True, slots=True)
class HonestItem:
    """The strongest honest promises of one standard, for everyone and by segment."""

    title: str
    names: str
    record: str
    whole: HonestRow
    rows: tuple[HonestRow, ...]


@dataclass(frozen=True, slots=True)
class TestedItem:
    """The back-test of a family of limits as a chart, or of one standard as the rows of a table.

    Without either, `reason` says why.
    """

    title: str
    figure: Figure | None
    rows: tuple[tuple[str, ...], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything on the page."""

    review: Review
    summary: str
    facts: tuple[Fact, ...]
    reasons: tuple[ReasonView, ...]
    pages: tuple[CopyPage, ...]
    standards: tuple[StandardItem, ...]
    advised: tuple[HonestItem, ...]
    tested: tuple[TestedItem, ...]


def compose(
    review: Review, advised: Sequence[Advised] = (), tested: Sequence[Backtested] = ()
) -> Content:
    """Put the page together and draw its charts."""
    with unchecked():
        return _compose(review, advised, tested)


def _compose(review: Review, advised: Sequence[Advised], tested: Sequence[Backtested]) -> Content:
    advice = {each.measured.standard.id: each.advice for each in advised if each.advice}
    return Content(
        review=review,
        summary=summarise(review),
        facts=tuple(_facts(review)),
        reasons=grouped(review.decision.reasons),
        pages=tuple(_pages(review)),
        standards=tuple(
            _standard(each, review, advice.get(each.measured.standard.id))
            for each in review.standards
        ),
        advised=tuple(honest_item(each) for each in advised if each.advice),
        tested=tuple(_tested(each) for each in tested),
    )


_OPENINGS = {
    Outlook.BLOCKED: "Do not launch as it stands.",
    Outlook.CONDITIONAL: "May go out once the warnings are settled or accepted.",
    Outlook.CLEAR: "May go out.",
}


def summarise(review: Review) -> str:
    """The decision in a sentence for people in a hurry."""
    states = [each.verdict.state for each in review.promises if each.verdict]
    unbound = sum(not each.standards and each.vague is None for each in review.promises)
    told = [
        _say(states.count(State.FAILS), "will not be kept"),
        _say(states.count(State.UNPROVEN), "cannot be proven"),
        _say(unbound, "measured by nothing", "is", "are"),
        _say(states.count(State.VAGUE), "too vague to measure", "is", "are"),
        _say(states.count(State.HOLDS), "will hold"),
    ]
    if not review.promises:
        return f"{_OPENINGS[review.decision.outlook]} No promise was found in the copy."
    listed = ", ".join(filter(None, told))
    many = f"{len(review.promises)} promise{'' if len(review.promises) == 1 else 's'}"
    return f"{_OPENINGS[review.decision.outlook]} Of {many}: {listed}."


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
    if judged is None:
        return ClaimItem(claim, None, "", ())
    by, reason = judged.promise.by, within_sentence(judged.promise.reason.rstrip("."))
    if by is BoundBy.VAGUE:
        proposals = tuple(f"could mean: {describe(draft)}" for draft in claim.drafts)
    elif judged.standards:
        proposals = ()
    else:
        proposals = tuple(_candidates(judged))
    return ClaimItem(claim, judged, f"{_BOUND[by]}{reason}.", proposals)


_BOUND = {
    BoundBy.BOOK: "Held to what the book says: ",
    BoundBy.PROPOSAL: "Held to a proposal that nobody has confirmed: ",
    BoundBy.AMBIGUOUS: "Not held to anything: ",
    BoundBy.UNBOUND: "Not held to anything: ",
    BoundBy.VAGUE: "Not held to anything: ",
}


def _candidates(judged: JudgedPromise) -> Iterator[str]:
    for proposal in judged.promise.proposals:
        for each in proposal.binding.candidates[:3]:
            yield f"could be measured by {each.standard.source}: {'; '.join(each.reasons)}"


def _standard(judged: JudgedStandard, review: Review, advice: Advice | None) -> StandardItem:
    measured, standard = judged.measured, judged.measured.standard
    columns = measured.tally.segment_columns
    return StandardItem(
        judged=judged,
        title=quote(standard.promise) or standard.id,
        promised=review.promised(standard.id),
        segment_names=_named(columns),
        segments=tuple(_segments(judged)),
        scale=_scale(judged),
        over_time=kept_over_time(measured.months, standard.target, f"time-{standard.id}"),
        frontier=_frontier(judged, advice),
    )


def _named(columns: Sequence[str]) -> str:
    """What the segments are: `carrier_name` and `origin` are "carrier and origin"."""
    return " and ".join(each.removesuffix("_name").replace("_", " ") for each in columns)


def quote(words: str) -> str:
    """Words of the copy in quotes; our own remarks, in brackets, stay bare."""
    return words if not words or words.startswith("(") else f"“{words}”"


def _scale(judged: JudgedStandard) -> Scale:
    """Whole tenths around all shares and the target; intervals may run out of the picture."""
    shares = [row.share for row in judged.measured.segments if row.share is not None]
    ends = [judged.measured.standard.target, *shares]
    low, high = floor(10 * min(ends)) / 10, ceil(10 * max(ends)) / 10
    return Scale(min(low, 0.9), max(high, low + 0.1))


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
    columns = advised.measured.tally.segment_columns
    record = advice.record
    told = (
        f"Past advice of this kind held in {record.held:,} of {record.cases:,} cases"
        f" ({percent(record.share)})."
        if record.share is not None
        else "There is no past advice to look back on yet."
    )
    whole, *parts = [_honest_row(each, advice, advised) for each in advice.strongest]
    words = quote(standard.promise) or standard.id
    return HonestItem(
        title=f"Instead of {words}",
        names=_named(columns),
        record=told,
        whole=whole,
        rows=tuple(parts),
    )


def _honest_row(found: Strongest, advice: Advice, advised: Advised) -> HonestRow:
    limit = "none" if found.limit is None else _amount(found.limit, advice.unit)
    return HonestRow(
        name=" · ".join(found.segment) or EVERYONE,
        limit=limit,
        measured=percent(found.measured) if found.measured is not None else "–",
        bound=floored(found.bound) if found.bound is not None else "–",
        wording=advised.wording(found.segment),
        reason=found.reason if not found.segment else within_sentence(found.reason),
    )


def _amount(limit: float, unit: str) -> str:
    return f"{limit:g} {unit}{'' if limit == 1 else 's'}"


def _tested(tested: Backtested) -> TestedItem:
    standard, found = tested.measured.standard, tested.backtest
    title = quote(standard.promise) or standard.id
    if found is None:
        return TestedItem(title, None, (), tested.reason)
    if not tested.limits:
        totals = (table_row(row)[2:] for row in found.rows if row.target is None)
        rules = (row.rule.value for row in found.rows if row.target is None)
        rows = ((title, rule, *total) for rule, total in zip(rules, totals, strict=True))
        return TestedItem(title, None, tuple(rows), "")
    limits = ", ".join(f"{limit:g}" for limit in tested.limits)
    unit = standard.test.limit.unit.value if isinstance(standard.test, Within | Remedy) else ""
    title = f"{title}, at {limits} {unit}s"
    figure = backtest_of_rules(found, f"test-{standard.id}", title)
    return TestedItem(title, figure, (), "No rule would have cleared anything.")
