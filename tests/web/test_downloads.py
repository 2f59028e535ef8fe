"""Tables to take along: whole, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.role import Role
from ringtrue.web.spreadsheet import csv_download, plain_cell
from tests.web.world import make_standings

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DANGEROUS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def table(answer) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=4))
def test_whatever_is_written_is_read_back_cell_by_cell(rows: list[list[str]]) -> None:
    answer = csv_download("a.csv", ("a", "b"), rows)
    found = [[row["a"], row["b"]] for row in table(answer)]
    assert found == [[plain_cell(each) for each in row] for row in rows]


@given(st.sampled_from(DANGEROUS), TEXT, st.sampled_from(["", " ", "  "]))
def test_no_text_begins_as_a_formula(first: str, rest: str, space: str) -> None:
    assert plain_cell(f"{space}{first}{rest}") == f"'{space}{first}{rest}"


@given(st.sampled_from(["", " ", "  "]), st.sampled_from('abc123é€("'), TEXT)
def test_other_text_stays_as_it_is(space: str, first: str, rest: str) -> None:
    assert plain_cell(space + first + rest) == space + first + rest


@given(st.integers() | st.floats(allow_nan=False))
def test_numbers_stay_numbers(value: float) -> None:
    assert float(plain_cell(value)) == float(value)


@pytest.mark.django_db
def test_the_promises_of_the_page_come_along_with_their_definition(signed_in: Callable) -> None:
    make_standings(5)
    rows = table(signed_in("vic", Role.VIEWER).get("/promises.csv?state=fails"))
    assert {row["next_month"] for row in rows} == {"fails"}
    assert len(rows) == 2
    assert int(rows[0]["kept"]) / (int(rows[0]["kept"]) + int(rows[0]["broken"])) == pytest.approx(
        float(rows[0]["kept_share"])
    )
    assert rows[0]["definition"].startswith("Kept: ")


@pytest.mark.django_db
def test_a_promise_that_is_a_formula_is_text(signed_in: Callable) -> None:
    from ringtrue.desk.models.standing import Standing

    make_standings(1)
    Standing.objects.update(promise='=HYPERLINK("https://example.org")')
    (row,) = table(signed_in("vic", Role.VIEWER).get("/promises.csv"))
    assert row["promise"] == '\'=HYPERLINK("https://example.org")'


@pytest.mark.django_db
def test_a_thousand_promises_cost_few_questions(
    signed_in: Callable, django_assert_max_num_queries
) -> None:
    make_standings(1_000, months=2)
    client = signed_in("vic", Role.VIEWER)
    with django_assert_max_num_queries(12):
        assert len(table(client.get("/promises.csv"))) == 1_000


@pytest.mark.django_db
def test_the_months_of_a_promise_come_along(signed_in: Callable) -> None:
    make_standings(1, months=3)
    rows = table(signed_in("vic", Role.VIEWER).get("/promises/promise-0/months.csv"))
    assert [row["month"] for row in rows] == ["2023-01", "2023-02", "2023-03"]


@pytest.mark.django_db
def test_the_chain_can_be_checked_from_its_table(signed_in: Callable, person: Callable) -> None:
    from ringtrue.desk.audit import record

    for number in range(3):
        record(person(f"p{number}", Role.VIEWER), "look", "desk", {"number": number})
    rows = table(signed_in("lena", Role.LEGAL).get("/audit.csv"))
    assert [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
    assert all(after["previous"] == row["hash"] for row, after in pairwise(rows))


@pytest.mark.django_db
def test_the_file_is_named_and_not_shown(signed_in: Callable) -> None:
    answer = signed_in("vic", Role.VIEWER).get("/promises.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="promises.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
