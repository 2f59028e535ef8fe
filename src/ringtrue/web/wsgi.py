"""What a web server calls: the desk of the workspace in RINGTRUE_WORKSPACE.

`ringtrue serve` brings the tables up to date before it serves this; a server of one's own needs
`ringtrue audit head`, or any other command that opens the store, to have run once.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler

from ringtrue.desk.database import keep_secret
from ringtrue.desk.store import STORE, set_up


def make_application(folder: Path) -> WSGIHandler:
    """The desk of one workspace, its key made, so that all processes share it."""
    keep_secret(folder / STORE)
    set_up(folder)
    return WSGIHandler()


application = make_application(Path(os.environ.get("RINGTRUE_WORKSPACE", ".")))
