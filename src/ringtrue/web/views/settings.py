"""What the workspace decides by."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ringtrue.desk.services.see_settings import see_settings
from ringtrue.web.asking import asker, workspace_here


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """All settings of ringtrue.yaml, to read."""
    return render(
        request, "settings.html", {"view": see_settings(asker(request), workspace_here())}
    )
