"""A desk with a thousand promises and three years behind it, for the benchmark of its pages.

One campaign was reviewed for real, with the promises of its copy; the other promises come into the
book after that, and stand in the store as a measuring would have left them. What the tables of
orders, answers and spend tell of customers and of the cycle was read from those tables.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ringtrue.core.media_plan import Placement
    from ringtrue.core.workspace import Workspace
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.person import Person

PROMISES, MONTHS, CAMPAIGNS, IN_COPY, A_DAY = 1_000, 36, 40, 40, 5
CUSTOMERS, FOLLOWED = 1_200, 20
STUDIED = "class-7"
STAMP = "%Y-%m-%dT%H:%M:%SZ"
FIRST, AS_OF = date(2023, 1, 1), datetime(2026, 1, 2, tzinfo=UTC)
SETTINGS = """\
name: Shop
sources:
  orders: {location: orders.csv}
  surveys: {location: surveys.csv}
  adverts: {location: adverts.csv}
calendars:
  phones: {time_zone: UTC, weekdays: "08:00-20:00", saturday: "08:00-20:00"}
answering:
  within: 20 seconds
  on_duty: [{calendar: phones, agents: 9}]
cost:
  money: £
  margin: {low: 32%, best: 36%, high: 40%, source: Accounts}
  problems:
    share: {low: 8%, best: 12%, high: 18%, source: Survey}
  purchases: {source: orders, customer: customer, when: ordered_at, spend: paid, alike: [region]}
  answers: {source: surveys, score: score, cause: cause, contacts: contacts, issue: topic}
cycle:
  start: 20%
  period: week
  spend: {source: adverts, when: day, amount: cost}
