"""The load of a campaign, asked of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.web.api.conftest import Asker, World

LETTER = {
    "name": "letter",
    "channel": "email",
    "first": "2026-04-01T09:00:00",
    "reach": {"best": 20_000, "low": 15_000, "high": 30_000},
    "response": {"best": 0.02, "source": "last autumn"},
    "contacts": {"best": 0.4},
    "delay": {"best": 6},
}


def test_a_media_plan_is_told_as_it_was_sent(world: World, ask_mia: Asker) -> None:
    path = f"/campaigns/{world.slug}"
    assert ask_mia.ask("PUT", f"{path}/media", {"placements": [LETTER]}).json() == {"changed": True}
    told = ask_mia.get(f"{path}/load").json()
    (letter,) = told["media"]["placements"]
    assert letter["first"] == letter["last"] == "2026-04-01T09:00:00"
    assert (letter["reach"]["low"], letter["reach"]["high"]) == (15_000, 30_000)
    assert (letter["response"]["low"], letter["response"]["source"]) == (0.02, "last autumn")
    assert letter["contacts"]["basis"] == "stated"
    assert told["ready"] is None
    assert "answering:" in told["lacking"]


def test_what_is_left_out_is_as_usual_for_the_channel(world: World, ask_mia: Asker) -> None:
    path = f"/campaigns/{world.slug}"
    bare = {name: LETTER[name] for name in ("name", "channel", "first", "reach")}
    assert ask_mia.ask("PUT", f"{path}/media", {"placements": [bare]}).status_code == 200
    (letter,) = ask_mia.get(f"{path}/load").json()["media"]["placements"]
    assert {letter[name]["basis"] for name in ("response", "contacts", "delay")} == {"assumed"}


def test_what_cannot_be_is_refused_at_its_field(world: World, ask_mia: Asker) -> None:
    path = f"/campaigns/{world.slug}"
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"response": {"best": 2}}, "orders"),
        ({"delay": {"best": 6, "low": 8}}, "delay"),
        ({"last": "2026-03-01T09:00:00"}, "ends"),
        ({"first": "2026-04-01T09:00:00Z"}, "zone"),
    )
    for change, word in cases:
        answer = ask_mia.ask("PUT", f"{path}/media", {"placements": [{**LETTER, **change}]})
        assert answer.status_code == 422, answer.content
        assert word in str(answer.json())
    assert ask_mia.get(f"{path}/load?times=1000").status_code == 422
    assert ask_mia.get(f"{path}/load").json()["media"]["placements"] == []


def test_a_plan_and_a_briefing_need_something_to_stand_on(world: World, ask_mia: Asker) -> None:
    path = f"/campaigns/{world.slug}"
    plan = ask_mia.ask("PUT", f"{path}/staffing-plan", {"owner": "mia", "due": "2026-04-01"})
    assert (plan.status_code, plan.json()["detail"]) == (422, "there is no staffing plan.")
    wrong = ask_mia.post(f"{path}/briefings", {"promise": "nowhere", "names": ["Gus"]})
    assert wrong.status_code == 422
    assert ask_mia.ask("DELETE", f"{path}/briefings/999", None).status_code == 404
