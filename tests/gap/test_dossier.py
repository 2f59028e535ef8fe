"""A dossier holds as it was written, and no single change of it goes unseen."""

from __future__ import annotations

import copy
import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
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
from ringtrue.core.evidence import Evidence, Interval, Slice
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
    head=f"13:{EVENTS[-1].hash}",
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


@pytest.mark.parametrize("name", BOTH)
def test_a_dossier_as_it_was_written_holds_and_comes_out_again(name: str) -> None:
    text = dossier_to_json(BOTH[name])
    assert verify_dossier(text) == ()
    assert read_dossier(text).dossier == BOTH[name]
    assert sealed_again(json.loads(text)) == text


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
def paths(text: str) -> tuple[Path, ...]:
    return tuple(leaves(json.loads(text)))


def at(tree: Any, path: Path) -> Any:
    for name in path:
        tree = tree[name]
    return tree


@given(st.data())
def test_any_single_value_changed_is_found(data: st.DataObject) -> None:
    told = data.draw(st.sampled_from(TEXTS))
    tree = json.loads(told)
    path = data.draw(st.sampled_from(paths(told)))
    before = at(tree, path)
    text = st.text(max_size=5) if not isinstance(before, str) else one_changed(before)
    value = data.draw(st.none() | st.booleans() | st.integers() | st.floats(0, 1) | text)
    at(tree, path[:-1])[path[-1]] = value
    changed = json.dumps(tree)
    if changed != json.dumps(json.loads(told)):
        assert verify_dossier(changed)


def one_changed(text: str) -> st.SearchStrategy[str]:
    """The text with one character left out, or another one in its place."""
    spots = st.integers(0, max(0, len(text) - 1))
    return st.builds(lambda spot, new: text[:spot] + new + text[spot + 1 :], spots, st.text("ab0"))


@given(st.data())
def test_anything_left_out_or_there_twice_is_found(data: st.DataObject) -> None:
    told = data.draw(st.sampled_from(TEXTS))
    tree = json.loads(told)
    path = data.draw(st.sampled_from(paths(told)))
    spot = path[: data.draw(st.integers(1, len(path)))]
    within = at(tree, spot[:-1])
    if isinstance(within, list) and data.draw(st.booleans()):
        within.append(copy.deepcopy(within[spot[-1]]))
    else:
        del within[spot[-1]]
    assert verify_dossier(json.dumps(tree))


@given(st.sampled_from(TEXTS), st.integers(0), st.sampled_from('a0"{}[],:\\ \x00é'))
def test_any_single_character_changed_is_found(told: str, spot: int, new: str) -> None:
    spot %= len(told)
    if new not in (told[spot], " "):
        assert verify_dossier(told[:spot] + new + told[spot + 1 :])


def test_a_field_that_is_there_twice_is_found() -> None:
    for told in TEXTS:
        assert verify_dossier('{"made_by":"Somebody else",' + told[1:])


@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_what_is_no_dossier_is_said_to_be_none(text: str) -> None:
    (problem,) = verify_dossier(text)
    assert "does not read" in str(problem)
    with pytest.raises(UsageError):
        read_dossier(text)


Change = Callable[[Dossier], Dossier]


def of_campaign(**values: Any) -> Change:
    return lambda it: replace(it, campaigns=(replace(it.campaigns[0], **values),))


def in_review(**values: Any) -> Change:
    return of_campaign(reviews=(replace(REVIEW, **values),))


def in_standard(**values: Any) -> Change:
    return in_review(standards=(replace(REVIEW.standards[0], **values),))


def in_version(**values: Any) -> Change:
    (material,) = CAMPAIGN.materials
    version = replace(material.versions[0], **values)
    return of_campaign(materials=(replace(material, versions=(version,)),))


def signed(**values: Any) -> Change:
    return of_campaign(sign_offs=(replace(SIGNED, **values), OTHER))


