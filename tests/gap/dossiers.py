"""Two dossiers in which everything stands: one of a campaign, one of a promise."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from ringtrue.core.campaign import CampaignState
from ringtrue.core.claim import Kind
from ringtrue.core.event import Event
from ringtrue.core.evidence import Evidence, Interval, Slice
from ringtrue.core.finding import Level
from ringtrue.core.outcome import Counts
from ringtrue.core.proof import ProofKind
from ringtrue.core.role import Role
from ringtrue.core.trees import canonical
from ringtrue.core.verdict import Outlook, State
from ringtrue.gap.bound import (
    Bound,
    BoundClaim,
    BoundEvidence,
    BoundLimit,
    BoundMaterial,
    BoundProof,
    BoundStandard,
)
from ringtrue.gap.chain import START, Head, next_event
from ringtrue.gap.dossier import (
    About,
    AlertTold,
    CampaignFile,
    ClaimTold,
    Dossier,
    EvidenceFile,
    ItemTold,
    LimitTold,
    LiveFindingTold,
    LiveTold,
    MaterialFile,
    MonthTold,
    ObjectionTold,
    OverrideTold,
    PromiseFile,
    ProofTold,
    ReasonTold,
    ReviewTold,
    SignOffTold,
    StandardTold,
    Version,
)
from ringtrue.gap.dossier_file import dossier_to_json
from ringtrue.gap.evidence_file import evidence_to_json
from ringtrue.gap.foretold import Foretold, Tried
from ringtrue.gap.gate import Count
from ringtrue.gap.seal import seal_of, to_json

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
COPY = "Delivered in 2 days. </script>\x00\u2028é\n" + "x" * 5000
DATA = COPY.encode()
DIGEST = sha256(DATA).hexdigest()
COUNTS = Counts(95, 5, 2, 1)
WORDS, YAML, DEFINITION = (
    "Delivered in 2 days",
    "- id: fast\n  limit: 2 days",
    "Kept within 2 days.",
)
EVIDENCE = Evidence(
    standard="fast",
    definition=DEFINITION,
    source="orders",
    query="SELECT '</script>'",
    fingerprint="f",
    as_of=AT,
    first_day=date(2026, 1, 1),
    last_day=date(2026, 2, 28),
    counts=COUNTS,
    share=0.95,
    interval=Interval(0.9, 0.98, 0.95, "Wilson"),
    version="1",
    slices=(
        Slice("2026-01", (), Counts(50, 2, 0, 1)),
        Slice("2026-02", (), Counts(45, 3, 2, 0)),
        Slice("", ("North",), COUNTS),
    ),
)
CONTENT = evidence_to_json(EVIDENCE)
SEAL_OF_EVIDENCE = json.loads(CONTENT)["seal"]
BOUND = Bound(
    wording=(BoundMaterial("page", "web", DIGEST),),
    claims=(BoundClaim("page", WORDS, Kind.TIME),),
    limits=(BoundLimit(WORDS, "not on islands"),),
    standards=(BoundStandard("fast", YAML),),
    evidence=(BoundEvidence("fast", SEAL_OF_EVIDENCE),),
    proofs=(
        BoundProof(
            WORDS, "Survey, n = 900", "survey", "2026-01-05", "2027-01-05", "",
            sha256(b"hi").hexdigest(),
        ),
    ),
    audience="students",
    lift=1.5,
    launch_on=date(2026, 4, 1),
)  # fmt: skip
SEAL = seal_of(BOUND)
AWARD = ProofTold(
    4, WORDS, "Survey, n = 900", ProofKind.SURVEY, date(2026, 1, 5), date(2027, 1, 5), "",
    "survey.pdf", sha256(b"hi").hexdigest(), "aGk=", "Mia", AT, "", None, "",
)  # fmt: skip
DROPPED = replace(
    AWARD, number=5, title="Typed wrong", valid_until=None, withdrawn_by="Lena", withdrawn_at=AT,
    withdrawn_because="Another year.",
)  # fmt: skip
REASON = ReasonTold("promise-unproven", Level.WARNING, "Perhaps.", "Wait.", "page:1:1")


LIVE = {"material": "page", "address": "https://example.com/"}
SEEN = {"what": "strengthened", "signed": WORDS, "live": "In 1 day"}


def proof_event(told: ProofTold) -> dict[str, object]:
    return {
        "proof": told.number,
        "wording": told.wording,
        "title": told.title,
        "kind": told.kind.value,
        "dated": told.dated.isoformat(),
        "valid_until": told.valid_until.isoformat() if told.valid_until else None,
        "reference": told.reference,
        "digest": told.digest,
    }


def chain() -> Iterator[Event]:
    """What was done, with an event of another campaign left out between the last two."""
    done: list[tuple[str, str, dict[str, object]]] = [
        ("mia", "add material", {"material": "page", "version": 1, "digest": DIGEST}),
        ("mia", "review campaign", {"review": 7, "outlook": "conditional", "seal": SEAL}),
        ("olga", "sign off", {"role": "operations", "seal": SEAL, "share_held": 0.95}),
        ("sam", "sign off", {"role": "service", "seal": SEAL, "share_held": None}),
        ("sam", "withdraw sign-off", {"role": "service", "seal": SEAL, "reason": "No."}),
        ("hid", "object", {"objection": 3, "wording": WORDS, "reason": "Three vans."}),
        ("sam", "answer objection", {"objection": 3, "answer": "Two more.", "upheld": False}),
        ("max", "end campaign", {}),
        ("ada", "override launch", {"reason": "Paid for.", "against": ["Perhaps."]}),
        ("sys", "judge objection", {"objection": 3, "standard": "fast", "outcome": "came true"}),
        ("sys", "read live copy", LIVE | {"digest": DIGEST}),
        ("sys", "open live finding", LIVE | SEEN),
        ("sys", "close live finding", LIVE | SEEN | {"because": "Over."}),
        ("mia", "add proof", proof_event(AWARD)),
        ("mia", "add proof", proof_event(DROPPED)),
        ("lena", "withdraw proof", {"proof": 5, "reason": "Another year."}),
    ]
    yield from chained(("campaign:spring", *each) for each in done)


def chained(done: Iterable[tuple[str, str, str, dict[str, object]]]) -> Iterator[Event]:
    head = START
    for number, (subject, actor, action, payload) in enumerate(done):
        at = AT + timedelta(minutes=number)
        told = {"at": at, "actor": actor, "action": action, "subject": subject}
        event = next_event(head, payload=payload, **told)
        head = Head(event.number, event.hash)
        if action != "end campaign":
            yield event


EVENTS = tuple(chain())
ALERT = {"severity": "fast", "began_on": "2026-02-01"}


def of_promise() -> Iterator[tuple[str, str, str, dict[str, object]]]:
    own = "standard:fast"
    yield own, "olga", "add standard", {"body": "- id: fast"}
    yield "book", "sys", "measure book", {"standards": 3, "turned": ["fast"]}
    yield "campaign:autumn", "olga", "confirm standard", {"standard": "fast", "body": YAML}
    yield own, "sys", "open alert", ALERT | {"says": "It breaks."}
    yield own, "sys", "close alert", ALERT | {"because": "Calm."}
    yield "objection:5", "fay", "object", {"objection": 5, "wording": WORDS, "reason": "Two vans."}
    for each in EVENTS:
        yield each.subject, each.actor, each.action, json.loads(each.payload)


PROMISE_EVENTS = tuple(chained(of_promise()))
SIGNED = SignOffTold(
    Role.OPERATIONS, "olga", "Olga", 7, SEAL, AT, date(2026, 4, 1), 0.95, "", None, Count.COUNTS
)
OTHER = SignOffTold(
    Role.SERVICE, "sam", "Sam", 7, SEAL, AT, date(2026, 4, 1), None, "", AT, Count.WITHDRAWN
)
REVIEW = ReviewTold(
    number=7,
    at=AT,
    as_of=AT,
    by="Mia",
    outlook=Outlook.CONDITIONAL,
    seal=SEAL,
    bound=to_json(BOUND),
    reasons=(REASON,),
    claims=(
        ClaimTold("page", 1, 1, WORDS, f"{WORDS}.", "promise", "time", State.HOLDS, "", ("fast",)),
    ),
    standards=(
        StandardTold(
            "fast", WORDS, "orders", YAML, DEFINITION, True, 0.9, COUNTS, 0.95, 0.9, 0.98,
            date(2026, 1, 1), date(2026, 2, 28), State.HOLDS, 0.94, 0.91, 0.95, 0.97,
            ("It will.",), "", SEAL_OF_EVIDENCE,
        ),
    ),
)  # fmt: skip
TRIED = Tried(
    "fast", Foretold.BROKE, "An alert opened.", 0.95, date(2026, 3, 2), None, COUNTS, 0.9, 0.94
)
PUBLISHED = LiveTold(
    "page", 1, "https://example.com/", "", AT, AT, 3, "", "", DIGEST, b64encode(DATA).decode()
)
FOUND = LiveFindingTold(
    "page", "strengthened", Level.ERROR, WORDS, "In 1 day", ("'2' became '1'",), AT, AT, "Over."
)
CAMPAIGN = CampaignFile(
    about=About(
        "spring", "Spring", CampaignState.LAUNCHED, "students", 1.5, date(2026, 4, 1), "Mia", AT,
        AT, None,
    ),
    seal=SEAL,
    changed=(),
    reasons=(REASON,),
    waiting=(Role.SERVICE,),
    materials=(
        MaterialFile(
            "page", "web", "", None,
            (Version(1, "text", "", DIGEST, b64encode(DATA).decode(), COPY, "Mia", AT),),
        ),
    ),
    limits=(LimitTold(WORDS, "not on islands"),),
    proofs=(AWARD, DROPPED),
    reviews=(REVIEW,),
    sign_offs=(SIGNED, OTHER),
    objections=(
        ObjectionTold(
            3, WORDS, "Three vans.", "Somebody", AT, AT, "Mia", "Two more.", "Sam", AT, False,
            (TRIED,),
        ),
    ),
    checklist=(ItemTold("briefed", "Briefed", True, "Sam", None, "Sam", AT, "Minutes"),),
    overrides=(OverrideTold("ada", "Ada", "Paid for.", AT, ("Perhaps.",)),),
    live=(PUBLISHED,),
    live_findings=(FOUND,),
)  # fmt: skip
DOSSIER = Dossier(
    promise=None,
    campaigns=(CAMPAIGN,),
    made_at=AT,
    made_by="Vic",
    version="1",
    layout="ab",
    evidence=(EvidenceFile("fast", SEAL_OF_EVIDENCE, CONTENT),),
    events=EVENTS,
    head=f"16:{EVENTS[-1].hash}",
)
PROMISE = PromiseFile(
    standard=REVIEW.standards[0],
    wordings=("Two days",),
    managed_by="",
    as_of=AT,
    months=(
        MonthTold("2026-01", Counts(50, 2), 0.9, 0.98),
        MonthTold("2026-02", Counts(45, 3), 0.85, 0.97),
    ),
    alerts=(
        AlertTold(
            "fast", date(2026, 2, 1), date(2026, 2, 3), AT, None, AT, "Calm.", "It breaks.",
            ("Kept 61 %.",), "Pull it.",
        ),
    ),
    objections=(
        ObjectionTold(5, WORDS, "Two vans.", "Fay", AT, AT, "Mia", "", "", None, None, ()),
    ),
)  # fmt: skip
OF_PROMISE = replace(
    DOSSIER,
    promise=PROMISE,
    campaigns=(replace(CAMPAIGN, reasons=(), waiting=(), checklist=()),),
    events=PROMISE_EVENTS,
    head=f"{PROMISE_EVENTS[-1].number}:{PROMISE_EVENTS[-1].hash}",
)
BOTH = {"campaign": DOSSIER, "promise": OF_PROMISE}
TEXTS = tuple(dossier_to_json(each) for each in BOTH.values())


def sealed_again(tree: dict[str, Any]) -> str:
    """The file as somebody writes it who knows how it is sealed."""
    bare = {name: value for name, value in tree.items() if name != "seal_of_file"}
    return canonical({**bare, "seal_of_file": sha256(canonical(bare).encode()).hexdigest()})
