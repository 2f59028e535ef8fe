"""The copy with its claims marked: what it says is shown as it is, and is no markup."""

from __future__ import annotations

from ringtrue.web.campaign_page import Segment, ShownBlock
from ringtrue.web.marks import passages


class Claim:
    """A claim as far as its mark asks."""

    state, word, flag, comments, current = "fails", "fails", "warning", (), True
    page, at, anchor = "/campaigns/a&b/", "3.0", "claim-3-0"


def test_words_of_the_copy_are_no_markup() -> None:
    claim: object = Claim()
    block = ShownBlock("body", (Segment("1 < 2 & <b>", None), Segment("<i>Fast</i>", claim)))  # type: ignore[arg-type]
    shown = passages([block], lambda state: {"fails": "✗"}[state])
    assert shown.startswith('<p class="b-body">1 &lt; 2 &amp; &lt;b&gt;<a class="claim fails"')
    assert 'href="/campaigns/a&amp;b/?at=3.0#panel"' in shown
    assert 'aria-current="true"' in shown
    assert "</span>&lt;i&gt;Fast&lt;/i&gt;<span" in shown
    assert "(fails; an advertising rule speaks)" in shown
    assert shown.endswith("§</span></a></p>")
