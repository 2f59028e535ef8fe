"""A dossier holds as it was written, and no single change of it goes unseen."""

from __future__ import annotations

import copy
import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.campaign import CampaignState
from ringtrue.core.claim import Kind
from ringtrue.core.errors import UsageError
from ringtrue.core.event import Event
from ringtrue.core.evidence import Evidence, Interval
from ringtrue.core.finding import Level
from ringtrue.core.outcome import Counts
from ringtrue.core.role import Role
from ringtrue.core.trees import canonical
from ringtrue.core.verdict import Outlook, State
from ringtrue.gap.bound import (
    Bound,
    BoundClaim,
    BoundEvidence,
    BoundLimit,
    BoundMaterial,
    BoundStandard,
)
from ringtrue.gap.chain import START, Head, next_event
from ringtrue.gap.dossier import (
    About,
    ClaimTold,
    Dossier,
    EvidenceFile,
    ItemTold,
    LimitTold,
    LiveFindingTold,
    LiveTold,
    MaterialFile,
    ObjectionTold,
    OverrideTold,
    ReasonTold,
    ReviewTold,
    SignOffTold,
    StandardTold,
    Version,
)
from ringtrue.gap.dossier_check import problems_of, verify_dossier
from ringtrue.gap.dossier_file import dossier_to_json, read_dossier
from ringtrue.gap.dossier_launch import count_at_launch
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
)
CONTENT = evidence_to_json(EVIDENCE)
SEAL_OF_EVIDENCE = json.loads(CONTENT)["seal"]
BOUND = Bound(
    wording=(BoundMaterial("page", "web", DIGEST),),
    claims=(BoundClaim("page", WORDS, Kind.TIME),),
    limits=(BoundLimit(WORDS, "not on islands"),),
    standards=(BoundStandard("fast", YAML),),
    evidence=(BoundEvidence("fast", SEAL_OF_EVIDENCE),),
    audience="students",
    lift=1.5,
    launch_on=date(2026, 4, 1),
)
SEAL = seal_of(BOUND)
REASON = ReasonTold("promise-unproven", Level.WARNING, "Perhaps.", "Wait.", "page:1:1")


LIVE = {"material": "page", "address": "https://example.com/"}
SEEN = {"what": "strengthened", "signed": WORDS, "live": "In 1 day"}


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
    ]
    head = START
    for number, (actor, action, payload) in enumerate(done):
        at = AT + timedelta(minutes=number)
        told = {"at": at, "actor": actor, "action": action, "subject": "campaign:spring"}
        event = next_event(head, payload=payload, **told)
        head = Head(event.number, event.hash)
        if action != "end campaign":
            yield event


EVENTS = tuple(chain())
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
DOSSIER = Dossier(
    about=About(
        "spring", "Spring", CampaignState.LAUNCHED, "students", 1.5, date(2026, 4, 1), "Mia", AT,
        AT, None,
    ),
    made_at=AT,
    made_by="Vic",
    version="1",
    layout="ab",
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
    reviews=(REVIEW,),
    evidence=(EvidenceFile("fast", SEAL_OF_EVIDENCE, CONTENT),),
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
    events=EVENTS,
    head=f"13:{EVENTS[-1].hash}",
)  # fmt: skip
TEXT = dossier_to_json(DOSSIER)


def sealed_again(tree: dict[str, Any]) -> str:
    """The file as somebody writes it who knows how it is sealed."""
    bare = {name: value for name, value in tree.items() if name != "seal_of_file"}
    return canonical({**bare, "seal_of_file": sha256(canonical(bare).encode()).hexdigest()})


def test_a_dossier_as_it_was_written_holds_and_comes_out_again() -> None:
    assert verify_dossier(TEXT) == ()
    assert read_dossier(TEXT).dossier == DOSSIER
    assert sealed_again(json.loads(TEXT)) == TEXT


Path = tuple[Any, ...]


def leaves(tree: Any, path: Path = ()) -> Iterator[Path]:
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if _is_list(tree) else ()
    found = False
    for name, part in parts:
        found = True
        yield from leaves(part, (*path, name))
    if not found:
        yield path


def _is_list(tree: Any) -> bool:
    return isinstance(tree, list)


@cache
def paths() -> tuple[Path, ...]:
    return tuple(leaves(json.loads(TEXT)))


def at(tree: Any, path: Path) -> Any:
    for name in path:
        tree = tree[name]
    return tree


