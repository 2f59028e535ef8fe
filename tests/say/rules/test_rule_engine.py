"""Rules are read strictly, chosen by jurisdiction, explained by id, and leave the rest alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.errors import ConfigError, ExitCode, UsageError
from ringtrue.core.finding import Finding, Level
from ringtrue.core.material import Material
from ringtrue.say.claims import find_claims
from ringtrue.say.document import Document, Passage, Role
from ringtrue.say.qualifiers import find_qualifiers
from ringtrue.say.reading import read_bytes
from ringtrue.say.rules import Measure, Measured, Needs, all_rules, check_rules, explain
from ringtrue.say.rules.loading import read_rule, rule_files

GOOD = {
    "id": "uk-test",
    "title": "A rule",
    "jurisdiction": "uk",
    "edition": "2026-01-01",
    "source": "A code",
    "needs": "text",
    "level": "note",
    "message": "{text} is said.",
    "why": "Because.",
    "fix": "Do.",
    "family": "wording",
    "when": {"words": "free"},
}


def page(*texts: str, kind: Kind = Kind.PRICE) -> tuple[Document, tuple[Claim, ...]]:
    """A document whose every passage is a promise."""
    whole, passages, at = "\n\n".join(texts), [], 0
    for text in texts:
        passages.append(Passage(text, Role.PARAGRAPH, at))
        at += len(text) + 2
    material = Material.of("ad.txt", whole.encode(), text=whole, kind="text")
    document = Document(material, tuple(passages))
    return document, tuple(_claim(document, each, kind) for each in passages)


def _claim(document: Document, passage: Passage, kind: Kind) -> Claim:
    text = passage.text
    place = document.place(passage, 0, len(text))
    found = find_qualifiers(document, passage, 0, len(text))
    return Claim(place, text, text, Label.PROMISE, kind, True, 0.9, found)


def ids(claims: tuple[Claim, ...]) -> list[set[str]]:
    return [{finding.rule for finding in claim.findings} for claim in claims]


def test_a_rule_speaks_only_where_it_applies() -> None:
    document, claims = page("Was £80, now £50.")
    (uk,) = ids(check_rules(document, claims, ("uk",)))
    (us,) = ids(check_rules(document, claims, ("us",)))
    (none,) = ids(check_rules(document, claims, ()))
    assert "uk-cap-3.40-reference" in uk
    assert "uk-cap-3.40-reference" not in us
    assert "us-16cfr233.1" in us
    assert none == set()


def test_rules_for_any_jurisdiction_always_speak() -> None:
    document, claims = page("Free fitting* on every carpet.")
    assert ids(check_rules(document, claims, ())) == [{"any-dangling-mark"}]


def test_a_finding_says_what_why_how_to_mend_and_where() -> None:
    document, claims = page("Free fitting* on every carpet.")
    (finding,) = check_rules(document, claims, ())[0].findings
    assert finding.level is Level.ERROR
    assert "'Free fitting* on every carpet.'" in finding.message
    assert "Without a note: *" in finding.message
    assert "CAP Code 3.10" in finding.why
    assert finding.fix
    assert finding.place == claims[0].place


def test_the_gravest_finding_comes_first() -> None:
    document, claims = page("Free kettle*: just pay handling, was £30.", "* New customers only.")
    (claim, _) = check_rules(document, claims, ("us", "uk", "eu"))
    levels = [finding.level for finding in claim.findings]
    assert len(set(levels)) > 1
    assert levels == sorted(levels, key=["error", "warning", "note"].index)


def test_claims_without_a_finding_and_earlier_findings_are_left_as_they_are() -> None:
    document, claims = page("We reply today.", "Free fitting* on every carpet.")
    before = Finding("mine", Level.NOTE, "m", "w", "f", claims[1].place)
    known = (claims[0], replace(claims[1], findings=(before,)))
    first, second = check_rules(document, known, ())
    assert first is known[0]
    assert [each.rule for each in second.findings] == ["mine", "any-dangling-mark"]


def test_a_measurement_counts_only_for_the_claim_at_its_place() -> None:
    document, claims = page("Up to 40% off beds.", "Up to 40% off lamps.")
    measured = (Measured(claims[0].place, Measure.REACHED, 0.5),)
    beds, lamps = ids(check_rules(document, claims, ("uk",), measured=measured))
    assert "uk-cap-up-to-discount" not in beds
    assert "uk-cap-up-to-discount" in lamps


def test_a_share_that_was_never_measured_is_a_question_and_not_a_verdict() -> None:
    document, claims = page("Up to 40% off beds.")
    low = (Measured(claims[0].place, Measure.REACHED, 0.05),)
    asked = check_rules(document, claims, ("uk",))[0].findings
    failed = check_rules(document, claims, ("uk",), measured=low)[0].findings
    assert {f.level for f in asked if f.rule == "uk-cap-up-to-discount"} == {Level.NOTE}
    assert {f.level for f in failed if f.rule == "uk-cap-up-to-discount"} == {Level.WARNING}
    assert any("5.0%" in finding.message for finding in failed)


def test_a_note_on_television_is_timed_by_the_captions_that_show_it() -> None:
    cues = (
        "1\n00:00:00,000 --> 00:00:03,000\nWe deliver within 2 days.*\n\n2\n00:00:03,000 --> {}\n"
    )
    said = cues + "*Excludes the Highlands and Northern Ireland.\n"
    for end, spoken in (("00:00:05,000", True), ("00:00:07,000", False)):
        document = read_bytes("ad.srt", said.format(end).encode(), channel="tv")
        checked = check_rules(document, find_claims(document), ("uk",))
        assert checked[0].text.startswith("We deliver")
        assert ("uk-bcap-text-held" in ids(checked)[0]) is spoken


def test_a_headline_of_a_page_is_told_from_its_text() -> None:
    copy = "{}Free delivery on every order.\\*\n\n\\* Orders over £50 only.\n"
    for mark, spoken in (("# ", True), ("", False)):
        document = read_bytes("page.md", copy.format(mark).encode())
        checked = check_rules(document, find_claims(document), ("uk",))
        assert ("uk-cap-qualification-step" in ids(checked)[0]) is spoken


def test_a_rule_is_explained_by_its_id_in_any_case() -> None:
    rule = explain(" UK-CAP-3.9-Contradiction ")
    assert (rule.id, rule.needs) == ("uk-cap-3.9-contradiction", Needs.TEXT)


@pytest.mark.parametrize("asked", ["us-16cfr239", "uk-cap-3.54", "nonsense", "", "x" * 500])
def test_an_unknown_id_is_refused_with_what_to_do(asked: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(asked)
    assert caught.value.exit_code is ExitCode.USAGE
    assert caught.value.cure
    assert len(str(caught.value)) < 300


def test_an_unknown_id_names_near_ones() -> None:
    with pytest.raises(UsageError, match=r"us-16cfr239\.4"):
        explain("us-16cfr239.44")


def test_every_rule_is_whole() -> None:
    for file in rule_files():
        rule = file.rule
        lines = (rule.title, rule.source, rule.why, rule.fix, file.message)
        assert all(line and "\n" not in line and len(line) < 200 for line in lines), rule.id
        assert import_module(f"ringtrue.say.rules.families.{file.family}")
        for condition in filter(None, (file.when, file.unless, file.also)):
            for pattern in (condition.pattern, condition.near, condition.noted, condition.document):
                assert pattern == pattern.lower() or "\\S" in pattern or "\\W" in pattern, rule.id
                re.compile(pattern)


def test_ids_begin_with_the_jurisdiction() -> None:
    assert all(rule.id.startswith(f"{rule.jurisdiction.value}-") for rule in all_rules())


def test_what_is_known_at_second_hand_is_never_an_error() -> None:
    told = [rule for rule in all_rules() if "as summarised" in rule.source]
    allowed = {"any-offer-over"}
    assert told
    assert {rule.id for rule in told if rule.level is Level.ERROR} <= allowed


def test_rules_of_every_need_and_jurisdiction_are_there() -> None:
    assert {rule.needs for rule in all_rules()} == set(Needs)
    assert {rule.jurisdiction.value for rule in all_rules()} == {"any", "eu", "uk", "us"}


def test_a_good_file_becomes_a_rule() -> None:
    assert read_rule("uk-test.json", json.dumps(GOOD)).rule.title == "A rule"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"jurisdiction": "mars"}, "mars"),
        ({"edition": "soon"}, "soon"),
        ({"level": "fatal"}, "fatal"),
        ({"colour": "red"}, "colour"),
        ({"id": "uk-other"}, "uk-other"),
        ({"when": {"wordz": "free"}}, "wordz"),
        ({"when": {"kinds": "cheap"}}, "cheap"),
        ({"when": None}, "NoneType"),
        ({"least": "many"}, "many"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_fault(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigError, match="uk-test") as caught:
        read_rule("uk-test.json", json.dumps(GOOD | change))
    assert named in str(caught.value)


@pytest.mark.parametrize("missing", ["title", "when", "family", "source", "id"])
def test_a_file_that_lacks_a_key_is_refused(missing: str) -> None:
    raw = {key: value for key, value in GOOD.items() if key != missing}
    with pytest.raises(ConfigError, match=missing):
        read_rule("uk-test.json", json.dumps(raw))


@pytest.mark.parametrize("text", ["", "[]", "1", '{"id": ', "null"])
def test_what_is_no_rule_at_all_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=r"uk-test\.json"):
        read_rule("uk-test.json", text)


VOCABULARY = (
    "free guarantee* up to 40% off was £80 now £50 lifetime money-back † ‡ every best lowest "
    "prices guaranteed eco-friendly by 2030 only today terms apply rated 4.9 $5 plus fees ."
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4))
def test_any_copy_is_checked_and_every_finding_names_a_known_rule(texts: list[str]) -> None:
    document, claims = page(*texts)
    known = {rule.id for rule in all_rules()}
    checked = check_rules(document, claims, ("us", "uk", "eu"))
    assert [claim.place for claim in checked] == [claim.place for claim in claims]
    for claim in checked:
        assert {finding.rule for finding in claim.findings} <= known
        assert len({finding.rule for finding in claim.findings}) == len(claim.findings)
