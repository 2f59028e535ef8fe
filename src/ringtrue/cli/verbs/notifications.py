"""`ringtrue notifications`: where they go, what waits or was given up, sending it, trying mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringtrue.cli.options import color_option, need_store, workspace_option
from ringtrue.core.errors import UsageError

if TYPE_CHECKING:
    from ringtrue.core.workspace import Workspace
    from ringtrue.desk.services.see_delivery import DeliveryView


@click.command()
@click.option("--send", is_flag=True, help="Tell what is due and deliver what waits, now.")
@click.option("--test", "to", metavar="ADDRESS", help="Send a test letter to ADDRESS, at once.")
@click.option("--again", is_flag=True, help="Try again what was given up.")
@workspace_option
@color_option
def command(send: bool, to: str | None, again: bool, workspace: Path | None) -> None:
    """Print how mail and webhooks are set up, and what has not arrived.

    The worker of 'ringtrue serve' sends by itself; --send does the same once.
    """
    if to is not None and (send or again):
        raise UsageError("--test goes alone", cure="Leave --send and --again out.")
    from ringtrue.cli.output.printing import say

    found = need_store(workspace)
    if to is not None:
        say([_try(found, to)])
        return
    if again:
        say([_again()])
    if send:
        say([_send(found)])
    from ringtrue.desk.services.see_delivery import see_delivery
    from ringtrue.desk.terminal import this_terminal

    say(_lines(see_delivery(this_terminal())))


def _try(found: Workspace, to: str) -> str:
    from ringtrue.cli.output.marking import clean
    from ringtrue.desk.services.send_test_letter import send_test_letter
    from ringtrue.desk.terminal import this_terminal

    send_test_letter(this_terminal(), found, to)
    return f"The mail server took a letter to {clean(to)}. Look whether it arrives."


def _again() -> str:
    from ringtrue.desk.services.try_again import try_again
    from ringtrue.desk.terminal import this_terminal

    return f"{try_again(this_terminal()):,} to be tried again"


def _send(found: Workspace) -> str:
    from ringtrue.desk.services.send_notifications import send_notifications
    from ringtrue.desk.services.tell_what_is_due import tell_what_is_due

    tell_what_is_due(found)
    sent = send_notifications(found)
    words = f"{sent.arrived:,} delivered, {sent.later:,} to be tried again"
    return f"{words}, {sent.given_up:,} given up"


def _lines(view: DeliveryView) -> Iterator[str]:
    from ringtrue.cli.output.marking import clean
    from ringtrue.cli.output.table import table

    server = f"{view.server}, from {view.sender}" if view.server else "not set up"
    cure = "" if view.server else " (set RINGTRUE_SMTP_URL and RINGTRUE_MAIL_FROM)"
    yield f"Mail: {clean(server)}{cure}"
    yield f"Links: {view.home or 'none, for RINGTRUE_URL is not set'}"
    for each in view.webhooks:
        state = "paused" if each.paused else each.trouble or "no trouble"
        what = ", ".join(filter(None, (each.format, clean(each.address))))
        yield f"Webhook {clean(each.name)} ({what}): {clean(state)}"
    yield f"Waiting: {view.waiting:,}"
    rows = [
        (each.title, each.to, each.state.value, f"{each.why} ({each.attempts})")
        for each in view.lines
    ]
    if rows:
        yield ""
        yield from table(("notification", "to", "state", "why (attempts)"), rows, texts=4)
