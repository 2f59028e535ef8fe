"""What somebody did, as notifications: each event of the audit chain that concerns others.

Events are told where they are recorded, so a use case that records is a use case that tells, and
a notification is written in the very transaction of its event.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ringtrue.core.dates import day
from ringtrue.core.event import Event
from ringtrue.core.finding import Level
from ringtrue.core.role import Role
from ringtrue.desk.live_findings import UNREAD
from ringtrue.desk.live_words import advice_of, title_of
from ringtrue.desk.models.alert import AlertRecord
from ringtrue.desk.models.campaign import Campaign, Override
from ringtrue.desk.models.live import LiveFinding
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.models.person import Person
from ringtrue.desk.models.standing import Standing
from ringtrue.desk.notifications import signing
from ringtrue.desk.notifications.kinds import TERMS, Kind
from ringtrue.desk.notifications.outbox import Draft, tell_all
from ringtrue.desk.notifications.said import Link, Said, cut, short
from ringtrue.desk.notifications.whom import answerers_of, these, those_of, those_who_may


@dataclass(frozen=True)
class Happening:
    """An event, and the rows that it is about."""

    event: Event
    told: dict[str, Any]

    @property
    def key(self) -> str:
        """One event is told once."""
        return f"event {self.event.number}"

    @cached_property
    def by(self) -> str:
        """Who did it, by the name that others see."""
        found = Person.objects.filter(username=self.event.actor).first()
        return found.name if found else self.event.actor

    @cached_property
    def campaign(self) -> Campaign | None:
        """The campaign that it belongs to."""
        sort, _, slug = self.event.subject.partition(":")
        return Campaign.objects.filter(slug=slug).first() if sort == "campaign" else None

    @property
    def alerts(self) -> Any:
        """The alerts of its standard, the newest first."""
        return AlertRecord.objects.filter(standard=self.event.subject.partition(":")[2])

    @cached_property
    def objection(self) -> ObjectionRecord | None:
        """The objection that it is about."""
        rows = ObjectionRecord.objects.select_related("campaign", "by", "owner", "answered_by")
        return rows.filter(pk=self.told.get("objection") or 0).first()


def tell_event(event: Event) -> None:
    """Tell those whom an event concerns; called in its transaction."""
    words = ON.get(event.action)
    of_campaign = event.subject.startswith("campaign:")
    if words is None and not of_campaign:
        return
    happening = Happening(event, json.loads(event.payload))
    if words is not None:
        tell_all(words(happening))
    if of_campaign and happening.campaign is not None:
        tell_all(signing.after(happening.campaign, event.action, event.actor))


def _opened(of: Happening) -> Iterator[Draft]:
    yield from _alert(of, Kind.ALERT_OPENED, "")


def _raised(of: Happening) -> Iterator[Draft]:
    yield from _alert(of, Kind.ALERT_RAISED, "Worse: ")


def _alert(of: Happening, kind: Kind, prefix: str) -> Iterator[Draft]:
    """The words of the alert as it stands; nobody did it, so everybody is told."""
    from ringtrue.core.trees import grow
    from ringtrue.gap.alert_words import AlertWords

    row = of.alerts.filter(closed_at=None).first()
    if row is None:
        return
    words = grow(AlertWords, row.words)
    said = Said(
        title=f"{prefix}{words.title}",
        link=Link("alerts", (), f"alert-{row.pk}"),
        facts=words.facts,
        heading="It is promised here",
        items=cut(tuple(place.title for place in words.places)),
        advice=words.advice,
    )
    yield Draft(kind, of.key, said, those_who_may(TERMS[kind].needs))


def _closed(of: Happening) -> Iterator[Draft]:
    row = of.alerts.exclude(closed_at=None).order_by("-closed_at", "-id").first()
    if row is None:
        return
    words = Standing.objects.filter(standard=row.standard).values_list("promise", flat=True).first()
    name = repr(words) if words else row.standard
    opened = f"It was open since {day(row.opened_at.date())}."
    link = Link("alerts", (), f"alert-{row.pk}")
    said = Said(f"The alert on {name} is over", link, (row.closed_because, opened))
    kind = Kind.ALERT_CLOSED
    yield Draft(kind, of.key, said, those_who_may(TERMS[kind].needs))


def _filed(of: Happening) -> Iterator[Draft]:
    row = of.objection
    if row is None:
        return
    who = "Somebody" if row.masked else row.by.name
    asked = f"The answer is due on {day(row.due_at.date())}{_from(row)}."
    where = (f"It was made to the campaign {row.campaign.name}.",) if row.campaign else ()
    said = Said(
        title=f"{who} objects to {short(row.wording)}",
        link=link_to(row),
        facts=(row.reason, *where, asked),
    )
    yield Draft(Kind.OBJECTION_FILED, of.key, said, answerers_of(row), of.event.actor)


def _answered(of: Happening) -> Iterator[Draft]:
    row = of.objection
    if row is None:
        return
    outcome = "The promise is changed for it." if row.upheld else "The promise stays as it is."
    facts = (outcome, f"{of.by} answered: {row.answer}")
    said = Said(f"Your objection to {short(row.wording)} has an answer", Link("object"), facts)
    yield Draft(Kind.OBJECTION_ANSWERED, of.key, said, these([row.by_id]), of.event.actor)


def _launched(of: Happening) -> Iterator[Draft]:
    if of.campaign is not None:
        said = Said(
            title=f"{of.campaign.name} was launched",
            link=Link("campaign", (of.campaign.slug,)),
            facts=(f"{of.by} launched it, with every sign-off that it needs.",),
            heading="Customers are now promised",
            items=_promised(of.campaign),
        )
        yield _to_all(of, Kind.LAUNCHED, said)


def _launched_against(of: Happening) -> Iterator[Draft]:
    if of.campaign is None:
        return
    override = Override.objects.filter(campaign=of.campaign).order_by("-id").first()
    if override is not None:
        said = Said(
            title=f"{of.campaign.name} was launched against the gate",
            link=Link("campaign", (of.campaign.slug,)),
            facts=(f"{of.by} launched it. The reason: {override.reason}",),
            heading="What stood against it",
            items=cut(tuple(each["message"] for each in override.against)),
        )
        yield _to_all(of, Kind.LAUNCHED_AGAINST, said)


def _ended(of: Happening) -> Iterator[Draft]:
    if of.campaign is not None:
        was = "ended" if of.campaign.launched_at else "was given up before its launch"
        reason = of.told.get("reason")
        facts = (f"{of.by} ended it.", *((f"The reason: {reason}",) if reason else ()))
        link = Link("campaign", (of.campaign.slug,))
        yield _to_all(of, Kind.ENDED, Said(f"{of.campaign.name} {was}", link, facts))


def _page_other(of: Happening) -> Iterator[Draft]:
    """Told once for what a page shows, whatever number of its promises are others."""
    rows = LiveFinding.objects.filter(
        material__campaign=of.campaign, material__name=of.told.get("material"), closed_at=None
    )
    row = rows.exclude(level=Level.NOTE.value).select_related("material").first()
    if row is None or of.campaign is None:
        return
    words = (row.signed and f"Signed: {row.signed!r}.", row.live and f"Published: {row.live!r}.")
    facts = (row.live,) if row.what == UNREAD else tuple(filter(None, words))
    said = Said(
        title=f"{row.material.name} of {of.campaign.name}: {title_of(row.what)}",
        link=Link("campaign", (of.campaign.slug, "live")),
        facts=(f"Read at {row.material.address}.", *facts),
        heading="What is different" if row.because else "",
        items=tuple(row.because),
        advice=advice_of(row.what),
    )
    people = those_of(Role.MARKETING, Role.LEGAL)
    yield Draft(Kind.PAGE_OTHER, f"live copy {row.copy_id}", said, people)


ON: dict[str, Callable[[Happening], Iterator[Draft]]] = {
    "open alert": _opened,
    "raise alert": _raised,
    "close alert": _closed,
    "open live finding": _page_other,
    "object": _filed,
    "answer objection": _answered,
    "launch campaign": _launched,
    "override launch": _launched_against,
    "end campaign": _ended,
}
"""What is told of each action; what else concerns sign-offs is found after any event."""


def link_to(row: ObjectionRecord) -> Link:
    """Where an objection is answered."""
    return Link("objections", (), f"objection-{row.pk}")


def _to_all(of: Happening, kind: Kind, said: Said) -> Draft:
    return Draft(kind, of.key, said, those_who_may(TERMS[kind].needs), of.event.actor)


def _from(row: ObjectionRecord) -> str:
    return f", from {row.owner.name}" if row.owner else ""


def _promised(campaign: Campaign) -> tuple[str, ...]:
    rows = Standing.objects.filter(standard__in=campaign.standards).order_by("standard")
    return cut(tuple(filter(None, rows.values_list("promise", flat=True))))
