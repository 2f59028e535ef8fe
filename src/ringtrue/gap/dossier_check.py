"""Whether a dossier holds: every seal, digest and reference in it, and nothing outside it.

It finds any change made to the file after it was written, and any part that contradicts another.
It cannot find a file that somebody made up as a whole: only the audit chain of the desk, and a
head of it that was kept elsewhere, tell that. docs/dossier.md says who can be sure of what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ringtrue.core.campaign import SignOff
from ringtrue.core.errors import UsageError
from ringtrue.gap.bound import Bound, BoundMaterial, BoundStandard
from ringtrue.gap.dossier import Dossier, ReviewTold, SignOffTold, StandardTold
from ringtrue.gap.dossier_events import events_in_order, told_as_recorded
from ringtrue.gap.dossier_file import read_dossier
from ringtrue.gap.dossier_parts import Problem, digest_of, evidence_by_seal
from ringtrue.gap.gate import count_of
from ringtrue.gap.seal import from_json, seal_of, to_json

_BOUND_FACTS = ("audience", "lift", "launch_on")


def verify_dossier(text: str) -> tuple[Problem, ...]:
    """All that does not hold in the JSON of a dossier; empty when all of it does.

    >>> [str(problem) for problem in verify_dossier("{")][0][:35]
    'the file: the dossier does not read'
    """
    try:
        sealed = read_dossier(text)
    except UsageError as error:
        return (Problem("the file", error.what),)
    problems = list(problems_of(sealed.dossier))
    if sealed.carried != sealed.seal:
        problems.insert(0, Problem("the file", "it was changed after it was sealed"))
    return tuple(problems)


def problems_of(dossier: Dossier) -> Iterator[Problem]:
    """What contradicts itself in a dossier, whatever its file's seal says."""
    for check in _CHECKS:
        yield from check(dossier)


def _materials(dossier: Dossier) -> Iterator[Problem]:
    yield from _twice("materials", (each.name for each in dossier.materials))
    for material in dossier.materials:
        where = f"material {material.name!r}"
        numbers = [version.number for version in material.versions]
        if numbers != list(range(1, len(numbers) + 1)):
            yield Problem(where, "its versions are not numbered one by one")
        for version in material.versions:
            if digest_of(version.data) != version.digest:
                what = "its bytes are not those of its digest"
                yield Problem(f"{where}, version {version.number}", what)


def _evidence(dossier: Dossier) -> Iterator[Problem]:
    for each in dossier.evidence:
        where = f"evidence {each.digest[:12]} of {each.standard!r}"
        try:
            found = evidence_by_seal(each)
        except UsageError as error:
            yield Problem(where, error.what)
            continue
        if found is None:
            yield Problem(where, "it is not the evidence of this standard and seal")


def _reviews(dossier: Dossier) -> Iterator[Problem]:
    yield from _twice("reviews", (each.number for each in dossier.reviews))
    versions = {
        (material.name, version.digest)
        for material in dossier.materials
        for version in material.versions
    }
    for review in dossier.reviews:
        where = f"review {review.number}"
        try:
            bound = from_json(review.bound)
        except UsageError as error:
            yield Problem(where, error.what)
            continue
        if seal_of(bound) != review.seal or to_json(bound) != review.bound:
            yield Problem(where, "what it bound is not what its seal says")
        for name, _, digest in bound.wording:
            if (name, digest) not in versions:
                yield Problem(where, f"the version of {name!r} that it read is not in the file")
        yield from _told_as_bound(where, review, bound, dossier)


def _told_as_bound(
    where: str, review: ReviewTold, bound: Bound, dossier: Dossier
) -> Iterator[Problem]:
    """What a review tells beside what it bound."""
    claims = Counter((each.material, each.text, each.kind) for each in review.claims)
    if claims != Counter((name, text, kind.value) for name, text, kind in bound.claims):
        yield Problem(where, "its claims are not those that it bound")
    if {BoundStandard(each.id, each.yaml) for each in review.standards} != set(bound.standards):
        yield Problem(where, "its standards are not those that it bound")
    seals = {(each.id, each.evidence) for each in review.standards if each.evidence}
    if seals != set(bound.evidence):
        yield Problem(where, "its evidence is not that which it bound")
    known = {each.id for each in review.standards}
    for claim in review.claims:
        for name in claim.standards:
            if name not in known:
                yield Problem(where, f"{claim.text!r} is held to {name!r}, which is not in it")
    for standard in review.standards:
        yield from _told_as_measured(f"{where}, {standard.id!r}", standard, dossier)


