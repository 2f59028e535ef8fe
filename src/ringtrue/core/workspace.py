"""A workspace: what ringtrue.yaml says, as nouns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ringtrue.core.answering import Answering
from ringtrue.core.calendar import Calendar
from ringtrue.core.calls import CallColumns
from ringtrue.core.campaign import DEFAULT_RULES, ChecklistItem, SignOffRule
from ringtrue.core.cost_settings import CostSettings
from ringtrue.core.cycle import CycleSettings
from ringtrue.core.policy import Policy
from ringtrue.core.proof import Proof
from ringtrue.core.reach import Reach, read_reach
from ringtrue.core.schedule import Schedule
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
    loopback addresses, `private_hosts` (names, addresses, networks) only copy and only to those.
    `as_of` is the moment up to which the data were taken, for extracts that are older than today;
    without a zone it is the wall clock of each source. None means now. `lift` is the volume that
    the materials listed here are to bring, as a multiple of the usual; campaigns have their own.
    `proofs` are on file for statements of any copy; the desk keeps those of campaigns beside them.

    Of the desk: `sign_offs` say who must sign what, `checklist` what a roll-out needs, and a
    sign-off counts for `sign_off_days`. An objection is due after `objection_days`, and
    `hold_at` open ones put a campaign on hold. `schedule` says when the worker measures and
    watches. Notifications, and jobs and tokens that ended, are kept for `keep_months`.
    `answering` is how calls are answered and `calls` where that is recorded, `cycle` what is said
    of the vicious cycle, and `cost` what customers are worth and which tables tell of them; None
    where ringtrue.yaml does not.
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
    private_hosts: tuple[str, ...] = ()
    as_of: datetime | None = None
    lift: float = 1.0
    proofs: tuple[Proof, ...] = ()
    sign_offs: tuple[SignOffRule, ...] = DEFAULT_RULES
    checklist: tuple[ChecklistItem, ...] = ()
    objection_days: int = 2
    hold_at: int = 3
    sign_off_days: int = 30
    schedule: Schedule = field(default_factory=Schedule)
    keep_months: int = 12
    answering: Answering | None = None
    cycle: CycleSettings | None = None
    cost: CostSettings | None = None
    calls: CallColumns | None = None

    @property
    def reach(self) -> Reach:
        """From where copy may be read."""
        return read_reach(self.private_hosts, everywhere=self.allow_private_addresses)
