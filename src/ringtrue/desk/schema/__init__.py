"""The JSON Schemas that are shipped: what a file may say, for editors and for our own checks."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load_schema(name: str) -> dict[str, Any]:
    """One shipped schema by its file name without `.schema.json`.

    >>> load_schema("ringtrue")["title"]
    'ringtrue.yaml'
    """
    path = Path(__file__).with_name(f"{name}.schema.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
