"""`watch --live` as a process of its own, against a web server on this machine."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.python_in_a_shop import VERB, call

DOCS = Path(__file__).parents[2] / "docs"
SIGNED = "<h1>Spring</h1><p>Delivered in 5 working days.</p><p>Free returns within 30 days.</p>"
PUBLISH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ringtrue.desk.store import open_store
open_store(Path("."))
from ringtrue.core.role import Role
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person, RoleGrant
from ringtrue.desk.services.add_material import add_material
from ringtrue.desk.services.publish_material import publish_material
mia = Person.objects.create(username="mia")
RoleGrant.objects.create(person=mia, role=Role.MARKETING.value)
campaign = Campaign.objects.create(slug="spring", name="Spring", created_by=mia)
version = add_material(mia, campaign, name="page.html", channel="web", data=sys.argv[2].encode())
publish_material(mia, version.material, address=sys.argv[1])
Campaign.objects.update(state="launched", launched_at=datetime(2025, 2, 1, tzinfo=UTC))
"""
Answers = list[str]


@pytest.fixture
def page() -> Iterator[tuple[str, Answers]]:
    """An address, and what is answered there; the list's last item counts."""
    answers = [SIGNED]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(answers[-1].encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/spring", answers
    server.shutdown()
    server.server_close()
    thread.join()


def watch(shop: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return call(shop, VERB, "watch", "--live", *words)


def test_a_page_that_promises_more_ends_with_1_and_as_signed_again_with_0(shop, page) -> None:
    address, answers = page
    book = shop / "ringtrue.yaml"
    book.write_text(f"allow_private_addresses: true\n{book.read_text()}", encoding="utf-8")
    assert "nothing to read" in watch(shop).stdout
    made = call(shop, PUBLISH, address, SIGNED)
    assert made.returncode == 0, made.stderr
    done = watch(shop)
    assert (done.returncode, "as it was signed" in done.stdout) == (0, True), done.stderr
    answers.append(SIGNED.replace("5 working days", "2 days"))
    done = watch(shop)
    assert done.returncode == 1
    for words in ("stronger than signed", "'5 working days' became '2 days'", "Take it back"):
        assert words in done.stdout, words
    told = json.loads(watch(shop, "--format", "json").stdout)
    assert (told["alarming"], told["opened"]) == (True, 0)
    text = (DOCS / "json.md").read_text(encoding="utf-8")
    described = text[text.index("## ringtrue watch --live") :]
    for each in (told, told["pages"][0], told["pages"][0]["findings"][0]):
        for key in each:
            assert f"`{key}`" in described, key
    answers.append(SIGNED)
    assert watch(shop).returncode == 0
