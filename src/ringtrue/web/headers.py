"""Headers of every answer that tell a browser what it need not allow.

Django and django-csp send the others: nosniff, Referrer-Policy, Cross-Origin-Opener-Policy,
X-Frame-Options and the content security policy. Strict-Transport-Security is sent from here, since
Django would send it for `localhost` as well, where it locks every other program out for a year.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

_UNUSED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{each}=()" for each in _UNUSED)
"""What no page of ours asks a browser for, so that nothing smuggled into one can either."""


class Headers:
    """Middleware; the outermost, so that no answer goes without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and add them."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if settings.SECURE and settings.HSTS_SECONDS and _by_https(request):
            told = f"max-age={settings.HSTS_SECONDS}"
            response.headers["Strict-Transport-Security"] = told
        return response


def _by_https(request: HttpRequest) -> bool:
    """Whether a proxy of ours says that the browser came by HTTPS, and to a name of ours."""
    host, _ = split_domain_port(request.headers.get("Host", "").lower())
    here = host in {"", "localhost", "[::1]"} or host.endswith(".localhost")
    return request.is_secure() and not here and not host.startswith("127.")
