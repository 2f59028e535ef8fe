"""The addresses of the desk and one more: the page that shows every part of the style."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from ringtrue.web import urls

_STATES = ("holds", "fails", "unproven", "vague", "clear", "conditional", "blocked", "in review")


def style(request: HttpRequest) -> HttpResponse:
    text = Path(__file__).with_name("style_page.html").read_text(encoding="utf-8")
    return HttpResponse(engines["django"].from_string(text).render({"states": _STATES}, request))


urlpatterns = [*urls.urlpatterns, path("style/", style, name="style")]
