"""The pages as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app with templates and static files."""

    name = "ringtrue.web"
    verbose_name = "Ringtrue pages"

    def ready(self) -> None:
        """Hear what happens to accounts."""
        from ringtrue.web.accounts.hearing import listen

        listen()