def objected(**values: Any) -> Change:
    return of_campaign(objections=(replace(CAMPAIGN.objections[0], **values),))


def with_event(number: int, **values: Any) -> Change:
    """Of those of the campaign, whichever numbers they have in a dossier."""
    digest = next(each for each in EVENTS if each.number == number).payload

    def change(it: Dossier) -> Dossier:
        found = (replace(e, **values) if e.payload == digest else e for e in it.events)
        return replace(it, events=tuple(found))

    return change


def having(**values: Any) -> Change:
    return lambda it: replace(it, **values)


def evident(standard: str, content: str) -> Change:
    return having(evidence=(EvidenceFile(standard, SEAL_OF_EVIDENCE, content),))


def promising(**values: Any) -> Change:
    return lambda it: replace(it, promise=replace(PROMISE, **values))


def in_month(**values: Any) -> Change:
    return promising(months=(PROMISE.months[0], replace(PROMISE.months[1], **values)))


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
    ("an event tells of", of_campaign(sign_offs=())),
    ("an event tells of", of_campaign(objections=())),
    ("no event tells of", objected(reason="None.")),
    ("no event tells of", objected(answer="Many.")),
    ("an event tells of", of_campaign(overrides=())),
    ("no event tells of", objected(came=(replace(TRIED, outcome=Foretold.KEPT),))),
    ("an event tells of", of_campaign(live=())),
    ("an event tells of", of_campaign(live_findings=())),
    ("an event tells of", of_campaign(live_findings=(replace(FOUND, closed=None),))),
    ("no event tells of", of_campaign(live_findings=(replace(FOUND, live="In 2 days"),))),
    ("not those of its digest", of_campaign(live=(replace(PUBLISHED, data="aGk="),))),
    ("has no version 2", of_campaign(live=(replace(PUBLISHED, version=2),))),
    ("before it was read first", of_campaign(live=(replace(PUBLISHED, readings=0),))),
    ("changed after it was written", with_event(3, actor="max")),
    ("changed after it was written", with_event(9, at=AT)),
    ("does not follow", with_event(2, previous="0" * 64)),
    ("not in the order", lambda it: replace(it, events=it.events[::-1])),
    ("not about this", with_event(1, subject="campaign:summer")),
    ("does not come before it", lambda it: replace(it, head=f"{it.events[-1].number}:{'0' * 64}")),
    ("is no head", having(head="nine")),
    ("not what was reviewed last", of_campaign(changed=("It is new.",))),
    ("not what was reviewed last", of_campaign(limits=())),
    ("not what was reviewed last", of_campaign(about=replace(CAMPAIGN.about, audience="all"))),
    ("'page' is there 2 times", of_campaign(materials=CAMPAIGN.materials * 2)),
]  # fmt: skip


