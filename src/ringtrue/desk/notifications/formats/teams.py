"""Notifications for a Microsoft Teams channel: an Adaptive Card, posted to a webhook of Workflows.

What people typed stands in runs of text, where Teams reads no Markdown (it does in `TextBlock`),
so a campaign's name makes no link; and nobody can be mentioned, for the card names no entities.
"""

from __future__ import annotations

import json

from ringtrue.desk.notifications.formats import Post

TITLE = "Microsoft Teams (Workflows)"
SIGNED = False
_LONG, _SHORT = 1_000, 250
"""Characters of one paragraph, and of one where the card would be too large otherwise."""

_MOST_BYTES = 26_000
"""Teams takes 28 KB."""


def body(post: Post) -> dict[str, object]:
    """The message with its card."""
    made = _message(post, _LONG)
    too_large = len(json.dumps(made, ensure_ascii=False).encode()) > _MOST_BYTES
    return _message(post, _SHORT) if too_large else made


def _message(post: Post, most: int) -> dict[str, object]:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": _cut(post.said.title, most),
        "msteams": {"width": "Full"},
        "body": _rows(post, most),
        "actions": _actions(post),
    }
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _rows(post: Post, most: int) -> list[dict[str, object]]:
    def text(words: str, *, spacing: str = "Default", **style: object) -> dict[str, object]:
        run = {"type": "TextRun", "text": _cut(words, most), **style}
        return {"type": "RichTextBlock", "spacing": spacing, "inlines": [run]}

    said = post.said
    rows = [text(said.title, size="Large", weight="Bolder"), *map(text, said.facts)]
    if said.items:
        rows.append(text(f"{said.heading}:", weight="Bolder"))
        rows += [text(f"• {each}", spacing="Small") for each in said.items]
    if said.code:
        rows.append(text(said.code, fontType="Monospace"))
    if said.advice:
        rows.append(text(said.advice, weight="Bolder"))
    return [*rows, text(f"Ringtrue, the desk of {post.shop}", size="Small", isSubtle=True)]


def _actions(post: Post) -> list[dict[str, object]]:
    address = post.said.link.address
    return [{"type": "Action.OpenUrl", "title": "Open it", "url": address}] if address else []


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
