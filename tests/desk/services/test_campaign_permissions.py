"""Who may take which step: for each one the owner, a team-mate and strangers, by the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from flow import FIVE_DAYS, a_proof, given_review, nothing_written, offer, one_event, placement

from ringtrue.core.role import Role
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.briefing import Briefing
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import Comment
from ringtrue.desk.permissions import Action, NotAllowedError, may
from ringtrue.desk.proof_files import SentFile
from ringtrue.desk.services.add_material import add_material, remove_material, revise_material
from ringtrue.desk.services.add_proof import add_proof
from ringtrue.desk.services.answer_objection import answer_objection, hand_over_objection
from ringtrue.desk.services.brief_people import brief_people, take_back_briefing
from ringtrue.desk.services.change_campaign import change_campaign
from ringtrue.desk.services.comment_on_span import comment_on_span, resolve_comment
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.end_campaign import end_campaign
from ringtrue.desk.services.fetch_proof import fetch_proof
from ringtrue.desk.services.launch_campaign import launch_campaign, override_launch
from ringtrue.desk.services.limit_offers import limit_offers
from ringtrue.desk.services.measure_book import measure_book
from ringtrue.desk.services.my_work import my_work
from ringtrue.desk.services.object_to_promise import MASKED, object_to_promise
from ringtrue.desk.services.plan_media import plan_media
from ringtrue.desk.services.run_review import run_review
from ringtrue.desk.services.see_campaign import see_campaign
from ringtrue.desk.services.see_campaigns import see_campaigns
from ringtrue.desk.services.see_objections import my_objections, see_objections
from ringtrue.desk.services.sign_off import sign_off
from ringtrue.desk.services.tick_item import assign_item, tick_item, untick_item
from ringtrue.desk.services.withdraw_proof import withdraw_proof
from ringtrue.desk.services.word_kept import word_kept

if TYPE_CHECKING:
    from conftest import Office

    from ringtrue.desk.models.person import Person

pytestmark = pytest.mark.django_db

PROMISE = "Delivered in 5 days"


@dataclass
class Scene:
    """A reviewed campaign of Mia's with something of everything in it."""

    office: Office
    shop: Workspace
    campaign: Campaign
    comment: Comment
    seal: str

    @property
    def version(self) -> Any:
        return self.comment.version

    @property
    def item(self) -> Any:
        return self.campaign.checklist.get(key="briefed")

    @property
    def briefing(self) -> Briefing:
        return Briefing.objects.get()

    @property
    def objection(self) -> Any:
        return self.campaign.objections.get()


@pytest.fixture
def scene(office: Office, shop: Workspace) -> Scene:
    campaign = create_campaign(office.mia, shop, name="Spring")
    version = add_material(office.mia, campaign, name="page.txt", data=b"Delivered in 5 days.")
    comment = comment_on_span(office.sam, version, start=0, end=9, text="Really?")
    object_to_promise(office.fay, shop, wording="x", reason="no", campaign=campaign)
    answer_objection(
        office.sam, campaign.objections.get(), shop, answer="It is changed.", upheld=True
    )
    object_to_promise(office.fay, shop, wording="Another", reason="no")
    tick_item(office.sam, campaign.checklist.get(key="photographed"), shop, evidence="Album")
    file = SentFile("award.pdf", b"%PDF-1.7 award")
    add_proof(office.mia, campaign, shop, a_proof("Best shop"), file)
    review = given_review(campaign, office.mia, shop)
    Campaign.objects.update(standards=["five"])
    brief_people(office.sam, campaign, promise="five", names=["Gus"])
    return Scene(office, shop, campaign, comment, review.seal)


def _sign(role: Role) -> Callable[[Scene, Person], object]:
    return lambda s, p: sign_off(p, s.campaign, s.shop, role=role, seal=s.seal, share_held=0.9)


def _launch(s: Scene, p: Person) -> object:
    for role, who in ((Role.MARKETING, "max"), (Role.OPERATIONS, "olga"), (Role.SERVICE, "sam")):
        _sign(role)(s, getattr(s.office, who))
    tick_item(s.office.sam, s.item, s.shop, evidence="Minutes")
    return launch_campaign(p, s.campaign, s.shop)


def _open(s: Scene) -> Any:
    from ringtrue.desk.models.objection import ObjectionRecord

    return ObjectionRecord.objects.get(campaign=None)


