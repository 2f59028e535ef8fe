"""How the page of a campaign is laid out: tabs, marks in the copy, and where each reason leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from ringtrue.core.claim import Label
from ringtrue.core.finding import Level
from ringtrue.core.place import Place
from ringtrue.desk.services.review_campaign import PROPOSED
from ringtrue.desk.services.see_campaign import (
    CampaignView,
    ClaimView,
    CommentView,
    MaterialView,
    ReasonView,
)

PARTS = {
    "copy": "Copy",
    "sign-offs": "Sign-offs",
    "checklist": "Checklist",
    "objections": "Objections",
    "limits": "Limits",
    "live": "Published",
    "history": "History",
}
"""The tabs, by the last part of their addresses."""

_CURES = {
    PROPOSED: "Open the promise and confirm this meaning, or change it.",
    "binding-ambiguous": "Open the promise and confirm one of its meanings.",
    "promise-unbound": "Promise what a source records, have a source added that records it, or"
    " drop the promise.",
    "promise-vague": "Say what a customer may expect: how soon, how often, how much; or drop it.",
}
"""Cures that the terminal words for its own users, as they are done here, by the reason's code."""

SHOWN = 5
"""So many reasons of a sort, and places of a reason, are shown; other reasons open with a click."""
_CHECKLIST = "checklist-open"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its title, what waits in it (0: nothing), its address."""

    title: str
    count: int
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Jump:
    """A place in the copy, as a link."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason, and the places that it is about: the first ones, and how many more there are."""

    reason: ReasonView
    jumps: tuple[Jump, ...]
    more: int

    @property
    def cure(self) -> str:
        """What clears it, as it is done on this page."""
        return _CURES.get(self.reason.code, self.reason.cure)


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """Reasons of one weight: those shown at once, and the others."""

    title: str
    state: str
    first: tuple[ReasonLine, ...]
    rest: tuple[ReasonLine, ...]
    rest_title: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words of a passage; `claim` is the one that they make, None around claims."""

    text: str
    claim: MarkedClaim | None


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A passage: its role on the page and its words."""

    role: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class MarkedClaim:
    """A claim as it is marked: the state that colours it, in a word, and its addresses.

    `page` is the address of the campaign and `at` names the claim in addresses that begin with it;
    `flag` is the level of the gravest finding.
    """

    view: ClaimView
    material: str
    page: str
    at: str
    state: str
    word: str
    flag: str
    comments: tuple[CommentView, ...]
    current: bool

    @property
    def anchor(self) -> str:
        """The id of its mark on the page."""
        return f"claim-{self.at.replace('.', '-')}"

    @property
    def sentence(self) -> str:
        """The sentence that it stands in, empty when it is all of it."""
        claim = self.view.claim
        return "" if claim.sentence.strip(" .!?") == claim.text.strip(" .!?") else claim.sentence


@dataclass(frozen=True, slots=True)
class ShownMaterial:
    """A material with its passages marked; `counts` are its claims by state and word."""

    view: MaterialView
    blocks: tuple[ShownBlock, ...]
    claims: tuple[MarkedClaim, ...]
    counts: tuple[tuple[str, str, int], ...]
    comments: tuple[CommentView, ...]


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """The page in one of its tabs; `chosen` is the claim whose particulars are open."""

    part: str
    tabs: tuple[Tab, ...]
    groups: tuple[ReasonGroup, ...]
    materials: tuple[ShownMaterial, ...]
    chosen: MarkedClaim | None


def page_of(view: CampaignView, part: str = "copy", at: str = "") -> CampaignPage:
    """Lay a campaign out; `at` names the claim to open ("12.3": material 12, its claim 3)."""
    home = address_of(view.campaign.slug)
    materials = tuple(_material(each, home, at) for each in view.materials)
    claims = (claim for each in materials for claim in each.claims)
    return CampaignPage(
        part=part,
        tabs=tuple(_tabs(view, part)),
        groups=tuple(_groups(view, materials)),
        materials=materials,
        chosen=next((each for each in claims if each.current), None),
    )


def state_of(claim: ClaimView) -> tuple[str, str]:
    """The state that colours a claim, and the word for it."""
    if claim.claim.label is Label.ASSERTION:
        return "assertion", "assertion"
    judged = claim.judged
    if judged is not None and judged.state is not None:
        return judged.state.value, judged.state.value
    if not claim.claim.measurable:
        return "vague", "vague"
    return ("unproven", "no meaning yet") if judged else ("info", "not reviewed")


