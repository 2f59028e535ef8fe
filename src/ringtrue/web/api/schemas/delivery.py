"""Delivery: where notifications go, and what did not arrive; no address is told in full."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from ringtrue.desk.notifications.kinds import DeliveryState, Group
from ringtrue.desk.notifications.outcome import Result
from ringtrue.desk.notifications.posting import LONGEST
from ringtrue.desk.services.manage_webhooks import NAME
from ringtrue.web.api.schemas.base import Id, Sent, Shown


class NotArrived(Shown):
    """One delivery that has not arrived: what, to whom, how often it was tried, and why not."""

    number: int
    title: str
    to: str = Field(description="A person or a webhook, by name.")
    at: datetime = Field(description="When it was told.")
    state: DeliveryState
    attempts: int
    due: datetime = Field(description="When it is tried again, while it waits.")
    why: str


class Delivery(Shown):
    """How mail is set up, and what did not arrive: given up first, then what is tried again."""

    server: str = Field(description="The mail server; empty when none is set up.")
    sender: str
    home: str = Field(description="The desk's own address in links; empty when it knows none.")
    waiting: int = Field(description="Deliveries that wait.")
    without_address: int = Field(description="People with a role and without an address.")
    not_arrived: list[NotArrived] = Field(validation_alias="lines")


class Webhook(Shown):
    """One webhook, without its secret; of its address only so much as tells it from others."""

    number: int
    name: str
    address: str = Field(
        description="Empty when it cannot be read, for it was encrypted under another secret key."
    )
    format: str = Field(description="In words.")
    groups: list[Group]
    paused: datetime | None = Field(description="Since when nothing is posted there.")
    arrived: datetime | None = Field(description="When something arrived there last.")
    waiting: int
    given_up: int
    trouble: str = Field(
        description="Why the last attempt failed, or why no other can succeed; else empty."
    )


class WebhookIn(Sent):
    """A new webhook."""

    name: str = Field(max_length=NAME, description="How you call it here.")
    address: str = Field(
        max_length=LONGEST, description="As the other system gave it to you; not told again."
    )
    format: str = Field(max_length=40, description="`generic`, `slack` or `teams`.")
    groups: list[Group] = Field(
        min_length=1, max_length=len(Group), description="What is posted there."
    )


class WebhookAdded(Shown):
    """A webhook as it was added."""

    number: int = Field(validation_alias="pk")
    name: str
    secret: str = Field(
        description="With it posts are signed, where the format signs them; told only now."
    )


class WebhookChange(Sent):
    """Whether a webhook is paused."""

    paused: bool = Field(description="While it is, what is told waits.")


class Tried(Shown):
    """What came of a post that says that it is a test."""

    result: Result
    why: str = Field(description="Empty when it arrived.")


class Again(Sent):
    """What is to be tried again."""

    number: Id | None = Field(None, description="One delivery that was given up; null for all.")


class LetterTo(Sent):
    """Where a letter goes that says that it is a test."""

    to: str = Field(max_length=254, description="An e-mail address.")
