"""What stands before a launch, as the page tells it: by what is to be done, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse

from ringtrue.core.finding import Level
from ringtrue.core.place import Place
from ringtrue.desk.grouped_reasons import ReasonView
from ringtrue.desk.permissions import Action
from ringtrue.desk.services.review_campaign import PROPOSED
from ringtrue.desk.services.see_campaign import CampaignView
from ringtrue.gap.answering import CALLS_UNANSWERED, LOAD_UNFORESEEN
from ringtrue.gap.gate import TO_DO, Code
from ringtrue.gap.offer import OFFER_SHORT

PARTS = {
    "copy": "Copy",
    "load": "Load",
    "sign-offs": "Sign-offs",
    "checklist": "Checklist",
    "objections": "Objections",
    "limits": "Limits",
    "proofs": "Proofs",
    "live": "Published",
    "history": "History",
}
"""The tabs of a campaign, by the last part of their addresses."""

_AMBIGUOUS, _FAILS = "binding-ambiguous", "promise-fails"
_CURES: Mapping[str, str] = {
    PROPOSED: "Open the promise and confirm this meaning, or change it.",
    _AMBIGUOUS: "Open the promise and confirm one of its meanings.",
    _FAILS: "Open the promise for the strongest words that would hold, or mend operations first.",
    "promise-unbound": "Promise what a source records, have a source added that records it, or"
    " drop the promise.",
    "promise-vague": "Say what a customer may expect: how soon, how often, how much; or drop it.",
    Code.NOT_REVIEWED: "“Review the campaign”, above, holds each promise against what was kept.",
    Code.REVIEW_AGAIN: "“Review again”, above; then the sign-offs are to be given again.",
}
"""Cures that the terminal words for its own users, as they are done here, by the reason's code."""
_OTHERS_CONFIRM = (
    "Operations, Customer Service or Legal confirm what it means: it stands in their work."
)
_UNCONFIRMED = "What it is measured by is our proposal: see first that it is what you mean."

_TABS: Mapping[str, str] = {
    Code.SIGN_OFF_MISSING: "sign-offs",
    Code.SIGN_OFF_VOID: "sign-offs",
    Code.SIGN_OFF_EXPIRED: "sign-offs",
    Code.HOLD: "objections",
    Code.OBJECTION_OPEN: "objections",
    Code.CHECKLIST_OPEN: "checklist",
    Code.LIMIT_MISSING: "limits",
    Code.LIMIT_IDLE: "limits",
    Code.STAFFING_UNPLANNED: "load",
    CALLS_UNANSWERED: "load",
    LOAD_UNFORESEEN: "load",
    OFFER_SHORT: "load",
}
"""Where that is done which a reason asks for, by its code."""

FOLDED = 40
"""So many of the reasons that open with a click are on one page."""

SHOWN = 5
"""So many reasons of a sort, and places of a reason, are shown; other reasons open with a click."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a reason leads, as a link."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason, what clears it here, where it leads, and how many more places there are."""

    reason: ReasonView
    cure: str
    jumps: tuple[Jump, ...]
    more: int

    @property
    def message(self) -> str:
        """What it says; numbers unbroken."""
        if self.reason.code == Code.REVIEW_AGAIN:
            return "Since the review something has changed."
        return self.reason.message.replace(" %", "\N{NO-BREAK SPACE}%")


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """Reasons of one sort: those shown at once, and one of the `pages` of the others.

    `name` is the sort's in addresses; `opened` whether somebody asked for that page.
    """

    title: str
    told: str
    state: str
    first: tuple[ReasonLine, ...]
    rest: tuple[ReasonLine, ...]
    pages: Page[ReasonView]
    rest_title: str
    name: str
    opened: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """Where a claim stands in its material, and the address that opens it."""

    place: Place
    address: str


Marks = Mapping[str, tuple[str, Sequence[Marked]]]
"""By the name of each material: its address, and its claims."""

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class _Sort:
    name: str
    title: str
    state: str
    level: Level
    to_do: bool | None = None
    told: str = ""

    def holds(self, reason: ReasonView) -> bool:
        fits = self.to_do is None or (reason.code in TO_DO) is self.to_do
        return fits and reason.level is self.level


_ACCEPTABLE = _Sort(
    "acceptable",
    "To mend, or to accept",
    "conditional",
    Level.WARNING,
    to_do=False,
    told="Whoever signs accepts what is left here. Open a statement to add the proof of it: what"
    " is on file is part of what everybody signs.",
)
_SORTS = (
    _Sort("blocking", "Blocks the launch", "blocked", Level.ERROR),
    _Sort("due", "To be done before the launch", "conditional", Level.WARNING, to_do=True),
    _ACCEPTABLE,
    _Sort("notes", "To know", "quiet", Level.NOTE),
)


