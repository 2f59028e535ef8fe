"""The shelf of dossiers that a worker made: files in the workspace, few and none of them old.

What is taken from it can be made again at any time, so it needs no backup. Names in the folder say
nothing and come from the store alone, never from an address.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from time import time
from uuid import uuid4

from django.conf import settings

from ringtrue.core.errors import NotFoundError
from ringtrue.desk import clock
from ringtrue.desk.models.dossier_file import DossierFile
from ringtrue.desk.services.keep_evidence import write_whole
from ringtrue.desk.services.measure_standards import STORE

KEPT = timedelta(days=7)
"""For so long a file stays to be fetched."""

MOST_FILES, MOST_BYTES = 40, 500_000_000
"""So many files, and so many bytes of them all together, are kept: the newest ones."""

_ORPHANED = 3600.0
"""So many seconds after it was written a file without a row is nobody's."""

_CURE = "Have it made again."


def folder() -> Path:
    """Where the files are."""
    return Path(settings.WORKSPACE) / STORE / "dossiers"


def lay_down(data: bytes, ending: str) -> str:
    """Write a file under a name that nothing has, and answer with the name."""
    name = f"{uuid4().hex}.{ending}"
    write_whole(folder() / name, data)
    return name


def take_away(path: Path) -> bool:
    """Remove a file; false when that cannot be done now, and is to be tried another time."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def fetch(row: DossierFile) -> bytes:
    """The bytes of a file; raises `NotFoundError` when they are not there as they were written."""
    try:
        data = (folder() / row.stored_as).read_bytes()
    except OSError as error:
        what = "the file of this dossier is not on the shelf any more"
        raise NotFoundError(what, cure=_CURE) from error
    if sha256(data).hexdigest() != row.digest:
        raise NotFoundError("the file of this dossier is not as it was written", cure=_CURE)
    return data


def prune() -> int:
    """Remove what is too old or too much, and files without a row; how many rows went."""
    went, rows, total = 0, DossierFile.objects.order_by("-id"), 0
    oldest = clock.now() - KEPT
    for number, row in enumerate(rows):
        total += row.size
        old = row.made_at < oldest
        much = number >= MOST_FILES or (number > 0 and total > MOST_BYTES)
        if (old or much) and take_away(folder() / row.stored_as):
            row.delete()
            went += 1
    _sweep()
    return went


def _sweep() -> None:
    """A worker that was killed between writing a file and saying so leaves one behind."""
    if not folder().is_dir():
        return
    known = set(DossierFile.objects.values_list("stored_as", flat=True))
    before = time() - _ORPHANED
    for path in folder().iterdir():
        if path.name not in known and path.is_file() and path.stat().st_mtime < before:
            take_away(path)
