"""Annotations for GitHub Actions: workflow commands that mark the line in a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from ringtrue.cli.output.annotations import Annotation
from ringtrue.core.finding import Level

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def github(annotations: Iterable[Annotation]) -> str:
    """One workflow command per line."""
    return "\n".join(map(_command, annotations))


def _command(annotation: Annotation) -> str:
    place = annotation.place
    settings = {"title": annotation.rule}
    if place:
        settings = {
            "file": place.file,
            "line": str(place.line),
            "col": str(place.column),
        } | settings
    words = ",".join(f"{key}={_escape(value, ',:')}" for key, value in settings.items())
    message = " ".join(filter(None, (annotation.message, annotation.help)))
    return f"::{_COMMANDS[annotation.level]} {words}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    """Escapes of the command syntax, which keep copy from becoming a command."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for sign in more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
