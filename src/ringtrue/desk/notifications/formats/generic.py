"""Notifications as JSON of our own, signed, for programs; docs/notifications.md has every key."""

from __future__ import annotations

from ringtrue.desk.notifications.formats import Post

TITLE = "JSON, signed"
SIGNED = True
SCHEMA = "ringtrue/notification/1"


def body(post: Post) -> dict[str, object]:
    """The notification key by key; JSON needs no further escaping."""
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