def _told_as_measured(where: str, standard: StandardTold, dossier: Dossier) -> Iterator[Problem]:
    """The numbers that a review tells beside those of the evidence."""
    if not standard.evidence:
        if standard.counts.decided or standard.share is not None:
            yield Problem(where, "it has numbers and no evidence for them")
        return
    key = (standard.id, standard.evidence)
    file = next((each for each in dossier.evidence if (each.standard, each.digest) == key), None)
    if file is None:
        yield Problem(where, f"its evidence {standard.evidence[:12]} is not in the file")
        return
    try:
        found = evidence_by_seal(file)
    except UsageError:
        return  # told where the evidence is checked
    if found is None:
        return
    interval = found.interval
    ends = (interval.low, interval.high) if interval else (None, None)
    measured = (found.counts, found.share, *ends, found.first_day, found.last_day)
    told = (standard.counts, standard.share, standard.low, standard.high)
    if (*told, standard.first_day, standard.last_day) != measured:
        yield Problem(where, "its numbers are not those of its evidence")
    if standard.definition != found.definition:
        yield Problem(where, "its definition is not that of its evidence")


def _present(dossier: Dossier) -> Iterator[Problem]:
    """What there is to sign now must be the last review, of what is there now."""
    if not dossier.seal:
        return
    last = dossier.reviews[-1] if dossier.reviews else None
    if last is None or last.seal != dossier.seal or dossier.changed:
        yield Problem("the present", "what there is to sign is not what was reviewed last")
        return
    try:
        bound = from_json(last.bound)
    except UsageError:
        return  # told where the review is checked
    there = {
        BoundMaterial(each.name, each.channel, each.versions[-1].digest)
        for each in dossier.materials
        if each.removed_at is None and each.versions
    }
    if there != set(bound.wording):
        yield Problem("the present", "the copy is not what was reviewed last")
    if {(each.wording, each.text) for each in dossier.limits} != set(bound.limits):
        yield Problem("the present", "the limits are not what was reviewed last")
    if any(getattr(dossier.about, name) != getattr(bound, name) for name in _BOUND_FACTS):
        yield Problem("the present", "audience, volume or launch are not what was reviewed last")


def _sign_offs(dossier: Dossier) -> Iterator[Problem]:
    seals = {each.number: each.seal for each in dossier.reviews}
    for each in dossier.sign_offs:
        where = f"sign-off of {each.person} for {each.role.spoken}"
        if each.review not in seals:
            yield Problem(where, f"its review {each.review} is not in the file")
        elif seals[each.review] != each.seal:
            yield Problem(where, f"what it binds is not what review {each.review} found")
        counts = count_of(_noun(each), seal=dossier.seal, today=dossier.made_at.date())
        if counts is not each.count:
            yield Problem(where, f"it is said to be {each.count.value!r}, and is {counts.value!r}")


def _noun(told: SignOffTold) -> SignOff:
    withdrawn = told.withdrawn_at is not None
    return SignOff(told.role, told.person, told.seal, told.at, told.valid_until, None, withdrawn)


def _live(dossier: Dossier) -> Iterator[Problem]:
    """The bytes of published pages, and the materials that they are of."""
    known = {each.name: len(each.versions) for each in dossier.materials}
    for each in dossier.live:
        where = f"the page at {each.address}"
        if each.data and digest_of(each.data) != each.digest:
            yield Problem(where, "its bytes are not those of its digest")
        if not 0 < each.version <= known.get(each.material, 0):
            yield Problem(where, f"{each.material!r} has no version {each.version}")
        if each.last_at < each.first_at or each.readings < 1:
            yield Problem(where, "it was read last before it was read first")
    for found in dossier.live_findings:
        if found.material not in known:
            yield Problem(f"finding on {found.material!r}", "there is no such material")


def _twice(where: str, names: Iterator[object]) -> Iterator[Problem]:
    for name, number in Counter(names).items():
        if number > 1:
            yield Problem(where, f"{name!r} is there {number} times")


_CHECKS = (
    _materials,
    _evidence,
    _reviews,
    _present,
    _sign_offs,
    _live,
    events_in_order,
    told_as_recorded,
)
