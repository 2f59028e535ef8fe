"""Alerts: launched promises that are being broken."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.see_alerts import alerts_of_campaign, see_alerts
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.web.api.asking import asker
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.alerts import Alert

alerts = Router()


@operation(alerts.get, "/alerts", to=Action.SEE)
def list_alerts(request: HttpRequest, asked: Query[PageIn]) -> Page[Alert]:
    """Every open alert, the worst first, then the last hundred that are over."""
    rows = see_alerts(asker(request))
    return page_of(rows, asked, keys=[row.row.pk for row in rows], tell=Alert.of)


@operation(alerts.get, "/campaigns/{slug}/alerts", to=Action.SEE)
def list_alerts_of(request: HttpRequest, slug: str, asked: Query[PageIn]) -> Page[Alert]:
    """The open alerts of what a campaign promises, the worst first."""
    rows = alerts_of_campaign(asker(request), find_campaign(slug))
    return page_of(rows, asked, keys=[row.row.pk for row in rows], tell=Alert.of)
