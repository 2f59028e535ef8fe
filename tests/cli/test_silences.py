"""Silences in the copy: what they cover, and that a wrong one is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ringtrue.desk.services.read_materials import ReadMaterial, judge_document
from ringtrue.say.reading import read_bytes

Run = Callable[..., Result]
RULE = "any-dangling-mark"
CLAIM = "Free delivery within 2 days.*"
ALLOW = f"<!-- ringtrue: allow {RULE} the note is on the next page -->"


def judged(text: str, name: str = "page.md") -> ReadMaterial:
    return judge_document(read_bytes(name, text.encode()))


def rules(material: ReadMaterial) -> list[str]:
    return [finding.rule for claim in material.claims for finding in claim.findings]


def test_without_a_silence_the_rule_speaks() -> None:
    assert RULE in rules(judged(CLAIM))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.md", f"{ALLOW}\n\n{CLAIM}\n"),
        ("page.md", f"{ALLOW}\n{CLAIM}\n"),
        ("page.md", f"{CLAIM} {ALLOW}\n"),
        ("page.html", f"{ALLOW}<p>{CLAIM}</p>"),
        ("page.html", f"<p>{CLAIM} {ALLOW}</p>"),
    ],
)
def test_a_silence_covers_its_own_passage_or_the_next(name: str, text: str) -> None:
    material = judged(text, name)
    assert RULE not in rules(material)
    (silence,) = material.silences
    assert [finding.rule for finding in silence.hidden] == [RULE]
    assert silence.reason == "the note is on the next page"
    assert material.findings == ()


def test_a_silence_does_not_cover_a_later_passage() -> None:
    material = judged(f"{ALLOW}\n\n{CLAIM}\n\nGifts are free.*\n")
    assert rules(material).count(RULE) == 1


def test_a_silence_hides_only_the_rule_that_it_names() -> None:
    material = judged(f"{ALLOW.replace(RULE, 'any-crowded-mark')}\n\n{CLAIM}\n")
    assert RULE in rules(material)


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        (ALLOW.replace(RULE, "any-dangling-mrk"), "ringtrue-silence-unknown-rule"),
        (f"<!-- ringtrue: allow {RULE} -->", "ringtrue-silence-no-reason"),
        ("<!-- ringtrue: allow -->", "ringtrue-silence-unknown-rule"),
    ],
)
def test_a_wrong_silence_is_a_finding_and_hides_nothing(comment: str, complaint: str) -> None:
    material = judged(f"{comment}\n\n{CLAIM}\n")
    assert RULE in rules(material)
    assert [finding.rule for finding in material.findings] == [complaint]


def test_an_unknown_rule_names_the_nearest() -> None:
    material = judged(f"{ALLOW.replace(RULE, 'any-dangling-mrk')}\n\n{CLAIM}\n")
    assert RULE in material.findings[0].fix


def test_a_silence_that_hides_nothing_is_noted() -> None:
    material = judged(f"{ALLOW}\n\nContact us.\n")
    assert [finding.rule for finding in material.findings] == ["ringtrue-silence-unused"]


def test_plain_text_has_no_silences_for_it_has_no_comments() -> None:
    assert judged(f"{ALLOW}\n\n{CLAIM}\n", "page.txt").silences == ()


def test_check_lists_the_silences_with_their_reasons(run: Run, shop: Path) -> None:
    (shop / "page.md").write_text(f"{ALLOW}\n\n{CLAIM}\n", encoding="utf-8")
    output = run("check").output
    assert f"page.md:1:1: silence of {RULE} (1 finding): the note is on the next page" in output
