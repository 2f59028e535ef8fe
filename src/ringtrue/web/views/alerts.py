"""Alerts: launched promises that are being broken now, and those that are over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ringtrue.desk.services.see_alerts import see_alerts
from ringtrue.web.asking import asker


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """Every open alert, the worst first, then those that are over."""
    rows = see_alerts(asker(request))
    told = {
        "now": [row for row in rows if row.is_open],
        "over": [row for row in rows if not row.is_open],
    }
    return render(request, "alerts.html", told)
