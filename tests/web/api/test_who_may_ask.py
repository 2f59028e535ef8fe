"""Every operation for every role, every scope, owner, team-mate and stranger, from one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from ringtrue.core.role import Role
from ringtrue.desk.permissions import ALLOWED, Action
from tests.web.api.conftest import EVIDENCE, WEEKLY, Asker, World, tell

if TYPE_CHECKING:
    from ringtrue.desk.models.person import Person
    from ringtrue.web.api.operations import Entry

pytestmark = pytest.mark.django_db

NEEDED: dict[str, tuple[Action, ...]] = {
    "see_health": (),
    "show_me": (),
    "list_own_tokens": (),
    "revoke_this": (),
    "list_tokens": (Action.MANAGE_PEOPLE,),
    "revoke_anybodys": (Action.MANAGE_PEOPLE,),
    "show_cost": (Action.SEE,),
    "list_campaigns": (Action.SEE,),
    "begin_campaign": (Action.WRITE_COPY,),
    "show_campaign": (Action.SEE,),
    "show_gate": (Action.SEE,),
    "show_history": (Action.SEE,),
    "alter_campaign": (Action.WRITE_COPY,),
    "set_limits": (Action.WRITE_COPY,),
    "list_proofs": (Action.SEE,),
    "send_proof": (Action.PROVE,),
    "upload_proof": (Action.PROVE,),
    "show_proof_file": (Action.SEE,),
    "take_proof_back": (Action.PROVE,),
    "show_load": (Action.SEE,),
    "set_media": (Action.WRITE_COPY,),
    "show_offers": (Action.SEE,),
    "set_offer_limits": (Action.WRITE_COPY,),
    "adopt": (Action.TICK,),
    "brief": (Action.TICK,),
    "take_back": (Action.TICK,),
    "launch": (Action.LAUNCH,),
    "launch_against_gate": (Action.OVERRIDE,),
    "end": (Action.LAUNCH,),
    "write_dossier": (Action.SEE,),
    "list_dossiers": (Action.SEE,),
    "ask_dossier": (Action.SEE,),
    "write_promise_dossier": (Action.SEE,),
    "list_promise_dossiers": (Action.SEE,),
    "ask_promise_dossier": (Action.SEE,),
    "fetch_file": (Action.SEE,),
    "send_material": (Action.WRITE_COPY,),
    "upload_material": (Action.WRITE_COPY,),
    "fetch_page": (Action.WRITE_COPY,),
    "show_material": (Action.SEE,),
    "take_material_out": (Action.WRITE_COPY,),
    "send_version": (Action.WRITE_COPY,),
    "upload_version": (Action.WRITE_COPY,),
    "compare": (Action.SEE,),
    "show_bytes": (Action.SEE,),
    "comment": (Action.COMMENT,),
    "settle_comment": (Action.COMMENT,),
    "look": (Action.WRITE_COPY,),
    "look_at_page": (Action.WRITE_COPY,),
    "ask_review": (Action.REVIEW,),
    "list_reviews": (Action.SEE,),
    "show_job": (Action.SEE, Action.REVIEW),
    "list_jobs": (Action.SEE_JOBS,),
    "try_job_again": (Action.SEE_JOBS,),
    "do_routine": (Action.SEE_JOBS,),
    "list_notifications": (Action.BE_TOLD,),
    "read_one": (Action.BE_TOLD,),
    "read_all": (Action.BE_TOLD,),
    "show_choices": (Action.BE_TOLD,),
    "choose": (Action.BE_TOLD,),
    "show_delivery": (Action.MANAGE_NOTIFICATIONS,),
    "deliver_again": (Action.MANAGE_NOTIFICATIONS,),
    "send_letter": (Action.MANAGE_NOTIFICATIONS,),
    "list_webhooks": (Action.MANAGE_NOTIFICATIONS,),
    "add_hook": (Action.MANAGE_NOTIFICATIONS,),
    "change_hook": (Action.MANAGE_NOTIFICATIONS,),
    "remove_hook": (Action.MANAGE_NOTIFICATIONS,),
    "try_hook": (Action.MANAGE_NOTIFICATIONS,),
    "list_live_pages": (Action.SEE,),
    "read_live_pages": (Action.REVIEW,),
    "list_live_pages_of": (Action.SEE,),
    "read_live_pages_of": (Action.REVIEW,),
    "take_up": (Action.WRITE_COPY,),
    "publish": (Action.WRITE_COPY,),
    "show_settings": (Action.SEE,),
    "show_meanings": (Action.SEE,),
    "check": (Action.REVIEW,),
    "check_gate": (Action.SEE, Action.REVIEW),
    "confirm": (Action.CONFIRM_STANDARD,),
    "list_standards": (Action.SEE,),
    "show_standard": (Action.SEE,),
    "write_standard": (Action.CONFIRM_STANDARD,),
    "rewrite_standard": (Action.CONFIRM_STANDARD,),
    "take_standard_out": (Action.CONFIRM_STANDARD,),
    "tell_meaning": (Action.CONFIRM_STANDARD,),
    "sign": (
        Action.SIGN_MARKETING,
        Action.SIGN_OPERATIONS,
        Action.SIGN_SERVICE,
        Action.SIGN_LEGAL,
    ),
    "withdraw": (
        Action.SIGN_MARKETING,
        Action.SIGN_OPERATIONS,
        Action.SIGN_SERVICE,
        Action.SIGN_LEGAL,
    ),
    "tick": (Action.TICK,),
    "untick": (Action.TICK,),
    "assign": (Action.TICK,),
    "list_objections": (Action.SEE,),
    "list_own_objections": (Action.OBJECT,),
    "show_rightness": (Action.SEE,),
    "object_": (Action.OBJECT,),
    "answer": (Action.ANSWER_OBJECTION,),
    "hand_over": (Action.ANSWER_OBJECTION,),
    "list_promises": (Action.SEE,),
    "download_promises": (Action.SEE,),
    "download_months": (Action.SEE,),
    "show_promise": (Action.SEE,),
    "show_evidence": (Action.SEE,),
    "run_scenario": (Action.SEE,),
    "show_loop": (Action.SEE,),
    "list_alerts": (Action.SEE,),
    "list_alerts_of": (Action.SEE,),
    "list_sources": (Action.SEE,),
    "show_source": (Action.SEE,),
    "show_columns": (Action.SEE,),
    "list_work": (Action.SEE,),
    "export": (Action.SEE,),
    "apply": (Action.APPLY_BOOK,),
    "list_events": (Action.SEE_AUDIT,),
    "download_events": (Action.SEE_AUDIT,),
    "show_head": (Action.SEE_AUDIT,),
    "verify": (Action.SEE_AUDIT,),
    "list_people": (Action.SEE,),
    "add": (Action.MANAGE_PEOPLE,),
    "grant": (Action.MANAGE_PEOPLE,),
    "revoke": (Action.MANAGE_PEOPLE,),
    "shut_out": (Action.MANAGE_PEOPLE,),
    "let_in": (Action.MANAGE_PEOPLE,),
    "make_invitation": (Action.MANAGE_PEOPLE,),
    "change_address": (Action.MANAGE_PEOPLE,),
    "disconnect": (Action.MANAGE_PEOPLE,),
    "reset_factor": (Action.MANAGE_PEOPLE,),
}
"""What each operation takes, written down a second time: who changes one changes both."""


PROOF = {"wording": "No. 1", "title": "Sales", "kind": "records", "dated": "2025-06-01"}


def entries() -> list[Entry]:
    from ringtrue.web.api.api import API
    from ringtrue.web.api.operations import ENTRIES

    assert API is not None, "loading it makes the operations"
    return ENTRIES


def bodies(world: World, role: Role = Role.SERVICE) -> dict[str, object]:
    """A body for each operation that reads one, such that whoever may can do it."""
    words = "Delivered in 6 days."
    return {
        "begin_campaign": {"name": "Autumn"},
        "alter_campaign": {"audience": "Everybody"},
        "set_limits": {"limits": []},
        "set_media": {"placements": []},
        "set_offer_limits": {"limits": []},
        "adopt": {"owner": "mia", "due": "2026-04-01"},
        "send_proof": PROOF | {"reference": "Drawer 3"},
        "take_proof_back": {"reason": "Another year."},
        "brief": {"promise": "delivered-in-5-days", "names": ["Gus"]},
        "launch_against_gate": {"reason": "We must."},
        "end": {"reason": "Over."},
        "run_scenario": {"promise": 0.95, "weeks": 13, "draws": 5},
        "ask_dossier": {"form": "pdf"},
        "ask_promise_dossier": {"form": "pdf"},
        "send_material": {"name": "Mail", "text": words},
        "fetch_page": {"address": "http://127.0.0.1/"},
        "send_version": {"text": words},
        "comment": {"version": 1, "start": 0, "end": 9, "text": "Why?"},
        "look": {"text": words},
        "look_at_page": {"address": "http://127.0.0.1/"},
        "check": {"materials": [{"name": "a.md", "text": words}]},
        "write_standard": {"body": WEEKLY.replace("weekly", "later").replace("7", "9")},
        "rewrite_standard": {"body": WEEKLY.replace("7", "8"), "reason": "Slower vans."},
        "take_standard_out": {"reason": "Nobody says it."},
        "tell_meaning": {"body": WEEKLY.replace("weekly", "later").replace("7", "9")},
        "confirm": {"wording": "Delivered in 5 days", "body": "id: five"},
        "sign": {"role": role.value, "seal": world.seal},
        "withdraw": {"reason": "No."},
        "tick": {"evidence": "Seen."},
        "untick": {"reason": "Not so."},
        "assign": {"owner": "mia", "due": None},
        "object_": {"wording": words, "reason": "Three vans."},
        "answer": {"answer": "More vans.", "upheld": False},
        "hand_over": {"owner": "mia"},
        "apply": {"name": "book.yaml", "yaml": "standards: []", "dry_run": True},
        "verify": {"heads": []},
        "add": {"username": "new"},
        "grant": {"role": "viewer"},
        "change_address": {"email": "fay@example.org"},
        "choose": {"choices": []},
        "deliver_again": {},
        "send_letter": {"to": "ann@example.org"},
        "add_hook": {
            "name": "#shop",
            "address": "https://hooks.example.org/a",
            "format": "generic",
            "groups": ["alerts"],
        },
        "change_hook": {"paused": True},
        "publish": {"address": "https://www.example.org/spring"},
    }


def address(entry: Entry, world: World) -> str:
    number = {
        "settle_comment": world.comment,
        "withdraw": world.sign_off,
        "take_up": world.live_copy,
        "take_back": world.briefing,
        "show_proof_file": world.proof,
        "take_proof_back": world.proof,
        "fetch_file": world.dossier,
        "read_one": world.notification,
    }.get(entry.name)
    if entry.path.startswith("/delivery"):
        number = world.webhook
    if entry.path.startswith("/objections"):
        number = world.objection
    if entry.path.startswith("/jobs"):
        number = world.job
    if entry.path.startswith("/standards"):
        return entry.path.replace("{name}", "weekly")
    told = {
        "{slug}": world.out if entry.name == "take_up" else world.slug,
        "{int:number}": str(number or world.material),
        "{int:version}": "1",
        "{key}": "briefed",
        "{standard}": "promise-0",
        "{digest}": EVIDENCE,
        "{name}": "orders",
        "{username}": "fay",
        "{role}": "front_line",
        "{routine}": "measure",
        "{id}": world.token,
    }
    path = entry.path
    for name, value in told.items():
        path = path.replace(name, value)
    return path


def ask(asker: Asker, entry: Entry, world: World, role: Role = Role.SERVICE) -> Any:
    if entry.name.startswith("upload_"):
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = SimpleUploadedFile("offer.md", b"Delivered in 6 days.")
        told = PROOF if entry.name == "upload_proof" else {}
        return asker.upload(address(entry, world), file=file, **told)
    return asker.ask(entry.method, address(entry, world), bodies(world, role).get(entry.name))


def let_in(answer: Any) -> bool:
    """Whether somebody came in, if only to hear that a sign-off is another person's."""
    refused = answer.status_code in {401, 403}
    return not refused or "may not withdraw" in answer.json()["detail"]


