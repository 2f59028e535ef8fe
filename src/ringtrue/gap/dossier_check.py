"""Whether a dossier holds: every seal, digest and reference in it, and nothing outside it.

It finds any change made to the file after it was written, and any part that contradicts another.
It cannot find a file that somebody made up as a whole: only the audit chain of the desk, and a
head of it that was kept elsewhere, tell that. docs/dossier.md says who can be sure of what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from ringtrue.core.campaign import SignOff
from ringtrue.core.errors import UsageError
from ringtrue.core.same_words import plain
from ringtrue.gap.bound import Bound, BoundMaterial, BoundProof, BoundStandard
from ringtrue.gap.dossier import CampaignFile, Dossier, ProofTold, ReviewTold, SignOffTold
from ringtrue.gap.dossier_events import events_in_order, told_as_recorded
from ringtrue.gap.dossier_file import read_dossier
from ringtrue.gap.dossier_numbers import promise_as_measured, told_as_measured
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
    yield from _about(dossier)
    yield from _evidence(dossier)
    yield from promise_as_measured(dossier)
    yield from events_in_order(dossier)
    for file in dossier.campaigns:
        for check in _OF_CAMPAIGN:
            for each in check(file, dossier):
                yield each if dossier.promise is None else _of(file, each)


def _of(file: CampaignFile, problem: Problem) -> Problem:
    return Problem(f"campaign {file.about.slug!r}, {problem.where}", problem.what)


def _about(dossier: Dossier) -> Iterator[Problem]:
    """It is about one thing."""
    yield from _twice("campaigns", (each.about.slug for each in dossier.campaigns))
    if dossier.promise is None and len(dossier.campaigns) != 1:
        yield Problem("the file", "it is about no promise, and not about one campaign")


def _materials(file: CampaignFile, dossier: Dossier) -> Iterator[Problem]:  # noqa: ARG001
    yield from _twice("materials", (each.name for each in file.materials))
    for material in file.materials:
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
        elif dossier.promise is not None and each.standard != dossier.subject_id:
            yield Problem(where, "it is not about this promise")


def _reviews(file: CampaignFile, dossier: Dossier) -> Iterator[Problem]:
    yield from _twice("reviews", (each.number for each in file.reviews))
    there = {each.name for each in file.materials}
    versions = {(each.name, version.digest) for each in file.materials for version in each.versions}
    for review in file.reviews:
        where = f"review {review.number}"
        try:
            bound = from_json(review.bound)
        except UsageError as error:
            yield Problem(where, error.what)
            continue
        if seal_of(bound) != review.seal or to_json(bound) != review.bound:
            yield Problem(where, "what it bound is not what its seal says")
        for name, _, digest in bound.wording:
            wanted = dossier.promise is None or name in there
            if wanted and (name, digest) not in versions:
                yield Problem(where, f"the version of {name!r} that it read is not in the file")
        yield from _told_as_bound(where, review, bound, dossier)
        yield from _held_to(where, review, there, dossier)


def _told_as_bound(
    where: str, review: ReviewTold, bound: Bound, dossier: Dossier
) -> Iterator[Problem]:
    """What a review tells beside what it bound: of a promise's dossier, what is about that."""
    only = None if dossier.promise is None else dossier.promise.standard.id
    claims = Counter((each.material, each.text, each.kind) for each in review.claims)
    if claims != Counter((name, text, kind.value) for name, text, kind in bound.claims):
        yield Problem(where, "its claims are not those that it bound")
    told = {BoundStandard(each.id, each.yaml) for each in review.standards}
    if told != {each for each in bound.standards if only in (None, each.id)}:
        yield Problem(where, "its standards are not those that it bound")
    seals = {(each.id, each.evidence) for each in review.standards if each.evidence}
    if seals != {each for each in bound.evidence if only in (None, each.standard)}:
        yield Problem(where, "its evidence is not that which it bound")
    for standard in review.standards:
        yield from told_as_measured(f"{where}, {standard.id!r}", standard, dossier)


def _held_to(
    where: str, review: ReviewTold, there: Collection[str], dossier: Dossier
) -> Iterator[Problem]:
    """What claims are held to must be in the file, and with a promise the copy that makes it."""
    known = {each.id for each in review.standards}
    for claim in review.claims:
        for name in claim.standards:
            if name in known and claim.material not in there:
                yield Problem(where, f"{claim.material!r} promises it, and is not in the file")
            elif name not in known and (dossier.promise is None or name == dossier.subject_id):
                yield Problem(where, f"{claim.text!r} is held to {name!r}, which is not in it")


