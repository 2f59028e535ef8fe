"""Opening the store of a workspace: Django set up, and every table as this version needs it."""

from __future__ import annotations

import os
from pathlib import Path

from ringtrue.core.errors import ConfigError
from ringtrue.desk.database import keep_secret

SETTINGS = "ringtrue.desk.settings"
STORE = ".ringtrue"
"""The folder in the workspace for everything that Ringtrue writes."""


def open_store(folder: Path) -> None:
    """Make the models usable for the workspace in `folder`, and bring its tables up to date.

    One process has one store. Raises `ConfigError` when another one is open already.
    """
    keep_secret(folder / STORE)
    set_up(folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def set_up(folder: Path) -> None:
    """Make the models usable without touching the tables."""
    wanted = str(folder.resolve())
    from django.conf import settings

    if settings.configured:
        if str(settings.WORKSPACE) != wanted:
            raise ConfigError(f"the store of {settings.WORKSPACE} is open", where=wanted)
        return
    os.environ["RINGTRUE_WORKSPACE"] = wanted
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
