"""`proofs` of ringtrue.yaml: read as written, refused with their line, counted on the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ringtrue.core.errors import ConfigError
from ringtrue.core.proof import Proof, ProofKind
from ringtrue.core.workspace import Workspace
from ringtrue.desk import clock
from ringtrue.desk.schema import load_schema
from ringtrue.desk.services.read_materials import Reading, judge_document
from ringtrue.desk.services.review_campaign import review_campaign
from ringtrue.desk.workspace import parse_workspace
from ringtrue.say.reading import read_bytes

WRITTEN = """\
proofs:
  - wording: Trusted by 2,000 firms
    title: Count of customers
    kind: records
    dated: 2025-01-31
    valid_until: 2026-01-31
    reference: proofs/customers.pdf
"""
MEANT = Proof(
    "Trusted by 2,000 firms",
    "Count of customers",
    ProofKind.RECORDS,
    date(2025, 1, 31),
    date(2026, 1, 31),
    "proofs/customers.pdf",
)
COPY = b"Trusted by 2,000 firms. Over 30 years of experience."


def read(text: str) -> Workspace:
    return parse_workspace(text, Path("shop/ringtrue.yaml"))


def test_left_out_there_are_none() -> None:
    assert read("").proofs == read("proofs: []\n").proofs == ()


def test_a_proof_is_read_as_it_is_written() -> None:
    assert read(WRITTEN).proofs == (MEANT,)
    short = WRITTEN.replace("    valid_until: 2026-01-31\n", "")
    assert read(short).proofs == (replace(MEANT, valid_until=None),)


def test_the_schema_knows_every_kind() -> None:
    known = load_schema("ringtrue")["$defs"]["proof"]["properties"]["kind"]["enum"]
    assert known == [kind.value for kind in ProofKind]


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("2025-01-31", "last May", ":5:", "'last May' is no day"),
        ("2026-01-31", "2025-01-30", ":6:", "before its day 2025-01-31"),
        ("Trusted by 2,000 firms", '"..."', ":2:", "there is no word in '...'"),
        ("records", "rumours", ":4:", "rumours"),
        ("    title: Count of customers\n", "", ":2:", "title"),
        ("reference", "place", ":7:", "place"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(
    old: str, new: str, where: str, words: str
) -> None:
    with pytest.raises(ConfigError) as told:
        read(WRITTEN.replace(old, new))
    assert where in str(told.value)
    assert words in str(told.value)


def unproven(reading: Reading) -> list[str]:
    return [each.message for each in reading.findings if each.rule == "any-substantiation"]


def reading_of(workspace: Workspace) -> Reading:
    return Reading((judge_document(read_bytes("a.txt", COPY), workspace),), ())


@pytest.mark.parametrize(
    ("today", "left"),
    [(datetime(2026, 1, 31, tzinfo=UTC), 1), (datetime(2026, 2, 1, tzinfo=UTC), 2)],
)
def test_reading_and_checking_count_what_holds_on_the_day(today: datetime, left: int) -> None:
    workspace = read(WRITTEN)
    with clock.told_at(today):
        found = reading_of(workspace)
        assert len(unproven(found)) == left
        assert len(unproven(review_campaign(workspace, found).reading)) == left


def test_a_check_of_another_day_counts_what_held_then() -> None:
    workspace = read(WRITTEN)
    found = review_campaign(
        workspace, reading_of(workspace), as_of=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert len(unproven(found.reading)) == 1
    late = review_campaign(workspace, reading_of(workspace), as_of=datetime(2026, 3, 1, tzinfo=UTC))
    (told,) = [each for each in unproven(late.reading) if "Trusted" in each]
    assert "'Count of customers' does not count: it was valid until 31 January 2026." in told


def test_without_proofs_every_statement_is_told() -> None:
    assert len(unproven(reading_of(read("")))) == 2
