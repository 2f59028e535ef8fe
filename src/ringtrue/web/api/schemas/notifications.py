"""Notifications: what somebody was told, and how they want to be told by mail."""

from __future__ import annotations

from datetime import datetime

from pydantic import AliasPath, Field

from ringtrue.desk.notifications.kinds import Group, Way
from ringtrue.web.api.schemas.base import Sent, Shown


class Notification(Shown):
    """One notification: `facts` and `advice` are sentences, `items` a list under `heading`."""

    number: int
    kind: str
    at: datetime
    read: bool
    title: str = Field(validation_alias=AliasPath("said", "title"))
    facts: list[str] = Field(validation_alias=AliasPath("said", "facts"))
    heading: str = Field(validation_alias=AliasPath("said", "heading"))
    items: list[str] = Field(validation_alias=AliasPath("said", "items"))
    code: str = Field(
        validation_alias=AliasPath("said", "code"), description="To be kept or copied as it is."
    )
    advice: str = Field(validation_alias=AliasPath("said", "advice"))
    path: str = Field(
        validation_alias=AliasPath("said", "link", "path"),
        description="The page of this desk where something is done about it.",
    )


class Notifications(Shown):
    """Some notifications, the newest first."""

    items: list[Notification]
    next: str | None = Field(description="Send it as `cursor` for the next page; null at the end.")
    unread: int = Field(description="How many of all of them were not read.")


class HowMany(Shown):
    """How many it was done to."""

    number: int


class Wish(Shown):
    """How notifications of a group come by mail."""

    group: Group
    way: Way


class Wishes(Shown):
    """How notifications come by mail, for each group that may reach the caller at all."""

    choices: list[Wish]
    email: str = Field(description="Where mail goes; empty when nobody said.")
    mails: bool = Field(description="Whether the desk can send any.")


class WishIn(Sent):
    """How notifications of a group are to come by mail."""

    group: Group
    way: Way


class WishesIn(Sent):
    """What is to be different; groups that are not named stay as they are."""

    choices: list[WishIn] = Field(max_length=len(Group))
