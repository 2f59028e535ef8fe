"""What a copy of the store alone must not yield is encrypted with the desk's secret key.

The box is Fernet of the library `cryptography` (AES-128-CBC with HMAC-SHA256). Its key is made of
the secret key and a purpose, so that what is hidden for one cannot be passed off as another.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from ringtrue.core.errors import SecretKeyError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


def hide(text: str, purpose: str) -> str:
    """The text encrypted, for one purpose; another time it looks another way."""
    return hide_bytes(text.encode(), purpose).decode("ascii")


def hide_bytes(data: bytes, purpose: str) -> bytes:
    """Bytes encrypted, for one purpose."""
    return _box(purpose).encrypt(data)


def reveal(hidden: str, purpose: str) -> str:
    """The text that was hidden for the same purpose.

    Raises `SecretKeyError` when the desk had another secret key then, or it was changed since.
    """
    return reveal_bytes(hidden.encode(), purpose).decode()


def reveal_bytes(hidden: bytes, purpose: str) -> bytes:
    """The bytes that were hidden for the same purpose; raises as `reveal` does."""
    from cryptography.fernet import InvalidToken

    try:
        return _box(purpose).decrypt(hidden)
    except InvalidToken:
        what = "it was encrypted under another secret key of the desk"
        cure = "Give the desk the key that it had, or enter it anew."
        raise SecretKeyError(what, where="RINGTRUE_SECRET_KEY", cure=cure) from None


def _box(purpose: str) -> Fernet:
    from cryptography.fernet import Fernet

    key = salted_hmac(f"ringtrue.{purpose}", "seed", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
