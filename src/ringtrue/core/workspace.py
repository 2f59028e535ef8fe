"""A workspace: what ringtrue.yaml says, as nouns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ringtrue.core.calendar import Calendar
from ringtrue.core.policy import Policy
from ringtrue.core.source import Source
from ringtrue.core.standard import Standard


@dataclass(frozen=True, slots=True)
class MaterialEntry:
    """A material that belongs to the campaign: a path or address and its channel."""

    location: str
    channel: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with a ringtrue.yaml.

    `folder` is where it stands; paths in it are relative to that. `jurisdictions` choose the
    advertising rules ("us", "uk", "eu"). `allow_private_addresses` lets URLs lead to private and
    loopback addresses. `as_of` is the moment up to which the data were taken, for extracts that
    are older than today; without a zone it is the wall clock of each source. None means now.
    """

    folder: str
    name: str = ""
    jurisdictions: tuple[str, ...] = ("us", "uk", "eu")
    materials: tuple[MaterialEntry, ...] = ()
    sources: tuple[Source, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    standards: tuple[Standard, ...] = ()
    policy: Policy = field(default_factory=Policy)
    allow_private_addresses: bool = False
    as_of: datetime | None = None