@pytest.fixture
def no_measuring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is let in to ask for a review hears that there is none: it would take seconds."""
    from ringtrue.core.errors import UsageError
    from ringtrue.web.api import reviews

    def refuse(*_: object, **__: object) -> None:
        raise UsageError("no review in this test")

    monkeypatch.setattr(reviews, "check_copy", refuse)


def test_a_new_operation_has_a_line_in_the_matrix() -> None:
    assert {each.name: each.actions for each in entries()} == NEEDED
    assert [each.name for each in entries() if not each.guarded] == ["see_health"]


@pytest.mark.parametrize("role", Role)
def test_each_role_is_let_in_by_the_table_of_the_pages(
    world: World, person: Any, token_of: Any, role: Role, no_measuring: None, no_posting: None
) -> None:
    from django.db import transaction

    ann = person("ann", role)
    tell(ann, world.notification)
    asker = Asker(token_of(ann))
    found, wanted = {}, {}
    for entry in entries():
        with transaction.atomic():
            answer = ask(asker, entry, world, role)
            transaction.set_rollback(True)
        assert answer.status_code in {200, 201, 202, 204, 403, 409, 422}, (entry, answer.content)
        found[entry.name] = let_in(answer)
        wanted[entry.name] = not entry.actions or any(
            role in ALLOWED[action] for action in entry.actions
        )
    assert found == wanted


def test_nobody_is_let_in_without_a_token_or_by_a_session(
    world: World, person: Callable[..., Person]
) -> None:
    signed_in = Asker()
    signed_in.client.force_login(person("ann", *Role))
    for entry in entries():
        for asker in (Asker(), signed_in):
            answer = ask(asker, entry, world)
            assert answer.status_code == (401 if entry.guarded else 200), entry.name
            assert not entry.guarded or answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_does_what_its_scopes_allow_and_no_more(
    world: World,
    person: Callable[..., Person],
    token_of: Any,
    no_measuring: None,
    no_posting: None,
) -> None:
    from django.db import transaction

    from ringtrue.desk.scopes import ACTIONS, Scope

    ann = person("ann", *Role)
    for scope in Scope:
        asker = Asker(token_of(ann, scope))
        for entry in entries():
            with transaction.atomic():
                answer = ask(asker, entry, world)
                transaction.set_rollback(True)
            may = not entry.actions or not ACTIONS[scope].isdisjoint(entry.actions)
            assert let_in(answer) == may, (scope, entry.name, answer.content)


def test_each_action_has_one_scope_and_making_tokens_has_none() -> None:
    from ringtrue.desk.scopes import ACTIONS

    held = [action for actions in ACTIONS.values() for action in actions]
    assert sorted(held) == sorted(set(Action) - {Action.MAKE_TOKENS})


def test_the_front_line_reads_nothing_but_its_own_objections(world: World, ask_as: Any) -> None:
    fred = ask_as("fred", Role.FRONT_LINE)
    reads = [each for each in entries() if each.method == "GET"]
    open_to = {each.name for each in reads if ask(fred, each, world).status_code == 200}
    assert open_to == {
        *("see_health", "show_me", "list_own_tokens", "list_own_objections"),
        *("list_notifications", "show_choices"),
    }
    assert fred.get("/objections/mine").json()["items"] == []


def test_the_front_line_cannot_try_out_the_names_of_campaigns(world: World, ask_as: Any) -> None:
    fred = ask_as("fred", Role.FRONT_LINE)
    for slug in (world.slug, "nowhere"):
        said = {"wording": "In 2 days", "reason": "No.", "campaign": slug}
        assert fred.post("/objections", said).status_code == 403
        assert fred.get(f"/campaigns/{slug}").status_code == 403


def test_an_owner_a_team_mate_and_a_stranger_each_do_what_is_theirs(
    world: World, person: Callable[..., Person], token_of: Any, mia: Person
) -> None:
    """Copy and campaigns are the team's; a sign-off is its signer's; nobody signs their own."""
    from ringtrue.desk.models.person import Person

    olga = Person.objects.get(username="olga")
    max_ = person("max", Role.MARKETING)
    oscar = person("oscar", Role.OPERATIONS)
    owner, mate = Asker(token_of(mia)), Asker(token_of(max_))
    signer, other = Asker(token_of(olga)), Asker(token_of(oscar))
    stranger = Asker()
    change = {"name": "Spring again"}
    assert owner.ask("PATCH", f"/campaigns/{world.slug}", change).status_code == 200
    assert mate.ask("PATCH", f"/campaigns/{world.slug}", {"name": "Spring"}).status_code == 200
    assert stranger.ask("PATCH", f"/campaigns/{world.slug}", change).status_code == 401
    signing = {"role": "marketing", "seal": world.seal}
    assert owner.post(f"/campaigns/{world.slug}/sign-offs", signing).status_code == 422
    assert mate.post(f"/campaigns/{world.slug}/sign-offs", signing).status_code == 201
    withdrawing = f"/campaigns/{world.slug}/sign-offs/{world.sign_off}/withdraw"
    assert other.post(withdrawing, {"reason": "x"}).status_code == 403
    assert mate.post(withdrawing, {"reason": "x"}).status_code == 403
    assert signer.post(withdrawing, {"reason": "x"}).json() == {"changed": True}


OWN: dict[str, tuple[int, int]] = {
    "sign": (422, 201),
    "read_one": (204, 404),
}
"""What whoever wrote the copy and was told of it hears, and what a colleague in the same role."""


def test_each_operation_answers_a_team_mate_as_the_owner_but_for_what_is_ones_own(
    world: World, person: Any, token_of: Any, mia: Person, no_measuring: None, no_posting: None
) -> None:
    from django.db import transaction

    askers = (Asker(token_of(mia)), Asker(token_of(person("max", Role.MARKETING))), Asker())
    different = {}
    for entry in entries():
        heard = []
        for asker in askers:
            with transaction.atomic():
                heard.append(ask(asker, entry, world, Role.MARKETING).status_code)
                transaction.set_rollback(True)
        owner, mate, stranger = heard
        assert stranger == (401 if entry.guarded else 200), entry.name
        if owner != mate:
            different[entry.name] = owner, mate
    assert different == OWN


def test_what_belongs_to_another_campaign_is_not_found(world: World, ask_as: Any) -> None:
    ann = ask_as("ann", *Role)
    other = ann.post("/campaigns", {"name": "Autumn"}).json()["slug"]
    for path in (
        f"/campaigns/{other}/materials/{world.material}",
        f"/campaigns/{other}/materials/{world.material}/versions",
        f"/campaigns/{other}/materials/{world.material}/versions/1/content",
    ):
        assert ann.get(path).status_code == 404, path
    for path, body in (
        (f"/campaigns/{other}/comments/{world.comment}/settle", {}),
        (f"/campaigns/{other}/sign-offs/{world.sign_off}/withdraw", {"reason": "x"}),
    ):
        assert ann.post(path, body).status_code == 404, path


def test_somebody_whose_roles_were_taken_is_refused_at_once(
    world: World, person: Callable[..., Person], token_of: Any
) -> None:
    from ringtrue.desk.models.person import RoleGrant

    ann = person("ann", Role.MARKETING)
    asker = Asker(token_of(ann))
    assert asker.get("/campaigns").status_code == 200
    RoleGrant.objects.filter(person=ann).delete()
    assert asker.get("/campaigns").status_code == 403
