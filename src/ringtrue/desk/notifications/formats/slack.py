"""Notifications for an incoming webhook of Slack: blocks, and a text for notifications.

What people typed stands in blocks of plain text, where Slack reads no markup. The text beside them
is read as mrkdwn whatever it is, so its `&`, `<` and `>` are escaped: without `<`, no `<!channel>`
and no link can be made in it.
"""

from __future__ import annotations

from ringtrue.desk.notifications.formats import Post

TITLE = "Slack"
SIGNED = False
_HEADER, _TEXT, _NOTE = 150, 3_000, 2_000
"""Characters that Slack takes in a header, in a section, and in the line below."""


def body(post: Post) -> dict[str, object]:
    """The message."""
    said = post.said
    blocks: list[dict[str, object]] = [{"type": "header", "text": _plain(said.title, _HEADER)}]
    blocks += [_section(fact) for fact in said.facts]
    if said.items:
        blocks.append(
            _section("\n".join([f"{said.heading}:", *(f"• {each}" for each in said.items)]))
        )
    blocks += [_section(text) for text in (said.code, said.advice) if text]
    if said.link.address:
        button = {"type": "button", "text": _plain("Open it", 75), "url": said.link.address}
        blocks.append({"type": "actions", "elements": [button]})
    foot = _plain(f"Ringtrue, the desk of {post.shop}", _NOTE)
    blocks.append({"type": "context", "elements": [foot]})
    return {
        "text": escaped(said.title)[:_TEXT],
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": blocks,
    }


def escaped(text: str) -> str:
    """Text in which Slack finds no markup of its own.

    >>> escaped("<!channel> R&D")
    '&lt;!channel&gt; R&amp;D'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _section(text: str) -> dict[str, object]:
    return {"type": "section", "text": _plain(text, _TEXT)}


def _plain(text: str, most: int) -> dict[str, object]:
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return {"type": "plain_text", "text": cut, "emoji": False}
