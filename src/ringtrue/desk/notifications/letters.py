"""Notifications as mail: one letter each, or the day's in one, as plain text and as simple HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from ringtrue.core.trees import grow
from ringtrue.desk.models.notification import NotificationRecord
from ringtrue.desk.notifications.mail_server import MailServer
from ringtrue.desk.notifications.public_address import public_address
from ringtrue.desk.notifications.said import Said

_WIDTH = 72
_SUBJECT = 150
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_WHY = "You are told because it concerns your role, or what you made or signed."


@dataclass(frozen=True, slots=True)
class Part:
    """One notification of a letter; `address` is where it is opened, empty when nobody knows."""

    said: Said
    address: str


def letter(
    server: MailServer, to: str, shop: str, notifications: Sequence[NotificationRecord], name: str
) -> EmailMultiAlternatives:
    """The mail that tells somebody these notifications; `shop` is the workspace.

    `name` is the letter's own: the same letter always has the same Message-ID, so that one that
    arrives twice is known as one.
    """
    parts = [Part(grow(Said, each.said), _open(each)) for each in notifications]
    title = parts[0].said.title if len(parts) == 1 else f"{len(parts)} notifications of the day"
    choose = public_address() and f"{public_address()}{reverse('notifications')}#choices"
    told = {"parts": parts, "title": title, "shop": shop, "choose": choose, "why": _WHY}
    mail = EmailMultiAlternatives(
        subject=one_line(f"{shop}: {title}")[:_SUBJECT],
        body=text_of(parts, shop, choose),
        from_email=server.sender,
        to=[to],
        headers={
            "Message-ID": f"<{name}@{server.domain}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    mail.attach_alternative(render_to_string("notifications/letter.html", told), "text/html")
    return mail


def one_line(text: str) -> str:
    """Text that can stand in a header: whatever breaks a line is a space.

    >>> one_line("Spring" + chr(13) + chr(10) + "Bcc: all@shop.example")
    'Spring Bcc: all@shop.example'
    """
    return _BREAKS.sub(" ", text).strip()


def text_of(parts: Sequence[Part], shop: str, choose: str) -> str:
    """The letter as plain text."""
    bodies = ["\n".join(_lines(part)) for part in parts]
    between = f"\n\n{'-' * _WIDTH}\n\n"
    chosen = ["What comes by mail is yours to choose, on the page Notifications of the desk."]
    if choose:
        chosen = ["What comes by mail is yours to choose:", choose]
    foot = ["-- ", f"Ringtrue, the desk of {one_line(shop)}", _WHY, *chosen]
    return f"{between.join(bodies)}\n\n" + "\n".join(foot) + "\n"


def _lines(part: Part) -> Iterator[str]:
    said = part.said
    yield from _wrapped(said.title)
    for fact in said.facts:
        yield ""
        yield from _wrapped(fact)
    if said.items:
        yield from ("", f"{said.heading}:")
        for item in said.items:
            yield from wrap(
                one_line(item),
                _WIDTH,
                initial_indent="- ",
                subsequent_indent="  ",
                break_long_words=False,
            )
    if said.code:
        yield from ("", said.code)
    if said.advice:
        yield ""
        yield from _wrapped(said.advice)
    if part.address:
        yield from ("", f"Open it: {part.address}")


def _wrapped(text: str) -> list[str]:
    """Paragraphs as short lines; words are never broken, so that links and codes stay whole."""
    return [
        line
        for paragraph in text.splitlines()
        for line in wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    ]


def _open(notification: NotificationRecord) -> str:
    """Where a notification is opened, which also marks it as read."""
    home = public_address()
    return (
        home + reverse("notification", args=[notification.pk]) if home and notification.pk else ""
    )
