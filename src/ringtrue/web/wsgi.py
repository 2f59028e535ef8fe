"""What a web server calls: the desk of the workspace in RINGTRUE_WORKSPACE.

`ringtrue serve` brings the tables up to date before it serves this; a server of one's own needs
`ringtrue audit head`, or any other command that opens the store, to have run once.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler

from ringtrue.desk.database import keep_secret
from ringtrue.desk.store import STORE, set_up


def make_application(folder: Path) -> WSGIHandler:
    """The desk of one workspace, its key made, so that all processes share it."""
    keep_secret(folder / STORE)
    set_up(folder)
    handler = WSGIHandler()
    # What is loaded by now stays as long as the process does. A full collection in the middle of a
    # request would walk through all of it: 100 ms for nothing.
    gc.collect()
    gc.freeze()
    return handler


application = make_application(Path(os.environ.get("RINGTRUE_WORKSPACE", ".")))
