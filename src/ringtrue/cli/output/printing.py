"""The two ways out: lines for people, and documents for machines as UTF-8 whatever the locale."""

from __future__ import annotations

from collections.abc import Iterable

import click


def say(lines: Iterable[str]) -> None:
    """Print lines; colours go where a terminal shows them."""
    for line in lines:
        click.echo(line)


def emit(document: str) -> None:
    """Print a whole document as UTF-8 bytes; halves of characters become question marks."""
    click.echo(document.encode("utf-8", "replace"))
