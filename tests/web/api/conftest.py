"""A shop with something of everything, tokens to ask with, and a client that speaks JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client

from ringtrue.core.proof import ProofKind
from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.workspace import load_workspace
from tests.desk.services.conftest import BOOK, write_orders
from tests.web.world import (
    AS_OF,
    make_alert,
    make_evidence,
    make_live_page,
    make_notifications,
    make_objection,
    make_standings,
)

if TYPE_CHECKING:
    from ringtrue.desk.models.campaign import Campaign
    from ringtrue.desk.models.person import Person
    from ringtrue.desk.scopes import Scope

EVIDENCE = "ab" * 32
WEEKLY = """\
- id: weekly
  promise: Delivered in a week
  source: orders
  from: ordered_at
  to: delivered_at
  limit: 7 days
"""


class Asker:
    """Asks the API with a token (none when it is empty), and reads what is told."""

    def __init__(self, token: str = "") -> None:
        self.client, self.token = Client(raise_request_exception=False), token

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        told = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        data = json.dumps(body) if body is not None else ""
        return self.client.generic(
            method,
            f"/api/v1{path}",
            data,
            content_type="application/json",
            headers=told | headers,
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        return self.ask("POST", path, {} if body is None else body, **headers)

    def upload(self, path: str, **fields: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.client.post(f"/api/v1{path}", fields, headers=headers)


AskAs = Callable[..., Asker]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace on disk, measured once: what is counted stays beside it."""
    made = tmp_path_factory.mktemp("shop")
    (made / "ringtrue.yaml").write_text(BOOK, encoding="utf-8")
    write_orders(made / "orders.csv")
    return made


@pytest.fixture
def shop(folder: Path, settings: Any) -> Workspace:
    """The workspace that is served."""
    settings.WORKSPACE = folder
    return load_workspace(folder)


@pytest.fixture
def token_of() -> Callable[..., str]:
    """A token of a person: of all scopes that their roles have a use for, or of those named."""

    def make(person: Person, *scopes: Scope) -> str:
        from ringtrue.desk.scopes import scopes_for
        from ringtrue.desk.services.make_token import make_token

        wanted = scopes or scopes_for(person.roles)
        return make_token(person, name="Tests", scopes=wanted).secret

    return make


@pytest.fixture
def ask_as(person: Callable[..., Person], token_of: Callable[..., str]) -> AskAs:
    """Ask as somebody new: `ask_as("ann", Role.MARKETING)`."""
    return lambda username, *roles: Asker(token_of(person(username, *roles)))


@pytest.fixture
def no_posting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is posted to a webhook arrives, and goes nowhere."""
    from ringtrue.desk.notifications.outcome import ARRIVED
    from ringtrue.desk.services import manage_webhooks

    monkeypatch.setattr(manage_webhooks, "post", lambda *_, **__: ARRIVED)


def make_dossier_file(by: Person, slug: str) -> int:
    """A dossier that a worker made, by its number."""
    from hashlib import sha256

    from ringtrue.desk import clock
    from ringtrue.desk.dossier.shelf import lay_down
    from ringtrue.desk.models.dossier_file import DossierFile

    data = b"%PDF-1.7"
    made = DossierFile.objects.create(
        subject=f"campaign:{slug}", stem=f"{slug}-dossier", form="pdf", size=len(data), by=by,
        stored_as=lay_down(data, "pdf"), seal="cd" * 32, digest=sha256(data).hexdigest(),
        made_at=clock.now(),
    )  # fmt: skip
    return int(made.pk)


def tell(person: Person, notification: int) -> None:
    """Tell somebody what others were told."""
    from ringtrue.desk.models.notification import NotificationReader

    NotificationReader.objects.create(person=person, notification_id=notification)


@dataclass(frozen=True, slots=True)
class World:
    """The numbers and names that addresses need."""

    slug: str
    material: int
    comment: int
    objection: int
    sign_off: int
    job: int
    dossier: int
    out: str
    live_copy: int
    briefing: int
    proof: int
    notification: int
    webhook: int
    seal: str
    token: str


@pytest.fixture
def world(shop: Workspace, campaign: Campaign, mia: Person, person: Any, token_of: Any) -> World:
    """A campaign of Mia's that is reviewed, signed, commented on and objected to; and one out."""
    from ringtrue.desk.jobs.presence import appear
    from ringtrue.desk.models.job import JobRecord
    from ringtrue.desk.models.live import LiveCopyRecord
    from ringtrue.desk.models.notification import NotificationRecord
    from ringtrue.desk.proof_files import SentFile
    from ringtrue.desk.services.add_material import add_material
    from ringtrue.desk.services.add_proof import ProofText, add_proof
    from ringtrue.desk.services.brief_people import brief_people
    from ringtrue.desk.services.comment_on_span import comment_on_span
    from ringtrue.desk.services.manage_book import add_standard
    from ringtrue.desk.services.run_review import run_review
    from ringtrue.desk.services.sign_off import sign_off

    olga = person("olga", Role.OPERATIONS)
    add_standard(olga, shop, body=WEEKLY)
    copy = b"Delivered in 5 days. We care about you."
    version = add_material(mia, campaign, name="Page", channel="web", data=copy, format="text")
    review = run_review(mia, campaign, shop)
    brief_people(olga, campaign, promise="delivered-in-5-days", names=["Ida"])
    award = ProofText("No. 1", "Award", ProofKind.CERTIFICATE, date(2025, 5, 1))
    proof = add_proof(mia, campaign, shop, award, SentFile("award.pdf", b"%PDF-1.7 award"))
    said = comment_on_span(olga, version, start=0, end=9, text="Really?")
    signed = sign_off(olga, campaign, shop, role=Role.OPERATIONS, seal=review.seal, share_held=0.9)
    job = JobRecord.objects.create(
        kind="review", key="0", state="failed", asked_at=AS_OF, due_at=AS_OF, task=uuid4()
    )
    make_standings(3)
    make_evidence("promise-0", EVIDENCE)
    make_alert("promise-0", title="Delivered in 2 days is being broken")
    fay = person("fay", Role.FRONT_LINE)
    objection: Any = make_objection(fay, wording="In 2 days")
    out: Any = make_live_page(mia)
    make_notifications(mia, mia)
    appear("worker")
    return World(
        slug=campaign.slug,
        material=version.material_id,
        comment=said.pk,
        objection=objection.pk,
        sign_off=signed.pk,
        job=job.pk,
        dossier=make_dossier_file(mia, campaign.slug),
        out=out.slug,
        live_copy=LiveCopyRecord.objects.latest("pk").pk,
        briefing=campaign.briefings.get().pk,
        proof=proof.pk,
        notification=NotificationRecord.objects.latest("pk").pk,
        webhook=1001,
        seal=review.seal,
        token=token_of(mia).split("_")[1],
    )


@pytest.fixture
def ask_mia(world: World, mia: Person, token_of: Any) -> Asker:
    """Asks as Mia of Marketing, in a world of hers."""
    return Asker(token_of(mia))
