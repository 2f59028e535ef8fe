"""The copy with its claims marked: links that open their particulars, with shape, colour and word.

It is made here and not by a template, for a page has a thousand of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from django.utils.safestring import SafeString

from ringtrue.web.campaign_page import MarkedClaim, Segment, ShownBlock

_RULE = '<span class="flag" aria-hidden="true">§</span>'
_COMMENT = '<span class="flag" aria-hidden="true">✎</span>'
_CURRENT = ' aria-current="true"'


def passages(blocks: Iterable[ShownBlock], symbol: Callable[[str], str]) -> SafeString:
    """Every passage; `symbol` is the shape of a state."""
    shown = (
        f'<p class="b-{block.role}">{"".join(_piece(each, symbol) for each in block.segments)}</p>'
        for block in blocks
    )
    return SafeString("".join(shown))


def _piece(piece: Segment, symbol: Callable[[str], str]) -> str:
    claim, text = piece.claim, escape(piece.text)
    if claim is None:
        return text
    page = escape(claim.page)
    return (
        f'<a class="claim {claim.state}" id="{claim.anchor}" href="{page}?at={claim.at}#panel"'
        f' hx-get="{page}claims/{claim.at}/" hx-target="#panel"'
        f" data-claim{_CURRENT if claim.current else ''}>"
        f'<span class="sign" aria-hidden="true">{symbol(claim.state)}</span>{text}'
        f'<span class="hidden"> ({escape(_spoken(claim))})</span>'
        f"{_RULE if claim.flag else ''}{_COMMENT if claim.comments else ''}</a>"
    )


def _spoken(claim: MarkedClaim) -> str:
    """What the marks say, for those who hear the page."""
    rule = ("an advertising rule speaks",) if claim.flag else ()
    commented = ("commented",) if claim.comments else ()
    return "; ".join((claim.word, *rule, *commented))
