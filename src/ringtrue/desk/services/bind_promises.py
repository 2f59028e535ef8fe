"""Which standard each promise of the copy is held to: the book's, a proposal, or none yet.

What ringtrue.yaml says for a wording wins. Otherwise the wording's own meaning is matched with the
columns of the sources; a clear match is used and said to be a proposal, an unclear one is only
shown, and nothing is ever guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from ringtrue.core.claim import Claim
from ringtrue.core.draft import StandardDraft
from ringtrue.core.source import SourceProfile
from ringtrue.core.standard import Remedy, Standard, Test
from ringtrue.core.workspace import Workspace
from ringtrue.desk.wordings import Wordings
from ringtrue.desk.working_time import with_calendar
from ringtrue.say.binding import Binding, BindingState, Candidate, bind_claim


class BoundBy(StrEnum):
    """How a promise came by its standards."""

    BOOK = "ringtrue.yaml"
    PROPOSAL = "proposal"
    AMBIGUOUS = "ambiguous"
    UNBOUND = "unbound"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one meaning of a wording could be measured by."""

    draft: StandardDraft
    binding: Binding


@dataclass(frozen=True, slots=True)
class BoundPromise:
    """A promise and the standards it is held to; `standards` is empty unless bound."""

    claim: Claim
    by: BoundBy
    standards: tuple[Standard, ...]
    proposals: tuple[Proposal, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Bindings:
    """Every promise of the copy, and the profiles of the sources they were matched with."""

    promises: tuple[BoundPromise, ...]
    profiles: tuple[SourceProfile, ...]

    @property
    def standards(self) -> tuple[Standard, ...]:
        """The standards in use, each once."""
        found = {each.id: each for promise in self.promises for each in promise.standards}
        return tuple(found.values())


def bind_promises(
    workspace: Workspace,
    promises: Sequence[Claim],
    progress: Callable[[str, float], None] | None = None,
) -> Bindings:
    """Bind every promise; opens the sources to see their columns.

    Raises `SourceError` when a source of the workspace cannot be opened.
    """
    profiles = profile_sources(workspace, progress)
    binder = _Binder(workspace, profiles)
    return Bindings(tuple(map(binder.bind, promises)), profiles)


def profile_sources(
    workspace: Workspace, progress: Callable[[str, float], None] | None = None
) -> tuple[SourceProfile, ...]:
    """What each source of the workspace holds."""
    from ringtrue.do.sources import open_source

    profiles = []
    for number, source in enumerate(workspace.sources):
        if progress:
            progress(f"Looking at {source.name}", number / len(workspace.sources))
        with open_source(source, Path(workspace.folder)) as opened:
            profiles.append(opened.profile())
    return tuple(profiles)


class _Binder:
    """One book and one set of profiles; proposals get ids that no other standard has."""

    def __init__(self, workspace: Workspace, profiles: tuple[SourceProfile, ...]) -> None:
        self.workspace, self.profiles = workspace, profiles
        self.wordings = Wordings(workspace.standards)
        self.ids = {standard.id for standard in workspace.standards}
        self.adopted = {meaning_key(standard): standard for standard in workspace.standards}

    def bind(self, claim: Claim) -> BoundPromise:
        book = self.wordings.said_in(claim.sentence)
        if book:
            names = ", ".join(standard.id for standard in book)
            return BoundPromise(claim, BoundBy.BOOK, book, (), f"the book has it as {names}")
        target = self.workspace.policy.target
        bindings = (
            with_calendar(each, self.workspace)
            for each in bind_claim(claim, self.profiles, target=target)
        )
        proposals = tuple(map(Proposal, claim.drafts, bindings))
        stated = [each.binding for each in proposals if each.draft.stated]
        if not stated:
            by = BoundBy.UNBOUND if claim.measurable else BoundBy.VAGUE
            reason = "the wording states nothing that a record could keep or break"
            return BoundPromise(claim, by, (), proposals, reason)
        return self.decide(claim, proposals, stated)

    def decide(
        self, claim: Claim, proposals: tuple[Proposal, ...], stated: list[Binding]
    ) -> BoundPromise:
        """A promise is bound when its first meaning is; the others (a remedy) may follow."""
        bound = [each for each in stated if each.state is BindingState.BOUND]
        if stated[0] not in bound:
            unclear = any(each.state is BindingState.AMBIGUOUS for each in stated)
            by = BoundBy.AMBIGUOUS if unclear else BoundBy.UNBOUND
            return BoundPromise(claim, by, (), proposals, stated[0].reason)
        names: dict[str, str] = {}
        standards = tuple(self.adopt(each.candidates[0], claim, names) for each in bound)
        reason = "; ".join(dict.fromkeys(each.reason.rstrip(".") for each in bound))
        return BoundPromise(claim, BoundBy.PROPOSAL, standards, proposals, reason)

    def adopt(self, candidate: Candidate, claim: Claim, names: dict[str, str]) -> Standard:
        """The standard that already means the same, else the proposal under an id of its own.

        `names` leads from the candidates' ids to those in use, for remedies follow by name.
        """
        wanted = replace(candidate.standard, test=_renamed(candidate.standard.test, names))
        meaning = meaning_key(wanted)
        if meaning not in self.adopted:
            self.adopted[meaning] = replace(
                wanted,
                id=self.free_id(wanted.id),
                promise=claim.text,
                place=str(claim.place),
            )
        names[wanted.id] = self.adopted[meaning].id
        return self.adopted[meaning]

    def free_id(self, wanted: str) -> str:
        number, name = 2, wanted
        while name in self.ids:
            name, number = f"{wanted}-{number}", number + 1
        self.ids.add(name)
        return name


def meaning_key(standard: Standard) -> tuple[object, ...]:
    """What makes two standards the same test of the same records, whatever they are called."""
    return (
        standard.source,
        standard.test,
        standard.population,
        standard.void,
        standard.target,
    )


def _renamed(test: Test, names: Mapping[str, str]) -> Test:
    if isinstance(test, Remedy):
        return replace(test, after=names.get(test.after, test.after))
    return test
