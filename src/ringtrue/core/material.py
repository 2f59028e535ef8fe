"""One piece of marketing: as it travels, and as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class RawMaterial:
    """A material that was not read yet, as a command sends it to a desk.

    Without `format` its name and its bytes tell how to read it. `charset` is what its carrier
    declared, empty for files.
    """

    name: str
    data: bytes
    format: str = ""
    charset: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """What was read: its name (path or address), channel, format and decoded text.

    For PDF and DOCX `text` is the text taken from the file; `digest` is always the SHA-256 of the
    bytes as they came, so that any change of the file is a new version.
    """

    name: str
    channel: str
    format: str
    text: str
    digest: str

    @classmethod
    def of(cls, name: str, data: bytes, *, text: str, kind: str, channel: str = "") -> Material:
        """Make the noun and hash the bytes."""
        return cls(name, channel, kind, text, sha256(data).hexdigest())
