"""How long the desk's pages take in a store of a thousand promises and three years.

    python benchmarks/pages.py             print the table
    python benchmarks/pages.py --write     renew benchmarks/pages.md
    ... --folder DIR                       make the store there once, and use it again

The application is made as the server makes it (`ringtrue.web.wsgi`), and every page is asked for
by somebody who is signed in, through all of the middleware but without a network. A page may take
100 ms of processor time at the 95th percentile; how long one waits besides depends on what else the
machine does. `desk_world.py` tells what stands in the store.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import desk_world as world
from results import asked, machine, table, tell

if TYPE_CHECKING:
    from django.test import Client

    from ringtrue.desk.models.person import Person

OUT = Path(__file__).with_name("pages.md")
RUNS = 30
COLUMNS = ("page", "processor, median", "processor, 95 %", "waited, 95 %", "queries", "KB of HTML")


def nothing() -> None:
    """What is done before most pages are asked for."""


def measured() -> None:
    """What a measuring changes for the page of costs: one number at least."""
    from django.db.models import F

    from ringtrue.desk.models.standing import Standing

    Standing.objects.filter(standard=world.STUDIED).update(as_of=F("as_of") + timedelta(hours=1))


PAGES: dict[str, tuple[str, Callable[[], None]]] = {
    "is our word kept?": ("/", nothing),
    "the same, failing ones, page 3": ("/?state=fails&page=3", nothing),
    "the same, by words": ("/?words=class+77", nothing),
    "a promise": ("/promises/class-7/", nothing),
    "campaigns": ("/campaigns/", nothing),
    "a campaign": ("/campaigns/spring/", nothing),
    "its load": ("/campaigns/spring/load/", nothing),
    "its load, something else tried each time": ("/campaigns/spring/load/?agents={run}", nothing),
    "a campaign that promises everything": ("/campaigns/summer/", nothing),
    "what our word costs": ("/cost/", nothing),
    "the same, after each measuring": ("/cost/", measured),
    "the cycle": ("/cycle/", nothing),
    "the same, something else said each time": ("/cycle/?promise={run}", nothing),
    "the loop": ("/cycle/loop/", nothing),
    "sources": ("/sources/", nothing),
    "my work": ("/work/", nothing),
}


@dataclass(frozen=True, slots=True)
class Time:
    """Milliseconds: processor time in the middle and at the 95th percentile, and time waited."""

    middle: float
    high: float
    waited: float
    queries: int
    kilobytes: int


def measure(person: Person) -> Iterator[tuple[str, Time]]:
    """Every page, again and again, after two times that do not count."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    for name, (address, before) in PAGES.items():
        client.get(address.format(run=RUNS))
        before()
        queries, size = once(client, address.format(run=RUNS))
        used, waited = [], []
        for run in range(RUNS):
            before()
            start, begun = process_time(), perf_counter()
            client.get(address.format(run=run))
            used.append(1000 * (process_time() - start))
            waited.append(1000 * (perf_counter() - begun))
        cuts = quantiles(used, n=20)
        yield name, Time(cuts[9], cuts[18], quantiles(waited, n=20)[18], queries, size)


def once(client: Client, address: str) -> tuple[int, int]:
    """How many queries a page asks of the store, and its size in KB."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"pages.py: {address} answered {answer.status_code}")
    return len(asked), len(answer.content) // 1024


def told(times: dict[str, Time]) -> str:
    """The page of results."""
    rows = [(name, *(f"{number:.0f}" for number in astuple(each))) for name, each in times.items()]
    return "\n".join(
        [
            "# How long the desk's pages take",
            "",
            f"Made by `python benchmarks/pages.py --write` on {machine()}, store in SQLite.",
            f"{world.PROMISES:,} promises with {world.MONTHS} months each;",
            f"{world.CAMPAIGNS} campaigns that hold to 200 of them each, one that was reviewed and",
            f"promises {world.IN_COPY} things, and one that promises all of them.",
            f"Each page was asked for {RUNS} times. Milliseconds;",
            "the bar is 100 ms of processor time at the 95th percentile and less than 30 queries.",
            "What is tried of a load and said in a cycle is worked out anew each time; what costs",
            "come to is kept until something is measured.",
            "",
            table(COLUMNS, rows),
            "",
        ]
    )


def main() -> None:
    """Fill a store, ask for the pages, print and write what came out."""
    folder = {"type": Path, "help": "where the store is made, or was made before"}
    options = asked(__doc__, OUT, folder=folder)
    with tempfile.TemporaryDirectory() as name:
        place = options.folder or Path(name)
        os.environ["RINGTRUE_WORKSPACE"] = str(place)
        person = world.find(place) or world.make(place)
        from ringtrue.web import wsgi  # noqa: F401 - made as the server makes it

        tell(told(dict(measure(person))), OUT, options)


if __name__ == "__main__":
    main()
