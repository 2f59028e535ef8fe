"""People and a PostgreSQL server for every test that needs some."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from ringtrue.core.role import Role

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person

# No test depends on how fast the machine is.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

MakePerson = Callable[..., "Person"]


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
def postgresql() -> Iterator[str]:
    """The address of a real server of our own; the test is skipped where none is installed."""
    places = ["/usr/local/bin", *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")))]
    found = [place for place in places if Path(place, "initdb").is_file()]
    if not found:
        pytest.skip("no PostgreSQL server is installed here")
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("not installed here: psycopg")
    home = Path(tempfile.mkdtemp(prefix="rt-pg-"))
    owner = server_owner()
    if owner:
        shutil.chown(home, owner["user"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data, tools = home / "data", Path(found[0])
    quiet: dict[str, Any] = {"check": True, "capture_output": True, "cwd": home, **owner}
    made = [tools / "initdb", "-D", data, "-U", "ann", "-A", "trust", "--no-sync"]
    subprocess.run([*made, "-E", "UTF8", "--locale=C"], **quiet)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {home}"
    control = [tools / "pg_ctl", "-D", data, "-w", "-l", home / "log"]
    subprocess.run([*control, "-o", options, "start"], **quiet)
    try:
        yield f"postgres://ann:secret@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(home)


def server_owner() -> dict[str, str]:
    """Who runs the server: PostgreSQL refuses to run as root."""
    import pwd

    if os.getuid() != 0:
        return {}
    names = [each.pw_name for each in pwd.getpwall()]
    return {"user": "postgres" if "postgres" in names else "nobody"}


@pytest.fixture
def empty_database(postgresql: str) -> str:
    """The address of a new database on that server."""
    import psycopg

    name = f"desk_{os.urandom(6).hex()}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql.rpartition("/")[0] + f"/{name}"
