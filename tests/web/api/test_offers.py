"""What is limited of a campaign's offer, asked of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.web.api.conftest import Asker, World

pytestmark = pytest.mark.django_db

MUG = {
    "name": "Enamel mug",
    "amount": {"best": 20, "source": "the warehouse"},
    "first": "2026-04-01",
    "last": "2026-04-10",
    "usual": {"best": 10, "low": 8, "high": 14},
}


def test_a_limit_is_told_as_it_was_sent_with_whether_it_is_enough(
    world: World, ask_mia: Asker
) -> None:
    path = f"/campaigns/{world.slug}/offer-limits"
    assert ask_mia.get(path).json()["offers"] == []
    assert ask_mia.ask("PUT", path, {"limits": [MUG]}).json() == {"changed": True}
    assert ask_mia.ask("PUT", path, {"limits": [MUG]}).json() == {"changed": False}
    told = ask_mia.get(path).json()
    (mug,) = told["offers"]
    limit = mug["forecast"]["limit"]
    assert (limit["supply"], limit["sure"]) == ("stock", 0.95)
    assert (limit["amount"]["source"], limit["usual"]["low"]) == ("the warehouse", 8)
    assert {limit[name]["basis"] for name in ("spread", "wanted", "per_order")} == {"assumed"}
    assert mug["forecast"]["is_short"] is True
    assert len(mug["forecast"]["chances"]) == 10
    assert "Have " in mug["cure"]
    assert len(told["figures"]) >= 5


def test_what_cannot_be_is_refused_and_kept_out(world: World, ask_mia: Asker) -> None:
    path = f"/campaigns/{world.slug}/offer-limits"
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"amount": {"best": 0}}, "units"),
        ({"amount": {"best": 5, "low": 9}}, "units"),
        ({"last": "2026-03-01"}, "an offer from"),
        ({"sure": 95}, "sure"),
        ({"wanted": {"best": 40}}, "orders that want it"),
        ({"supply": "plenty"}, "supply"),
        ({"colour": "red"}, "colour"),
    )
    for change, word in cases:
        answer = ask_mia.ask("PUT", path, {"limits": [{**MUG, **change}]})
        assert answer.status_code == 422, answer.content
        assert word in str(answer.json())
    assert ask_mia.ask("PUT", path, {"limits": [MUG, MUG]}).status_code == 422
    assert ask_mia.get(path).json()["offers"] == []
