"""The API put together: every resource, one answer to errors, and its OpenAPI description."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, wraps
from types import ModuleType
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from ringtrue import __version__
from ringtrue.core.errors import UsageError
from ringtrue.web.api import (
    alerts,
    audit,
    book,
    campaigns,
    checklist,
    cost,
    cycle,
    delivery,
    dossiers,
    health,
    jobs,
    live,
    load,
    materials,
    notifications,
    objections,
    offers,
    people,
    promises,
    proofs,
    reviews,
    settings,
    sign_offs,
    sources,
    standards,
    tokens,
    work,
)
from ringtrue.web.api.asking import need_json, need_known
from ringtrue.web.api.problems import (
    MEDIA_TYPE,
    BadRequestError,
    NoMethodError,
    on_exception,
    problem,
    problem_of,
)

PREFIX = "api/v1/"
_NUL = "Take the NUL characters out of it."
View = Callable[..., HttpResponse]


class _Json(Parser):
    """Reads bodies, and says of what it refuses what is wrong with it."""

    def parse_body(self, request: HttpRequest) -> Any:
        need_json(request)
        try:
            found = json.loads(request.body)
        except (ValueError, RecursionError) as error:
            cure = "Send one JSON object, in UTF-8."
            raise BadRequestError("the body is no JSON", where="body", cure=cure) from error
        if b"\\u0000" in request.body and "\0" in _texts(found):
            raise BadRequestError("there is a NUL in the body", where="body", cure=_NUL)
        return found


def _texts(tree: Any) -> str:
    """All texts of a tree together."""
    if isinstance(tree, dict):
        return "".join(f"{key}{_texts(value)}" for key, value in tree.items())
    if isinstance(tree, list):
        return "".join(map(_texts, tree))
    return tree if isinstance(tree, str) else ""


_RESOURCES: tuple[ModuleType, ...] = (
    campaigns,
    materials,
    reviews,
    dossiers,
    jobs,
    sign_offs,
    objections,
    offers,
    checklist,
    proofs,
    standards,
    promises,
    cycle,
    cost,
    alerts,
    live,
    load,
    sources,
    work,
    book,
    notifications,
    delivery,
    settings,
    audit,
    people,
    tokens,
    health,
)
"""Every resource, in the order of the description; each has a router of its own name."""

_NAMED = {
    "slug": "The campaign's short name, as in the address of its page.",
    "username": "The name to sign in with.",
    "name": "The name of the source, or the id of the standard.",
    "key": "The key of the checklist's item.",
    "standard": "The id of the standard.",
    "digest": "The SHA-256 (hex) of the evidence file.",
    "id": "The part of the token that may be seen.",
}
"""What parts of addresses are, where nothing else says so."""


def _make() -> NinjaAPI:
    made = NinjaAPI(
        title="Ringtrue",
        version=__version__,
        description="Everything that the pages of the desk do, for programs. docs/api.md explains"
        " tokens, scopes, problems, pages of lists and idempotency keys.",
        urls_namespace="api",
        openapi_url=None,
        docs_url=None,
        parser=_Json(),
    )
    for each in _RESOURCES:
        made.add_router("", _router(each), tags=[_tag(each)])
    for error in (Exception, Http404, HttpError, ValidationError):
        made.add_exception_handler(error, on_exception)
    return made


def _router(resource: ModuleType) -> Router:
    found = getattr(resource, resource.__name__.rpartition(".")[2])
    assert isinstance(found, Router), "each file of a resource has one of its name"
    return found


def _tag(resource: ModuleType) -> str:
    return resource.__name__.rpartition(".")[2].replace("_", "-")


API = _make()


@cache
def schema() -> dict[str, Any]:
    """The OpenAPI description of all operations."""
    found: dict[str, Any] = json.loads(json.dumps(API.get_openapi_schema(path_prefix=PREFIX)))
    found["tags"] = [
        {"name": _tag(each), "description": (each.__doc__ or "").strip()} for each in _RESOURCES
    ]
    for methods in found["paths"].values():
        for each in methods.values():
            for one in each["parameters"]:
                if not one.get("description") and not one["schema"].get("description"):
                    one["description"] = _NAMED[one["name"]]
            for status, answer in each["responses"].items():
                content = answer.get("content", {})
                if int(status) >= 400 and "application/json" in content:
                    answer["content"] = {MEDIA_TYPE: content["application/json"]}
    return found


def openapi(request: HttpRequest) -> HttpResponse:
    """The description, open to everybody: it is the same at every desk."""
    if request.method != "GET":
        return problem(_no_method(request, "GET"))
    try:
        need_known(request, ())
    except UsageError as error:
        return problem(error)
    return HttpResponse(json.dumps(schema()), content_type="application/json")


def nothing_here(_: HttpRequest) -> HttpResponse:
    """Whatever else is asked for below the API."""
    return problem_of(Http404())


def _no_method(request: HttpRequest, allowed: str) -> NoMethodError:
    cure = f"Ask with {allowed}."
    return NoMethodError(f"nothing is done here with {request.method}", cure=cure)


def _guarded(view: View) -> View:
    """A view of the API: no session, no form token, and every refusal in the one shape."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "\0" in f"{request.path_info}{''.join(request.GET.keys())}{_values(request)}":
            told = BadRequestError("there is a NUL in the address", cure=_NUL)
            response = problem(told)
        else:
            response = view(request, *args, **kwargs)
        if (
            isinstance(response, HttpResponseNotAllowed)
            and "application" not in response["Content-Type"]
        ):
            allow = response["Allow"]
            response = problem(_no_method(request, allow))
            response["Allow"] = allow
        response["Cache-Control"] = "no-store"
        response["Ringtrue-Version"] = __version__
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    answer.login_required = False  # type: ignore[attr-defined]
    return answer


def _values(request: HttpRequest) -> str:
    return "".join(value for values in request.GET.lists() for value in values[1])


def _patterns() -> list[URLPattern | URLResolver]:
    found, _, _ = API.urls
    made: list[URLPattern | URLResolver] = [path("openapi.json", _guarded(openapi))]
    for each in found:
        if isinstance(each, URLPattern) and each.name != "api-root":
            each.callback = _guarded(each.callback)
            made.append(each)
    made.append(re_path("", _guarded(nothing_here)))
    return made


urlpatterns = _patterns()