def _material(view: MaterialView, home: str, at: str) -> ShownMaterial:
    claims = tuple(_claim(each, view, home, at) for each in view.claims)
    return ShownMaterial(
        view=view,
        blocks=tuple(
            ShownBlock(
                block.role.value,
                tuple(
                    Segment(piece.text, None if piece.claim is None else claims[piece.claim])
                    for piece in block.pieces
                ),
            )
            for block in view.blocks
        ),
        claims=claims,
        counts=tuple(_counts(claims)),
        comments=tuple(each for each in view.comments if each.claim is None),
    )


def _claim(claim: ClaimView, material: MaterialView, home: str, at: str) -> MarkedClaim:
    name = f"{material.version.material_id}.{claim.number}"
    state, word = state_of(claim)
    levels = {finding.level for finding in claim.findings}
    return MarkedClaim(
        view=claim,
        material=material.name,
        page=home,
        at=name,
        state=state,
        word=word,
        flag=next((level.value for level in Level if level in levels), ""),
        comments=tuple(each for each in material.comments if each.claim == claim.number),
        current=name == at,
    )


def _counts(claims: Iterable[MarkedClaim]) -> Iterator[tuple[str, str, int]]:
    found = Counter((claim.state, claim.word) for claim in claims)
    order = {name: at for at, name in enumerate(("fails", "unproven", "vague", "info", "holds"))}
    for state, word in sorted(found, key=lambda each: (order.get(each[0], 9), each[1])):
        yield state, word, found[state, word]


def _tabs(view: CampaignView, part: str) -> Iterator[Tab]:
    waiting = {
        "copy": sum(len(each.open_comments) for each in view.materials),
        "sign-offs": len(view.gate.waiting),
        "checklist": sum(each.done_at is None and each.blocking for each in view.checklist),
        "objections": sum(each.answered is None for each in view.objections),
    }
    for name, title in PARTS.items():
        count = waiting.get(name, 0) if view.campaign.is_open else 0
        count = view.live if name == "live" else count
        yield Tab(title, count, address_of(view.campaign.slug, name), name == part)


def address_of(slug: str, part: str = "copy") -> str:
    """The address of a campaign's page in one of its tabs."""
    return reverse("campaign", args=[slug] if part == "copy" else [slug, part])


_TITLES = (
    (Level.ERROR, "Blocks the launch", "blocked"),
    (Level.WARNING, "To be done before the launch", "conditional"),
    (Level.NOTE, "To know", "quiet"),
)


def _groups(view: CampaignView, materials: Sequence[ShownMaterial]) -> Iterator[ReasonGroup]:
    finder = _Finder(view.campaign.slug, materials)
    for level, title, state in _TITLES:
        lines = [
            ReasonLine(
                each,
                tuple(finder.jumps(each.places[:SHOWN])),
                max(len(each.places) - SHOWN, 0),
            )
            for each in view.reasons
            if each.level is level
        ]
        plain = [each for each in lines if each.reason.code != _CHECKLIST]
        first = plain[: SHOWN if level is not Level.NOTE else 0]
        rest = [each for each in lines if each not in first]
        if lines:
            more = len(rest) if not first else f"{len(rest)} more"
            yield ReasonGroup(title, state, tuple(first), tuple(rest), _rest(rest, str(more)))


def _rest(rest: Sequence[ReasonLine], more: str) -> str:
    if rest and all(each.reason.code == _CHECKLIST for each in rest):
        items = "item" if len(rest) == 1 else "items"
        return f"{len(rest)} {items} of the checklist"
    return f"{more} {'reason' if len(rest) == 1 else 'reasons'}"


class _Finder:
    """Where a place of a review stands on the page."""

    def __init__(self, slug: str, materials: Sequence[ShownMaterial]) -> None:
        self.page = address_of(slug)
        self.materials = {each.view.name: each for each in materials}
        self.claims = {
            (each.view.name, claim.view.claim.place.start): claim
            for each in materials
            for claim in each.claims
        }

    def jumps(self, places: Sequence[Place]) -> Iterator[Jump]:
        """A link for each place, each once."""
        seen = set()
        for place in places:
            jump = self._jump(place)
            if jump is not None and jump.address not in seen:
                seen.add(jump.address)
                yield jump

    def _jump(self, place: Place) -> Jump | None:
        material = self.materials.get(place.file)
        if material is None:
            return None
        claim = self.claims.get((place.file, place.start)) or next(
            (each for each in material.claims if _meet(each, place)), None
        )
        title = f"{place.file}, line {place.line}"
        if claim is None:
            return Jump(title, f"{self.page}#material-{material.view.version.material_id}")
        return Jump(title, f"{self.page}?at={claim.at}#{claim.anchor}")


def _meet(claim: MarkedClaim, place: Place) -> bool:
    own = claim.view.claim.place
    return own.start < max(place.end, place.start + 1) and place.start < own.end
