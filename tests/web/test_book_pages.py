"""The pages of the book: nothing typed is lost, and what is wrong stands at its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ringtrue.core.role import Role
from tests.web.world import make_entry, standard

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, settings) -> None:
    text = "name: Shop\nsources:\n  orders:\n    location: data/orders.csv\n"
    (tmp_path / "ringtrue.yaml").write_text(
        text + "standards:\n" + standard("of-the-file", "30 days") + "\n", encoding="utf-8"
    )
    settings.WORKSPACE = tmp_path


@pytest.fixture
def olga(signed_in: Callable):
    return signed_in("olga", Role.OPERATIONS)


def test_a_standard_is_written_and_stands_in_the_book(olga) -> None:
    answer = olga.post("/new-standard/", {"body": standard("fast", "2 days")}, follow=True)
    assert answer.redirect_chain[-1][0] == "/book/fast/"
    page = olga.get("/book/").content.decode()
    assert "Delivered in 2 days" in page
    assert "ringtrue.yaml" in page
    assert "the desk" in page


def test_what_was_typed_stays_with_what_is_wrong_in_it(olga) -> None:
    body = standard("fast", "2 dogs")
    answer = olga.post("/new-standard/", {"body": body})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 dogs" in page
    assert "Line 6: &#x27;2 dogs&#x27; is not a duration" in page


def test_a_change_that_is_refused_keeps_the_reason_too(olga) -> None:
    make_entry("fast", standard("fast", "2 days"))
    told = {"body": standard("fast", "30 days"), "reason": "The depot moved."}
    answer = olga.post("/book/fast/", told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "of-the-file means the same" in page
    assert 'value="The depot moved."' in page


def test_what_a_file_has_is_read_only_and_says_where_to_change_it(olga) -> None:
    page = olga.get("/book/of-the-file/").content.decode()
    assert "read-only here" in page
    assert "<textarea" not in page


def test_a_reader_sees_the_standard_and_no_form(signed_in) -> None:
    make_entry("fast", standard("fast", "2 days"))
    page = signed_in("vic", Role.VIEWER).get("/book/fast/").content.decode()
    assert "limit: 2 days" in page
    assert "<textarea" not in page


def test_an_empty_book_teaches(olga, settings) -> None:
    settings.WORKSPACE.joinpath("ringtrue.yaml").write_text("name: Shop\n", encoding="utf-8")
    page = olga.get("/book/").content.decode()
    assert "No standard yet" in page


def test_an_unknown_standard_is_not_found(olga) -> None:
    assert olga.get("/book/nobody/").status_code == 404


def test_a_file_that_no_longer_reads_says_so_instead_of_failing(olga, settings) -> None:
    settings.WORKSPACE.joinpath("ringtrue.yaml").write_text("name: [", encoding="utf-8")
    answer = olga.get("/book/")
    assert answer.status_code == 400
    assert "ringtrue.yaml:2" in answer.content.decode()


def test_a_standard_for_a_promise_begins_with_its_words(olga) -> None:
    page = olga.get("/new-standard/", {"promise": 'Always: "fast"\n- id: x'}).content.decode()
    assert "- id: &quot;always-fast-id-x&quot;" in page
    assert "promise: &quot;Always: \\&quot;fast\\&quot; - id: x&quot;" in page
