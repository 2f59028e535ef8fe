"""Everything that a sign-off binds: whoever signs has seen this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ringtrue.core.claim import Kind


class BoundMaterial(NamedTuple):
    """The bytes of one material: `digest` is their SHA-256 (hex)."""

    name: str
    channel: str
    digest: str


class BoundClaim(NamedTuple):
    """One claim as it was read in a material."""

    material: str
    text: str
    kind: Kind


class BoundLimit(NamedTuple):
    """What must be said (`text`) beside a promise (`wording`)."""

    wording: str
    text: str


class BoundStandard(NamedTuple):
    """A standard that a claim is held to, as the YAML that says it."""

    id: str
    yaml: str


class BoundEvidence(NamedTuple):
    """The evidence a standard was judged by: `digest` is the seal of its file."""

    standard: str
    digest: str


class BoundPlacement(NamedTuple):
    """One placement of the media plan, as the JSON that says all of it."""

    name: str
    plan: str


class BoundProof(NamedTuple):
    """A proof (`title`) of a statement (`wording`).

    Days are written as 2026-03-31, `valid_until` is empty when it does not run out, and `digest`
    is the SHA-256 (hex) of its file, empty without one.
    """

    wording: str
    title: str
    kind: str
    dated: str
    valid_until: str
    reference: str
    digest: str


class BoundOffer(NamedTuple):
    """What there is of something that is offered, as the lines that say all of it."""

    name: str
    terms: str


@dataclass(frozen=True, slots=True)
class Bound:
    """Everything that a sign-off binds; the order within a field means nothing.

    `lift` is the expected volume as a multiple of the usual, `launch_on` the day of the launch.
    """

    wording: tuple[BoundMaterial, ...] = ()
    claims: tuple[BoundClaim, ...] = ()
    limits: tuple[BoundLimit, ...] = ()
    standards: tuple[BoundStandard, ...] = ()
    evidence: tuple[BoundEvidence, ...] = ()
    media: tuple[BoundPlacement, ...] = ()
    proofs: tuple[BoundProof, ...] = ()
    offers: tuple[BoundOffer, ...] = ()
    audience: str = ""
    lift: float = 1.0
    launch_on: date | None = None