@dataclass(frozen=True)
class Step:
    """One step: the action that allows it, the event it leaves (none when it only shows)."""

    action: Action
    event: str
    take: Callable[[Scene, Person], object]


STEPS = {
    "create": Step(
        Action.WRITE_COPY, "create campaign", lambda s, p: create_campaign(p, s.shop, name="New")
    ),
    "change": Step(
        Action.WRITE_COPY,
        "change campaign",
        lambda s, p: change_campaign(p, s.campaign, s.shop, lift=2),
    ),
    "plan media": Step(
        Action.WRITE_COPY,
        "plan media",
        lambda s, p: plan_media(p, s.campaign, s.shop, [placement()]),
    ),
    "limit offers": Step(
        Action.WRITE_COPY,
        "limit offers",
        lambda s, p: limit_offers(p, s.campaign, s.shop, [offer()]),
    ),
    "add": Step(
        Action.WRITE_COPY,
        "add material",
        lambda s, p: add_material(p, s.campaign, name="mail.txt", data=b"Hello there."),
    ),
    "revise": Step(
        Action.WRITE_COPY,
        "revise material",
        lambda s, p: revise_material(p, s.version.material, data=b"Hello again."),
    ),
    "remove": Step(
        Action.WRITE_COPY,
        "remove material",
        lambda s, p: remove_material(p, s.version.material),
    ),
    "review": Step(
        Action.REVIEW, "review campaign", lambda s, p: run_review(p, s.campaign, s.shop)
    ),
    "measure": Step(Action.REVIEW, "measure book", lambda s, p: measure_book(p, s.shop)),
    "confirm": Step(
        Action.CONFIRM_STANDARD,
        "confirm standard",
        lambda s, p: confirm_standard(p, s.campaign, s.shop, wording=PROMISE, body=FIVE_DAYS),
    ),
    "sign for marketing": Step(Action.SIGN_MARKETING, "sign off", _sign(Role.MARKETING)),
    "sign for operations": Step(Action.SIGN_OPERATIONS, "sign off", _sign(Role.OPERATIONS)),
    "sign for service": Step(Action.SIGN_SERVICE, "sign off", _sign(Role.SERVICE)),
    "sign for legal": Step(Action.SIGN_LEGAL, "sign off", _sign(Role.LEGAL)),
    "comment": Step(
        Action.COMMENT,
        "comment",
        lambda s, p: comment_on_span(p, s.version, start=0, end=9, text="Yes"),
    ),
    "resolve": Step(Action.COMMENT, "resolve comment", lambda s, p: resolve_comment(p, s.comment)),
    "object": Step(
        Action.OBJECT,
        "object",
        lambda s, p: object_to_promise(
            p, s.shop, wording=PROMISE, reason="no", campaign=s.campaign, masked=False
        ),
    ),
    "answer": Step(
        Action.ANSWER_OBJECTION,
        "answer objection",
        lambda s, p: answer_objection(p, _open(s), s.shop, answer="Yes", upheld=False),
    ),
    "hand over": Step(
        Action.ANSWER_OBJECTION,
        "hand over objection",
        lambda s, p: hand_over_objection(p, _open(s), s.office.olga),
    ),
    "tick": Step(
        Action.TICK, "tick item", lambda s, p: tick_item(p, s.item, s.shop, evidence="Minutes")
    ),
    "untick": Step(
        Action.TICK,
        "untick item",
        lambda s, p: untick_item(
            p, s.campaign.checklist.get(key="photographed"), s.shop, reason="Blurred"
        ),
    ),
    "assign": Step(
        Action.TICK,
        "assign item",
        lambda s, p: assign_item(p, s.item, owner=s.office.sam, due=None),
    ),
    "brief": Step(
        Action.TICK,
        "brief people",
        lambda s, p: brief_people(p, s.campaign, promise="five", names=["Fay"]),
    ),
    "take back a briefing": Step(
        Action.TICK, "take back briefing", lambda s, p: take_back_briefing(p, s.briefing)
    ),
    "add a proof": Step(
        Action.PROVE, "add proof", lambda s, p: add_proof(p, s.campaign, s.shop, a_proof())
    ),
    "withdraw a proof": Step(
        Action.PROVE,
        "withdraw proof",
        lambda s, p: withdraw_proof(p, s.campaign.proofs.get(), s.shop, reason="A slip"),
    ),
    "fetch a proof": Step(
        Action.SEE, "", lambda s, p: fetch_proof(p, s.campaign, s.campaign.proofs.get().pk)
    ),
    "override": Step(
        Action.OVERRIDE,
        "override launch",
        lambda s, p: override_launch(p, s.campaign, s.shop, reason="The fair opens today."),
    ),
    "end": Step(Action.LAUNCH, "end campaign", lambda s, p: end_campaign(p, s.campaign)),
    "see": Step(Action.SEE, "", lambda s, p: see_campaign(p, s.campaign, s.shop)),
    "list": Step(Action.SEE, "", lambda s, p: see_campaigns(p)),
    "word": Step(Action.SEE, "", lambda s, p: word_kept(p)),
    "work": Step(Action.SEE, "", lambda s, p: my_work(p)),
    "objections": Step(Action.SEE, "", lambda s, p: see_objections(p)),
    "my objections": Step(Action.OBJECT, "", lambda s, p: my_objections(p)),
}
SLOW = {"review", "measure"}
"""They open the data; so only one person who may is tried."""

