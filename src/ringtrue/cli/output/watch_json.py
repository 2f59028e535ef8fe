"""What `ringtrue watch` found, as JSON for programs."""

from __future__ import annotations

import json
from typing import Any

from ringtrue.desk.services.watch_promises import BookWatched, PromiseWatched
from ringtrue.gap.alert_words import AlertWords
from ringtrue.gap.watching import Alert, Watched

VERSION = 1


def watched_json(watched: BookWatched) -> str:
    """One object; its keys are told in docs/json.md."""
    answer = {
        "schema": VERSION,
        "as_of": watched.as_of.isoformat(),
        "alarming": watched.alarming,
        "promises": [_promise(each) for each in watched.promises],
        "unmeasured": list(watched.unmeasured),
        "opened": list(watched.opened),
        "raised": list(watched.risen),
        "closed": list(watched.closed),
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def _promise(promise: PromiseWatched) -> dict[str, Any]:
    found, words = promise.watched, promise.words
    limits, budget = found.limits, found.budget
    return {
        "standard": promise.standard.id,
        "promise": promise.standard.promise,
        "stand": found.stand.value,
        "reason": found.reason,
        "target": found.target,
        "since": found.since.isoformat(),
        "last_day": found.last_day.isoformat() if found.last_day else None,
        "kept": found.counts.kept,
        "broken": found.counts.broken,
        "share": found.counts.share,
        "low": limits.low if limits else None,
        "high": limits.high if limits else None,
        "budget": {"allowed": budget.allowed, "broken": budget.broken, "left": budget.left}
        if budget
        else None,
        "burns": _burns(found),
        "alert": _alert(found.alert, words) if found.alert and words else None,
    }


def _burns(found: Watched) -> list[dict[str, Any]]:
    return [
        {
            "severity": each.rule.severity.value,
            "days": [each.rule.long, each.rule.short],
            "rates": [each.long_rate, each.short_rate],
            "threshold": each.threshold,
            "met": each.met,
        }
        for each in found.burns
    ]


def _alert(alert: Alert, words: AlertWords) -> dict[str, Any]:
    return {
        "severity": alert.severity.value,
        "began_on": alert.began_on.isoformat(),
        "found_on": alert.opened_on.isoformat(),
        "title": words.title,
        "facts": list(words.facts),
        "places": [
            {
                "campaign": each.campaign,
                "material": each.material,
                "channel": each.channel,
                "words": each.words,
            }
            for each in words.places
        ],
        "advice": words.advice,
        "instead": words.instead,
    }
