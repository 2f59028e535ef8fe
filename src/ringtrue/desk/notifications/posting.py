"""Posting a notification to a webhook, without becoming somebody's way into our network.

Addresses come from outside, so the guard is that of pages that are fetched (`say.connecting`): a
name is resolved once, only public addresses are connected to, and no proxy of the environment is
asked. Besides, only https is spoken, no redirect is followed, and no answer is read but its
status, so that nothing inside can be read through us. What goes wrong is told without the
address, which may be a secret.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import ssl
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from ringtrue.core.errors import ReadError, SecretKeyError, UsageError
from ringtrue.core.reach import EVERYWHERE, NOWHERE
from ringtrue.desk.notifications.formats import Post, formats
from ringtrue.desk.notifications.outcome import ARRIVED, Outcome, Result

if TYPE_CHECKING:
    import httpcore
    import httpx

    from ringtrue.desk.models.notification import Webhook

SECONDS = 10.0
"""A webhook that does not answer for so long is tried again later."""

LONGEST = 2_000
OTHER_KEY = (
    "its address was encrypted under another secret key of the desk: give the desk that key again,"
    " or remove this webhook and add it anew"
)
_SECRET = "whsec_"  # noqa: S105 - what every such secret begins with
_TRY_AGAIN = {408, 425, 429}
_OURSELVES = {"localhost", "::1"}


def check_webhook_address(address: str, *, allow_private: bool) -> str:
    """An address that may be posted to.

    https; http only to this machine, and where the workspace allows private addresses. Raises
    `UsageError`, which repeats it only to whoever has just typed it.
    """
    address = address.strip()
    if len(address) > LONGEST:
        what = f"an address of {len(address):,} characters"
        raise UsageError(what, cure=f"Keep it under {LONGEST:,}.")
    from ringtrue.say.connecting import checked_address

    try:
        found = checked_address(address, where="")
    except ReadError as error:
        raise UsageError(error.what, cure="Copy it from the other system again.") from error
    ours = found.host in _OURSELVES or found.host.startswith("127.")
    if found.scheme != "https" and not (ours and allow_private):
        what = "notifications are posted to https addresses only"
        raise UsageError(what, cure="Use the https address of the other system.")
    if ours and not allow_private:
        cure = "Set allow_private_addresses in ringtrue.yaml if you trust it."
        raise UsageError(f"{found.host!r} is this machine", cure=cure)
    return str(found)


def new_secret() -> str:
    """A secret for signing, as the receiver is given it."""
    return _SECRET + base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def signature(secret: str, name: str, moment: int, body: bytes) -> str:
    """The signature of a post, by the Standard Webhooks specification (HMAC-SHA256).

    It covers the post's id, the moment (seconds since 1970) and the body's bytes.

    >>> signature("whsec_c2VjcmV0", "msg_1", 1700000000, b"{}")
    'v1,A5oIrJxXPB/PkULSoVu0e4khvPiqpF9vljmhkSKg0FI='
    """
    key = base64.b64decode(secret.removeprefix(_SECRET))
    signed = b".".join([name.encode(), str(moment).encode(), body])
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode("ascii")


def post(webhook: Webhook, notification: Post, *, allow_private: bool) -> Outcome:
    """Post a notification once."""
    found = formats().get(webhook.format)
    if found is None:
        return Outcome(Result.NEVER, f"there is no format {webhook.format!r}")
    try:
        address, secret = webhook.address, webhook.secret
    except SecretKeyError:
        return _later(OTHER_KEY)
    body = json.dumps(found.body(notification), ensure_ascii=False).encode("utf-8", "replace")
    headers = {"Idempotency-Key": notification.id}
    if found.signed:
        moment = int(time.time())
        signed = signature(secret, notification.id, moment, body)
        headers |= {
            "Webhook-Id": notification.id,
            "Webhook-Timestamp": str(moment),
            "Webhook-Signature": signed,
        }
    return _post(address, body, headers, allow_private=allow_private)


def _post(url: str, body: bytes, more: Mapping[str, str], *, allow_private: bool) -> Outcome:
    import httpcore
    import httpx

    from ringtrue.say.connecting import CheckedBackend

    try:
        address = httpx.URL(check_webhook_address(url, allow_private=allow_private))
        reach = EVERYWHERE if allow_private else NOWHERE
        backend = CheckedBackend("", time.monotonic() + SECONDS, reach=reach)
        tls = httpx.create_ssl_context()
        with httpcore.ConnectionPool(ssl_context=tls, network_backend=backend) as pool:
            headers = {**_headers(address, body), **more}
            with pool.stream(
                "POST", str(address), headers=list(headers.items()), content=body
            ) as answer:
                return _judged(answer)
    except httpcore.TimeoutException:
        return _later(f"no answer within {SECONDS:g} seconds")
    except ReadError:
        return _later("it leads to a private address, and the workspace does not allow that")
    except UsageError as error:
        return Outcome(Result.NEVER, error.what, all_fail=True)
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        return _later(_trouble(error))


def _headers(address: httpx.URL, body: bytes) -> dict[str, str]:
    return {
        "Host": address.netloc.decode("ascii"),
        "User-Agent": "ringtrue",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }


def _judged(answer: httpcore.Response) -> Outcome:
    """What the status means; the body is not read."""
    status = answer.status
    if 200 <= status < 300:
        return ARRIVED
    if status in _TRY_AGAIN or status >= 500:
        told = {name.lower(): value for name, value in answer.headers}
        asked = told.get(b"retry-after", b"")
        seconds = int(asked) if asked.isdigit() and len(asked) < 7 else 0
        return _later(f"it answered {status}", timedelta(seconds=seconds))
    moved = ", and redirects are not followed" if 300 <= status < 400 else ""
    return Outcome(Result.NEVER, f"it answered {status}{moved}")


def _later(why: str, wait: timedelta = timedelta()) -> Outcome:
    return Outcome(Result.LATER, why, all_fail=True, wait=wait)


def _trouble(error: Exception) -> str:
    causes = (error, error.__cause__, error.__context__)
    if any(isinstance(each, ssl.SSLError) for each in causes):
        return "its certificate is not trusted, or it does not speak TLS"
    return "it cannot be reached"
