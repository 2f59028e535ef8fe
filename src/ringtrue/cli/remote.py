"""Asking a desk by its API: which desk, with which token, and what went wrong when nothing came."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ringtrue import __version__
from ringtrue.cli.checked import Checked, Silenced
from ringtrue.core.errors import MeasureError, RingtrueError, UsageError
from ringtrue.core.material import RawMaterial
from ringtrue.core.trees import grow
from ringtrue.core.verdict import Decision, Outlook, Reason

TOKEN = "RINGTRUE_TOKEN"  # noqa: S105 - the name of a variable
_SECONDS = 600
_CONNECT = 10
_CHARSET = 40
_OURS = "Ringtrue-Version"
_NOT_FOUND = "urn:ringtrue:problem:not-found"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that can be asked: its address, and the token to ask with."""

    server: str
    token: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.server)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            cure = "Give it as people open it: https://desk.shop.example."
            raise UsageError(f"{self.server!r} is no address of a desk", cure=cure)
        if not self.token:
            cure = f"Make one on the page 'API tokens' of the desk, and put it into {TOKEN}."
            raise UsageError("there is no token to ask the desk with", cure=cure)


def check_there(
    desk: Desk,
    copies: Sequence[RawMaterial],
    *,
    as_of: datetime | None,
    lift: float | None,
    report: bool,
) -> Checked:
    """Have copy judged by a desk; raises what it refuses, and `UsageError` when it is not there."""
    body = {
        "materials": [
            {
                "name": each.name,
                "base64": b64encode(each.data).decode(),
                "format": each.format,
                "charset": each.charset[:_CHARSET],
                "channel": each.channel,
            }
            for each in copies
        ],
        "as_of": as_of.isoformat() if as_of else None,
        "lift": lift,
        "report": report,
    }
    return _checked(_ask(desk, "POST", "/api/v1/check", body), desk)


def get(desk: Desk, path: str) -> Any:
    """What a desk answers at an address of its API."""
    return _ask(desk, "GET", path, None)


def _ask(desk: Desk, method: str, path: str, body: object) -> Any:
    """What a desk answers; its refusals become our errors, with the desk as their place."""
    import httpx

    address = f"{desk.server.rstrip('/')}{path}"
    try:
        answer = httpx.request(
            method,
            address,
            json=body,
            headers={
                "Authorization": f"Bearer {desk.token}",
                "User-Agent": f"ringtrue/{__version__}",
            },
            timeout=httpx.Timeout(_SECONDS, connect=_CONNECT),
        )
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise _away(desk, error) from error
    told = _json(answer.content)
    if answer.status_code == 200 and told is not None:
        return told
    raise _refusal(desk, answer.status_code, answer.headers.get(_OURS, ""), told)


def _away(desk: Desk, error: Exception) -> UsageError:
    what = " ".join(str(error).split()) or type(error).__name__
    cure = "Check the address, and that the desk runs ('ringtrue serve')."
    return UsageError(f"the desk does not answer: {what}", where=desk.server, cure=cure)


def _refusal(desk: Desk, status: int, version: str, told: Any) -> RingtrueError:
    """What a desk answered instead of a decision; without its version it was none of ours."""
    if not version or not isinstance(told, dict) or "detail" not in told or _unknown(status, told):
        what = f"no desk of Ringtrue with an API answers there (HTTP {status})"
        if version:
            what = f"the desk is of version {version}, and does not know how to check this"
        cure = f"Check the address; the desk must be of version {__version__} or near it."
        return UsageError(what, where=desk.server, cure=cure)
    what, where, cure = (str(told.get(key, "")) for key in ("detail", "where", "cure"))
    place = where if status == 422 and where and not where.startswith("body") else desk.server
    if status == 401:
        cure = f"{cure} It is read from {TOKEN}."
    kind = MeasureError if status == 503 else UsageError if status < 500 else RingtrueError
    return kind(what, where=place, cure=cure)


def _unknown(status: int, told: Any) -> bool:
    """Whether there is no such address; what an address names may be missing as well."""
    return status == HTTPStatus.NOT_FOUND and told.get("type") != _NOT_FOUND


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _checked(told: Any, desk: Desk) -> Checked:
    try:
        reasons = tuple(grown(Reason, each) for each in told["reasons"])
        decision = Decision(Outlook(told["outlook"]), reasons)
        silences = tuple(grown(Silenced, each) for each in told["silences"])
        return Checked(
            title=str(told["workspace"]),
            decision=decision,
            summary=str(told["summary"]),
            silences=silences,
            json=lambda: _as_json(told, decision),
            html=lambda: str(told["report"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise unreadable(desk, error) from error


def unreadable(desk: Desk, error: Exception) -> UsageError:
    """What to say of an answer that is none of those we know."""
    what = f"the desk's answer cannot be read: {error}"
    cure = f"It is of another version than this command ({__version__}); use the same."
    return UsageError(what, where=desk.server, cure=cure)


def grown(kind: type[_T], tree: Any) -> _T:
    """A noun of what it has in an answer; a newer desk may tell more."""
    known = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return grow(kind, {name: tree[name] for name in known})


def _as_json(told: Any, decision: Decision) -> str:
    """The same document that a review made here is printed as."""
    from ringtrue.cli.output.review_json import document, reason_object

    return document(
        workspace=told["workspace"],
        as_of=datetime.fromisoformat(told["as_of"]).isoformat(),
        outlook=decision.outlook,
        reasons=[reason_object(each) for each in decision.reasons],
        promises=[_promise(each) for each in told["promises"]],
    )


_OF_PROMISE = ("place", "text", "sentence", "kind", "bound_by", "reason", "state")
_OF_VERDICT = (
    "standard",
    "state",
    "target",
    "measured",
    "expected",
    "bound",
    "level",
    "chance",
    "load",
    "reasons",
)


def _promise(told: Any) -> dict[str, Any]:
    from ringtrue.cli.output.claims_json import place_object
    from ringtrue.core.place import Place

    promise = {key: told[key] for key in _OF_PROMISE}
    promise["place"] = place_object(grow(Place, told["place"]))
    verdicts = [{key: each[key] for key in _OF_VERDICT} for each in told["verdicts"]]
    return promise | {"verdicts": verdicts}
