"""A dossier holds as it was written, and no single change of it goes unseen."""

from __future__ import annotations

import copy
import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.event import Event
from ringtrue.core.outcome import Counts
from ringtrue.core.verdict import Outlook
from ringtrue.gap.chain import START, next_event
from ringtrue.gap.dossier import (
    Dossier,
    EvidenceFile,
)
from ringtrue.gap.dossier_check import problems_of, verify_dossier
from ringtrue.gap.dossier_file import dossier_to_json, read_dossier
from ringtrue.gap.dossier_launch import count_at_launch
from ringtrue.gap.evidence_file import evidence_to_json
from ringtrue.gap.foretold import Foretold
from ringtrue.gap.gate import Count
from ringtrue.gap.seal import to_json
from tests.gap.dossiers import (
    AT,
    AWARD,
    BOTH,
    BOUND,
    CAMPAIGN,
    CONTENT,
    DOSSIER,
    DROPPED,
    EVENTS,
    EVIDENCE,
    FOUND,
    OF_PROMISE,
    OTHER,
    PROMISE,
    PUBLISHED,
    REVIEW,
    SEAL,
    SEAL_OF_EVIDENCE,
    SIGNED,
    TEXTS,
    TRIED,
    sealed_again,
)


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


def proving(**values: Any) -> Change:
    return of_campaign(proofs=(replace(AWARD, **values), DROPPED))


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
    ("the proofs are not what was reviewed", of_campaign(proofs=(DROPPED,))),
    ("the proofs are not what was reviewed", proving(dated=date(2026, 1, 4))),
    ("no event tells of", proving(title="A survey")),
    ("no event tells of", proving(digest="")),
    ("an event tells of", of_campaign(proofs=(AWARD,))),
    ("an event tells of", of_campaign(proofs=(AWARD, replace(DROPPED, withdrawn_at=None)))),
    ("its bytes are not those of its digest", proving(data="aGkh")),
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
