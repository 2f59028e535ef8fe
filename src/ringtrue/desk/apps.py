"""The desk as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app that owns every table."""

    name = "ringtrue.desk"
    label = "desk"
    verbose_name = "Ringtrue desk"
