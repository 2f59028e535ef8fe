"""What is refused becomes a page, or for htmx a toast: what is wrong, where, and the cure."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django_htmx.http import HttpResponseClientRedirect

from ringtrue.core.errors import MeasureError, NotFoundError, RingtrueError, UsageError
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.web.asking import by_htmx

_TITLES = {
    HTTPStatus.BAD_REQUEST: "This cannot be shown as asked",
    HTTPStatus.FORBIDDEN: "This is not open to you",
    HTTPStatus.NOT_FOUND: "There is nothing at this address",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address only takes forms",
    HTTPStatus.UNPROCESSABLE_ENTITY: "This cannot be done as it stands",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side",
    HTTPStatus.SERVICE_UNAVAILABLE: "A number could not be had",
}

_BACK = "Go back to the page with the form and load that one again."


class ErrorPages:
    """Middleware, the innermost one: no refusal of ours becomes a traceback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a fragment that needs a new sign-in lead the whole page there.

        An address that only takes forms gets a page: somebody loaded again what a form had shown.
        """
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return _not_shown(request, response)
        if by_htmx(request) and isinstance(response, HttpResponseRedirect):
            sign_in = resolve_url(settings.LOGIN_URL)
            if response.url.partition("?")[0] == sign_in:
                return cast(HttpResponse, HttpResponseClientRedirect(sign_in))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what is ours; anything else is a fault, and Django logs it."""
        if isinstance(error, RingtrueError):
            return refusal(request, error)
        if by_htmx(request) and isinstance(error, Http404 | PermissionDenied):
            missing = isinstance(error, Http404)
            status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.FORBIDDEN
            return _toast(request, status, RingtrueError(_TITLES[status]))
        return None


def _not_shown(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.content:
        return response
    status = HTTPStatus.METHOD_NOT_ALLOWED
    error = UsageError("there is nothing to see here: a form was sent to this address", cure=_BACK)
    told = {"status": status.value, "title": _TITLES[status], **_words(error)}
    page = render(request, "refusal.html", told, status=status)
    page["Allow"] = response["Allow"]
    return page


def refusal(request: HttpRequest, error: RingtrueError) -> HttpResponse:
    """An error as the page or the toast that tells it."""
    status = status_of(error, writes=request.method == "POST")
    if by_htmx(request):
        return _toast(request, status, error)
    told = {"status": status.value, "title": _TITLES[status], **_words(error)}
    return render(request, "refusal.html", told, status=status)


def status_of(error: RingtrueError, *, writes: bool) -> HTTPStatus:
    """The HTTP status of an error; `writes` when something was sent to be done.

    >>> status_of(UsageError("no"), writes=True), status_of(MeasureError("no"), writes=False)
    (<HTTPStatus.UNPROCESSABLE_ENTITY: 422>, <HTTPStatus.SERVICE_UNAVAILABLE: 503>)
    """
    if isinstance(error, NotAllowedError):
        return HTTPStatus.FORBIDDEN
    if isinstance(error, NotFoundError):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, UsageError):
        return HTTPStatus.UNPROCESSABLE_ENTITY if writes else HTTPStatus.BAD_REQUEST
    if isinstance(error, MeasureError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _toast(request: HttpRequest, status: HTTPStatus, error: RingtrueError) -> HttpResponse:
    """A fragment for the toasts at the top, wherever the request was to put its answer."""
    response = render(request, "parts/refusal.html", _words(error), status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "innerHTML show:#toasts:top"
    return response


def _words(error: RingtrueError) -> dict[str, str]:
    return {"what": error.what, "where": error.where, "cure": error.cure}
