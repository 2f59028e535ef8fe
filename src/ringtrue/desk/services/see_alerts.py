"""Alerts as pages show them: the open ones, the worst first, then those that are over."""

from __future__ import annotations

from dataclasses import dataclass

from ringtrue.core.trees import grow
from ringtrue.desk.models.alert import AlertRecord
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.gap.alert_words import AlertWords
from ringtrue.gap.burning import RULES, Severity

SHOWN = 100
"""So many that are over are shown, the newest first."""

_ORDER = [rule.severity for rule in RULES]


@dataclass(frozen=True, slots=True)
class AlertView:
    """One alert: its row, how bad it is or was, and what it last said."""

    row: AlertRecord
    severity: Severity
    words: AlertWords

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.row.closed_at is None


def see_alerts(person: Person) -> tuple[AlertView, ...]:
    """Every open alert, the worst and oldest first, and the last ones that are over."""
    require(person.name, person.roles, Action.SEE)
    rows = AlertRecord.objects.all()
    now = sorted(map(_view, rows.filter(closed_at=None)), key=_gravity)
    return (*now, *map(_view, rows.filter(closed_at__isnull=False).order_by("-closed_at")[:SHOWN]))


def alerts_of_campaign(person: Person, campaign: Campaign) -> tuple[AlertView, ...]:
    """The open alerts of what a live campaign promises, the worst and oldest first."""
    require(person.name, person.roles, Action.SEE)
    if campaign.launched_at is None or campaign.ended_at is not None:
        return ()
    rows = AlertRecord.objects.filter(closed_at=None, standard__in=campaign.standards)
    return tuple(sorted(map(_view, rows), key=_gravity))


def open_alerts(person: Person) -> int:
    """How many are open, for a number beside a link."""
    require(person.name, person.roles, Action.SEE)
    return AlertRecord.objects.filter(closed_at=None).count()


def _view(row: AlertRecord) -> AlertView:
    return AlertView(row, Severity(row.severity), grow(AlertWords, row.words))


def _gravity(view: AlertView) -> tuple[int, int]:
    return -_ORDER.index(view.severity), view.row.pk
