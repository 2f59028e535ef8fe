"""A hundred kills: is a job lost or done twice, is anything half written, does the chain hold?

    python benchmarks/kills.py                                       on SQLite
    python tests/postgresql_server.py python benchmarks/kills.py     on PostgreSQL

A worker does reviews and measures; beside it people ask for them through the pages, sign off and
launch, one campaign after another. Again and again one of the two processes is chosen, awaited at a
measuring, a review, a sign-off or a launch, and killed (SIGKILL) at a random moment in it; another
one takes its place. In the end everything that was asked for must have been done exactly once.
Exits with 1 when it was not.

Both processes are forked from one that has everything loaded and neither a connection nor a thread,
so that a new one is there at once. Leases are short here, for nobody waits a minute for each kill.
"""

from __future__ import annotations

import argparse
import csv
import os
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from mmap import mmap
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from ringtrue.core.workspace import Workspace
    from ringtrue.desk.models.campaign import Campaign

SETTINGS = """\
name: Plum & Pear
as_of: 2026-03-02T00:00Z
sources:
  orders: {location: orders.csv, segments: [region], independent_rows: true}
standards:
  - {id: five-days, promise: Delivered in 5 days, source: orders, from: ordered_at,
     to: delivered_at, limit: 5 days}
  - {id: four-days, source: orders, from: ordered_at, to: delivered_at, limit: 4 days}
policy: {target: 90%}
checklist: []
schedule: {measure: never, watch: never, notifications: never, audit_head: never}
"""
FIRST, DAYS, A_DAY = datetime(2025, 1, 1, tzinfo=UTC), 420, 12
SIGNERS = {"max": ("marketing", ""), "olga": ("operations", "95"), "sam": ("service", "")}
PEOPLE = {"mia": "marketing", "ada": "admin", **{name: SIGNERS[name][0] for name in SIGNERS}}
AIMS = ("measure", "review", "sign-off", "launch", "anything")
LONGEST = {"measure": 0.8, "review": 1.2, "sign-off": 0.06, "launch": 0.06, "anything": 2.0}
"""Up to how many seconds after its aim has begun a process is killed."""

OVERTAKEN = "has been launched"
"""Why a review is refused that somebody asked for again, not knowing that it was just there."""

_LEASE, _PATIENCE, _MOST_SECONDS = 3, 30.0, 1200.0
_WIDTH = 32


class Board:
    """What each process does now, where the one that kills can read it."""

    def __init__(self) -> None:
        self._memory = mmap(-1, 2 * _WIDTH)

    def tell(self, place: int, words: str) -> None:
        """Say what the process of a place does."""
        self._memory[place * _WIDTH : (place + 1) * _WIDTH] = words.encode().ljust(_WIDTH)

    def read(self, place: int) -> str:
        """What it does."""
        return self._memory[place * _WIDTH : (place + 1) * _WIDTH].decode().strip()


WORKER, WEB = 0, 1


