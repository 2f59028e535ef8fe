"""Notifications: what somebody was told, and how they want to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ringtrue.core.errors import UsageError
from ringtrue.desk.notifications.kinds import Group, Way
from ringtrue.desk.services.choose_notifications import choose_notifications
from ringtrue.desk.services.read_notification import read_all_notifications, read_notification
from ringtrue.desk.services.see_notifications import see_notifications
from ringtrue.web.asking import asker, workspace_here

_WAYS = {Way.AT_ONCE: "At once", Way.DAILY: "Once a day", Way.NOT: "Not"}


@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """What was told lately, and the choices."""
    schedule = workspace_here().schedule
    digest = f"{schedule.digest} ({schedule.zone})"
    told = {"view": see_notifications(asker(request)), "ways": _WAYS.items(), "digest": digest}
    return render(request, "notifications.html", told)


@require_safe
def notification(request: HttpRequest, number: int) -> HttpResponse:
    """Open one: it is read, and leads on to where something is done about it.

    Mails lead here as well. Only its reader sees that it was read, so a browser that follows the
    link ahead of time harms nobody.
    """
    return redirect(read_notification(asker(request), number).path)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all of them as read."""
    read_all_notifications(asker(request))
    return redirect("notifications")


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Choose how notifications come by mail; a field for each group."""
    ways = {
        group: _way(request.POST[group.value]) for group in Group if group.value in request.POST
    }
    if choose_notifications(asker(request), ways):
        messages.success(request, "Chosen. It holds for what is told from now on.")
    return redirect(f"{reverse('notifications')}#choices")


def _way(value: str) -> Way:
    try:
        return Way(value)
    except ValueError:
        cure = "Choose at once, once a day, or not."
        raise UsageError(f"{value[:40]!r} is no way to be told", cure=cure) from None
