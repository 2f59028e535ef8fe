"""What all operations have in common: who may ask, idempotency keys, documented refusals.

    @operation(campaigns.post, "/campaigns", to=Action.WRITE_COPY, status=201)
    def create_campaign(request: HttpRequest, wanted: CampaignIn) -> CampaignOut: ...

The answer is what the function returns, so that the type checker sees what is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, TypeVar, get_type_hints

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback
from pydantic import BaseModel

from ringtrue.desk.permissions import Action, at_most
from ringtrue.desk.scopes import actions_of, scope_of
from ringtrue.desk.services.answer_once import LONGEST, Answer, Doing, answer_once
from ringtrue.web.api.asking import Token, caller_of, need_known
from ringtrue.web.api.problems import Problem
from ringtrue.web.spreadsheet import csv_download
from ringtrue.web.tables import Table

KEY = "Idempotency-Key"
CSV = "text/csv"
_View = TypeVar("_View", bound=Callable[..., object])
Register = Callable[..., Callable[[Any], Any]]
"""A method of a router: `router.get` and the like."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation: its address, and the actions of which a caller must be allowed one.

    Without actions every good token may ask, and without `guarded` everybody.
    """

    name: str
    method: str
    path: str
    actions: tuple[Action, ...]
    guarded: bool


ENTRIES: list[Entry] = []
"""Every operation, in the order in which they were made."""


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is no JSON: a file to keep under a name.

    `media_type` says which it is where an operation has several.
    """

    content: bytes
    name: str
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What an operation says of itself."""

    entry: Entry
    status: HTTPStatus
    doing: Doing
    media_types: tuple[str, ...]


def operation(
    register: Register,
    path: str,
    *,
    to: Action | tuple[Action, ...] = (),
    status: int = 200,
    doing: Doing = Doing.SHORT,
    form: bool = False,
    media_type: str | tuple[str, ...] = "application/json",
    guarded: bool = True,
) -> Callable[[_View], _View]:
    """Make a function an operation of the API.

    `to` are the actions of which the caller must be allowed one, by roles and by scopes. `form`
    says that it reads a file in a form, `guarded` that it takes a token.
    """
    actions = (to,) if isinstance(to, Action) else to
    method = register.__name__.upper()

    def make(view: _View) -> _View:
        entry = Entry(view.__name__, method, path, actions, guarded)
        ENTRIES.append(entry)
        kinds = (media_type,) if isinstance(media_type, str) else media_type
        told = _Told(entry, HTTPStatus(status), doing, kinds)
        contribute_operation_callback(view, partial(_serve, told=told))
        returned = get_type_hints(view)["return"]
        first, _, rest = (view.__doc__ or "").strip().partition("\n")
        register(
            path,
            auth=Token(actions, form=form) if guarded else None,
            response={status: _model(returned), **dict.fromkeys(_refusals(entry), Problem)},
            operation_id=view.__name__,
            summary=first.rstrip("."),
            description="\n\n".join(filter(None, (_lines(rest), _needs(actions)))),
            openapi_extra=_extra(told, returned),
        )(view)
        return view

    return make


def _model(returned: Any) -> Any:
    return None if returned in {type(None), File, Table} else returned


def _refusals(entry: Entry) -> list[int]:
    """The statuses with which an operation can refuse, and no others."""
    found = {400}
    if entry.guarded:
        found |= {401, 403, 429, 503}
    if "{" in entry.path:
        found |= {404, 422}
    if entry.method == "GET":
        found |= {422}
    else:
        found |= {404, 409, 413, 415, 422}
    return sorted(found)


def _lines(words: str) -> str:
    """A paragraph of a docstring on one line."""
    return "\n\n".join(" ".join(part.split()) for part in words.split("\n\n")).strip()


def _needs(actions: Sequence[Action]) -> str:
    if not actions:
        return ""
    names = sorted({scope_of(action).value for action in actions})
    may = " or ".join(action.value for action in actions)
    return f"Scope: {' or '.join(f'`{name}`' for name in names)}; for whoever may {may}."


def _extra(told: _Told, returned: object) -> dict[str, Any]:
    extra: dict[str, Any] = {"x-actions": [action.name for action in told.entry.actions]}
    if told.entry.method != "GET":
        extra["parameters"] = [_KEY_PARAMETER]
    if returned in {File, Table}:
        content = {each: {"schema": _any_of(each)} for each in map(_bare, told.media_types)}
        extra["responses"] = {told.status.value: {"content": content}}
    return extra


def _bare(media_type: str) -> str:
    return media_type.partition(";")[0]


def _any_of(media_type: str) -> dict[str, str]:
    """What an answer that is a file is, as far as can be told."""
    return {"type": "object" if media_type == "application/json" else "string"}


_KEY_PARAMETER = {
    "in": "header",
    "name": KEY,
    "required": False,
    "description": "Makes it safe to send the request again: for a day the first answer is given"
    " again, and nothing is done twice. The same key with another request is refused.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
}


def _serve(made: Operation, told: _Told) -> None:
    """Put the shared work around the function of an operation."""
    view = made.view_func
    asked, sent = _names(made, "query"), _names(made, "form", "file")

    @wraps(view)
    def serve(request: HttpRequest, **values: Any) -> HttpResponseBase:
        need_known(request, asked, sent)
        do = partial(view, request, **values)
        caller, key = caller_of(request), request.headers.get(KEY)
        if caller is None:
            return _response(do(), told)
        with at_most(actions_of(caller.scopes)):
            if key is None or told.entry.method == "GET":
                return _response(do(), told)
            once = partial(answer_once, caller.token, key, _digest(request), doing=told.doing)
            return _sent(once(lambda: _answer(do(), told)))

    made.view_func = serve


def _names(made: Operation, *sources: str) -> tuple[str, ...]:
    """What an operation reads from a part of a request."""
    models = (each for each in made.models if each.__ninja_param_source__ in sources)
    maps = (getattr(each, "__ninja_flatten_map__", each.model_fields) for each in models)
    return tuple(name for names in maps for name in names)


@dataclass(frozen=True, slots=True)
class _Attached(Answer):
    name: str = ""


def _answer(result: object, told: _Told) -> Answer:
    kind = told.media_types[0]
    if isinstance(result, File):
        return _Attached(told.status, result.media_type or kind, result.content, name=result.name)
    content = result.model_dump_json().encode() if isinstance(result, BaseModel) else b""
    return Answer(told.status, kind, content)


def _response(result: object, told: _Told) -> HttpResponseBase:
    if isinstance(result, Table):
        return csv_download(result.name, result.header, result.rows)
    return _sent(_answer(result, told))


def _sent(answer: Answer) -> HttpResponse:
    made = HttpResponse(answer.content, status=answer.status, content_type=answer.content_type)
    if isinstance(answer, _Attached):
        made["Content-Disposition"] = f'attachment; filename="{answer.name}"'
    if answer.again:
        made["Idempotent-Replayed"] = "true"
    return made


def _digest(request: HttpRequest) -> str:
    """What is asked, in short: method, address and body (of a form its fields and files)."""
    told = sha256(f"{request.method}\0{request.get_full_path()}\0".encode())
    if request.content_type != "multipart/form-data":
        told.update(request.body)
        return told.hexdigest()
    for name, texts in sorted(request.POST.lists()):
        told.update(repr((name, texts)).encode())
    for name, files in sorted(request.FILES.lists()):
        for each in files:
            told.update(repr((name, each.name, each.size)).encode())
            for chunk in each.chunks():
                told.update(chunk)
            each.seek(0)
    return told.hexdigest()
