"""How the page of a campaign is laid out: its tabs, and the copy with every promise marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from ringtrue.core.claim import Label
from ringtrue.core.finding import Level
from ringtrue.core.proof import ProofKind, spoken_kinds
from ringtrue.core.same_words import plain
from ringtrue.desk.services.see_campaign import (
    CampaignView,
    ClaimView,
    CommentView,
    MaterialView,
)
from ringtrue.web.campaign_reasons import PARTS, Marked, Marks, ReasonGroup, groups_of
from ringtrue.web.proof_form import choices

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its name in addresses, its title, what waits in it (0: nothing), its address."""

    part: str
    title: str
    count: int
    address: str
    current: bool


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
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of proof to choose from, those that rules take here first."""
        return choices(self.view.proof_taken)

    @property
    def taken(self) -> str:
        """The kinds of proof that rules take here, in words; empty where any will do."""
        taken = self.view.proof_taken
        return spoken_kinds(taken) if len(taken) < len(ProofKind) else ""

    @property
    def anchor(self) -> str:
        """The id of its mark on the page."""
        return f"claim-{self.at.replace('.', '-')}"

    @property
    def address(self) -> str:
        """The page with its particulars open, at its mark."""
        return f"{self.page}?at={self.at}#{self.anchor}"

    @property
    def sentence(self) -> str:
        """The sentence that it stands in, empty when it is all of it."""
        claim = self.view.claim
        return "" if claim.sentence.strip(" .!?") == claim.text.strip(" .!?") else claim.sentence


@dataclass(frozen=True, slots=True)
class ShownMaterial:
    """A material with its passages marked; `counts` are its claims by state and word.

    `home` is the address of the campaign's page.
    """

    view: MaterialView
    home: str
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

    @property
    def wanting(self) -> tuple[MarkedClaim, ...]:
        """The first claim of each wording about which rules say what a proof would answer."""
        found: dict[str, MarkedClaim] = {}
        for claim in (claim for each in self.materials for claim in each.claims):
            if claim.view.proof_taken:
                found.setdefault(plain(claim.view.claim.text), claim)
        return tuple(found.values())

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """All kinds of proof to choose from."""
        return choices(())


def page_of(
    view: CampaignView, part: str = "copy", at: str = "", asked: Mapping[str, str] = _NOTHING
) -> CampaignPage:
    """Lay a campaign out; `at` names the claim to open ("12.3": material 12, its claim 3).

    `asked` names for a sort of reasons which page of them is wanted.
    """
    home = address_of(view.campaign.slug)
    materials = tuple(_material(each, home, at) for each in view.materials)
    claims = (claim for each in materials for claim in each.claims)
    return CampaignPage(
        part=part,
        tabs=tuple(_tabs(view, part)),
        groups=tuple(groups_of(view, _marks(materials), asked)),
        materials=materials,
        chosen=next((each for each in claims if each.current), None),
    )


def _marks(materials: Iterable[ShownMaterial]) -> Marks:
    return {
        each.view.name: (
            f"{each.home}#material-{each.view.version.material_id}",
            tuple(Marked(claim.view.claim.place, claim.address) for claim in each.claims),
        )
        for each in materials
    }


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
        home=home,
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
        yield Tab(name, title, count, address_of(view.campaign.slug, name), name == part)


def address_of(slug: str, part: str = "copy") -> str:
    """The address of a campaign's page in one of its tabs."""
    return reverse("campaign", args=[slug] if part == "copy" else [slug, part])
