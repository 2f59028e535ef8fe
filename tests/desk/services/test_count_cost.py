"""What our word costs, from a table to the ranked promises, and what it says where data lack."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ringtrue.core.figure import Basis
from ringtrue.core.outcome import Counts
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.cost_answer import Cost, cost_of
from ringtrue.desk.cost_inputs import PromiseRecord, record_of
from ringtrue.desk.customer_tables import read_tables
from ringtrue.desk.models.customers import CustomerRecord
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.count_cost import count_cost
from ringtrue.desk.services.measure_book import measure_book
from ringtrue.desk.services.measure_cost import measure_cost
from ringtrue.desk.terminal import this_terminal
from ringtrue.desk.workspace import load_workspace, parse_workspace

SETTINGS = """\
name: Shop
as_of: 2026-01-01T00:00
sources:
  orders:
    location: orders.csv
  calls:
    location: calls.csv
  surveys:
    location: surveys.csv
standards:
  - id: two-days
    promise: Delivered in 2 days
    source: orders
    from: ordered_at
    to: delivered_at
    limit: 2 days
    target: 90%
  - id: picked-up
    promise: A person answers within 60 seconds
    source: calls
    from: queued_at
    to: answered_at
    limit: 60 seconds
    target: 90%
"""
COST = """\
cost:
  money: £
  margin: 40%
  discount: 8%
  purchases: {source: orders, customer: customer, when: ordered_at, spend: value}
  answers: {source: surveys, score: score, cause: cause}
