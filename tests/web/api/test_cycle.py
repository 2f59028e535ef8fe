"""The cycle as programs ask for it."""

from __future__ import annotations

import pytest

from ringtrue.core.role import Role
from tests.web.api.conftest import AskAs
from tests.web.loop_firm import keep_firm

pytestmark = pytest.mark.django_db

QUICK = {"weeks": 20, "draws": 10}


def test_a_scenario_is_run_with_what_is_given_and_says_what_it_rests_on(
    world: object, ask_as: AskAs
) -> None:
    body = {"promise": 0.95, "figures": {"told": 4}, **QUICK}
    answer = ask_as("vera", Role.VIEWER).post("/cycle", body).json()
    course = answer["answer"]
    assert (course["weeks"], course["draws"], course["scenario"]["promise"]) == (20, 10, 0.95)
    assert len(course["bold"]["customers"]["middle"]) == 21
    assert len(course["honest"]["worth"]["high"]) == 20
    figures = {each["key"]: each for each in course["figures"]}
    assert (figures["told"]["best"], figures["told"]["basis"]) == (4, "stated")
    assert figures["listens"]["basis"] == "assumed"
    assert answer["told"]
    assert answer["kept"]["promises"] > 0


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"promise": 95}, "promise"),
        ({"figures": {"luck": 1}}, "luck"),
        ({"figures": {"told": -1}}, "cannot be"),
        ({"weeks": 0}, "weeks"),
        ({"scenario": "gone"}, "gone"),
    ],
)
def test_what_cannot_be_is_refused(
    shop: object, ask_as: AskAs, body: dict[str, object], told: str
) -> None:
    answer = ask_as("vera", Role.VIEWER).post("/cycle", body)
    assert answer.status_code in {400, 404, 422}
    assert told in answer.content.decode()


def test_the_loop_is_told_with_its_figures(shop: object, ask_as: AskAs) -> None:
    keep_firm()
    found = ask_as("vera", Role.VIEWER).get("/cycle/loop").json()
    assert found["loop"]["state"] == "partly seen"
    first = found["loop"]["links"][0]
    assert (first["cause"], first["effect"], first["following"]["lag"]) == (
        "spend",
        "new customers",
        0,
    )
    assert found["reading"]["new_customers"][0] is None
    assert len(found["reading"]["starts"]) == 120


def test_before_anything_was_read_there_is_no_loop(shop: object, ask_as: AskAs) -> None:
    found = ask_as("vera", Role.VIEWER).get("/cycle/loop").json()
    assert (found["loop"], found["reading"]) == (None, None)
    assert len(found["missing"]) == 2
