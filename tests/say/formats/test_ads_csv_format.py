import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import ReadError
from ringtrue.say.document import Role
from ringtrue.say.reading import read_bytes

CELLS = st.text(st.sampled_from('abc 19,;"\n\t|£é'), max_size=12)


def read(text: str, name: str = "ads.csv"):
    return read_bytes(name, text.encode())


@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_every_cell_is_read_and_stands_at_its_place(every_place_holds, rows, mark, end, encoding):
    made = io.StringIO()
    writer = csv.writer(made, delimiter=mark, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("Headline", "Description"), *((f"x {a}", f"y {b}") for a, b in rows)])
    document = read_bytes("ads.csv", made.getvalue().encode(encoding))
    cells = [" ".join(cell.split()) for a, b in rows for cell in (f"x {a}", f"y {b}")]
    assert [passage.text for passage in document.passages] == cells
    every_place_holds(document, lambda original: original.replace('""', '"'))


def test_only_what_a_customer_sees_is_copy(texts):
    table = """Campaign,Ad type,Headline 1,Headline 1 position,Description,Final URL,Status,Clicks
Brand,Responsive ad,Fly on time,1,"Late? ""Never"", we say",https://x.example/a,Enabled,12
Brand,Responsive ad,,2,"Your money
back",https://x.example/b,Paused,7
"""
    document = read(table)
    assert texts(document) == ["Fly on time", 'Late? "Never", we say', "Your money back"]
    assert {passage.role for passage in document.passages} == {Role.CELL}
    place = document.place(document.passages[0], 0, 3)
    assert (place.line, place.column) == (2, 21)


def test_short_copy_in_a_named_column_is_copy(texts):
    assert texts(read("Headline,Callout\nFREE,24/7\n£9,x.example/a\n")) == ["FREE", "24/7", "£9"]


def test_an_export_may_begin_with_its_title(texts):
    table = "Ad report\n1 May - 31 May\nCampaign\tHeadline\tCost\nBrand\tFree returns\t9.50\n"
    assert texts(read(table, "ads.tsv")) == ["Free returns"]


def test_without_names_columns_that_hold_words_are_copy(texts):
    table = (
        "1;Free returns for a year;https://x.example;9,50\n2;We deliver in 2 days;x.example/b;8\n"
    )
    assert texts(read(table)) == ["Free returns for a year", "We deliver in 2 days"]


@pytest.mark.parametrize(
    "table",
    [
        "",
        "Headline,Description\n",
        "id,cost\n1,2\n3,4\n",
        "url,mail\nhttps://x.example/a,me@x.example\n",
        "state,code\nENABLED,A-12\nPAUSED,A-13\n",
    ],
)
def test_tables_without_copy_are_silent(table):
    assert read(table).passages == ()


def test_a_table_without_a_name_is_recognised():
    assert read("Campaign,Headline 1,Description 1\na,b,c\n", "-").material.format == "ads_csv"


@pytest.mark.parametrize("text", ["We fly, and we smile.\nHonestly.", "Dear you,\nfree delivery"])
def test_prose_with_commas_is_no_table(text):
    assert read(text, "-").material.format == "text"


def test_a_row_without_end_is_refused():
    with pytest.raises(ReadError, match="cells"):
        read("," * 5_000)


@pytest.mark.parametrize(
    "hostile", ['"' * 200_001, 'a,"' * 60_000, '"a\n' * 60_000, '"a"b' * 50_000]
)
def test_hostile_tables_end(hostile):
    try:
        read(hostile)
    except ReadError as error:
        assert error.cure
