"""Media plans as files: what they say, what is filled in, and what is asked back with its line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from ringtrue.core.errors import ConfigError
from ringtrue.core.figure import Basis, Figure
from ringtrue.core.media_plan import Per, Placement
from ringtrue.desk.config.media import MediaFile, UsualSaid, load_media, parse_media

HEAD = "placements:\n  - name: letter\n    channel: e-mail\n    first: 2026-03-02T09:00\n"


def read(more: str = "    reach: 20000\n", before: str = "") -> MediaFile:
    return parse_media(before + HEAD + more, "media.yaml")


def only(found: MediaFile) -> Placement:
    (placement,) = found.plan.placements
    return placement


def test_what_is_left_out_is_taken_from_the_channel_and_says_so() -> None:
    found = only(read())
    assert found.first == found.last == datetime(2026, 3, 2, 9)
    assert (found.reach.best, found.reach.basis) == (20000, Basis.STATED)
    for figure in (found.response, found.contacts, found.delay):
        assert figure.basis is Basis.ASSUMED
    assert found.per is Per.ORDER


def test_everything_can_be_said() -> None:
    whole = read(
        "    last: 2026-03-02T11:00\n"
        "    reach: {low: 15000, best: 20000, high: 22000, source: agency}\n"
        "    response: {low: 0.5%, best: 1%, high: 2%}\n"
        "    contacts: 0.1\n    per: person\n    delay: 90 minutes\n",
        "time_zone: Europe/London\nusual: {calls_a_day: 400, from: 8, to: 20}\n",
    )
    found = only(whole)
    assert found.last == datetime(2026, 3, 2, 11)
    assert found.reach.source == "agency"
    assert (found.response.low, found.response.best, found.response.high) == (0.005, 0.01, 0.02)
    assert (found.contacts.best, found.per, found.delay.best) == (0.1, Per.PERSON, 1.5)
    assert found.contacts.unit == "contacts per person reached"
    assert (whole.time_zone, whole.usual) == ("Europe/London", UsualSaid(400, 8, 20))


def test_a_response_that_was_measured_is_used() -> None:
    own = Figure("response", 0.02, 0.01, 0.03, "", Basis.MEASURED, "spring")
    found = parse_media(HEAD + "    reach: 5\n", "media.yaml", {"e-mail": own})
    assert only(found).response is own


@pytest.mark.parametrize(
    ("more", "told", "where"),
    [
        ("    channels: x\n    reach: 5\n", "channels", "media.yaml:5"),
        ("    reach: lots\n", "no number", "media.yaml:5:12"),
        ("    reach: 5\n    response: 2\n", "no share", "media.yaml:6:15"),
        ("    reach: 5\n    delay: 6\n", "not a duration", "media.yaml:6:12"),
        ("    reach: 5\n    delay: 90 weeks\n", "cannot be", "media.yaml:2:5"),
        ("    reach: -5\n", "cannot be", "media.yaml:2:5"),
        ("    reach: 5\n    per: person\n", "no 'contacts' per person", "media.yaml:2:5"),
        ("    reach: 5\n    last: 2026-03-01\n", "it ends at", "media.yaml:2:5"),
        ("    reach: 5\n    last: tomorrow\n", "not a moment", "media.yaml:6:11"),
        ("    reach: {low: 9, best: 5}\n", "not within", "media.yaml:5"),
    ],
)
def test_a_mistake_is_told_with_its_place(more: str, told: str, where: str) -> None:
    with pytest.raises(ConfigError, match=told) as error:
        read(more)
    assert error.value.where.startswith(where)


def test_a_plan_without_placements_or_with_two_of_one_name_is_refused() -> None:
    with pytest.raises(ConfigError, match="placements"):
        parse_media("placements: []\n", "media.yaml")
    twice = HEAD + "    reach: 5\n" + HEAD.partition("\n")[2] + "    reach: 5\n"
    with pytest.raises(ConfigError, match="two placements"):
        parse_media(twice, "media.yaml")
    with pytest.raises(ConfigError, match="no such file"):
        load_media(Path("nowhere.yaml"))
