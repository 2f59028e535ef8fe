"""People and a PostgreSQL server for every test that needs some."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from postgresql_server import missing, running_server

from ringtrue.core.role import Role

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from ringtrue.desk.models.person import Person

# No test depends on how fast the machine is, nor on luck: a commit passes always or never. New
# examples are looked for with --hypothesis-profile=explore.
settings.register_profile("any machine", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, derandomize=False, max_examples=500)
settings.load_profile("any machine")

MakePerson = Callable[..., "Person"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Give each process of the tests its own store, and keep it in a file where it is SQLite's.

    In memory its connections share one cache, in which a page cannot be read while another
    thread writes. No thread keeps a connection, or the store could not be dropped at the end.
    """
    from django.conf import settings

    store = settings.DATABASES["default"]
    store["CONN_MAX_AGE"] = 0
    if store["ENGINE"].endswith("sqlite3"):
        store.setdefault("TEST", {})["NAME"] = str(
            tmp_path_factory.mktemp("store") / "test.sqlite3"
        )


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Set the store up for whoever asks for it, as pytest-django does for tests with its mark.

    A module that plays a story once for all its tests asks for the store itself and has no mark:
    without this it would be the store of the desk's own settings when it runs alone.
    """
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set()
        )
    yield
    with django_db_blocker.unblock():
        _end_other_sessions()
        teardown_databases(made, verbosity=0)


def _end_other_sessions() -> None:
    """End whatever a thread left open: PostgreSQL drops no database that anybody is in."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def person(db: None) -> MakePerson:
    """Make a person with some roles: `person("ann", Role.MARKETING)`."""

    def make(username: str, *roles: Role) -> Person:
        from ringtrue.desk.models.person import Person, RoleGrant

        made = Person.objects.create(username=username, first_name=username.capitalize())
        made.set_unusable_password()
        made.save()
        for role in roles:
            RoleGrant.objects.create(person=made, role=role.value)
        return made

    return make


@pytest.fixture(scope="session")
def pango() -> None:
    """Tests that make a PDF are skipped where the system has no Pango, or WeasyPrint is missing."""
    try:
        import weasyprint  # noqa: F401 - loads Pango
    except (ImportError, OSError):
        pytest.skip("no WeasyPrint with Pango on this machine: no PDF was made")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real server of our own; the test is skipped where none is installed."""
    lacking = missing()
    if lacking:
        pytest.skip(lacking)
    with running_server() as address:
        yield address


@pytest.fixture
def empty_database(postgresql: str) -> str:
    """The address of a new database on that server."""
    import psycopg

    name = f"desk_{os.urandom(6).hex()}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql.rpartition("/")[0] + f"/{name}"
