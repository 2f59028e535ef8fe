"""What each format makes of a notification, above all of what people typed into it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.desk.notifications.formats import Post, formats
from ringtrue.desk.notifications.formats.slack import escaped
from ringtrue.desk.notifications.kinds import TERMS, Group
from ringtrue.desk.notifications.said import Link, Said

NASTY = "<!channel> @here [click](https://evil.example) *R&D* <at>all</at> <https://evil.example|x>"
DOCS = Path(__file__).parents[3] / "docs" / "notifications.md"


def post(title: str = "Spring ended", **words: Any) -> Post:
    said = Said(title, Link("alerts"), **words)
    return Post(
        "id.1", "campaign ended", "campaigns", datetime(2026, 5, 4, tzinfo=UTC), "Plum", said
    )


def parts(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON tree."""
    if isinstance(tree, dict):
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from parts(each)


WHOLE = {
    "facts": ("Mia ended it.",),
    "heading": "What stood against it",
    "items": ("One", "Two"),
    "code": "128:5f",
    "advice": "Look.",
}


def test_each_format_is_a_file_with_its_title() -> None:
    assert {name: made.title for name, made in formats().items()} == {
        "generic": "JSON, signed",
        "slack": "Slack",
        "teams": "Microsoft Teams (Workflows)",
    }


@pytest.mark.parametrize("name", ["generic", "slack", "teams"])
def test_every_format_says_everything_and_links_where_the_desk_has_an_address(
    name: str, settings: Any
) -> None:
    settings.PUBLIC_ADDRESS = "https://desk.shop.example"
    made = json.dumps(formats()[name].body(post(**WHOLE)), ensure_ascii=False)
    for words in (
        "Spring ended",
        "Mia ended it.",
        "What stood against it",
        "One",
        "128:5f",
        "Look.",
    ):
        assert words in made
    assert "https://desk.shop.example/alerts/" in made
    settings.PUBLIC_ADDRESS = ""
    assert "desk.shop.example" not in json.dumps(formats()[name].body(post(**WHOLE)))


def test_slack_reads_no_markup_in_what_people_typed() -> None:
    made = formats()["slack"].body(post(NASTY, facts=(NASTY,), items=(NASTY,), advice=NASTY))
    assert made["mrkdwn"] is False
    assert "<" not in str(made["text"])
    texts = [each for each in parts(made["blocks"]) if isinstance(each.get("text"), str)]
    assert texts
    assert {each["type"] for each in texts} == {"plain_text"}


@given(st.text())
def test_escaped_text_has_no_angle_bracket_and_is_undone_by_slacks_own_rules(text: str) -> None:
    made = escaped(text)
    assert not re.search("[<>]", made)
    assert made.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


def test_slack_takes_so_many_characters_and_no_more() -> None:
    made = formats()["slack"].body(post("x" * 999, facts=("y" * 9_999,), items=("z" * 9_999,) * 12))
    for block in made["blocks"]:  # type: ignore[attr-defined]
        text = block.get("text", {}).get("text", "")
        assert len(text) <= (150 if block["type"] == "header" else 3_000)
    assert len(made["blocks"]) <= 50  # type: ignore[arg-type]


def test_teams_gets_a_card_without_markdown_and_without_mentions() -> None:
    made = formats()["teams"].body(post(NASTY, facts=(NASTY,), items=(NASTY,)))
    (attachment,) = made["attachments"]  # type: ignore[misc]
    card = attachment["content"]
    assert (made["type"], card["type"], card["version"]) == ("message", "AdaptiveCard", "1.4")
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    types = {each["type"] for each in parts(card["body"])}
    assert types == {"RichTextBlock", "TextRun"}, "TextBlock would read Markdown"
    assert "entities" not in json.dumps(card)


def test_a_card_is_never_larger_than_teams_takes() -> None:
    whole = post(
        "😀" * 999, facts=("😀" * 9_999,) * 5, items=("😀" * 9_999,) * 13, advice="😀" * 999
    )
    made = formats()["teams"].body(whole)
    assert len(json.dumps(made, ensure_ascii=False).encode()) < 28 * 1024


def test_every_kind_and_group_that_is_posted_is_in_the_documents() -> None:
    words = " ".join(DOCS.read_text(encoding="utf-8").split())
    posted = [kind for kind, terms in TERMS.items() if terms.by_webhook]
    assert [name for name in (*posted, *Group) if f"`{name.value}`" not in words] == []


def test_the_json_of_our_own_is_as_the_documents_say() -> None:
    told = re.search(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert told
    made = formats()["generic"].body(post(**WHOLE))
    assert list(json.loads(told[1])) == list(made)
    assert made["title"] == "Spring ended"
    assert made["items"] == ["One", "Two"]
