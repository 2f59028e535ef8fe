"""A demonstration: real data, advertising written for it, and the whole judgement of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ringtrue.core.errors import UsageError
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.demo.flights_data import flights_parquet
from ringtrue.desk.finding_workspace import FILE_NAME
from ringtrue.desk.services.advise_promises import Advised
from ringtrue.desk.services.keep_evidence import keep_evidence, write_whole
from ringtrue.desk.services.measure_standards import Progress
from ringtrue.desk.services.read_materials import read_materials
from ringtrue.desk.services.review_campaign import Review, review_campaign
from ringtrue.desk.services.run_backtest import Backtested
from ringtrue.desk.services.write_report import render, second_look
from ringtrue.desk.targets import workspace_targets
from ringtrue.desk.workspace import load_workspace

REPORT = "report.html"
_SHIPPED = Path(__file__).parent.parent / "demo"
_DATA: Mapping[str, Callable[[Path, Progress | None], Path]] = {"flights": flights_parquet}


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made: the folder, the report, the evidence files, and what they rest on."""

    folder: Path
    report: Path
    evidence: tuple[Path, ...]
    review: Review
    advised: tuple[Advised, ...]
    tested: tuple[Backtested, ...]


def run_demo(name: str, folder: Path, progress: Progress) -> Demonstration:
    """Build the workspace of a demonstration, judge its campaign and write the report.

    Files that are already there stay as they are, so that the copy may be changed and judged
    again. Raises `UsageError` for an unknown name or a folder that holds something else, and
    `MeasureError` when the data cannot be had.
    """
    if name not in _DATA:
        raise UsageError(
            f"there is no demonstration {name!r}", cure=nearest(name, ("shop", *_DATA))
        )
    _settle(_SHIPPED / name, folder)
    _DATA[name](folder / "data", progress)
    workspace = load_workspace(folder)
    progress("Reading the copy", 0.0)
    reading = read_materials(workspace_targets(workspace), workspace)
    if reading.failures:
        raise reading.failures[0]
    review = review_campaign(workspace, reading, progress=progress)
    advised, tested = second_look(review, progress)
    report = folder / REPORT
    progress("Drawing the report", 0.0)
    write_whole(report, render(review, advised, tested))
    evidence = keep_evidence(review.book, workspace)
    return Demonstration(folder, report, evidence, review, advised, tested)


def _settle(shipped: Path, folder: Path) -> None:
    """Copy what is not there yet; refuse a folder that holds something else."""
    if folder.exists() and not (folder / FILE_NAME).is_file() and any(folder.iterdir()):
        what = "the folder is not empty and holds no demonstration"
        raise UsageError(what, where=str(folder), cure="Name another one with --folder.")
    for path in sorted(shipped.iterdir()):
        if path.is_file() and not (folder / path.name).exists():
            write_whole(folder / path.name, path.read_text(encoding="utf-8"))
