"""What `ringtrue watch --live` found, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ringtrue.cli.output.marking import clean, wrapped

if TYPE_CHECKING:
    from ringtrue.desk.services.read_live_copy import PageRead, PagesRead

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def live_lines(read: PagesRead) -> Iterator[str]:
    """Each page with what is open about it, and what to do."""
    from ringtrue.desk.live_words import advice_of

    if not read.pages:
        yield "No launched campaign says where its copy is published: there is nothing to read."
    for page in read.pages:
        yield from _page(page)
    kinds = {each.what for page in read.pages for each in page.findings}
    for advice in dict.fromkeys(advice_of(what) for what in sorted(kinds)):
        yield from wrapped(advice, "")


def _page(page: PageRead) -> Iterator[str]:
    from ringtrue.desk.live_words import title_of

    yield f"{click.style(clean(page.copy.address), bold=True)}  {clean(page.campaign.name)}"
    if not page.findings:
        yield f"  {click.style('as it was signed', fg='green')}"
    for found in page.findings:
        title = click.style(title_of(found.what), fg=_COLOURS.get(found.level, "yellow"))
        yield f"  {title}: {_words(found.signed, found.live)}"
        for because in found.because:
            yield from wrapped(f"- {because}", "    ")


def _words(signed: str, live: str) -> str:
    if signed and live:
        return f"{clean(signed)!r} was signed, {clean(live)!r} is there now"
    return clean(live or signed)
