"""Measuring the whole book, so that pages show how every promise stands without measuring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ringtrue.core.verdict import State
from ringtrue.core.workspace import Workspace
from ringtrue.desk.audit import record
from ringtrue.desk.call_study import keep_study, study_of
from ringtrue.desk.campaign_state import lock, settle
from ringtrue.desk.customer_tables import read_tables
from ringtrue.desk.keep_measured import (
    keep_evidence_rows,
    keep_standings,
    keep_studies,
    moment_in,
    zone_of,
)
from ringtrue.desk.kept_customers import keep_reading
from ringtrue.desk.kept_own_figures import keep_own_figures
from ringtrue.desk.known_cost import keep_costs
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.own_figures import read_own_figures
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.promise_study import studies_of
from ringtrue.desk.review_records import StandardFigures, figures_of, strongest_of
from ringtrue.desk.services.advise_promises import advise_promises
from ringtrue.desk.services.judge_objections import judge_objections
from ringtrue.desk.services.measure_standards import MeasuredBook, Progress, measure_standards
from ringtrue.desk.services.review_campaign import JudgedStandard, judge
from ringtrue.desk.services.run_backtest import run_backtest
from ringtrue.desk.services.whole_book import open_book
from ringtrue.desk.terminal import Actor


@dataclass(frozen=True, slots=True)
class BookMeasured:
    """What was measured, and the standards of which something else is expected than before."""

    measured: MeasuredBook
    standards: tuple[StandardFigures, ...]
    turned: tuple[str, ...]

    @property
    def as_of(self) -> datetime:
        """The moment of measuring."""
        return self.measured.as_of


def measure_book(
    by: Actor,
    workspace: Workspace,
    *,
    as_of: datetime | None = None,
    progress: Progress | None = None,
) -> BookMeasured:
    """Measure and judge every standard of the book; how they stand and the evidence are kept.

    Standards that left the book leave the standings; their evidence stays. Campaigns before their
    launch are asked anew where they stand, and objections to launched promises are held against
    what really broke. Raises `MeasureError` when a number could not be had:
    then nothing is written.
    """
    require(by.name, by.roles, Action.REVIEW)
    book = open_book(workspace)
    measured = measure_standards(book.workspace, as_of=as_of, progress=progress)
    policy = book.workspace.policy
    judged = {
        each.standard.id: judge(each, book.workspace, measured, progress)
        for each in measured.standards
    }
    customers = read_tables(book.workspace, measured.as_of, progress)
    tallies = [each.tally for each in measured.standards]
    own = read_own_figures(book.workspace, tallies, measured.as_of, progress)
    advised = advise_promises(measured, policy, progress=progress)
    tested = run_backtest(measured, policy, progress=progress)
    calls = study_of(book.workspace, measured.as_of)
    strongest = strongest_of(advised)
    with transaction.atomic():
        before = dict(Standing.objects.values_list("standard", "state"))
        seals = keep_evidence_rows(judged.values())
        figures = tuple(
            _figures(each, measured.as_of, seals, strongest) for each in judged.values()
        )
        Standing.objects.exclude(standard__in=list(judged)).delete()
        keep_standings(judged, figures, strongest)
        keep_reading(customers, measured.as_of)
        keep_costs(workspace)
        keep_own_figures(own, measured.as_of)
        moments = {each.id: each.as_of for each in figures}
        keep_studies(studies_of(advised, tested, policy.confidence), seals, moments)
        turned = tuple(
            each.id for each in figures if State(before.get(each.id, each.state)) is not each.state
        )
        keep_study(book.workspace, calls)
        _settle_open(workspace, set(turned))
        judge_objections(by, measured, book.workspace)
        told = {"standards": len(figures), "turned": list(turned)}
        record(by.username, "measure book", "book", told)
    return BookMeasured(measured, figures, turned)


def _figures(
    judged: JudgedStandard, as_of: datetime, seals: dict[str, str], strongest: dict[str, str]
) -> StandardFigures:
    name = judged.measured.standard.id
    at = moment_in(as_of, zone_of(judged))
    return figures_of(judged, at, seals.get(name, ""), strongest.get(name, ""), confirmed=True)


def _settle_open(workspace: Workspace, turned: set[str]) -> None:
    """Campaigns that hold to a standard of which something else is expected now."""
    for campaign in Campaign.objects.filter(launched_at=None, ended_at=None).exclude(standards=[]):
        if not turned.isdisjoint(campaign.standards):
            lock(campaign)
            if campaign.is_open:
                settle(campaign, workspace)
