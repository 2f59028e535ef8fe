"""The options that verbs share, so that they are called and explained alike everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ringtrue.core.errors import UsageError
from ringtrue.desk.finding_workspace import FILE_NAME

if TYPE_CHECKING:
    from ringtrue.core.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])


def workspace_option(command: F) -> F:
    """`--workspace DIR`: the folder with ringtrue.yaml."""
    return click.option(
        "--workspace",
        "-w",
        type=click.Path(path_type=Path),
        help="Folder with ringtrue.yaml; the nearest one from here upwards when left out.",
    )(command)


def format_option(*names: str) -> Callable[[F], F]:
    """`--format NAME`, the first of the names when left out."""
    return click.option(
        "--format",
        "-f",
        "form",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="How to print the result.",
    )


def color_option(command: F) -> F:
    """`--color WHEN`; automatic means on a terminal and where NO_COLOR is not set."""
    return click.option(
        "--color",
        type=click.Choice(("auto", "always", "never")),
        default="auto",
        show_default=True,
        expose_value=False,
        callback=_set_color,
        is_eager=True,
        help="Whether to colour text; auto: only on a terminal.",
    )(command)


def as_of_option(command: F) -> F:
    """`--as-of MOMENT`: the moment up to which the data count."""
    return click.option(
        "--as-of",
        metavar="MOMENT",
        callback=_moment,
        help="Judge as at this moment, such as 2026-03-01; ringtrue.yaml's, else now.",
    )(command)


def refresh_option(command: F) -> F:
    """`--refresh`: measure everything anew."""
    return click.option(
        "--refresh", is_flag=True, help="Measure everything anew, not only what may have changed."
    )(command)


def find_or_none(folder: Path | None) -> Workspace | None:
    """The named workspace, the one around the working folder, or None when there is neither."""
    from ringtrue.desk.finding_workspace import find_workspace

    found = folder or find_workspace(Path.cwd())
    if found is None:
        return None
    from ringtrue.desk.workspace import load_workspace

    return load_workspace(folder or _shortest(found))


def need_workspace(folder: Path | None) -> Workspace:
    """The named workspace or the one around the working folder; says how to begin without."""
    from ringtrue.desk.workspace import load_workspace

    return find_or_none(folder) or load_workspace(Path())


def need_store(folder: Path | None) -> Workspace:
    """As `need_workspace`, with its store open: models can be imported after this."""
    from ringtrue.desk.store import open_store

    found = need_workspace(folder)
    open_store(Path(found.folder))
    return found


def need_standards(folder: Path | None) -> Workspace:
    """As `need_workspace`, with at least one standard; says how to write the first one."""
    found = need_workspace(folder)
    if not found.standards:
        where = str(Path(found.folder) / FILE_NAME)
        cure = "'ringtrue bind --yaml' proposes entries for its 'standards'; paste those you mean."
        raise UsageError("it has no standard yet", where=where, cure=cure)
    return found


def _shortest(folder: Path) -> Path:
    """The folder as seen from here, so that places read the way a person would type them."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _set_color(ctx: click.Context, _: click.Parameter, value: str) -> None:
    import os

    chosen = {"always": True, "never": False}.get(value)
    ctx.color = False if chosen is None and os.environ.get("NO_COLOR") else chosen


def _moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    from ringtrue.desk.config.reading import parse_moment

    try:
        return parse_moment(value) if value else None
    except UsageError as error:
        raise click.BadParameter(str(error), ctx, param) from error
