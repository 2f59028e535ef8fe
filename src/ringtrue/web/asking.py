"""Who asks, and of which workspace: what every page needs before it calls its use case."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from ringtrue.core.errors import UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.finding_workspace import FILE_NAME
from ringtrue.desk.models.person import Person
from ringtrue.desk.workspace import load_workspace

_Stamp = tuple[str, int, int]
_LAST: dict[str, tuple[_Stamp, Workspace]] = {}


def asker(request: HttpRequest) -> Person:
    """The person who is signed in; only for pages that need that."""
    person = request.user
    if not isinstance(person, Person):
        raise TypeError("this page was opened to people who are not signed in")
    return person


def workspace_here() -> Workspace:
    """The workspace that is served, read again only when its file has changed.

    Raises `ConfigError` as long as its file says something that cannot be.
    """
    folder = Path(settings.WORKSPACE)
    path = folder / FILE_NAME
    if not path.is_file():
        return load_workspace(folder)
    found = path.stat()
    stamp = str(path), found.st_mtime_ns, found.st_size
    kept = _LAST.get("workspace")
    if kept is None or kept[0] != stamp:
        kept = _LAST["workspace"] = stamp, load_workspace(folder)
    return kept[1]


def by_htmx(request: HttpRequest) -> bool:
    """Whether a part of a page asks, and not a whole one."""
    return bool(getattr(request, "htmx", False))


def number_of(text: str, name: str) -> int | None:
    """A whole number that an address or a form carries; None when it is empty.

    Raises `UsageError` when it is anything else.

    >>> number_of("12", "before"), number_of("", "before")
    (12, None)
    """
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        cure = "Follow a link of the page instead of typing the address."
        raise UsageError(f"{text[:50]!r} is not a number", where=name, cure=cure)
    return int(text)