"""
END = datetime(2026, 1, 1)


def workspace(folder: Path, cost: str = COST, settings: str = SETTINGS) -> Workspace:
    """Two years of orders, a fifth late, after which fewer come back; calls and answers."""
    dice = random.Random(3)
    orders, at = ["customer,ordered_at,delivered_at,value"], datetime(2024, 1, 1)
    for number in range(500):
        moment = at + timedelta(hours=dice.random() * 600 * 24)
        while moment < END - timedelta(days=5):
            late = dice.random() < 0.2
            came = moment + timedelta(days=4 if late else 1)
            orders.append(f"c{number},{moment:%F %T},{came:%F %T},{dice.randrange(10, 90)}")
            if dice.random() > (0.2 if late else 0.7):
                break
            moment += timedelta(hours=dice.random() * 100 * 24)
    calls = ["queued_at,answered_at"]
    for _ in range(300):
        moment = END - timedelta(hours=dice.random() * 360 * 24)
        calls.append(f"{moment:%F %T},{moment + timedelta(seconds=dice.choice([9, 20, 90])):%F %T}")
    answers = ["score,cause"]
    for cause, base, n in (("", 8, 400), ("defect", 6.5, 80), ("misled", 4.5, 60)):
        answers += [f"{base + dice.choice([-1, 0, 1])},{cause}" for _ in range(n)]
    for name, rows in (("orders", orders), ("calls", calls), ("surveys", answers)):
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "ringtrue.yaml").write_text(settings + cost, encoding="utf-8")
    return load_workspace(folder)


RECORDS = (
    PromiseRecord("two-days", "Delivered in 2 days", "orders", (Counts(80, 20),) * 12, 12),
    PromiseRecord("never", "Never decided", "orders", (), 1),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Cost:
    """The shop with everything in it."""
    return measure_cost(workspace(tmp_path_factory.mktemp("shop")))


def stated(cost: str) -> Cost:
    """What is said of the same records without any table."""
    settings = parse_workspace(SETTINGS + cost, Path("ringtrue.yaml")).cost
    return cost_of(settings, RECORDS, None, END)


def test_promises_are_ranked_by_money_with_what_is_own_and_what_is_not(told: Cost) -> None:
    assert told.lacking == ()
    assert told.troubles == ()
    risks = {each.stake.standard: each for each in told.risks}
    assert set(risks) == {"two-days", "picked-up"}
    assert risks["two-days"].is_own
    own = risks["two-days"].stake
    assert own.lost.basis is Basis.MEASURED
    assert 0.2 < own.lost.best < 0.8
    assert own.broken.low < 0.2 < own.broken.high
    assert not risks["picked-up"].is_own
    assert {each.name for each in risks["picked-up"].foreign} == {
        "different customers for each broken record",
        "customers lost by a broken promise",
    }
    for each in told.risks:
        assert each.money.low <= each.money.best <= each.money.high


def test_the_rest_of_the_answer_comes_from_the_same_tables(told: Cost) -> None:
    assert told.value is not None
    assert told.value.basis is Basis.STATED
    (followed,) = told.followed
    assert followed.back is not None
    assert followed.back.high < 0
    assert told.multiplier.is_determined
    assert told.multiplier.interval is not None
    assert told.multiplier.interval.low < 3.5 / 1.5 < told.multiplier.interval.high
    assert told.damage is not None
    assert told.damage.money.low < told.damage.money.best < told.damage.money.high
    assert {"margin", "interest a year", "customers a year"} <= {e.name for e in told.figures}
    assert told.surer[0].width >= told.surer[-1].width > 0


def test_without_the_section_it_says_which_setting_is_missing() -> None:
    nothing = stated("")
    assert [each.setting for each in nothing.lacking] == ["cost"]
    assert (nothing.risks, nothing.damage) == ((), None)
    assert nothing.multiplier.believed.median == pytest.approx(4)


@pytest.mark.parametrize(
    ("cost", "lacking"),
    [
        ("cost: {money: £}", {"value_per_customer", "customers"}),
        ("cost: {money: £, value_per_customer: 100}", {"customers"}),
        ("cost: {money: £, margin: 40%}", {"value_per_customer", "customers"}),
        ("cost: {money: £, margin: 40%, spend_a_year: 80, customers: 500}", {"stay"}),
    ],
)
def test_a_missing_value_is_asked_for_and_never_made_up(cost: str, lacking: set[str]) -> None:
    found = stated(cost)
    assert {each.setting for each in found.lacking} == lacking
    assert found.damage is None


def test_a_value_alone_ranks_promises_by_what_is_said_or_published() -> None:
    (risk,) = stated("cost: {money: £, value_per_customer: 100, lost_when_broken: 5%}").risks
    assert risk.stake.lost.best == 0.05
    assert risk.money.best == pytest.approx(1200 * 0.2 * 0.8 * 0.05 * 100)
    assert [each.name for each in risk.foreign] == ["different customers for each broken record"]
    (bare,) = stated("cost: {money: £, value_per_customer: 100}").risks
    assert bare.stake.lost.basis is Basis.ASSUMED
    assert "TARP" in bare.stake.lost.source


def test_a_belief_of_its_own_replaces_four_times() -> None:
    found = stated("cost: {money: £, multiplier: {low: 0.5, best: 2, high: 4}}")
    assert found.multiplier.believed.median == pytest.approx(2)
    assert found.multiplier.believed.low == pytest.approx(0.5, rel=1e-3)


def test_a_table_that_cannot_be_read_is_told_and_the_rest_stands(tmp_path: Path) -> None:
    wrong = COST.replace("score: score", "score: points")
    reading = read_tables(workspace(tmp_path, wrong), END)
    assert reading is not None
    (trouble,) = reading.troubles
    assert "points" in trouble
    assert reading.base is not None
    assert reading.causes == ()


@pytest.mark.django_db
def test_the_desk_counts_from_what_was_measured_last(tmp_path: Path, told: Cost) -> None:
    found = workspace(tmp_path)
    before = count_cost(this_terminal(), found)
    assert (before.as_of, before.risks) == (None, ())
    measure_book(this_terminal(), found)
    after = count_cost(this_terminal(), found)
    assert after.as_of == datetime(2026, 1, 1, tzinfo=UTC)
    assert after.damage is not None
    assert told.damage is not None
    assert after.damage.money.high == pytest.approx(told.damage.money.high)
    for each, other in zip(after.risks, told.risks, strict=True):
        assert each.stake.standard == other.stake.standard
        assert each.money.best == pytest.approx(other.money.best)
    assert CustomerRecord.objects.count() == 1
    assert '"c1"' not in str(CustomerRecord.objects.get().content)


@pytest.mark.django_db
def test_the_front_line_is_not_shown_money(tmp_path: Path, person: object) -> None:
    sam = person("sam", Role.FRONT_LINE)  # type: ignore[operator]
    with pytest.raises(NotAllowedError):
        count_cost(sam, workspace(tmp_path))


def test_only_whole_months_of_the_last_year_count() -> None:
    months = [(f"2024-{n:02}", Counts(n, 1)) for n in range(1, 13)]
    months += [("2025-01", Counts(50, 1)), ("2025-02", Counts(60, 1))]
    year = record_of("a", "A", "orders", datetime(2025, 2, 8), months)
    assert (len(year.months), year.span) == (12, 12)
    assert year.months[-1] == Counts(50, 1)
    young = record_of("a", "A", "orders", datetime(2025, 2, 8), months[-3:])
    assert (len(young.months), young.span) == (2, 2)
    first = record_of("a", "A", "orders", datetime(2025, 2, 8), months[-1:])
    assert (first.months, first.span) == ((Counts(60, 1),), 1)
