"""Evidence on disk: one sealed file per standard, for `ringtrue verify` and for an auditor."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.services.measure_standards import STORE, MeasuredBook
from ringtrue.gap.evidence_file import evidence_to_json


def keep_evidence(
    book: MeasuredBook, workspace: Workspace, folder: Path | None = None
) -> tuple[Path, ...]:
    """Write the evidence of every measured standard as `ID.json`; each file appears whole.

    The folder is the workspace's own when None. Raises `UsageError` when it cannot be written.
    """
    folder = folder or Path(workspace.folder) / STORE / "evidence"
    kept = []
    for each in book.standards:
        if each.evidence is not None:
            path = folder / f"{each.standard.id}.json"
            write_whole(path, evidence_to_json(each.evidence))
            kept.append(path)
    return tuple(kept)


def write_whole(path: Path, told: str | bytes) -> None:
    """Write a file so that nobody ever sees half of it; raises `UsageError` when it cannot be."""
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(told if isinstance(told, bytes) else told.encode("utf-8"))
        os.replace(draft, path)  # noqa: PTH105 - the name says that it is one step
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        what = f"it cannot be written ({error.strerror or error})"
        raise UsageError(what, where=str(path), cure="Check the folder's permissions.") from error