@given(st.data())
def test_any_single_value_changed_is_found(data: st.DataObject) -> None:
    tree = json.loads(TEXT)
    path = data.draw(st.sampled_from(paths()))
    before = at(tree, path)
    text = st.text(max_size=5) if not isinstance(before, str) else one_changed(before)
    value = data.draw(st.none() | st.booleans() | st.integers() | st.floats(0, 1) | text)
    at(tree, path[:-1])[path[-1]] = value
    changed = json.dumps(tree)
    if changed != json.dumps(json.loads(TEXT)):
        assert verify_dossier(changed)


def one_changed(text: str) -> st.SearchStrategy[str]:
    """The text with one character left out, or another one in its place."""
    spots = st.integers(0, max(0, len(text) - 1))
    return st.builds(lambda spot, new: text[:spot] + new + text[spot + 1 :], spots, st.text("ab0"))


@given(st.data())
def test_anything_left_out_or_there_twice_is_found(data: st.DataObject) -> None:
    tree = json.loads(TEXT)
    path = data.draw(st.sampled_from(paths()))
    spot = path[: data.draw(st.integers(1, len(path)))]
    within = at(tree, spot[:-1])
    if isinstance(within, list) and data.draw(st.booleans()):
        within.append(copy.deepcopy(within[spot[-1]]))
    else:
        del within[spot[-1]]
    assert verify_dossier(json.dumps(tree))


@given(st.integers(0, len(TEXT) - 1), st.sampled_from('a0"{}[],:\\ \x00é'))
def test_any_single_character_changed_is_found(spot: int, new: str) -> None:
    if new not in (TEXT[spot], " "):
        assert verify_dossier(TEXT[:spot] + new + TEXT[spot + 1 :])


def test_a_field_that_is_there_twice_is_found() -> None:
    assert verify_dossier('{"made_by":"Somebody else",' + TEXT[1:])


@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_what_is_no_dossier_is_said_to_be_none(text: str) -> None:
    (problem,) = verify_dossier(text)
    assert "does not read" in str(problem)
    with pytest.raises(UsageError):
        read_dossier(text)


Change = Callable[[Dossier], Dossier]


def in_review(**values: Any) -> Change:
    return lambda it: replace(it, reviews=(replace(it.reviews[0], **values),))


def in_standard(**values: Any) -> Change:
    return in_review(standards=(replace(REVIEW.standards[0], **values),))


def in_version(**values: Any) -> Change:
    version = replace(DOSSIER.materials[0].versions[0], **values)
    return lambda it: replace(it, materials=(replace(it.materials[0], versions=(version,)),))


def signed(**values: Any) -> Change:
    return lambda it: replace(it, sign_offs=(replace(SIGNED, **values), OTHER))


def objected(**values: Any) -> Change:
    return lambda it: replace(it, objections=(replace(it.objections[0], **values),))


def with_event(number: int, **values: Any) -> Change:
    changed = tuple(replace(each, **values) if each.number == number else each for each in EVENTS)
    return lambda it: replace(it, events=changed)


def having(**values: Any) -> Change:
    return lambda it: replace(it, **values)


def evident(standard: str, content: str) -> Change:
    return having(evidence=(EvidenceFile(standard, SEAL_OF_EVIDENCE, content),))


