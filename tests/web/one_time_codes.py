"""Codes of an app (RFC 6238), computed here and not by what is tried."""

from __future__ import annotations

import base64
import hmac
import struct


def code_of(secret: str, seconds: float) -> str:
    """The six digits that an app with this secret shows at this time."""
    counter = struct.pack(">Q", int(seconds) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
