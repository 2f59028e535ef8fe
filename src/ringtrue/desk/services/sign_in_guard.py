"""Slowing down whoever tries passwords: five attempts per name and address in a quarter hour.

An attempt is written down before the password is looked at, so that many at once cannot slip
through between counting and writing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from ringtrue.core.errors import UsageError
from ringtrue.desk.models.sign_in import SignInAttempt

ATTEMPTS = 5
WINDOW = timedelta(minutes=15)


class TooManyAttemptsError(UsageError):
    """The name was tried too often from one address."""


def begin_attempt(name: str, address: str, now: datetime) -> None:
    """Write an attempt down; raises `TooManyAttemptsError` when it is one too many.

    Names are the same whatever their case. Attempts older than the window are forgotten.
    """
    key = _key(name, address)
    with transaction.atomic():
        SignInAttempt.objects.filter(at__lte=now - WINDOW).delete()
        SignInAttempt.objects.create(key=key, at=now)
        times = list(
            SignInAttempt.objects.filter(key=key).order_by("at").values_list("at", flat=True)
        )
        if len(times) > ATTEMPTS:
            # Refused attempts are not kept: whoever waits the window out may try again.
            SignInAttempt.objects.filter(key=key, at=now).delete()
    if len(times) > ATTEMPTS:
        minutes = max(1, -(-(times[0] + WINDOW - now) // timedelta(minutes=1)))
        wait = f"{minutes} minute{'' if minutes == 1 else 's'}"
        raise TooManyAttemptsError(
            "there were too many attempts to sign in with this name",
            cure=f"Wait {wait}, or ask an administrator for a new link.",
        )


def end_attempt(name: str, address: str) -> None:
    """Forget the attempts of somebody who has signed in."""
    SignInAttempt.objects.filter(key=_key(name, address)).delete()


def _key(name: str, address: str) -> str:
    return sha256(f"{name.strip().casefold()}\0{address}".encode()).hexdigest()
