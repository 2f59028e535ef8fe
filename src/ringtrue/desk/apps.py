"""The desk as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig

from ringtrue.core.event import Event


class DeskConfig(AppConfig):
    """The app that owns every table."""

    name = "ringtrue.desk"
    label = "desk"
    verbose_name = "Ringtrue desk"

    def ready(self) -> None:
        """Whatever is recorded is told to those whom it concerns."""
        from ringtrue.desk.audit import recorded

        recorded.connect(_tell, dispatch_uid="notifications")


def _tell(event: Event, **_: object) -> None:
    from ringtrue.desk.notifications.events import tell_event

    tell_event(event)