def groups_of(
    view: CampaignView, marks: Marks, asked: Mapping[str, str] = _NOTHING
) -> Iterator[ReasonGroup]:
    """The reasons by what is to be done, the gravest first.

    `asked` names for a sort which page of the reasons that are folded away is wanted.
    """
    teller = _Teller(view, marks)
    for sort in _SORTS:
        found = [each for each in view.reasons if sort.holds(each)]
        if found:
            found.sort(key=teller.later)
            shown = [each for each in found if not teller.folds(each)]
            shown = shown[: SHOWN if sort.level is not Level.NOTE else 0]
            rest = [each for each in found if each not in shown]
            page = Paginator(rest, FOLDED).get_page(asked.get(sort.name))
            accepted = sort is _ACCEPTABLE and teller.signed
            yield ReasonGroup(
                "Accepted by those who signed" if accepted else sort.title,
                "" if accepted else sort.told,
                sort.state,
                tuple(map(teller.line, shown)),
                tuple(map(teller.line, page)),
                page,
                _title_of(rest, bool(shown)),
                sort.name,
                sort.name in asked,
            )


def _title_of(rest: Sequence[ReasonView], after_others: bool) -> str:
    """What is folded away: "4 sign-offs and 5 items of the checklist", or so many reasons."""
    signed = sum(_TABS.get(each.code) == "sign-offs" for each in rest)
    items = sum(each.code == Code.CHECKLIST_OPEN for each in rest)
    if signed + items == len(rest):
        parts = (_count(signed, "sign-off"), _count(items, "item", " of the checklist"))
        return " and ".join(filter(None, parts))
    return _count(len(rest), "more reason" if after_others else "reason")


def _count(number: int, what: str, of: str = "") -> str:
    return f"{number} {what}{'' if number == 1 else 's'}{of}" if number else ""


class _Teller:
    """Puts reasons into lines for somebody who looks at a campaign."""

    def __init__(self, view: CampaignView, marks: Marks) -> None:
        self.view, self.marks = view, marks
        self.exact = {
            (file, each.place.start): each
            for file, (_, claims) in marks.items()
            for each in reversed(claims)
        }
        self.confirms = Action.CONFIRM_STANDARD in view.may
        self.stopped = any(each.level is Level.ERROR for each in view.reasons)
        unsigned = any(_TABS.get(each.code) == "sign-offs" for each in view.reasons)
        self.signed = not unsigned and not self.stopped
        self.proposals = {each.id for each in view.standards if not each.confirmed}

    def folds(self, reason: ReasonView) -> bool:
        """The checklist is long, and nobody signs what is blocked: both open with a click."""
        part = _TABS.get(reason.code)
        return part == "checklist" or (part == "sign-offs" and self.stopped)

    def later(self, reason: ReasonView) -> bool:
        """Who may say what a promise means sees first where that is asked; the order stays."""
        return not (self.confirms and reason.code in {PROPOSED, _AMBIGUOUS})

    def line(self, reason: ReasonView) -> ReasonLine:
        """The reason with what clears it, as it is done on this page by whoever looks."""
        jumps = tuple(self._jumps(reason))
        return ReasonLine(reason, self._cure(reason), jumps, max(len(reason.places) - SHOWN, 0))

    def _cure(self, reason: ReasonView) -> str:
        if reason.code in {PROPOSED, _AMBIGUOUS} and not self.confirms:
            return _OTHERS_CONFIRM
        cure = _CURES.get(reason.code, reason.cure)
        return f"{_UNCONFIRMED} {cure}" if reason.standard in self.proposals else cure

    def _jumps(self, reason: ReasonView) -> Iterator[Jump]:
        """A link for each place, each once; else the tab where it is done."""
        seen = set()
        for place in reason.places[:SHOWN]:
            jump = self._jump(place)
            if jump is not None and jump.address not in seen:
                seen.add(jump.address)
                yield jump
        part = _TABS.get(reason.code)
        if part and not seen:
            yield Jump(PARTS[part], reverse("campaign", args=[self.view.campaign.slug, part]))

    def _jump(self, place: Place) -> Jump | None:
        if place.file not in self.marks:
            return None
        home, claims = self.marks[place.file]
        near = (each for each in claims if _meet(each.place, place))
        found = self.exact.get((place.file, place.start)) or next(near, None)
        title = f"{place.file}, line {place.line}"
        return Jump(title, found.address if found else home)


def _meet(own: Place, place: Place) -> bool:
    return own.start < max(place.end, place.start + 1) and place.start < own.end
