"""What a web server calls: the desk of the workspace in RINGTRUE_WORKSPACE.

`ringtrue serve` brings the tables up to date before it serves this; a server of one's own needs
`ringtrue audit head`, or any other command that opens the store, to have run once.
"""

from __future__ import annotations

import gc
import os
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.core.handlers.wsgi import WSGIHandler
from django.template.loader import get_template
from django.urls import reverse

from ringtrue.desk import config, services
from ringtrue.desk.database import keep_secret
from ringtrue.desk.store import STORE, set_up

PAGES = Path(__file__).with_name("templates")


def make_application(folder: Path) -> WSGIHandler:
    """The desk of one workspace, its key made, so that all processes share it."""
    keep_secret(folder / STORE)
    set_up(folder)
    handler = WSGIHandler()
    load_ahead()
    # What is loaded by now stays as long as the process does. A full collection in the middle of a
    # request would walk through all of it: 100 ms for nothing.
    gc.collect()
    gc.freeze()
    return handler


def load_ahead() -> None:
    """Load every address, use case and page now, or the first who asks waits seconds for them."""
    for room in (services, config):
        for module in iter_modules(room.__path__, f"{room.__name__}."):
            import_module(module.name)
    reverse("word")
    for page in PAGES.rglob("*.html"):
        get_template(page.relative_to(PAGES).as_posix())


application = make_application(Path(os.environ.get("RINGTRUE_WORKSPACE", ".")))
