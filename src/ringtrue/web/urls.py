"""Which address leads to which page."""

from __future__ import annotations

from django.urls import path

from ringtrue.web.health import health
from ringtrue.web.views import sign_in, theme

urlpatterns = [
    path("health", health, name="health"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("theme/", theme.choose_theme, name="theme"),
]
