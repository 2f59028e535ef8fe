"""`ringtrue demo`: a desk full of people to try everything, or the whole job on real data."""

from __future__ import annotations

from pathlib import Path

import click

from ringtrue.cli.options import color_option

_PORT = 8000


@click.command()
@click.argument("name", default="shop")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to build it; ringtrue-demo/NAME when left out.",
)
@click.option("--fresh", is_flag=True, help="Build the shop anew, without what was done in it.")
@click.option("--port", type=click.IntRange(0, 65_535),
              help=f"The port of the shop's desk; {_PORT} when left out, 0 takes any.")  # fmt: skip
@color_option
def command(name: str, folder: Path | None, fresh: bool, port: int | None) -> None:
    """Try Ringtrue: the desk of a fictitious shop, or (`demo flights`) one judgement on real data.

    The shop has two years of orders, nine people and eight campaigns in every state; its desk is
    served to this machine only, and you sign in as anybody with one click. The second time it
    starts at once.

    The flights judge the advertising of a fictitious airline by the flights that left New York in
    2013: measured, judged, back-tested and advised, with a report.html.
    """
    folder = folder or Path("ringtrue-demo", name)
    if name == "shop":
        _serve_shop(folder, fresh, _PORT if port is None else port)
        return
    if fresh or port is not None:
        raise click.UsageError("--fresh and --port are for the shop; the flights end by themselves")
    _judge(name, folder)


def _serve_shop(folder: Path, fresh: bool, port: int) -> None:
    from ringtrue.cli.output.printing import say
    from ringtrue.cli.serving import address_of, listen, need_server, run
    from ringtrue.desk.services.build_shop import is_built, open_shop, publish_shop

    need_server()
    with listen("127.0.0.1", port) as door:
        if fresh or not is_built(folder):
            _build_apart(folder, fresh)
        shop = open_shop(folder)
        address = address_of("127.0.0.1", door.getsockname()[1])
        publish_shop(shop, address)
        say((
            f"The desk of {shop.name} (a demonstration): {address}",
            "Sign in as anybody with one click; nobody but this machine can see it.",
            f"Workspace: {folder}; --fresh builds it anew.",
            "Stop it with Ctrl-C.",
        ))  # fmt: skip
        run(door, workers=2, worked=folder)


def _build_apart(folder: Path, fresh: bool) -> None:
    """Build in a process of its own: a server must not fork with the threads that measuring left.

    Ctrl-C ends it without a word.
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context
    from signal import SIG_DFL, SIGINT, signal

    from ringtrue.core.errors import MeasureError

    apart = ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=signal, initargs=(SIGINT, SIG_DFL)
    )
    try:
        with apart:
            apart.submit(_build, folder, fresh).result()
    except BrokenProcessPool as error:
        cure = "Run it again; what was half done is made anew."
        raise MeasureError("the build was broken off", where=str(folder), cure=cure) from error


def _build(folder: Path, fresh: bool) -> None:
    from datetime import UTC, datetime

    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.build_shop import build_shop

    with progress() as tell:
        build_shop(folder, datetime.now(UTC), tell, fresh=fresh)


def _judge(name: str, folder: Path) -> None:
    from ringtrue.cli.output.flights import story
    from ringtrue.cli.output.printing import say
    from ringtrue.cli.progress import progress
    from ringtrue.desk.services.run_demo import run_demo

    with progress() as tell:
        made = run_demo(name, folder, tell)
    say(story(made))
