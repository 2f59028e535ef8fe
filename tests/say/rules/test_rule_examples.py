"""Every rule speaks where its example lines say so, and is silent elsewhere.

The lines are documents with one claim or two.

A file per rule, named by its id. Its head says what the claim is (`label`, `kind`, `channel`);
then a line each: `speaks` or `silent`, settings (`reached=0.08`, `kept=0.9`, `on-file`,
`on=2026-11-22`, `kind=price`, `channel=web`, `role=heading` for the first passage, `cues=0-3,3-5`
for the seconds at which each passage is shown), `|`, and the document. ` // ` parts passages; the
first is the claim, one that begins with `+ ` is a second claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ringtrue.core.claim import Claim, Kind, Label
from ringtrue.core.material import Material
from ringtrue.say.document import NO_LAYOUT, Document, Layout, Passage, Role
from ringtrue.say.drafts import draft_standards
from ringtrue.say.qualifiers import find_qualifiers
from ringtrue.say.rules import Measure, Measured, all_rules, check_rules
from ringtrue.say.slots import find_slots

FOLDER = Path(__file__).with_name("examples")


@dataclass(frozen=True)
class Example:
    rule: str
    speaks: bool
    settings: dict[str, str]
    passages: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}-{'speaks' if self.speaks else 'silent'}-{self.passages[0][:40]}"


def read_examples() -> Iterator[Example]:
    for path in sorted(FOLDER.glob("*.txt")):
        head: dict[str, str] = {}
        for line in path.read_text("utf-8").splitlines():
            if " | " in line:
                left, _, text = line.partition(" | ")
                word, *settings = left.split()
                given = {key: value for key, _, value in (each.partition("=") for each in settings)}
                assert word in {"speaks", "silent"}, f"{path.name}: {line}"
                yield Example(path.stem, word == "speaks", head | given, tuple(text.split(" // ")))
            elif line.strip():
                key, _, value = line.partition(":")
                head[key.strip()] = value.strip()


def make_document(
    *texts: str, channel: str = "", role: Role = Role.PARAGRAPH, cues: str = ""
) -> Document:
    """A plain document with these passages; `role` is that of the first."""
    whole, passages = "\n\n".join(texts), []
    for text in texts:
        here = sum(len(each.text) + 2 for each in passages)
        passages.append(Passage(text, Role.PARAGRAPH if passages else role, here))
    material = Material.of("ad.txt", whole.encode(), text=whole, kind="text", channel=channel)
    return Document(material, tuple(passages), _layout(passages, cues) if cues else NO_LAYOUT)


def _layout(passages: list[Passage], cues: str) -> Layout:
    seconds = [tuple(map(float, cue.split("-"))) for cue in cues.split(",")]
    starts, ends = zip(*seconds, strict=True)
    return Layout(
        cue_starts=tuple(each.origin for each in passages), cue_seconds=starts, cue_ends=ends
    )


def make_claim(
    document: Document, at: int, label: Label = Label.PROMISE, kind: Kind = Kind.OTHER
) -> Claim:
    """The whole of a passage as a claim."""
    passage = document.passages[at]
    end = len(passage.text)
    qualifiers = find_qualifiers(document, passage, 0, end)
    place = document.place(passage, 0, end)
    drafts = draft_standards(passage.text, find_slots(passage.text), kind, True)
    said = passage.text
    return Claim(place, said, said, label, kind, True, 0.9, qualifiers, drafts=drafts)


def findings_of(example: Example) -> list[str]:
    """The ids of the rules that speak about any claim of an example."""
    told = example.settings
    second = [at for at, text in enumerate(example.passages) if text.startswith("+ ")]
    texts = [text.removeprefix("+ ") for text in example.passages]
    document = make_document(
        *texts,
        channel=told.get("channel", ""),
        role=Role(told.get("role", "paragraph")),
        cues=told.get("cues", ""),
    )
    label, kind = Label(told.get("label", "promise")), Kind(told.get("kind", "other"))
    claims = tuple(make_claim(document, at, label, kind) for at in (0, *second))
    measured = tuple(_measured(claims[0], told))
    on = date.fromisoformat(told["on"]) if "on" in told else None
    checked = check_rules(document, claims, ("us", "uk", "eu"), measured=measured, on=on)
    return [finding.rule for claim in checked for finding in claim.findings]


def _measured(claim: Claim, told: dict[str, str]) -> Iterator[Measured]:
    if "on-file" in told:
        yield Measured(claim.place, Measure.ON_FILE)
    for measure in (Measure.KEPT, Measure.REACHED):
        if measure.value in told:
            yield Measured(claim.place, measure, float(told[measure.value]))


EXAMPLES = tuple(read_examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_rule_speaks_or_is_silent_as_its_example_says(example: Example) -> None:
    assert (example.rule in findings_of(example)) is example.speaks


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {rule.id for rule in all_rules()}


@pytest.mark.parametrize("rule", [rule.id for rule in all_rules()])
def test_a_rule_is_shown_to_be_silent_as_well_as_to_speak(rule: str) -> None:
    told = [example.speaks for example in EXAMPLES if example.rule == rule]
    assert told.count(False) >= 1
    assert told.count(True) >= 1