"""
BODY = """\
  - id: class-{number}
    promise: Parcel class {number} arrives within {number} hours
    source: orders
    from: ordered_at
    to: delivered_at
    limit: {number} hours
    target: 90%"""


def fill(folder: Path) -> None:
    """A workspace with three years of orders, of answers to surveys and of what adverts cost."""
    (folder / "ringtrue.yaml").write_text(SETTINGS, encoding="utf-8")
    days = (AS_OF.date() - FIRST).days
    _write(folder / "orders.csv", _ORDERS, map(_order, range(days * A_DAY)))
    _write(folder / "surveys.csv", _SURVEYS, map(_answer, range(days)))
    _write(folder / "adverts.csv", _ADVERTS, map(_spent, range(days)))


_ORDERS = ("ordered_at", "delivered_at", "customer", "region", "paid")
_SURVEYS = ("score", "cause", "contacts", "topic")
_ADVERTS = ("day", "cost")


def _write(file: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([names, *rows])


def _order(number: int) -> tuple[object, ...]:
    begun = datetime(FIRST.year, 1, 1, 8, tzinfo=UTC)
    at = begun + timedelta(minutes=24 * 60 // A_DAY * number)
    delivered = at + timedelta(hours=number % 41)
    customer = number * 7919 % (CUSTOMERS + number // 3)
    return f"{at:{STAMP}}", f"{delivered:{STAMP}}", customer, customer % 4, 20 + number % 60


def _answer(number: int) -> tuple[object, ...]:
    cause, contacts = ("none", "defect", "misled")[number % 7 % 3], 1 + number % 3
    lost = {"none": 0, "defect": 1, "misled": 4}[cause]
    return 10 - lost - contacts + number % 2, cause, contacts, ("late", "broken")[number % 2]


def _spent(number: int) -> tuple[object, ...]:
    return FIRST + timedelta(days=number), 200 + 37 * (number // 7) % 300


def keep_promises(numbers: range) -> None:
    """Promises of the book, each with how it stands."""
    from ringtrue.desk.models.standard import StandardEntry
    from ringtrue.desk.models.standing import Standing

    StandardEntry.objects.bulk_create(
        StandardEntry(slug=f"class-{number}", body=BODY.format(number=number)) for number in numbers
    )
    Standing.objects.bulk_create(
        Standing(
            standard=f"class-{number}",
            promise=f"Parcel class {number} arrives within {number} hours",
            source="orders",
            definition=f"Kept: from ordered_at to delivered_at it took at most {number} hours.",
            target=0.9,
            as_of=AS_OF,
            kept=900 * MONTHS,
            broken=100 * MONTHS,
            share=0.9,
            low=0.88,
            high=0.92,
            state=("holds", "fails", "unproven")[number % 3],
            months=[_month(at, number) for at in range(MONTHS)],
        )
        for number in numbers
    )


def keep_measured(folder: Path) -> None:
    """What a measuring keeps beside the numbers of a promise, of customers and of the cycle."""
    from ringtrue.desk.customer_tables import read_tables
    from ringtrue.desk.keep_measured import keep_studies
    from ringtrue.desk.kept_customers import keep_reading
    from ringtrue.desk.kept_own_figures import keep_own_figures
    from ringtrue.desk.known_cost import keep_costs
    from ringtrue.desk.own_figures import read_own_figures
    from ringtrue.desk.promise_study import studies_of
    from ringtrue.desk.services.advise_promises import advise_promises
    from ringtrue.desk.services.measure_standards import measure_standards
    from ringtrue.desk.services.run_backtest import run_backtest
    from ringtrue.desk.services.whole_book import open_book
    from ringtrue.desk.workspace import load_workspace

    book = open_book(load_workspace(folder / "ringtrue.yaml")).workspace
    measured = measure_standards(book, only=(STUDIED,), as_of=AS_OF)
    advised = advise_promises(measured, book.policy)
    tested = run_backtest(measured, book.policy)
    studies = studies_of(advised, tested, book.policy.confidence)
    keep_studies(studies, {STUDIED: "a" * 64}, {STUDIED: AS_OF})
    keep_reading(read_tables(replace(book, standards=book.standards[:FOLLOWED]), AS_OF), AS_OF)
    tallies = [each.tally for each in measured.standards]
    keep_own_figures(read_own_figures(book, tallies, AS_OF), AS_OF)
    keep_costs(book)


def _month(at: int, number: int) -> list[object]:
    kept = 880 + (at * 37 + number * 11) % 41
    low, high = kept / 1000 - 0.02, kept / 1000 + 0.02
    return [f"{2023 + at // 12}-{at % 12 + 1:02}", kept, 1000 - kept, kept / 1000, low, high]


def keep_campaigns(person: Person, workspace: Workspace) -> None:
    """One campaign that was reviewed, beside those that hold to two hundred promises each."""
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.services.plan_media import plan_media
    from ringtrue.desk.services.run_review import run_review

    for number in range(CAMPAIGNS):
        Campaign.objects.create(
            slug=f"other-{number}",
            name=f"Other {number}",
            created_by=person,
            state="launched" if number % 2 else "clear",
            standards=[f"class-{each}" for each in range(number + 1, number + 201)],
        )
    campaign = with_copy(person, workspace, "Spring", IN_COPY)
    plan_media(person, campaign, workspace, [letter()])
    run_review(person, campaign, workspace)


def keep_long_campaign(person: Person, workspace: Workspace) -> None:
    """One that promises everything at once, reviewed."""
    from ringtrue.desk.services.run_review import run_review

    run_review(person, with_copy(person, workspace, "Summer", PROMISES), workspace)


def with_copy(person: Person, workspace: Workspace, name: str, promises: int) -> Campaign:
    """A campaign with one material of so many promises."""
    from ringtrue.desk.services.add_material import add_material
    from ringtrue.desk.services.create_campaign import create_campaign

    campaign = create_campaign(person, workspace, name=name)
    lines = (f"Parcel class {n} arrives within {n} hours." for n in range(1, promises + 1))
    add_material(person, campaign, name="page.txt", data="\n\n".join(lines).encode())
    return campaign


def letter() -> Placement:
    """A sending to forty thousand people, of whom four hundred call within two days or so."""
    from ringtrue.core.figure import Basis, Figure
    from ringtrue.core.media_plan import Placement

    def figure(name: str, best: float, unit: str) -> Figure:
        return Figure(name, best, best / 2, best * 2, unit, Basis.STATED, "Ann")

    morning = datetime(2026, 4, 1, 9)
    return Placement(
        name="letter",
        channel="e-mail",
        first=morning,
        last=morning,
        reach=figure("people reached", 40_000, "people"),
        response=figure("orders", 0.02, "orders per person reached"),
        contacts=figure("contacts", 0.5, "contacts per order"),
        delay=figure("delay", 12, "hours"),
    )


def find(folder: Path) -> Person | None:
    """Somebody of the store that was made there before, None where there is none."""
    if not (folder / "ringtrue.yaml").exists():
        return None
    from ringtrue.desk.store import open_store

    open_store(folder)
    from ringtrue.desk.models.person import Person

    return Person.objects.get(username="ann")


def make(folder: Path) -> Person:
    """All of it in the folder and in the store behind it; somebody with every role."""
    from ringtrue.desk.store import open_store

    folder.mkdir(exist_ok=True)
    fill(folder)
    open_store(folder)
    from ringtrue.core.role import Role
    from ringtrue.desk.models.person import Person, RoleGrant
    from ringtrue.desk.workspace import load_workspace

    person = Person.objects.create_user("ann")
    for role in Role:
        RoleGrant.objects.create(person=person, role=role.value)
    workspace = load_workspace(folder / "ringtrue.yaml")
    keep_promises(range(1, IN_COPY + 1))
    keep_campaigns(person, workspace)
    keep_promises(range(IN_COPY + 1, PROMISES + 1))
    keep_long_campaign(person, workspace)
    keep_measured(folder)
    return person