SLOW_CONTENT = evidence_to_json(replace(EVIDENCE, standard="slow"))
SLOW = EvidenceFile("slow", json.loads(SLOW_CONTENT)["seal"], SLOW_CONTENT)
OF_CAMPAIGN_ONLY: list[tuple[str, Change]] = [
    ("not what was reviewed last", of_campaign(materials=())),
    ("about no promise", having(campaigns=())),
    ("about no promise", having(campaigns=(CAMPAIGN, CAMPAIGN))),
]
OF_PROMISE_ONLY: list[tuple[str, Change]] = [
    ("its numbers are not", promising(standard=replace(REVIEW.standards[0], share=0.99))),
    ("it has numbers and no", promising(standard=replace(REVIEW.standards[0], evidence=""))),
    ("not as it was last written", promising(standard=replace(REVIEW.standards[0], yaml="- id"))),
    ("its months are not those", in_month(counts=Counts(46, 2))),
    ("its months are not those", promising(months=PROMISE.months[:1])),
    ("its months are not those", promising(months=PROMISE.months * 2)),
    ("its months are not in their order", promising(months=PROMISE.months[::-1])),
    ("not within its interval", in_month(low=0.96)),
    ("not within its interval", in_month(high=None)),
    ("an event tells of", promising(alerts=())),
    ("an event tells of", promising(alerts=(replace(PROMISE.alerts[0], closed=None),))),
    ("no event tells of", promising(alerts=(replace(PROMISE.alerts[0], began_on=AT.date()),))),
    ("not about this promise", promising(objections=())),
    ("no event tells of", promising(objections=(replace(PROMISE.objections[0], reason="No"),))),
    ("is not about this promise", having(evidence=(*DOSSIER.evidence, SLOW))),
    ("an event tells of", having(campaigns=(replace(OF_PROMISE.campaigns[0], sign_offs=()),))),
    ("'spring' is there 2 times", having(campaigns=OF_PROMISE.campaigns * 2)),
    ("not about this promise", having(campaigns=())),
    ("promises it, and is not in the file", of_campaign(materials=())),
]  # fmt: skip
CASES = [
    *(pytest.param(name, *case) for name in BOTH for case in FORGED),
    *(pytest.param("campaign", *case) for case in OF_CAMPAIGN_ONLY),
    *(pytest.param("promise", *case) for case in OF_PROMISE_ONLY),
]


@pytest.mark.parametrize(("name", "words", "change"), CASES)
def test_a_part_that_contradicts_another_is_found_even_when_the_file_is_sealed_again(
    name: str, words: str, change: Change
) -> None:
    forged = change(BOTH[name])
    told = [str(each) for each in problems_of(forged)]
    assert any(words in each for each in told), told
    assert verify_dossier(sealed_again(json.loads(dossier_to_json(forged))))


def test_an_older_review_may_stay_while_nothing_is_there_to_sign() -> None:
    counts = tuple(
        replace(each, count=Count.VOID if each.withdrawn_at is None else each.count)
        for each in CAMPAIGN.sign_offs
    )
    about = replace(CAMPAIGN.about, audience="all")
    waiting = of_campaign(seal="", changed=("New.",), sign_offs=counts, about=about)(DOSSIER)
    assert list(problems_of(waiting)) == []


LAUNCHED_AT = AT + timedelta(hours=1)


def launched(seal: object, at: datetime = LAUNCHED_AT) -> tuple[Event, ...]:
    told = {"at": at, "actor": "max", "action": "launch campaign", "subject": "campaign:spring"}
    return (next_event(START, payload={"seal": seal}, **told),)


def test_a_sign_off_counts_at_the_launch_by_what_was_launched() -> None:
    assert count_at_launch(SIGNED, CAMPAIGN, launched(SEAL)) is Count.COUNTS
    assert count_at_launch(SIGNED, CAMPAIGN, launched("0" * 64)) is Count.VOID
    assert count_at_launch(SIGNED, CAMPAIGN, launched(None)) is Count.VOID
    late = launched(SEAL, AT + timedelta(days=31))
    assert count_at_launch(SIGNED, CAMPAIGN, late) is Count.EXPIRED
    assert count_at_launch(SIGNED, CAMPAIGN, launched(SEAL, AT - timedelta(days=1))) is None
    assert count_at_launch(SIGNED, CAMPAIGN, ()) is None
    other = tuple(replace(each, subject="campaign:autumn") for each in launched(SEAL))
    assert count_at_launch(SIGNED, CAMPAIGN, other) is None


def test_a_sign_off_that_was_withdrawn_after_the_launch_counted_at_it() -> None:
    later = replace(SIGNED, withdrawn_at=LAUNCHED_AT + timedelta(hours=1))
    assert count_at_launch(later, CAMPAIGN, launched(SEAL)) is Count.COUNTS
    before = replace(SIGNED, withdrawn_at=AT + timedelta(minutes=1))
    assert count_at_launch(before, CAMPAIGN, launched(SEAL)) is Count.WITHDRAWN