def _present(file: CampaignFile, dossier: Dossier) -> Iterator[Problem]:
    """What there is to sign now must be the last review, of what is there now."""
    if not file.seal:
        return
    last = file.reviews[-1] if file.reviews else None
    if last is None or last.seal != file.seal or file.changed:
        yield Problem("the present", "what there is to sign is not what was reviewed last")
        return
    try:
        bound = from_json(last.bound)
    except UsageError:
        return  # told where the review is checked
    there = {
        BoundMaterial(each.name, each.channel, each.versions[-1].digest)
        for each in file.materials
        if each.removed_at is None and each.versions
    }
    bound_there = set(bound.wording)
    if there - bound_there or (dossier.promise is None and there != bound_there):
        yield Problem("the present", "the copy is not what was reviewed last")
    if {(each.wording, each.text) for each in file.limits} != set(bound.limits):
        yield Problem("the present", "the limits are not what was reviewed last")
    said = {plain(each.text) for each in bound.claims}
    proofs = {
        _bound_proof(each)
        for each in file.proofs
        if each.withdrawn_at is None and plain(each.wording) in said
    }
    if proofs != set(bound.proofs):
        yield Problem("the present", "the proofs are not what was reviewed last")
    if any(getattr(file.about, name) != getattr(bound, name) for name in _BOUND_FACTS):
        yield Problem("the present", "audience, volume or launch are not what was reviewed last")


def _bound_proof(told: ProofTold) -> BoundProof:
    until = told.valid_until.isoformat() if told.valid_until else ""
    days = told.dated.isoformat(), until
    return BoundProof(told.wording, told.title, told.kind.value, *days, told.reference, told.digest)


def _proofs(file: CampaignFile, dossier: Dossier) -> Iterator[Problem]:  # noqa: ARG001
    """The bytes of proofs that are in the file."""
    for each in file.proofs:
        if each.data and digest_of(each.data) != each.digest:
            what = "its bytes are not those of its digest"
            yield Problem(f"the proof {each.title!r} of {each.wording!r}", what)


def _sign_offs(file: CampaignFile, dossier: Dossier) -> Iterator[Problem]:
    seals = {each.number: each.seal for each in file.reviews}
    for each in file.sign_offs:
        where = f"sign-off of {each.person} for {each.role.spoken}"
        if each.review not in seals:
            yield Problem(where, f"its review {each.review} is not in the file")
        elif seals[each.review] != each.seal:
            yield Problem(where, f"what it binds is not what review {each.review} found")
        counts = count_of(_noun(each), seal=file.seal, today=dossier.made_at.date())
        if counts is not each.count:
            yield Problem(where, f"it is said to be {each.count.value!r}, and is {counts.value!r}")


def _noun(told: SignOffTold) -> SignOff:
    withdrawn = told.withdrawn_at is not None
    return SignOff(told.role, told.person, told.seal, told.at, told.valid_until, None, withdrawn)


def _live(file: CampaignFile, dossier: Dossier) -> Iterator[Problem]:  # noqa: ARG001
    """The bytes of published pages, and the materials that they are of."""
    known = {each.name: len(each.versions) for each in file.materials}
    for each in file.live:
        where = f"the page at {each.address}"
        if each.data and digest_of(each.data) != each.digest:
            yield Problem(where, "its bytes are not those of its digest")
        if not 0 < each.version <= known.get(each.material, 0):
            yield Problem(where, f"{each.material!r} has no version {each.version}")
        if each.last_at < each.first_at or each.readings < 1:
            yield Problem(where, "it was read last before it was read first")
    for found in file.live_findings:
        if found.material not in known:
            yield Problem(f"finding on {found.material!r}", "there is no such material")


def _twice(where: str, names: Iterator[object]) -> Iterator[Problem]:
    for name, number in Counter(names).items():
        if number > 1:
            yield Problem(where, f"{name!r} is there {number} times")


_OF_CAMPAIGN = (_materials, _reviews, _present, _proofs, _sign_offs, _live, told_as_recorded)
