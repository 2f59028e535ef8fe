"""Every event of a campaign reads as a sentence, whatever its particulars."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ringtrue.desk.history import HistoryItem
from ringtrue.web.history_words import in_words

AT = datetime(2026, 3, 2, tzinfo=UTC)


def event(action: str, **told: str) -> HistoryItem:
    return HistoryItem(1, AT, "Ann", action, tuple(told.items()))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event("sign off", role="service", share_held=""), "signed for Customer Service"),
        (
            event("sign off", role="operations", share_held="0.975"),
            "signed for Operations, holding 97.5 %",
        ),
        (
            event("change campaign", lift="1.5", launch_on="2026-04-01"),
            "changed the campaign: launch date, volume expected",
        ),
        (event("assign item", item="briefed", owner="", due=""), "gave “briefed” to nobody"),
        (
            event("assign item", item="briefed", owner="sam", due="2026-03-03"),
            "gave “briefed” to sam, due on 2026-03-03",
        ),
        (event("end campaign", reason=""), "ended the campaign"),
        (event("end campaign", reason="Over."), "ended the campaign: Over."),
        (event("limit offers", limits="[]"), "changed how much there is of what is offered"),
        (event("something else", a="b"), "something else"),
        (event("comment", material="{0}", text="{role}"), "said of “{0}”: {role}"),
    ],
)
def test_an_event_reads_as_a_sentence(told: HistoryItem, words: str) -> None:
    assert in_words(told) == words