def open_shop(folder: Path) -> None:
    """A workspace with two years of orders and its people, and everything loaded."""
    (folder / "ringtrue.yaml").write_text(SETTINGS, encoding="utf-8")
    chance = Random(7)
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["order_id", "region", "ordered_at", "delivered_at"])
        for number in range(DAYS * A_DAY):
            ordered = FIRST + timedelta(days=number // A_DAY, hours=8 + number % A_DAY)
            hours = 96 if chance.random() < 0.99 else 200
            delivered = ordered + timedelta(hours=hours + chance.random())
            rows.writerow([number, "ns"[number % 2], ordered.isoformat(), delivered.isoformat()])
    from ringtrue.desk.store import open_store

    open_store(folder)
    from django.conf import settings
    from django.db import connections

    from ringtrue.desk.jobs import kinds, pulse, worker
    from ringtrue.desk.models.person import Person, RoleGrant

    settings.LOGGING_CONFIG = None
    settings.ALLOWED_HOSTS = ["testserver"]
    for name, role in PEOPLE.items():
        made = Person.objects.create(username=name, first_name=name.capitalize())
        RoleGrant.objects.create(person=made, role=role)
    worker._IDLE = worker._UPKEEP = pulse._LOOK = 0.1
    for kind, terms in kinds.KINDS.items():
        kinds.KINDS[kind] = replace(terms, lease_seconds=_LEASE, retries=1000)
    load_everything()
    connections.close_all()


def load_everything() -> None:
    """Import what either process will need."""
    import ibis  # noqa: F401
    import pandas as pd  # noqa: F401
    import pyarrow.parquet  # noqa: F401
    import scipy.stats  # noqa: F401
    from django.test import Client  # noqa: F401
    from django.urls import reverse

    from ringtrue.desk.jobs.runs import measure, review  # noqa: F401

    reverse("jobs")


def work(board: Board) -> None:
    """The worker, with what it does on the board."""
    from ringtrue.desk.jobs.worker import Worker

    def say(line: str) -> None:
        begun = {"Review a campaign": "review", "Measure the book": "measure"}
        doing = next((each for title, each in begun.items() if f"({title}) begins" in line), "")
        board.tell(WORKER, doing or "idle")

    Worker(say).run()


def people(board: Board, last: int) -> None:
    """People at the pages, who take campaign after campaign to its launch; `last` ends it."""
    for number in range(last) if last else count():
        take_to_launch(board, f"Campaign {number}")
        if last == number + 1:
            return


def take_to_launch(board: Board, name: str) -> None:
    """Do what is missing, as somebody does who comes back after the server had gone."""
    from ringtrue.desk.models.campaign import Campaign

    def found() -> Campaign | None:
        return Campaign.objects.filter(name=name).first()

    row = found()
    if row is not None and row.launched_at:
        return
    board.tell(WEB, "asking")
    row = row or create(name)
    if not row.materials.exists():
        add_copy(row)
    if not row.reviews.exists():
        send("mia", row, "review")
        client_of("ada").post("/jobs/now/measure/")
        board.tell(WEB, "waiting")
        while not row.reviews.exists():
            sleep(0.05)
    for who, (role, share) in SIGNERS.items():
        if not row.sign_offs.filter(person__username=who).exists():
            board.tell(WEB, "sign-off")
            seal = row.reviews.first().seal
            send(who, row, "sign", role=role, seal=seal, share_held=share)
    board.tell(WEB, "launch")
    send("max", row, "launch")


def client_of(who: str) -> Client:
    """Somebody's browser, signed in."""
    from django.test import Client as Browser

    from ringtrue.desk.models.person import Person

    client = Browser()
    client.force_login(Person.objects.get(username=who))
    return client


def send(who: str, row: Campaign, what: str, **form: str) -> None:
    """Send a form of the campaign's page."""
    answer = client_of(who).post(f"/campaigns/{row.slug}/do/{what}/", {"part": "copy", **form})
    if answer.status_code != 302:
        raise RuntimeError(
            f"{what} was answered with {answer.status_code}: {answer.content[:2000]}"
        )


def create(name: str) -> Campaign:
    """A new campaign."""
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.services.create_campaign import create_campaign

    return create_campaign(Person.objects.get(username="mia"), workspace(), name=name)


def add_copy(row: Campaign) -> None:
    """Its one material."""
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.services.add_material import add_material

    mia = Person.objects.get(username="mia")
    add_material(mia, row, name="page.txt", data=b"Delivered in 5 days.\n")


def workspace() -> Workspace:
    """The workspace as its file says."""
    from django.conf import settings

    from ringtrue.desk.workspace import load_workspace

    return load_workspace(Path(settings.WORKSPACE))


def fork(run: Callable[[], None]) -> int:
    """A process that does it; it ends with 0 when that went well."""
    sys.stdout.flush()
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        errors = os.dup(2)
        os.dup2(null, 2)  # The heads of the chain, which the log tells.
        run()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        os.write(errors, traceback.format_exc().encode())
    finally:
        os._exit(code)


def ended(number: int, seconds: float) -> bool:
    """Whether a process ends well within so many seconds; one that ends badly ends everything."""
    until = monotonic() + seconds
    while monotonic() < until:
        found, status = os.waitpid(number, os.WNOHANG)
        if found:
            if status:
                raise SystemExit(f"a process ended by itself with status {status}")
            return True
        sleep(0.02)
    return False


def kill_again_and_again(board: Board, kills: int, chance: Random) -> Counter[str]:
    """Kill worker or web so many times; what each was doing."""
    runs = {WORKER: lambda: work(board), WEB: lambda: people(board, 0)}
    running = {place: fork(run) for place, run in runs.items()}
    done: Counter[str] = Counter()
    for number in range(kills):
        aim = AIMS[number % len(AIMS)]
        place = WORKER if aim in ("measure", "review") else WEB
        if aim == "anything":
            place = chance.choice((WORKER, WEB))
        until = monotonic() + _PATIENCE
        while aim != "anything" and board.read(place) != aim and monotonic() < until:
            sleep(0.002)
        ended(running[place], chance.uniform(0, LONGEST[aim]))
        doing = board.read(place)
        os.kill(running[place], signal.SIGKILL)
        os.waitpid(running[place], 0)
        done[f"{('worker', 'web')[place]}: {doing}"] += 1
        board.tell(place, "beginning")
        running[place] = fork(runs[place])
    os.kill(running[WEB], signal.SIGKILL)
    os.waitpid(running[WEB], 0)
    finish(board, running[WORKER])
    return done


def finish(board: Board, worker: int) -> None:
    """Take the last campaign to its launch, and stop the worker in good order."""

    def finish_all() -> None:
        from ringtrue.desk.jobs.state import UNFINISHED
        from ringtrue.desk.models.campaign import Campaign
        from ringtrue.desk.models.job import JobRecord

        people(board, max(Campaign.objects.count(), 1))
        while JobRecord.objects.filter(state__in=UNFINISHED).exists():
            sleep(0.1)

    if not ended(fork(finish_all), _MOST_SECONDS):
        raise SystemExit("what was asked for did not come about")
    os.kill(worker, signal.SIGTERM)
    if not ended(worker, 60):
        raise SystemExit("the worker did not stop")


def mistakes() -> tuple[list[str], list[tuple[str, int]]]:
    """What is not as it must be, and the figures."""
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.event import EventRecord
    from ringtrue.desk.models.job import JobRecord
    from ringtrue.desk.models.review import Review, SignOffRecord
    from ringtrue.desk.services.verify_audit import verify_audit
    from ringtrue.desk.terminal import Terminal

    def events(action: str) -> int:
        return EventRecord.objects.filter(action=action).count()

    jobs = Counter(JobRecord.objects.values_list("kind", "state"))
    overtaken = JobRecord.objects.filter(state="failed", what__endswith=OVERTAKEN).count()
    campaigns = Campaign.objects.count()
    wanted = {
        "reviews, to jobs that made one": (Review.objects.count(), jobs["review", "done"]),
        "their events": (events("review campaign"), jobs["review", "done"]),
        "measurings, to jobs": (events("measure book"), jobs["measure", "done"]),
        "sign-offs, three to a campaign": (SignOffRecord.objects.count(), 3 * campaigns),
        "their events, to sign-offs": (events("sign off"), 3 * campaigns),
        "launches, to campaigns": (events("launch campaign"), campaigns),
        "jobs done, to jobs asked for": (
            sum(number for (_, state), number in jobs.items() if state == "done"),
            JobRecord.objects.count() - overtaken,
        ),
    }
    wrong = [f"{name}: {a:,} to {b:,}" for name, (a, b) in wanted.items() if a != b]
    broken = verify_audit(Terminal("kills")).broken
    wrong += [f"the chain is broken: {broken}"] if broken else []
    figures = [(name, a) for name, (a, _) in wanted.items()]
    lost = JobRecord.objects.filter(attempts__gt=1).count()
    figures += [
        ("reviews asked for twice, the second after the launch, and refused with that", overtaken),
        ("jobs that needed more than one attempt", lost),
        ("events in the chain, which holds", EventRecord.objects.count()),
    ]
    return wrong, figures


def main() -> int:
    """Kill, finish, look."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = monotonic()
    with tempfile.TemporaryDirectory(prefix="rt-kills-") as place:
        open_shop(Path(place))
        done = kill_again_and_again(Board(), given.kills, Random(given.seed))
        wrong, figures = mistakes()
    store = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    print(f"{store}, {given.kills} kills, seed {given.seed}, {monotonic() - began:.0f} s\n")
    print("| killed while | times |\n|---|---:|")
    print(*(f"| {doing} | {number} |" for doing, number in sorted(done.items())), sep="\n")
    print("\n| found afterwards | |\n|---|---:|")
    print(*(f"| {name} | {number:,} |" for name, number in figures), sep="\n")
    print("\nNothing lost, nothing done twice." if not wrong else "\n".join(["", *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
