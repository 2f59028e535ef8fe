"""SARIF 2.1.0 (OASIS, 2020): what code scanners and editors read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from ringtrue import __version__
from ringtrue.cli.output.annotations import Annotation
from ringtrue.core.place import Place

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(annotations: Sequence[Annotation]) -> str:
    """One run with a result for each annotation; paths are relative to the working folder."""
    rules = sorted({annotation.rule for annotation in annotations})
    index = {rule: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "Ringtrue",
                "version": __version__,
                "rules": [{"id": rule} for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": _results(annotations, index),
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _results(annotations: Sequence[Annotation], index: dict[str, int]) -> list[dict[str, Any]]:
    """Results; the fingerprint survives moved lines, and twins are told apart by their order."""
    seen: dict[str, int] = {}
    results = []
    for annotation in annotations:
        words = " ".join((annotation.subject or annotation.message).split())
        uri = _uri(annotation.place.file) if annotation.place else ""
        digest = sha256("\0".join((annotation.rule, uri, words)).encode()).hexdigest()[:32]
        seen[digest] = seen.get(digest, 0) + 1
        result = {
            "ruleId": annotation.rule,
            "ruleIndex": index[annotation.rule],
            "level": annotation.level.value,
            "message": {"text": " ".join(filter(None, (annotation.message, annotation.help)))},
            "partialFingerprints": {"ringtrue/v1": f"{digest}:{seen[digest]}"},
        }
        if annotation.place:
            result["locations"] = [{"physicalLocation": _location(annotation.place, uri)}]
        results.append(result)
    return results


def _location(place: Place, uri: str) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.column}
    region |= {"charOffset": place.start, "charLength": max(0, place.end - place.start)}
    if place.page is not None:  # the text of a PDF is taken from it: its offsets are not the file's
        region = {"startLine": 1}
    return {"artifactLocation": {"uri": uri}, "region": region}


def _uri(file: str) -> str:
    """A relative path with forward slashes and escapes; addresses stay as they are."""
    from urllib.parse import quote

    if "://" in file:
        return file
    path, here = Path(file), Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
