"""Who asks the API: the bearer of a token, bound to what the token was made for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.security import HttpBearer

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, NotAllowedError, at_most, require
from ringtrue.desk.scopes import actions_of, scope_of
from ringtrue.desk.services.use_token import Caller, UnknownCallerError, use_token
from ringtrue.web.accounts.address import client_address
from ringtrue.web.api.problems import BrokenWorkspaceError, WrongMediaError
from ringtrue.web.asking import workspace_here as _workspace_here

_FORM = "multipart/form-data"


class Token(HttpBearer):
    """`Authorization: Bearer rt_...`; a session of the pages opens nothing here.

    `actions` are those of which the caller must be allowed one, by roles and by scopes; nothing
    of a request is looked at before. `form` says that the operation reads a form with a file.
    """

    openapi_description = "A token of the page 'API tokens': `Authorization: Bearer rt_...`."

    def __init__(self, actions: Sequence[Action] = (), *, form: bool = False) -> None:
        self.actions, self.form = actions, form
        super().__init__()

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller; raises `UnknownCallerError` when there is no good token."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            cure = "Send 'Authorization: Bearer' and a token of the page 'API tokens'."
            raise UnknownCallerError("there is no token", where="Authorization", cure=cure)
        caller = self.authenticate(request, token.strip())
        _need_one_of(self.actions, caller)
        if self.form and request.content_type != _FORM:
            cure = f"Send the file as a field of {_FORM}."
            raise WrongMediaError(_media(request), where="Content-Type", cure=cure)
        return caller

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Whose token it is."""
        address = client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.headers.get("X-Forwarded-For", ""),
            settings.SIGN_IN.proxies,
        )
        return use_token(token, address)


def need_json(request: HttpRequest) -> None:
    """Raise `WrongMediaError` unless the body says that it is JSON."""
    if request.content_type != "application/json":
        cure = "Send JSON, with 'Content-Type: application/json'."
        raise WrongMediaError(_media(request), where="Content-Type", cure=cure)


def need_known(request: HttpRequest, asked: Sequence[str], sent: Sequence[str] = ()) -> None:
    """Raise `UsageError` for a parameter or a field that nobody reads, or that is said twice."""
    _need_each_once("query", "parameter", request.GET, asked)
    if request.content_type == _FORM:
        _need_each_once("form", "field", request.POST, sent)
        _need_each_once("form", "field", request.FILES, sent)


def _need_each_once(
    part: str, noun: str, found: MultiValueDict[str, Any], known: Sequence[str]
) -> None:
    for name, values in found.lists():
        where = f"{part}.{name[:80]}"
        if name not in known:
            cure = f"Known are {', '.join(known)}." if known else "None is read here; leave it out."
            raise UsageError(f"there is no {noun} {name[:80]!r}", where=where, cure=cure)
        if len(values) > 1:
            what = f"{name!r} is said {len(values)} times"
            raise UsageError(what, where=where, cure="Say it once.")


def caller_of(request: HttpRequest) -> Caller | None:
    """The caller that was let in; None where everybody is."""
    return cast("Caller | None", getattr(request, "auth", None))


def asker(request: HttpRequest) -> Person:
    """The person behind the token; only for operations that need one."""
    caller = caller_of(request)
    if caller is None:
        raise TypeError("this operation was opened to everybody")
    return caller.person


def workspace_here() -> Workspace:
    """The workspace that is served; that its file is broken is not the caller's doing."""
    try:
        return _workspace_here()
    except ConfigError as error:
        raise BrokenWorkspaceError(error.what, where=error.where, cure=error.cure) from error


def _need_one_of(actions: Sequence[Action], caller: Caller) -> None:
    refused: NotAllowedError | None = None
    for action in actions:
        if scope_of(action) not in caller.scopes:
            name = scope_of(action).value
            what = f"the token {caller.token.name!r} has not the scope {name!r}"
            refused = NotAllowedError(what, cure=f"Make one with the scope {name!r}.")
            continue
        try:
            with at_most(actions_of(caller.scopes)):
                require(caller.person.name, caller.person.roles, action)
        except NotAllowedError as error:
            refused = error
        else:
            return
    if refused is not None:
        raise refused


def _media(request: HttpRequest) -> str:
    return f"the body is {(request.content_type or '')[:80] or 'of no type'!r}"
