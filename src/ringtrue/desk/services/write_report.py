"""The report of a review with advice and back-test, as one HTML text."""

from __future__ import annotations

from dataclasses import replace

from ringtrue.core.verdict import State
from ringtrue.desk.services.advise_promises import Advised, advise_promises
from ringtrue.desk.services.measure_standards import Progress
from ringtrue.desk.services.review_campaign import Review
from ringtrue.desk.services.run_backtest import Backtested, run_backtest, run_family


def report_of(review: Review, progress: Progress | None = None) -> str:
    """Advise and back-test what the copy promises, draw the charts, and render the page."""
    advised, tested = second_look(review, progress)
    if progress:
        progress("Drawing the report", 0.9)
    return render(review, advised, tested)


def second_look(
    review: Review, progress: Progress | None = None
) -> tuple[tuple[Advised, ...], tuple[Backtested, ...]]:
    """Advice on the promises that will not surely be kept, the back-test of all that are made."""
    promised = [each for each in review.standards if review.promised(each.measured.standard.id)]
    doubtful = [each for each in promised if each.verdict.state is not State.HOLDS]
    policy = review.workspace.policy
    asked = replace(review.book, standards=tuple(each.measured for each in doubtful))
    made = replace(review.book, standards=tuple(each.measured for each in promised))
    advised = advise_promises(asked, policy, planned=review.planned, progress=progress)
    tested = run_backtest(made, policy, progress=progress)
    return advised, (*run_family(made, policy, progress), *tested)


def render(review: Review, advised: tuple[Advised, ...], tested: tuple[Backtested, ...]) -> str:
    """The page."""
    from ringtrue.desk.report.content import compose
    from ringtrue.desk.report.rendering import render_review

    return render_review(compose(review, advised, tested))
