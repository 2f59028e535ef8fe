"""A media plan as a file: what a campaign sends out, when and to how many.

What it leaves out of a placement is taken from the rates of its channel, which are assumed until a
campaign of one's own was measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.figure import Figure
from ringtrue.core.media_plan import MediaPlan, Per, Placement
from ringtrue.desk.config.figures import Amount, figure_of, number, seconds, share
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import mark_of, moment_of, number_of, text_of, zone_of
from ringtrue.desk.config.shape import check_shape
from ringtrue.desk.config.tree import Listing, Mapping, Scalar, read_tree
from ringtrue.desk.schema import load_schema

_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class UsualSaid:
    """The usual calls of a day between two hours, as somebody says them."""

    calls_a_day: float
    first_hour: float
    last_hour: float


@dataclass(frozen=True, slots=True)
class Limited:
    """So many units in all, or orders on every day, until the last day of an offer."""

    amount: Figure
    until: date
    per_order: Figure | None = None


@dataclass(frozen=True, slots=True)
class MediaFile:
    """What a file says: the plan, the zone of its clock, and whatever else it names.

    `usual` are the usual calls, `orders` and `spread` the usual orders of a day and how much days
    differ, `stock` what there is of the offer, `places` what every day can do.
    """

    plan: MediaPlan
    time_zone: str
    usual: UsualSaid | None = None
    orders: Figure | None = None
    spread: Figure | None = None
    stock: Limited | None = None
    places: Limited | None = None

    @property
    def zoned(self) -> MediaPlan:
        """The plan with its moments in its zone."""
        return self.plan.in_zone(ZoneInfo(self.time_zone))


def load_media(path: Path, measured: Table[str, Figure] | None = None) -> MediaFile:
    """As `parse_media`, from a file; raises `ConfigError` when there is none to read."""
    from ringtrue.desk.workspace import read_settings

    return parse_media(read_settings(path, "Name a file with 'placements:'."), str(path), measured)


def parse_media(text: str, file: str, measured: Table[str, Figure] | None = None) -> MediaFile:
    """The plan that a text says; `measured` are responses of own campaigns, by channel.

    Raises `ConfigError` with `file:line:column` at the first mistake and the others beside it.
    """
    mistakes = Mistakes()
    tree = read_tree(text, file, mistakes)
    check_shape(tree, load_schema("media"), mistakes)
    mistakes.tell()
    zone = mistakes.attempt(partial(zone_of, tree, "time_zone"), "UTC")
    found = tuple(_placements(tree, measured or {}, mistakes))
    orders = mistakes.attempt(
        partial(_inner, tree, "orders", "a_day", "orders a day", number), None
    )
    spread = mistakes.attempt(partial(_inner, tree, "orders", "spread", "share", share), None)
    stock = mistakes.attempt(partial(_limited, tree, "stock", "units", "units"), None)
    places = mistakes.attempt(partial(_limited, tree, "places", "a_day", "orders a day"), None)
    mistakes.tell()
    try:
        plan = MediaPlan(found)
    except UsageError as error:
        raise ConfigError(error.what, where=file, cure=error.cure) from error
    return MediaFile(plan, zone, _usual(tree), orders, spread, stock, places)


def _inner(tree: Mapping, section: str, key: str, unit: str, amount: Amount) -> Figure | None:
    node = tree.get(section)
    if not isinstance(node, Mapping):
        return None
    return _not_negative(node, key, figure_of(node, key, unit, amount, name=f"{section}: {key}"))


def _limited(tree: Mapping, section: str, key: str, unit: str) -> Limited | None:
    node = tree.get(section)
    if not isinstance(node, Mapping):
        return None
    until, amount = moment_of(node, "until"), _inner(tree, section, key, unit, number)
    assert until is not None, "the schema asks for it"
    assert amount is not None, "the schema asks for it"
    return Limited(amount, until.date(), _inner(tree, section, "per_order", "units", number))


def _not_negative(tree: Mapping, key: str, figure: Figure | None) -> Figure | None:
    try:
        return figure.within(0, 1e9) if figure else None
    except UsageError as error:
        where = str(mark_of(tree, key))
        raise ConfigError(error.what, where=where, cure=error.cure) from error


def _usual(tree: Mapping) -> UsualSaid | None:
    node = tree.get("usual")
    if not isinstance(node, Mapping):
        return None
    last = number_of(node, "to")
    return UsualSaid(
        number_of(node, "calls_a_day") or 0.0,
        number_of(node, "from") or 0.0,
        24.0 if last is None else last,
    )


def _placements(
    tree: Mapping, measured: Table[str, Figure], mistakes: Mistakes
) -> Iterator[Placement]:
    node = tree.get("placements")
    for item in node.items if isinstance(node, Listing) else ():
        if isinstance(item, Mapping):
            found = mistakes.attempt(partial(_placement, item, measured), None)
            if found is not None:
                yield found


def _placement(tree: Mapping, measured: Table[str, Figure]) -> Placement:
    from ringtrue.do.channels import rates_of

    name, channel = text_of(tree, "name"), text_of(tree, "channel")
    rates = rates_of(channel, measured)
    first = moment_of(tree, "first")
    assert first is not None, "the schema asks for it"
    per = Per(text_of(tree, "per", Per.ORDER.value))
    read = partial(_figure, tree, name)
    reach = read("reach", "people", number)
    assert reach is not None, "the schema asks for it"
    if per is Per.PERSON and tree.get("contacts") is None:
        cure = "Say how many contacts there are for each person reached, or leave out 'per'."
        raise ConfigError("no 'contacts' per person", where=str(tree.mark), cure=cure)
    contacts = f"contacts per {'order' if per is Per.ORDER else 'person reached'}"
    try:
        return Placement(
            name=name,
            channel=channel,
            first=first,
            last=moment_of(tree, "last") or first,
            reach=reach,
            response=read("response", rates.response.unit, share) or rates.response,
            contacts=read("contacts", contacts, number) or rates.contacts,
            delay=read("delay", "hours", _hours) or rates.delay,
            per=per,
        )
    except ConfigError:
        raise
    except UsageError as error:
        raise ConfigError(error.what, where=str(tree.mark), cure=error.cure) from error


def _figure(tree: Mapping, placement: str, key: str, unit: str, amount: Amount) -> Figure | None:
    """A figure by the name of its placement: two placements may err in two ways."""
    return figure_of(tree, key, unit, amount, name=f"{key} of {placement}")


def _hours(node: Scalar) -> float:
    return seconds(node) / _HOUR
