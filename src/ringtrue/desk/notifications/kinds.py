"""Every kind of notification in one table: group, whom it may reach, whether channels get it.

Another kind is a member here, a row in the table, and the function that words it (`events.py` for
what somebody did, `ringtrue.desk.services.tell_what_is_due` for what time brings).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringtrue.desk.permissions import Action


class Group(StrEnum):
    """Kinds that people choose together."""

    ALERTS = "alerts"
    OBJECTIONS = "objections"
    SIGN_OFFS = "sign-offs"
    CAMPAIGNS = "campaigns"
    AUDIT = "audit"

    @property
    def spoken(self) -> str:
        """As people choose it."""
        return _TITLES[self][0]

    @property
    def about(self) -> str:
        """What belongs to it."""
        return _TITLES[self][1]


_TITLES = {
    Group.ALERTS: (
        "Alerts",
        "a launched promise is broken, worse, or kept again; a published page is not as signed",
    ),
    Group.OBJECTIONS: ("Objections", "filed, due tomorrow, overdue, answered; a campaign on hold"),
    Group.SIGN_OFFS: ("Sign-offs", "waited for, void after a change, running out in three days"),
    Group.CAMPAIGNS: ("Campaigns", "launched, launched against the gate, ended"),
    Group.AUDIT: ("Audit head", "once a day, to be kept where nobody at the desk can change it"),
}


class Kind(StrEnum):
    """Something that is told."""

    ALERT_OPENED = "alert opened"
    ALERT_RAISED = "alert raised"
    ALERT_CLOSED = "alert closed"
    PAGE_OTHER = "published page not as signed"
    OBJECTION_FILED = "objection filed"
    OBJECTION_DUE = "objection due"
    OBJECTION_LATE = "objection overdue"
    OBJECTION_ANSWERED = "objection answered"
    ON_HOLD = "campaign on hold"
    SIGN_OFF_AWAITED = "sign-off awaited"
    SIGN_OFF_VOID = "sign-off void"
    SIGN_OFF_ENDS = "sign-off runs out"
    LAUNCHED = "campaign launched"
    LAUNCHED_AGAINST = "launched against the gate"
    ENDED = "campaign ended"
    AUDIT_HEAD = "audit head"


class Way(StrEnum):
    """How notifications come by mail; in the application they always stand."""

    AT_ONCE = "at once"
    DAILY = "daily"
    NOT = "not"


class DeliveryState(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a kind: nobody is told whose roles do not allow `needs`.

    `by_webhook` is False for what concerns one person alone.
    """

    group: Group
    needs: Action
    by_webhook: bool = True


TERMS: dict[Kind, Terms] = {
    Kind.ALERT_OPENED: Terms(Group.ALERTS, Action.REVIEW),
    Kind.ALERT_RAISED: Terms(Group.ALERTS, Action.REVIEW),
    Kind.ALERT_CLOSED: Terms(Group.ALERTS, Action.REVIEW),
    Kind.PAGE_OTHER: Terms(Group.ALERTS, Action.REVIEW),
    Kind.OBJECTION_FILED: Terms(Group.OBJECTIONS, Action.ANSWER_OBJECTION),
    Kind.OBJECTION_DUE: Terms(Group.OBJECTIONS, Action.ANSWER_OBJECTION),
    Kind.OBJECTION_LATE: Terms(Group.OBJECTIONS, Action.ANSWER_OBJECTION),
    Kind.OBJECTION_ANSWERED: Terms(Group.OBJECTIONS, Action.OBJECT, by_webhook=False),
    Kind.ON_HOLD: Terms(Group.OBJECTIONS, Action.REVIEW),
    Kind.SIGN_OFF_AWAITED: Terms(Group.SIGN_OFFS, Action.REVIEW),
    Kind.SIGN_OFF_VOID: Terms(Group.SIGN_OFFS, Action.REVIEW),
    Kind.SIGN_OFF_ENDS: Terms(Group.SIGN_OFFS, Action.REVIEW),
    Kind.LAUNCHED: Terms(Group.CAMPAIGNS, Action.REVIEW),
    Kind.LAUNCHED_AGAINST: Terms(Group.CAMPAIGNS, Action.REVIEW),
    Kind.ENDED: Terms(Group.CAMPAIGNS, Action.REVIEW),
    Kind.AUDIT_HEAD: Terms(Group.AUDIT, Action.SEE_AUDIT),
}
