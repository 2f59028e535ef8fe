"""A request that is sent twice is done once: answers kept for a day under the sender's own key."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.db import IntegrityError, transaction

from ringtrue.core.errors import SecretKeyError, UsageError
from ringtrue.desk import clock
from ringtrue.desk.hiding import hide_bytes, reveal_bytes
from ringtrue.desk.models.token import ApiToken, KeptAnswer

KEPT = timedelta(hours=24)
LONGEST = 200
"""Characters of a key."""

_PURPOSE = "kept-answer"
_ABANDONED = timedelta(minutes=15)


class KeyUsedError(UsageError):
    """The key was used for another request, or for one that is still being done."""


class Doing(Enum):
    """How long the work of a request takes."""

    SHORT = "in one transaction with its answer"
    LONG = "without holding the store meanwhile"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; `again` says that it was kept from the first time."""

    status: int
    content_type: str
    content: bytes
    again: bool = False


def answer_once(
    token: ApiToken,
    key: str,
    request: str,
    do: Callable[[], Answer],
    doing: Doing = Doing.SHORT,
) -> Answer:
    """Do it and keep the answer, or give the answer that was kept for the same request.

    `request` is the SHA-256 (hex) of what is asked. What fails is not kept: the next try does it
    again. Short work is done in the transaction of its answer, so that both are there or neither.
    Raises `KeyUsedError` for another request under the key, and while the first is being done.
    """
    if not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable() and " " not in key):
        cure = f"Use 1 to {LONGEST} characters; a random UUID is good."
        raise UsageError("the idempotency key cannot be used", where="Idempotency-Key", cure=cure)
    _forget()
    with transaction.atomic() if doing is Doing.SHORT else nullcontext():
        row = _claim(token, key, request)
        if row.status:
            return Answer(row.status, row.content_type, _content(row), again=True)
        try:
            answer = do()
        except BaseException:
            if doing is Doing.LONG:
                row.delete()
            raise
        row.status, row.content_type, row.content = (
            answer.status,
            answer.content_type,
            hide_bytes(answer.content, _PURPOSE),
        )
        row.save(update_fields=["status", "content_type", "content"])
    return answer


def _content(row: KeptAnswer) -> bytes:
    try:
        return reveal_bytes(bytes(row.content), _PURPOSE)
    except SecretKeyError as error:
        cure = "Look at what was done, and use a new key for what was not."
        raise KeyUsedError(
            f"the answer is kept, but {error.what}", where=row.key, cure=cure
        ) from error


def _claim(token: ApiToken, key: str, request: str) -> KeptAnswer:
    """The row of a key, new or with its answer."""
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(token=token, key=key, request=request, at=clock.now())
    except IntegrityError:
        row = KeptAnswer.objects.filter(token=token, key=key).first()
    if row is None:  # the first try failed just now
        return _claim(token, key, request)
    if row.request != request:
        cure = "Use a new key for every request, and the same one only to send it again."
        raise KeyUsedError("the key was used for another request", where=key, cure=cure)
    if not row.status:
        cure = "Ask again in a moment; it is not done twice."
        raise KeyUsedError("the request with this key is being done", where=key, cure=cure)
    return row


def _forget() -> None:
    """Answers that nobody may ask for any more, and work that was killed on its way."""
    now = clock.now()
    KeptAnswer.objects.filter(at__lt=now - KEPT).delete()
    KeptAnswer.objects.filter(status=0, at__lt=now - _ABANDONED).delete()
