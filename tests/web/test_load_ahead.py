"""The server loads what pages need before the first request, not in it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.python_in_a_shop import call

ASK = """
import sys
from pathlib import Path
from ringtrue.desk.store import open_store
open_store(Path("."))
from ringtrue.web import wsgi
before = set(sys.modules)
from django.test import Client
from ringtrue.core.role import Role
from ringtrue.desk.models.person import Person, RoleGrant
ann = Person.objects.create_user("ann")
RoleGrant.objects.create(person=ann, role=Role.ADMIN.value)
client = Client(HTTP_HOST="localhost")
client.force_login(ann)
for page in ("/", "/work/", "/campaigns/", "/objections/", "/people/", "/audit/"):
    assert client.get(page).status_code == 200, page
print(sorted(each for each in set(sys.modules) - before if each.startswith("ringtrue.")))
"""


def test_the_first_pages_import_nothing_more_of_the_house(tmp_path: Path) -> None:
    (tmp_path / "ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    done = call(tmp_path, ASK)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["[]"]), done.stderr