SOFTER = to_json(replace(BOUND, audience="all"))
FORGED: list[tuple[str, Change]] = [
    ("its bytes are not those", in_version(data=b64encode(b"Another").decode())),
    ("its bytes are not those", in_version(data="?")),
    ("that it read is not in the file", in_version(digest="0" * 64)),
    ("not numbered one by one", in_version(number=2)),
    ("what it bound is not", in_review(bound=SOFTER)),
    ("not what a sign-off binds", in_review(bound="{}")),
    ("its claims are not", in_review(claims=())),
    ("held to 'fast', which is not", in_review(standards=())),
    ("its standards are not", in_standard(yaml="- id: fast\n  limit: 9 days")),
    ("its numbers are not", in_standard(counts=Counts(96, 5, 2, 1))),
    ("its numbers are not", in_standard(low=0.94)),
    ("its definition is not", in_standard(definition="Kept.")),
    ("it has numbers and no evidence", in_standard(evidence="")),
    ("is not in the file", having(evidence=())),
    ("changed after it was sealed", evident("fast", CONTENT.replace('"void": 1', '"void": 2'))),
    ("not the evidence of this", evident("slow", CONTENT)),
    ("no event tells of", in_review(outlook=Outlook.CLEAR)),
    ("its review 8 is not", signed(review=8)),
    ("what it binds is not", signed(seal="0" * 64)),
    ("is said to be 'counts', and is 'expired'", signed(valid_until=date(2026, 3, 1))),
    ("is said to be 'void', and is 'counts'", signed(count=Count.VOID)),
    ("no event tells of", signed(person="max")),
    ("no event tells of", signed(share_held=0.99)),
    ("an event tells of", having(sign_offs=())),
    ("an event tells of", having(objections=())),
    ("no event tells of", objected(reason="None.")),
    ("no event tells of", objected(answer="Many.")),
    ("an event tells of", having(overrides=())),
    ("no event tells of", objected(came=(replace(TRIED, outcome=Foretold.KEPT),))),
    ("an event tells of", having(live=())),
    ("an event tells of", having(live_findings=())),
    ("an event tells of", having(live_findings=(replace(FOUND, closed=None),))),
    ("no event tells of", having(live_findings=(replace(FOUND, live="In 2 days"),))),
    ("not those of its digest", having(live=(replace(PUBLISHED, data="aGk="),))),
    ("has no version 2", having(live=(replace(PUBLISHED, version=2),))),
    ("before it was read first", having(live=(replace(PUBLISHED, readings=0),))),
    ("changed after it was written", with_event(3, actor="max")),
    ("changed after it was written", with_event(9, at=AT)),
    ("does not follow", having(events=(EVENTS[0], replace(EVENTS[1], previous="0" * 64)))),
    ("not in the order", having(events=EVENTS[::-1])),
    ("not about this campaign", with_event(1, subject="campaign:autumn")),
    ("does not come before it", having(head=f"13:{'0' * 64}")),
    ("is no head", having(head="nine")),
    ("not what was reviewed last", having(changed=("It is new.",))),
    ("not what was reviewed last", having(limits=())),
    ("not what was reviewed last", having(about=replace(DOSSIER.about, audience="all"))),
    ("not what was reviewed last", having(materials=())),
    ("'page' is there 2 times", having(materials=DOSSIER.materials * 2)),
]  # fmt: skip


@pytest.mark.parametrize(("words", "change"), FORGED)
def test_a_part_that_contradicts_another_is_found_even_when_the_file_is_sealed_again(
    words: str, change: Change
) -> None:
    forged = change(DOSSIER)
    told = [str(each) for each in problems_of(forged)]
    assert any(words in each for each in told), told
    assert verify_dossier(sealed_again(json.loads(dossier_to_json(forged))))


def test_an_older_review_may_stay_while_nothing_is_there_to_sign() -> None:
    counts = tuple(
        replace(each, count=Count.VOID if each.withdrawn_at is None else each.count)
        for each in DOSSIER.sign_offs
    )
    about = replace(DOSSIER.about, audience="all")
    waiting = replace(DOSSIER, seal="", changed=("New.",), sign_offs=counts, about=about)
    assert list(problems_of(waiting)) == []


LAUNCHED_AT = AT + timedelta(hours=1)


def launched(seal: object, at: datetime = LAUNCHED_AT) -> Dossier:
    told = {"at": at, "actor": "max", "action": "launch campaign", "subject": "campaign:spring"}
    return replace(DOSSIER, events=(next_event(START, payload={"seal": seal}, **told),))


def test_a_sign_off_counts_at_the_launch_by_what_was_launched() -> None:
    assert count_at_launch(SIGNED, launched(SEAL)) is Count.COUNTS
    assert count_at_launch(SIGNED, launched("0" * 64)) is Count.VOID
    assert count_at_launch(SIGNED, launched(None)) is Count.VOID
    assert count_at_launch(SIGNED, launched(SEAL, AT + timedelta(days=31))) is Count.EXPIRED
    assert count_at_launch(SIGNED, launched(SEAL, AT - timedelta(days=1))) is None
    assert count_at_launch(SIGNED, replace(DOSSIER, events=())) is None


def test_a_sign_off_that_was_withdrawn_after_the_launch_counted_at_it() -> None:
    later = replace(SIGNED, withdrawn_at=LAUNCHED_AT + timedelta(hours=1))
    assert count_at_launch(later, launched(SEAL)) is Count.COUNTS
    before = replace(SIGNED, withdrawn_at=AT + timedelta(minutes=1))
    assert count_at_launch(before, launched(SEAL)) is Count.WITHDRAWN
