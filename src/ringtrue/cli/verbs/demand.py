"""`ringtrue demand`: which orders and calls a media plan brings, and when."""

from __future__ import annotations

from pathlib import Path

import click

from ringtrue.cli.options import color_option, find_or_none, format_option, workspace_option
from ringtrue.core.errors import UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.quantity import Duration


@click.command()
@click.argument("media", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--interval", default="30 min", show_default=True, metavar="TIME",
              help="Length of the intervals; they divide a day.")  # fmt: skip
@click.option("--days", type=int, metavar="N", help="How many days to tell, from the first; until"
              " it has faded when left out.")  # fmt: skip
@click.option("--draws", type=click.IntRange(100, 100_000), default=1000, show_default=True,
              help="How often figures with a range are drawn.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="The same gives the same.")
@click.option("--learn", is_flag=True, help="Take the responses that launched campaigns of this"
              " workspace had on a channel, rather than assumed ones.")  # fmt: skip
@format_option("text", "json", "csv")
@workspace_option
@color_option
def command(
    media: Path,
    interval: str,
    days: int | None,
    draws: int,
    seed: int,
    learn: bool,
    form: str,
    workspace: Path | None,
) -> None:
    """Tell what the media plan in FILE brings: orders and calls by day and interval.

    Usual calls come from FILE or from the table of calls that ringtrue.yaml names. The csv format
    is what 'ringtrue staff' reads.
    """
    from ringtrue.cli.output.printing import emit, say
    from ringtrue.desk.config.media import load_media
    from ringtrue.desk.services.tell_demand import tell_demand

    told = tell_demand(
        load_media(media, _learnt(workspace) if learn else None),
        find_or_none(workspace),
        seconds=_seconds(interval),
        days=days,
        seed=seed,
        draws=draws,
    )
    if form == "text":
        from ringtrue.cli.output.demand_text import demand_lines

        say(demand_lines(told))
        return
    from ringtrue.cli.output.demand_json import demand_csv, demand_json

    emit(demand_json(told) if form == "json" else demand_csv(told))


def _learnt(folder: Path | None) -> dict[str, Figure]:
    from ringtrue.cli.options import need_store

    found = need_store(folder)
    from ringtrue.desk.services.learn_responses import learn_responses

    return learn_responses(found)


def _seconds(interval: str) -> int:
    found = Duration.parse(interval, "--interval").seconds
    if found is None or found != int(found):
        cure = "Write it in minutes: 15 min and 30 min are usual."
        raise UsageError(f"intervals of {interval} cannot be", where="--interval", cure=cure)
    return int(found)
