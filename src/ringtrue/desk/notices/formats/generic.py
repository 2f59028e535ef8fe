"""Notices as JSON of our own, signed, for programs; docs/notices.md has every key."""

from __future__ import annotations

from ringtrue.desk.notices.formats import Post

TITLE = "JSON, signed"
SIGNED = True
SCHEMA = "ringtrue/notice/1"


def body(post: Post) -> dict[str, object]:
    """The notice key by key; JSON needs no further escaping."""
    said = post.said
    return {
        "schema": SCHEMA,
        "id": post.id,
        "kind": post.kind,
        "group": post.group,
        "at": post.at.isoformat(),
        "workspace": post.shop,
        "title": said.title,
        "facts": list(said.facts),
        "heading": said.heading,
        "items": list(said.items),
        "code": said.code,
        "advice": said.advice,
        "link": said.link.address,
    }
