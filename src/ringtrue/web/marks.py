"""A claim marked in the copy: a link that opens its particulars, with a shape, colour and word.

It is made here and not by a template, for a page has a thousand of them.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ringtrue.web.campaign_page import MarkedClaim, Segment

_RULE = mark_safe('<span class="flag" aria-hidden="true">§</span>')
_COMMENT = mark_safe('<span class="flag" aria-hidden="true">✎</span>')
_CURRENT = mark_safe(' aria-current="true"')
_NONE = mark_safe("")


def mark(piece: Segment, symbol: str) -> SafeString:
    """The words of a claim, marked; `symbol` is the shape of its state."""
    claim = piece.claim
    assert claim is not None, "only claims are marked"
    return format_html(
        '<a class="claim {}" id="{}" href="{}?at={}#panel" hx-get="{}claims/{}/" hx-target="#panel"'
        ' data-claim{}><span class="sign" aria-hidden="true">{}</span>{}'
        '<span class="hidden"> ({})</span>{}{}</a>',
        claim.state,
        claim.anchor,
        claim.page,
        claim.at,
        claim.page,
        claim.at,
        _CURRENT if claim.current else _NONE,
        symbol,
        piece.text,
        _spoken(claim),
        _RULE if claim.flag else _NONE,
        _COMMENT if claim.comments else _NONE,
    )


def _spoken(claim: MarkedClaim) -> str:
    """What the marks say, for those who hear the page."""
    rule = ("an advertising rule speaks",) if claim.flag else ()
    commented = ("commented",) if claim.comments else ()
    return "; ".join((claim.word, *rule, *commented))
