"""How long the desk's pages take in a store of a thousand promises and three years.

    python benchmarks/pages.py             print the table
    python benchmarks/pages.py --write     renew benchmarks/pages.md

The application is made as the server makes it (`ringtrue.web.wsgi`), and every page is asked for
by somebody who is signed in, through all of the middleware but without a network. A page may take
100 ms of processor time at the 95th percentile; how long one waits besides depends on what else the
machine does. The campaign was reviewed for real, with the promises of its copy; the others come
into the book after that, and stand in the store as a measuring would have left them.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ringtrue.core.media_plan import Placement
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.person import Person

OUT = Path(__file__).with_name("pages.md")
PROMISES, MONTHS, CAMPAIGNS, IN_COPY, A_DAY = 1_000, 36, 40, 40, 5
RUNS = 30
STUDIED = "class-7"
FIRST, AS_OF = date(2023, 1, 1), datetime(2026, 1, 2, tzinfo=UTC)
SETTINGS = """\
name: Shop
sources:
  orders:
    location: orders.csv
calendars:
  phones: {time_zone: UTC, weekdays: "08:00-20:00", saturday: "08:00-20:00"}
answering:
  within: 20 seconds
  on_duty: [{calendar: phones, agents: 9}]
"""
BODY = """\
  - id: class-{number}
    promise: Parcel class {number} arrives within {number} hours
    source: orders
    from: ordered_at
    to: delivered_at
    limit: {number} hours
    target: 90%"""
PAGES = {
    "is our word kept?": "/",
    "the same, failing ones, page 3": "/?state=fails&page=3",
    "the same, by words": "/?words=class+77",
    "a promise": "/promises/class-7/",
    "campaigns": "/campaigns/",
    "a campaign": "/campaigns/spring/",
    "its load": "/campaigns/spring/load/",
    "its load, something else tried each time": "/campaigns/spring/load/?agents={run}",
    "sources": "/sources/",
    "my work": "/work/",
}


@dataclass(frozen=True, slots=True)
class Time:
    """Milliseconds: processor time in the middle and at the 95th percentile, and time waited."""

    middle: float
    high: float
    waited: float
    kilobytes: int


def fill(folder: Path) -> None:
    """A workspace with three years of orders."""
    (folder / "ringtrue.yaml").write_text(SETTINGS, encoding="utf-8")
    lines = ["ordered_at,delivered_at"]
    for number in range((AS_OF.date() - FIRST).days * A_DAY):
        at = datetime(FIRST.year, 1, 1, 8, tzinfo=UTC) + timedelta(
            minutes=24 * 60 // A_DAY * number
        )
        lines.append(
            f"{at:%Y-%m-%dT%H:%M:%SZ},{at + timedelta(hours=number % 41):%Y-%m-%dT%H:%M:%SZ}"
        )
    (folder / "orders.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


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


def keep_study(folder: Path) -> None:
    """What is kept beside the numbers of the promise whose page is asked for."""
    from ringtrue.desk.keep_measured import keep_studies
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


def _month(at: int, number: int) -> list[object]:
    kept = 880 + (at * 37 + number * 11) % 41
    low, high = kept / 1000 - 0.02, kept / 1000 + 0.02
    return [f"{2023 + at // 12}-{at % 12 + 1:02}", kept, 1000 - kept, kept / 1000, low, high]


def keep_campaigns(person: Person, folder: Path) -> Campaign:
    """One campaign that was reviewed, beside those that hold to two hundred promises each."""
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.services.add_material import add_material
    from ringtrue.desk.services.create_campaign import create_campaign
    from ringtrue.desk.services.plan_media import plan_media
    from ringtrue.desk.services.run_review import run_review
    from ringtrue.desk.workspace import load_workspace

    for number in range(CAMPAIGNS):
        Campaign.objects.create(
            slug=f"other-{number}",
            name=f"Other {number}",
            created_by=person,
            state="launched" if number % 2 else "clear",
            standards=[f"class-{each}" for each in range(number + 1, number + 201)],
        )
    workspace = load_workspace(folder / "ringtrue.yaml")
    campaign = create_campaign(person, workspace, name="Spring")
    lines = (f"Parcel class {n} arrives within {n} hours." for n in range(1, IN_COPY + 1))
    add_material(person, campaign, name="page.txt", data="\n\n".join(lines).encode())
    plan_media(person, campaign, workspace, [letter()])
    run_review(person, campaign, workspace)
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


def measure(person: Person) -> Iterator[tuple[str, Time]]:
    """Every page, again and again, after one time that does not count."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    for name, address in PAGES.items():
        answer = client.get(address.format(run=RUNS))
        if answer.status_code != 200:
            raise SystemExit(f"pages.py: {address} answered {answer.status_code}")
        used, waited = [], []
        for run in range(RUNS):
            start, begun = process_time(), perf_counter()
            client.get(address.format(run=run))
            used.append(1000 * (process_time() - start))
            waited.append(1000 * (perf_counter() - begun))
        cuts = quantiles(used, n=20)
        size = len(answer.content) // 1024
        yield name, Time(cuts[9], cuts[18], quantiles(waited, n=20)[18], size)


def told(times: dict[str, Time]) -> str:
    """The page of results."""
    rows = [
        f"| {name} | {each.middle:.0f} | {each.high:.0f} | {each.waited:.0f} | {each.kilobytes} |"
        for name, each in times.items()
    ]
    return "\n".join(
        [
            "# How long the desk's pages take",
            "",
            f"Made by `python benchmarks/pages.py --write` on {machine()}, store in SQLite.",
            f"{PROMISES:,} promises with {MONTHS} months each, {CAMPAIGNS} campaigns that hold",
            f"to 200 of them each, and one that was reviewed and promises {IN_COPY} things; each",
            f"page was asked for {RUNS} times. Milliseconds; the bar is 100 ms of processor time",
            "at the 95th percentile. What is tried of a load is worked out anew each time.",
            "",
            "| page | processor, median | processor, 95 % | waited, 95 % | KB of HTML |",
            "|---|---:|---:|---:|---:|",
            *rows,
            "",
        ]
    )


def machine() -> str:
    """Where this ran."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        models = [line for line in lines if line.startswith("model name")]
        name = models[0].split(":", 1)[1].strip() if models else name
    cores, load = os.cpu_count(), os.getloadavg()[0]
    return f"{cores} cores of {name} (load {load:.1f}), Python {platform.python_version()}"


def main() -> None:
    """Fill a store of its own, ask for the pages, print or write what came out."""
    parser = argparse.ArgumentParser(description="How long the desk's pages take.")
    parser.add_argument("--write", action="store_true", help=f"renew {OUT.name}")
    write = parser.parse_args().write
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder)
        os.environ["RINGTRUE_WORKSPACE"] = name
        from ringtrue.desk.store import open_store

        open_store(folder)
        from ringtrue.core.role import Role
        from ringtrue.desk.models.person import Person, RoleGrant

        person = Person.objects.create_user("ann")
        for role in Role:
            RoleGrant.objects.create(person=person, role=role.value)
        keep_promises(range(1, IN_COPY + 1))
        keep_campaigns(person, folder)
        keep_promises(range(IN_COPY + 1, PROMISES + 1))
        keep_study(folder)
        from ringtrue.web import wsgi  # noqa: F401 - made as the server makes it

        page = told(dict(measure(person)))
    if write:
        OUT.write_text(page, encoding="utf-8")
    else:
        print(page)


if __name__ == "__main__":
    main()