PEOPLE = ("mia", "max", "olga", "sam", "lena", "vic", "fay", "ada")
ROLES = dict(
    zip(
        PEOPLE,
        (
            Role.MARKETING,
            Role.MARKETING,
            Role.OPERATIONS,
            Role.SERVICE,
            Role.LEGAL,
            Role.VIEWER,
            Role.FRONT_LINE,
            Role.ADMIN,
        ),
        strict=True,
    )
)


def _cases() -> list[tuple[str, str]]:
    """Every step with everybody who may take it; nobody signs for their own campaign."""
    cases = []
    for name, step in STEPS.items():
        who = [each for each in PEOPLE if may({ROLES[each]}, step.action)]
        who = [each for each in who if (name, each) != ("sign for marketing", "mia")]
        cases += [(name, each) for each in (who[:1] if name in SLOW else who)]
    return cases


@pytest.mark.parametrize(("name", "who"), _cases())
def test_a_step_is_open_to_everybody_whose_role_allows_it(
    scene: Scene, name: str, who: str
) -> None:
    step, person = STEPS[name], getattr(scene.office, who)
    if not step.event:
        with nothing_written():
            step.take(scene, person)
        return
    with one_event(step.event, person.username):
        step.take(scene, person)


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_closed_to_everybody_else_and_writes_nothing(scene: Scene, name: str) -> None:
    others = [each for each in PEOPLE if not may({ROLES[each]}, STEPS[name].action)]
    assert others, "no step is open to all"
    for who in others:
        with (
            nothing_written(),
            pytest.raises(NotAllowedError, match=f"^{who.capitalize()} may not"),
        ):
            STEPS[name].take(scene, getattr(scene.office, who))


@pytest.mark.parametrize("who", ["mia", "max"])
def test_owner_and_team_mate_may_launch(scene: Scene, who: str) -> None:
    _launch(scene, getattr(scene.office, who))
    assert Campaign.objects.get().launched_at is not None


@pytest.mark.parametrize("who", ["olga", "vic", "fay", "ada"])
def test_nobody_but_marketing_launches(scene: Scene, who: str) -> None:
    with pytest.raises(NotAllowedError):
        _launch(scene, getattr(scene.office, who))
    assert Campaign.objects.get().launched_at is None


def test_somebody_shut_out_may_nothing(scene: Scene) -> None:
    from ringtrue.desk.models.person import Person

    Person.objects.filter(username="mia").update(is_active=False)
    mia = Person.objects.get(username="mia")
    for name, step in STEPS.items():
        with nothing_written(), pytest.raises(NotAllowedError):
            step.take(scene, mia)
            pytest.fail(name)


def test_every_action_of_the_table_has_a_step_here_or_belongs_to_others() -> None:
    others = {Action.LAUNCH, Action.APPLY_BOOK, Action.MANAGE_PEOPLE, Action.SEE_AUDIT}
    others |= {Action.BE_TOLD, Action.MANAGE_NOTIFICATIONS, Action.MAKE_TOKENS, Action.SEE_JOBS}
    assert {step.action for step in STEPS.values()} | others == set(Action)


def test_a_masked_objection_names_nobody_in_the_chain(office: Office, shop: Workspace) -> None:
    with one_event("object", MASKED):
        object_to_promise(office.fay, shop, wording="Always here", reason="Not at night")
