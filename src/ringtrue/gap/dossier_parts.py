"""What the checks of a dossier share: a problem, the bytes of a version, an evidence file."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass
from hashlib import sha256

from ringtrue.core.evidence import Evidence
from ringtrue.gap.dossier import EvidenceFile
from ringtrue.gap.evidence_file import evidence_from_json


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: where in the dossier, and what is wrong there."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def bytes_of(data: str) -> bytes | None:
    """The bytes behind base64; None when it is none.

    >>> bytes_of("aGk="), bytes_of("a")
    (b'hi', None)
    """
    try:
        return b64decode(data, validate=True)
    except ValueError:
        return None


def digest_of(data: str) -> str:
    """The SHA-256 (hex) of the bytes behind base64, empty when it is none."""
    found = bytes_of(data)
    return "" if found is None else sha256(found).hexdigest()


def evidence_by_seal(file: EvidenceFile) -> Evidence | None:
    """The evidence in a file; None when it is that of another standard or seal.

    Raises `UsageError` when it does not read or its own seal does not hold.
    """
    found = evidence_from_json(file.content)
    same = found.standard == file.standard and json.loads(file.content)["seal"] == file.digest
    return found if same else None
