"""Starting a workspace: a commented ringtrue.yaml for the data and the copy found in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ringtrue.core.errors import RingtrueError, UsageError
from ringtrue.core.source import ColumnType, Source, SourceProfile
from ringtrue.desk.config.writing import quoted
from ringtrue.desk.finding_workspace import FILE_NAME
from ringtrue.desk.services.keep_evidence import write_whole
from ringtrue.desk.targets import copy_in

DATA = (".csv", ".parquet", ".json", ".jsonl", ".duckdb", ".tsv")
_NOT_DATA = frozenset({"package.json", "tsconfig.json"})
_EXAMPLE = """\
# standards:
#   - id: fast-delivery
#     promise: Delivered in 2 days
#     source: orders
#     from: ordered_at
#     to: delivered_at
#     limit: 2 days
#     target: 95%"""


@dataclass(frozen=True, slots=True)
class Started:
    """The file that was written, what it names, and the data files that could not be read."""

    path: Path
    sources: tuple[SourceProfile, ...]
    materials: tuple[Path, ...]
    failures: tuple[RingtrueError, ...]


def start_workspace(folder: Path) -> Started:
    """Write ringtrue.yaml into a folder; what is found in it is named, nothing else is changed.

    Raises `UsageError` when there is one already or the folder does not exist.
    """
    path = folder / FILE_NAME
    if not folder.is_dir():
        raise UsageError("there is no such folder", where=str(folder), cure="Make it first.")
    if path.exists():
        cure = "Edit it, or move it away to start anew."
        raise UsageError("the workspace is there already", where=str(path), cure=cure)
    profiles, failures = _profiles(folder)
    materials = tuple(each.relative_to(folder) for each in copy_in(folder))
    write_whole(path, "\n".join(_lines(folder, profiles, materials)) + "\n")
    return Started(path, profiles, materials, failures)


def _profiles(folder: Path) -> tuple[tuple[SourceProfile, ...], tuple[RingtrueError, ...]]:
    """What can be opened as data; what cannot is told and left out."""
    from ringtrue.do.sources import open_source

    profiles, failures, names = [], [], set[str]()
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in DATA or path.name in _NOT_DATA or path.name[0] == ".":
            continue
        name = _free_name(path.stem, names)
        try:
            with open_source(Source(name, path.name), folder) as opened:
                profiles.append(opened.profile())
        except RingtrueError as error:
            failures.append(error)
    return tuple(profiles), tuple(failures)


def _free_name(stem: str, names: set[str]) -> str:
    base = re.sub(r"\W+", "_", stem.lower()).strip("_") or "data"
    name, number = base, 2
    while name in names:
        name, number = f"{base}_{number}", number + 1
    names.add(name)
    return name


def _lines(
    folder: Path, profiles: tuple[SourceProfile, ...], materials: tuple[Path, ...]
) -> Iterator[str]:
    yield "# A Ringtrue workspace; docs/workspace.md explains every setting."
    yield f"name: {quoted(folder.resolve().name)}"
    yield ""
    yield "# Whose advertising rules apply."
    yield "jurisdictions: [us, uk, eu]"
    yield ""
    yield from _material_lines(materials)
    yield ""
    yield from _source_lines(profiles)
    yield ""
    yield "# What each promise means in numbers; 'ringtrue bind --yaml' proposes entries."
    yield _EXAMPLE
    yield ""
    yield "# The share that a promise must keep when its standard names none."
    yield "policy:"
    yield "  target: 90%"


def _material_lines(materials: tuple[Path, ...]) -> Iterator[str]:
    yield "# The copy of the campaign: files here, or web addresses."
    if not materials:
        yield "# materials:"
        yield "#   - location: page.html"
        yield "#     channel: web"
        return
    yield "materials:"
    for path in materials:
        yield f"  - location: {quoted(path.as_posix())}"


def _source_lines(profiles: tuple[SourceProfile, ...]) -> Iterator[str]:
    yield "# Operational tables: files, folders or globs here, or the URL of a database."
    if not profiles:
        yield "# sources:"
        yield "#   orders:"
        yield "#     location: orders.csv"
        yield "#     time_zone: Europe/London"
        return
    yield "sources:"
    for profile in profiles:
        yield f"  {quoted(profile.source.name)}:"
        yield f"    location: {quoted(profile.source.location)}"
        yield f"    # {profile.rows:,} rows; the zone of times that name none:"
        yield "    time_zone: UTC"
        yield from _segments(profile)
        yield "    # What columns mean, in your words; binding reads this."
        yield "    # columns:"
        for column in profile.columns:
            yield f"    #   {quoted(column.name)}: ({column.type.value})"


def _segments(profile: SourceProfile) -> Iterator[str]:
    texts = [each.name for each in profile.columns if each.type is ColumnType.TEXT]
    yield "    # Results can be broken down by such columns:"
    yield f"    # segments: [{', '.join(map(quoted, texts[:3]))}]"
