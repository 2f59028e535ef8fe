"""JUnit XML: a test case per subject, for CI systems that show nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from ringtrue.cli.output.annotations import Annotation
from ringtrue.core.finding import Level

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(annotations: Sequence[Annotation]) -> str:
    """One suite; annotations of level error are failures, the others passes with their words."""
    cases = [_case(annotation) for annotation in annotations]
    failures = sum(annotation.level is Level.ERROR for annotation in annotations)
    head = f'<testsuite name="ringtrue" tests="{len(cases)}" failures="{failures}" errors="0">'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", head, *cases]
    return "\n".join([*lines, "</testsuite>", "</testsuites>"])


def _case(annotation: Annotation) -> str:
    place = annotation.place
    name = _quote(f"{place}: {annotation.message}" if place else annotation.message)
    where = f" file={_quote(place.file)} line={_quote(str(place.line))}" if place else ""
    head = f"<testcase classname={_quote(annotation.rule)} name={name}{where}"
    if annotation.level is not Level.ERROR:
        return f"{head}/>"
    failure = f"<failure message={_quote(annotation.message)}>{_text(annotation.help)}</failure>"
    return f"{head}>{failure}</testcase>"


def _quote(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
