"""Settings: what the workspace decides by, to read."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.see_settings import see_settings
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.schemas.settings import Settings

settings = Router()


@operation(settings.get, "/settings", to=Action.SEE)
def show_settings(request: HttpRequest) -> Settings:
    """All settings of ringtrue.yaml."""
    return Settings.of(see_settings(asker(request), workspace_here()))
