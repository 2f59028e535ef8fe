"""Opening the store of a workspace: Django set up, and every table as this version needs it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ringtrue.core.errors import ConfigError
from ringtrue.desk.database import keep_secret

if TYPE_CHECKING:
    from django.db.migrations.loader import MigrationLoader

SETTINGS = "ringtrue.desk.settings"
STORE = ".ringtrue"
"""The folder in the workspace for everything that Ringtrue writes."""

_TURN = "opening.lock"
_TURN_SECONDS = 120
_TURN_NUMBER = 7_206_155
"""The number of PostgreSQL's advisory lock: any, but always the same."""


def open_store(folder: Path) -> None:
    """Make the models usable for the workspace in `folder`, and bring its tables up to date.

    One process has one store. Raises `ConfigError` when another one is open already, or when the
    database cannot be had.
    """
    try:
        keep_secret(folder / STORE)
    except OSError as error:
        what = f"it cannot be written ({error.strerror})"
        cure = "Check its permissions."
        raise ConfigError(what, where=str(folder / STORE), cure=cure) from error
    set_up(folder)
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        _bring_up_to_date(folder / STORE)
    except ImproperlyConfigured as error:
        cure = "Install it with its extra: pip install 'ringtrue[postgres]'."
        raise ConfigError("there is no driver for it", where="DATABASE_URL", cure=cure) from error
    except (DatabaseError, sqlite3.Error, OSError) as error:
        raise _unusable(error) from error


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


def is_up_to_date() -> bool:
    """Whether the tables are as this version needs them; raises what the database raises.

    Raises `ConfigError` when a newer version has changed them: this one would read and write them
    wrongly.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    _need_known(executor.loader)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _need_known(loader: MigrationLoader) -> None:
    """Refuse tables that were changed by steps which this version does not have."""
    strange = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in loader.migrated_apps
        and (app, name) not in loader.disk_migrations
        and (app, name) not in loader.replacements
    )
    if strange:
        more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
        what = f"a newer Ringtrue has changed its tables ({strange[0]}{more})"
        cure = "Install that version again; or restore the backup that was made before the upgrade."
        raise ConfigError(what, where=_place(), cure=cure)


def _bring_up_to_date(folder: Path) -> None:
    """Change tables only where needed, and one process at a time."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        # It holds the hashes of passwords: made for its owner's eyes, before SQLite makes it.
        Path(connection.settings_dict["NAME"]).touch(mode=0o600)
    if is_up_to_date():
        return
    with _turn(folder):
        if not is_up_to_date():
            call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until no other process opens this store."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_TURN_NUMBER])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_TURN_NUMBER])
        return
    with closing(sqlite3.connect(folder / _TURN, timeout=_TURN_SECONDS)) as turn:
        turn.execute("BEGIN EXCLUSIVE")
        yield


def _unusable(error: Exception) -> ConfigError:
    from django.db import connection

    what = f"the store cannot be used: {' '.join(str(error).split())}"
    cure = "Check that it is a store of Ringtrue, that it can be written, and the space left."
    if connection.vendor == "postgresql":
        cure = "Check that the server runs, and the address, name and password."
    return ConfigError(what, where=_place(), cure=cure)


def _place() -> str:
    """Where the store is."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    return "DATABASE_URL" if connection.vendor == "postgresql" else name
