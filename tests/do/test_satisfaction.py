"""Answers counted in the engine: sums by cause and by contacts, and what cannot be compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ringtrue.core.cost_settings import Answers
from ringtrue.core.customers import CauseSums, ContactSums, Sums
from ringtrue.core.errors import SourceError
from ringtrue.core.expression_parser import parse_expression
from ringtrue.core.source import Source
from ringtrue.do.satisfaction import MOST, read_answers

SOURCE = Source("surveys", "surveys.csv")
ANSWERS = Answers("surveys", score="score", cause="cause")
AS_OF = datetime(2026, 1, 1)
TABLE = """\
score,cause,topic,contacts,gone
9,,delivery,1,no
7,None,delivery,1,yes
8,-,billing,2,no
3,misled,delivery,1,yes
5,misled,billing,2.5,no
6, defect ,delivery,3,yes
,misled,delivery,1,no
4,defect,delivery,0,
"""


def write(folder: Path, text: str = TABLE) -> None:
    (folder / "surveys.csv").write_text(text, encoding="utf-8")


def test_scores_are_summed_by_cause_and_no_cause_has_many_names(tmp_path: Path) -> None:
    write(tmp_path)
    told = read_answers(SOURCE, ANSWERS, folder=tmp_path, as_of=AS_OF)
    assert told.causes == (
        CauseSums("", "", Sums(3, 24.0, 194.0)),
        CauseSums("defect", "", Sums(2, 10.0, 52.0)),
        CauseSums("misled", "", Sums(2, 8.0, 34.0)),
    )
    assert (told.leavings, told.contacts) == ((), ())


def test_leaving_is_a_condition_and_what_is_unknown_is_left_out(tmp_path: Path) -> None:
    write(tmp_path)
    asked = replace(ANSWERS, left=parse_expression("gone"), alike=("topic",))
    told = read_answers(SOURCE, asked, folder=tmp_path, as_of=AS_OF)
    assert CauseSums("misled", "delivery", Sums(2, 1.0, 1.0)) in told.leavings
    assert CauseSums("defect", "delivery", Sums(1, 1.0, 1.0)) in told.leavings


def test_contacts_are_whole_and_from_one_on(tmp_path: Path) -> None:
    write(tmp_path)
    asked = replace(ANSWERS, cause="", contacts="contacts", issue="topic")
    told = read_answers(SOURCE, asked, folder=tmp_path, as_of=AS_OF)
    assert told.causes == ()
    assert told.contacts == (
        ContactSums(1, "delivery", Sums(3, 19.0, 139.0)),
        ContactSums(2, "billing", Sums(1, 8.0, 64.0)),
        ContactSums(3, "delivery", Sums(1, 6.0, 36.0)),
    )


def test_a_column_of_free_text_is_no_column_of_causes(tmp_path: Path) -> None:
    lines = "\n".join(f"5,it was {number},x,1,no" for number in range(MOST + 1))
    write(tmp_path, f"score,cause,topic,contacts,gone\n{lines}\n")
    with pytest.raises(SourceError, match="too many to compare"):
        read_answers(SOURCE, ANSWERS, folder=tmp_path, as_of=AS_OF)


@pytest.mark.parametrize(
    ("changed", "named"), [({"score": "topic"}, "topic"), ({"cause": "reason"}, "reason")]
)
def test_a_column_that_cannot_be_is_named(
    tmp_path: Path, changed: dict[str, str], named: str
) -> None:
    write(tmp_path)
    with pytest.raises(SourceError, match=named):
        read_answers(SOURCE, replace(ANSWERS, **changed), folder=tmp_path, as_of=AS_OF)


def test_an_empty_table_is_told(tmp_path: Path) -> None:
    write(tmp_path, "score,cause\n")
    with pytest.raises(SourceError, match="no rows"):
        read_answers(SOURCE, ANSWERS, folder=tmp_path, as_of=AS_OF)
