"""From a standard to the YAML that says it, so that a proposal can be pasted into the book."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ringtrue.core.standard import (
    Between,
    CountPer,
    Holds,
    Missing,
    Remedy,
    Standard,
    Test,
    Uptime,
    Within,
)

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*(?: [A-Za-z0-9_.]+)*")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
Pair = tuple[str, str]


def standard_yaml(standard: Standard) -> str:
    """One entry of the `standards` list; reading it back gives the same standard.

    >>> from ringtrue.core.expression import Name
    >>> from ringtrue.core.quantity import Duration
    >>> test = Within(Name("ordered_at"), Name("delivered_at"), Duration.parse("2 days"))
    >>> print(standard_yaml(Standard("fast", "orders", test, 0.9)))
      - id: fast
        source: orders
        from: ordered_at
        to: delivered_at
        limit: 2 days
        target: 90%
        segments: []
    """
    first, *others = _pairs(standard)
    lines = [f"  - {first[0]}: {first[1]}", *(f"    {key}: {value}" for key, value in others)]
    return "\n".join(lines)


def quoted(text: str) -> str:
    """A text as a YAML scalar: bare when it is plain words, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return in_quotes(text)


def in_quotes(text: str) -> str:
    r"""A text in double quotes; what YAML would take for a line's end, or refuse, is escaped.

    >>> in_quotes("two\u2028lines")
    '"two\\u2028lines"'
    """
    said = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", said)


def _pairs(standard: Standard) -> Iterator[Pair]:
    yield "id", quoted(standard.id)
    wordings = [words for words in (standard.promise, *standard.wordings) if words]
    if len(wordings) == 1:
        yield "promise", quoted(wordings[0])
    elif wordings:
        yield "promise", _listed(wordings)
    yield "source", quoted(standard.source)
    yield from _test(standard.test)
    for key, tree in (
        ("day", standard.day),
        ("where", standard.population),
        ("void", standard.void),
    ):
        if tree is not None:
            yield key, quoted(str(tree))
    yield "target", _share(standard.target)
    yield "segments", _listed(standard.segments)
    if standard.why:
        yield "why", quoted(standard.why)


def _test(test: Test) -> Iterator[Pair]:
    match test:
        case Within():
            yield from _clock(test)
        case Holds(condition, missing):
            yield "condition", quoted(str(condition))
            yield from _missing(missing)
        case Between(value, low, high, strict, missing):
            yield "value", quoted(str(value))
            yield from _bounds(low, high, "more_than" if strict else "at_least",
                               "less_than" if strict else "at_most")  # fmt: skip
            yield from _missing(missing)
        case CountPer(unit, low, high):
            yield "count_per", quoted(str(unit))
            yield from _bounds(low, high, "at_least", "at_most")
        case Uptime(start, end, share):
            yield "uptime", _share(share)
            yield "from", quoted(str(start))
            yield "to", quoted(str(end))
        case Remedy(after, end, limit, calendar):
            yield "after", quoted(after)
            yield "to", quoted(str(end))
            yield "limit", str(limit)
            yield from _calendar(calendar)


def _clock(test: Within) -> Iterator[Pair]:
    yield "from", quoted(str(test.start))
    yield "to", quoted(str(test.end))
    yield "limit", f"less than {test.limit}" if test.strict else str(test.limit)
    if test.early_is_kept:
        yield "early", "kept"
    yield from _calendar(test.calendar)


def _calendar(name: str) -> Iterator[Pair]:
    if name:
        yield "calendar", quoted(name)


def _missing(missing: Missing) -> Iterator[Pair]:
    if missing is not Missing.BROKEN:
        yield "missing", missing.value


def _bounds(low: float | None, high: float | None, least: str, most: str) -> Iterator[Pair]:
    if low is not None:
        yield least, repr(low)
    if high is not None:
        yield most, repr(high)


def _listed(texts: list[str] | tuple[str, ...]) -> str:
    return f"[{', '.join(map(in_quotes, texts))}]"


def _share(share: float) -> str:
    """As a percentage where that says it exactly, else as the number."""
    percent = f"{100 * share:.10f}".rstrip("0").rstrip(".")
    return f"{percent}%" if round(float(percent) / 100, 12) == share else f"{share:.20f}"
