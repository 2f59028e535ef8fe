"""Verifying: derive recorded evidence again from the source and say where it differs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ringtrue.core.errors import UsageError
from ringtrue.core.evidence import Evidence
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.services.measure_standards import Progress, measure_standards
from ringtrue.gap.evidence_file import Difference, differences, evidence_from_json

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Verification:
    """The evidence as recorded and as derived again; `differences` is empty when all stands."""

    recorded: Evidence
    derived: Evidence | None
    differences: tuple[Difference, ...]

    @property
    def stands(self) -> bool:
        """Whether the same numbers came out again."""
        return self.derived is not None and not self.differences


def verify_evidence(
    path: Path, workspace: Workspace, progress: Progress | None = None
) -> Verification:
    """Measure the standard of an evidence file anew, as at its own moment, and compare.

    The text of the query is not compared: it also counts whatever else shared the scan.

    Raises `UsageError` when the file is no sound evidence or names a standard that the workspace
    does not have, `MeasureError` when the source cannot be read.
    """
    recorded = read_evidence(path)
    names = [standard.id for standard in workspace.standards]
    if recorded.standard not in names:
        what = f"the workspace has no standard {recorded.standard!r}"
        raise UsageError(what, where=str(path), cure=nearest(recorded.standard, names))
    with TemporaryDirectory(prefix="ringtrue-") as cubes:  # the live counts are another moment's
        book = measure_standards(
            workspace,
            as_of=recorded.as_of,
            only=(recorded.standard,),
            cubes=Path(cubes),
            progress=progress,
        )
    derived = book.standards[0].evidence
    if derived is None:
        lost = Difference("counts", str(recorded.counts.decided), "no record at all")
        return Verification(recorded, None, (lost,))
    found = (each for each in differences(recorded, derived) if each.field != "query")
    return Verification(recorded, derived, tuple(found))


def read_evidence(path: Path) -> Evidence:
    """Read an evidence file; raises `UsageError` when it is not one."""
    try:
        if path.stat().st_size > MAX_BYTES:
            what = f"{path.stat().st_size:,} bytes are no evidence file"
            raise UsageError(what, where=str(path), cure="Name a file that Ringtrue wrote.")
        return evidence_from_json(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        what = f"it cannot be read ({error.strerror or error})"
        raise UsageError(what, where=str(path), cure="Check the path.") from error
    except UnicodeDecodeError as error:
        cure = "Name a file that Ringtrue wrote."
        raise UsageError("it is not UTF-8 text", where=str(path), cure=cure) from error
