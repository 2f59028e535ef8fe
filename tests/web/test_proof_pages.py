"""Forms of proofs: what is typed wrong is refused, what others may not is not offered."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.workspace import load_workspace
from tests.desk.services.conftest import BOOK

if TYPE_CHECKING:
    from ringtrue.desk.models.campaign import Campaign

pytestmark = pytest.mark.django_db

ADD, WITHDRAW = "/campaigns/spring/do/add-proof/", "/campaigns/spring/do/withdraw-proof/"
WORDS = "Trusted by 2,000 firms"
TYPED = {
    "wording": WORDS,
    "title": "Count of customers",
    "kind": "records",
    "dated": "2025-06-01",
    "reference": "Drawer 3",
    "part": "proofs",
}


@pytest.fixture
def shop(tmp_path: Path, settings) -> Workspace:
    (tmp_path / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    settings.WORKSPACE = tmp_path
    return load_workspace(tmp_path)


@pytest.fixture
def stated(campaign: Campaign, mia) -> Campaign:
    from ringtrue.desk.services.add_material import add_material

    add_material(mia, campaign, name="a.txt", data=f"{WORDS}. We are here for you.".encode())
    return campaign


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def shown(client: Client, path: str = "proofs/") -> str:
    return unescape(client.get(f"/campaigns/spring/{path}").content.decode())


def test_a_proof_with_its_file_is_added_and_fetched_to_be_saved(stated: Campaign, mia) -> None:
    client = client_of(mia)
    assert "No proof yet" in shown(client)
    file = SimpleUploadedFile('in "voice".pdf', b"%PDF-1.7 count")
    answer = client.post(ADD, TYPED | {"file": file, "valid_until": "2031-01-31"})
    assert answer.headers["Location"] == "/campaigns/spring/proofs/"
    text = shown(client)
    assert "“Count of customers” is on file. The next review counts it." in text
    assert "valid until 31 January 2031" in text
    (proof,) = stated.proofs.all()
    fetched = client.get(f"/campaigns/spring/proofs/{proof.pk}/file/")
    assert fetched.content == b"%PDF-1.7 count"
    assert fetched.headers["Content-Type"] == "application/pdf"
    assert fetched.headers["Content-Disposition"] == 'attachment; filename="in voice.pdf"'
    assert client.get(f"/campaigns/spring/proofs/{proof.pk + 1}/file/").status_code == 404


def test_from_a_statement_one_comes_back_to_it(stated: Campaign, mia) -> None:
    at = f"{stated.materials.get().pk}.0"
    answer = client_of(mia).post(ADD, TYPED | {"at": at, "part": ""})
    assert answer.headers["Location"].startswith(f"/campaigns/spring/?at={at}#")
    text = shown(client_of(mia), f"?at={at}")
    assert "Proof on file" in text
    assert "Add another proof" in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": ""}, "Nothing says what the proof is"),
        ({"kind": "rumour"}, "Nothing says what the proof is"),
        ({"dated": ""}, "The proof has no day"),
        ({"dated": "last May"}, "is no day"),
        ({"valid_until": "soon"}, "is no day"),
        ({"title": ""}, "There is no title of the proof"),
        ({"reference": ""}, "Nobody could find this proof"),
        ({"file": SimpleUploadedFile("a.html", b"<script>1</script>")}, "what this file is"),
    ],
)
def test_what_is_typed_wrong_is_refused_in_words(
    stated: Campaign, mia, typed: dict[str, object], words: str
) -> None:
    answer = client_of(mia).post(ADD, TYPED | typed)
    assert answer.status_code in {400, 422}
    assert words.lower() in unescape(answer.content.decode()).lower()
    assert not stated.proofs.exists()


def test_hostile_words_stay_words(stated: Campaign, mia) -> None:
    bad = "<script>alert(1)</script>"
    typed = TYPED | {"title": bad, "reference": "javascript:alert(1)"}
    client = client_of(mia)
    client.post(ADD, typed)
    page = client.get("/campaigns/spring/proofs/").content.decode()
    assert bad not in page
    assert "&lt;script&gt;" in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.FRONT_LINE])
def test_forms_are_offered_to_marketing_and_legal_alone(
    stated: Campaign, mia, person, role
) -> None:
    client_of(mia).post(ADD, TYPED)
    (proof,) = stated.proofs.all()
    client = client_of(person("pat", role))
    allowed = role in {Role.MARKETING, Role.LEGAL}
    text = shown(client)
    assert "Count of customers" in text
    assert (ADD in text, WITHDRAW in text) == (allowed, allowed)
    gone = {"number": str(proof.pk), "reason": "Old.", "part": "proofs"}
    assert (client.post(WITHDRAW, gone).status_code == 302) is allowed
    assert (client.post(ADD, TYPED | {"title": "Other"}).status_code == 302) is allowed


def test_a_vague_promise_without_a_finding_that_a_proof_answers_is_offered_no_form(
    stated: Campaign, mia
) -> None:
    at = f"{stated.materials.get().pk}.1"
    text = shown(client_of(mia), f"?at={at}")
    assert "We are here for you" in text
    assert "Add proof" not in text
