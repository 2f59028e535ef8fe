"""How pages say shares, days and states: the words of the report, for Django's templates."""

from __future__ import annotations

import json
from datetime import date, datetime

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ringtrue.core import dates
from ringtrue.core.evidence import Interval
from ringtrue.core.figure import Basis, Figure
from ringtrue.cost.multiplier import Multiplier
from ringtrue.desk import cost_words
from ringtrue.gap import wording
from ringtrue.web import charts, cost_charts, cycle_chart, frontier_chart, loop_chart, marks
from ringtrue.web.campaign_page import ShownMaterial
from ringtrue.web.history_words import in_words

register = template.Library()
for _draw in (
    charts.trend,
    charts.over_time,
    charts.whisker,
    charts.outcomes,
    charts.meter,
    charts.key,
    frontier_chart.frontier,
    cost_charts.interval,
    cost_charts.swing,
    cost_charts.belief,
    loop_chart.ring,
    loop_chart.over_periods,
):
    register.simple_tag(_draw)

for _course in (
    cycle_chart.customers,
    cycle_chart.advertising,
    cycle_chart.profit,
    cycle_chart.earned,
):
    register.simple_tag(_course, name=f"cycle_{_course.__name__}")

_SYMBOLS = {
    "holds": "●",
    "clear": "●",
    "launched": "●",
    "done": "●",
    "good": "●",
    "fails": "▼",
    "error": "▼",
    "blocked": "▼",
    "bad": "▼",
    "overdue": "▼",
    "unproven": "◆",
    "warning": "◆",
    "conditional": "◆",
    "ambiguous": "◆",
    "unbound": "◆",
    "waiting": "◆",
}
_OTHER = "○"
_NONE = "–"


@register.filter
def as_json(value: object) -> str:
    """A value for a script to read from an attribute.

    >>> as_json({"rk": True})
    '{"rk": true}'
    """
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def state(name: str, word: str = "") -> SafeString:
    """The badge of a state: its shape, its word and, beside them, its colour.

    >>> state("in review")
    '<span class="state in-review"><span aria-hidden="true">○</span>in review</span>'
    """
    return format_html(
        '<span class="state {}"><span aria-hidden="true">{}</span>{}</span>',
        name.replace(" ", "-"),
        symbol(name),
        word or name,
    )


@register.filter
def symbol(name: str) -> str:
    """The shape of a state, for where its word stands elsewhere.

    >>> symbol("fails"), symbol("draft")
    ('▼', '○')
    """
    return _SYMBOLS.get(name, _OTHER)


@register.filter
def percent(share: float | None) -> str:
    r"""A share between 0 and 1 in per cent; a dash for none.

    >>> percent(0.734), percent(None)
    ('73.4\xa0%', '–')
    """
    return _tight(wording.percent(share)) if share is not None else _NONE


@register.filter
def floored(share: float | None) -> str:
    """A lower bound in per cent, never rounded up; a dash for none."""
    return _tight(wording.floored(share)) if share is not None else _NONE


@register.filter
def ends(interval: Interval) -> str:
    """Both ends of an interval in per cent, without the sign: `0.7-22`."""
    return wording.spread(interval)


@register.filter
def month(label: str) -> str:
    """A month by its label.

    >>> month("2013-03")
    'March 2013'
    """
    year, _, number = label.partition("-")
    return f"{dates.MONTHS[int(number) - 1]} {year}"


@register.filter
def chance(probability: float | None) -> str:
    """A probability in words of per cent; a dash for none."""
    return _tight(wording.chance(probability)) if probability is not None else _NONE


@register.filter
def count(number: int | None) -> str:
    """A count with its thousands parted; a dash for none.

    >>> count(336776)
    '336,776'
    """
    return f"{number:,}" if number is not None else _NONE


@register.filter
def budget(left: float) -> str:
    r"""How much of a budget is left, in whole per cent; overspent is said so.

    >>> budget(0.204), budget(-0.5)
    ('20\xa0%', 'overspent by 50\xa0%')
    """
    if left >= 0:
        return f"{100 * left:.0f}\u00a0%"
    return f"overspent by {-100 * left:,.0f}\u00a0%"


@register.filter
def whole(number: float) -> str:
    """A number of records that an allowance comes to: `1,234`, or with a decimal below ten.

    >>> whole(1234.2), whole(2.5), whole(0.0)
    ('1,234', '2.5', '0')
    """
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}".removesuffix(".0")


@register.filter
def day(moment: date | datetime | None) -> str:
    """`3 March 2013`, whatever the machine's language; a dash for none."""
    if moment is None:
        return _NONE
    return dates.day(moment.date() if isinstance(moment, datetime) else moment)


@register.filter
def clock(moment: datetime | None) -> str:
    """`3 March 2013, 14:05`, with the zone; a dash for none."""
    if moment is None:
        return _NONE
    return f"{dates.day(moment.date())}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()


@register.filter
def quoted(words: str) -> str:
    """Words of the copy in quotes; our own remarks, in brackets, stay bare.

    >>> quoted("in 2 days"), quoted("(for comparison)")
    ('“in 2 days”', '(for comparison)')
    """
    return words if not words or words.startswith("(") else f"“{words}”"


@register.filter
def kind(name: str) -> str:
    """What a claim is about, as one reads it.

    >>> kind("privacy_security")
    'privacy and security'
    """
    return name.replace("_", " and ")


@register.filter
def sentence(words: str) -> str:
    """A remark as a sentence.

    >>> sentence("no column measures it"), sentence("")
    ('No column measures it.', '')
    """
    words = words.strip().rstrip(".")
    return f"{words[0].upper()}{words[1:]}." if words else ""


@register.filter
def first_sentence(words: str) -> str:
    """What a long definition begins with.

    >>> first_sentence("Kept: in at most 2.5 days. The share is of the decided ones.")
    'Kept: in at most 2.5 days.'
    """
    first, dot, _ = words.partition(". ")
    return f"{first}." if dot else words


@register.filter
def times(multiple: float) -> str:
    """A multiple without needless zeros: `1.4`."""
    return f"{multiple:g}"


@register.filter
def tight(words: str) -> str:
    """A sentence in which no number is parted from its per cent sign or its unit."""
    return _tight(words)


@register.simple_tag
def passages(material: ShownMaterial) -> SafeString:
    """The copy of a material with its claims marked."""
    return marks.passages(material.blocks, symbol)


register.filter("in_words", in_words)
register.filter("money", cost_words.money)
register.filter("number", cost_words.number)
register.filter("spread", cost_words.spread)
register.filter("followed_told", cost_words.followed_told)
register.filter("effect_told", cost_words.effect_told)


@register.filter
def ranged(figure: Figure) -> str:
    """A figure with its range."""
    return _tight(cost_words.ranged(figure))


@register.filter
def multiplier_told(told: Multiplier) -> str:
    """What the firm's own answers say of the multiplier."""
    return _tight(cost_words.multiplier_told(told))


@register.filter
def basis(figure: Figure) -> SafeString:
    """The badge that says whether a figure is the firm's own, and the words beside it."""
    name = "good" if figure.is_own else "warning" if figure.basis is Basis.PUBLISHED else "bad"
    return state(name, figure.basis.words)


@register.filter
def minus(number: float) -> float:
    """The other way around: what is lost of what is fewer."""
    return -number


register.filter("amount", frontier_chart.amount)


def _tight(text: str) -> str:
    """Keep a number and its per cent sign on one line."""
    return text.replace(" %", "\u00a0%")
