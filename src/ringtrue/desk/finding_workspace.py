"""Where a workspace is; apart from reading one, so that copy is read at once without one."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "ringtrue.yaml"
EVERYWHERE = ("us", "uk", "eu")
"""The jurisdictions whose rules apply when a workspace does not say."""


def find_workspace(start: Path) -> Path | None:
    """The nearest folder with a ringtrue.yaml, from `start` upwards, or None."""
    start = start.resolve()
    return next((each for each in (start, *start.parents) if (each / FILE_NAME).is_file()), None)
