"""What is refused, as RFC 9457 tells it: what is wrong, where, and what to do; one shape for all.

The one table of errors and their answers is here; operations only raise.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, Field

from ringtrue.core.errors import (
    ConfigError,
    MeasureError,
    NotFoundError,
    RingtrueError,
    UsageError,
)
from ringtrue.desk.permissions import NotAllowedError
from ringtrue.desk.services.answer_once import KeyUsedError
from ringtrue.desk.services.launch_campaign import LaunchRefusedError
from ringtrue.desk.services.use_token import TooManyMissesError, UnknownCallerError

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("ringtrue.api")
_MOST = 20
"""So many further mistakes are told with the first."""


class BadRequestError(UsageError):
    """The request itself cannot be read."""


class TooLargeError(UsageError):
    """More was sent than is taken."""


class WrongMediaError(UsageError):
    """The body is of a type that the operation does not read."""


class NoAddressError(NotFoundError):
    """Nothing is done at the address at all, whatever it names."""


class NoMethodError(UsageError):
    """The address is there, and nothing is done with it in this way."""


class BrokenWorkspaceError(RingtrueError):
    """The desk's own ringtrue.yaml says something that cannot be."""


class Mistake(BaseModel):
    """One thing that is wrong, where, and what to do about it."""

    what: str = Field(description="What is wrong, with the offending value.")
    where: str = Field(description="The field, header, `file:line:column` or `source.column`.")
    cure: str = Field(description="What to do.")


class Problem(BaseModel):
    """Why a request was refused (RFC 9457, with `where`, `cure` and `others` of our own)."""

    type: str = Field(description="`urn:ringtrue:problem:` and the kind; docs/api.md lists them.")
    title: str = Field(description="The kind in words; the same for every problem of a kind.")
    status: int = Field(description="The HTTP status, again.")
    detail: str = Field(description="What is wrong, with the offending value.")
    where: str = Field(description="The field, header, `file:line:column` or `source.column`.")
    cure: str = Field(description="What to do.")
    others: list[Mistake] = Field(description="What else is wrong with the same request.")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status and its words."""

    status: HTTPStatus
    name: str
    title: str


_TABLE: tuple[tuple[type[RingtrueError], Kind], ...] = (
    (BadRequestError, Kind(HTTPStatus.BAD_REQUEST, "bad-request", "It cannot be read")),
    (UnknownCallerError, Kind(HTTPStatus.UNAUTHORIZED, "no-caller", "It needs a good token")),
    (NotAllowedError, Kind(HTTPStatus.FORBIDDEN, "not-allowed", "This is not open to you")),
    (NoAddressError, Kind(HTTPStatus.NOT_FOUND, "no-address", "There is no such address")),
    (NotFoundError, Kind(HTTPStatus.NOT_FOUND, "not-found", "There is no such thing")),
    (NoMethodError, Kind(HTTPStatus.METHOD_NOT_ALLOWED, "no-method", "This is not done here")),
    (LaunchRefusedError, Kind(HTTPStatus.CONFLICT, "gate-closed", "The gate is closed")),
    (KeyUsedError, Kind(HTTPStatus.CONFLICT, "key-used", "The idempotency key is used")),
    (TooLargeError, Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "It is too large")),
    (WrongMediaError, Kind(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "wrong-media", "It is no such type")),
    (TooManyMissesError, Kind(HTTPStatus.TOO_MANY_REQUESTS, "too-many", "Too many wrong tokens")),
    (
        UsageError,
        Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "refused", "It cannot be done as it stands"),
    ),
    (MeasureError, Kind(HTTPStatus.SERVICE_UNAVAILABLE, "unmeasured", "A number could not be had")),
    (
        BrokenWorkspaceError,
        Kind(HTTPStatus.SERVICE_UNAVAILABLE, "workspace", "The desk's ringtrue.yaml is broken"),
    ),
)
"""Every error and its answer; the first class that fits counts."""

_FAULT = Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "fault", "Something went wrong on our side")


def kinds() -> Iterator[Kind]:
    """Every kind of problem, for the documents and the schema."""
    yield from (kind for _, kind in _TABLE)
    yield _FAULT


def kind_of(error: RingtrueError) -> Kind:
    """How an error is answered.

    >>> kind_of(NotFoundError("there is no campaign 'x'")).status
    <HTTPStatus.NOT_FOUND: 404>
    """
    return next((kind for known, kind in _TABLE if isinstance(error, known)), _FAULT)


def problem(error: RingtrueError) -> HttpResponse:
    """An error as its answer."""
    kind = kind_of(error)
    others = error.others if isinstance(error, ConfigError) else ()
    told = Problem(
        type=f"urn:ringtrue:problem:{kind.name}",
        title=kind.title,
        status=kind.status,
        detail=f"{error.what}.",
        where=error.where,
        cure=error.cure,
        others=[_mistake(each) for each in others[:_MOST]],
    )
    response = HttpResponse(told.model_dump_json(), status=kind.status, content_type=MEDIA_TYPE)
    if kind.status is HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="ringtrue"'
    if isinstance(error, TooManyMissesError):
        response["Retry-After"] = str(error.seconds)
    return response


def problem_of(error: Exception) -> HttpResponse:
    """Whatever was raised, ours or Django's or a fault, as its answer; faults go to the log."""
    told = _told(error)
    if kind_of(told) is _FAULT:
        _LOG.error("the API failed", exc_info=error)
    return problem(told)


def on_exception(_: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """The handler that the API has for everything."""
    return problem_of(error if isinstance(error, Exception) else error())


def _told(error: Exception) -> RingtrueError:
    """An error of ours for whatever was raised."""
    if isinstance(error, RingtrueError):
        return error
    if isinstance(error, ValidationError):
        return _invalid(error)
    if isinstance(error, HttpError):  # a body that could not be parsed; the cause says why
        cause = error.__cause__
        if isinstance(cause, RingtrueError):
            return cause
        return BadRequestError("the body is no JSON", where="body", cure="Send one JSON object.")
    if isinstance(error, RequestDataTooBig):
        return TooLargeError("the body is too large", where="body", cure="Send less at once.")
    if isinstance(error, Http404):
        return NoAddressError("there is nothing at this address", cure="See /api/v1/openapi.json.")
    if isinstance(error, SuspiciousOperation):
        return BadRequestError("the request cannot be read", cure="Check address and headers.")
    return RingtrueError(_FAULT.title, cure="The log of the server says what happened.")


def _mistake(error: RingtrueError) -> Mistake:
    return Mistake(what=f"{error.what}.", where=error.where, cure=error.cure)


def _invalid(error: ValidationError) -> RingtrueError:
    """What pydantic has against the values, the first of them in front."""
    found = [
        ConfigError(str(each["msg"]), where=_where(each["loc"]), cure=_CURE)
        for each in error.errors
    ]
    first = found[0] if found else ConfigError("a value cannot be used", cure=_CURE)
    first.others = tuple(found[1:])
    return first


_CURE = "See what the field takes in /api/v1/openapi.json."


def _where(loc: tuple[str | int, ...]) -> str:
    """A place as a reader of the request finds it: `body.limits.0.text`."""
    source, *rest = loc
    inner = rest[1:] if source == "body" and len(rest) > 1 else rest
    return ".".join(map(str, (source, *inner)))
