"""Rules from their files: found by scanning, checked when read, told apart by id."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ringtrue.core.claim import Kind, Label, QualifierKind
from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.finding import Level
from ringtrue.core.proof import ProofKind
from ringtrue.say.document import Role
from ringtrue.say.rules.nouns import Condition, Jurisdiction, Measure, Needs, Rule, RuleFile, Taken

_DATA = Path(__file__).with_name("data")
_KEYS = frozenset(
    ("id", "title", "jurisdiction", "edition", "source", "needs", "level", "message", "why", "fix")
)
_TEST_KEYS = frozenset(("family", "when", "unless", "also", "least", "measure", "proof"))
_CONDITION_KEYS = frozenset(Condition._fields)
_TAKEN_KEYS = frozenset(Taken._fields)


@cache
def rule_files() -> tuple[RuleFile, ...]:
    """Every rule with its test, by id."""
    return tuple(
        read_rule(path.name, path.read_text("utf-8")) for path in sorted(_DATA.glob("*.json"))
    )


@cache
def asked_words() -> frozenset[str]:
    """Every trigger word of a rule."""
    conditions = (each for file in rule_files() for each in (file.when, file.also) if each)
    return frozenset().union(*(each.words for each in conditions))


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by id."""
    return tuple(each.rule for each in rule_files())


def explain(rule_id: str) -> Rule:
    """The rule of this id, in any case; raises `UsageError` that names near ones.

    >>> explain("US-16CFR239.3").jurisdiction.value
    'us'
    """
    known = {each.id: each for each in all_rules()}
    found = known.get(rule_id.strip().lower())
    if found is not None:
        return found
    from difflib import get_close_matches

    near = get_close_matches(rule_id.lower(), known, n=3, cutoff=0.4)
    cure = f"Did you mean {' or '.join(near)}?" if near else "docs/rules.md lists every rule."
    raise UsageError(f"{rule_id[:80]!r} is not a rule", cure=cure)


def read_rule(name: str, text: str) -> RuleFile:
    """Read one rule file; raises `ConfigError` that names the file and the key at fault."""
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise ConfigError(f"no JSON: {error.msg}", where=where, cure="Mend the file.") from error
    try:
        return _rule_file(name, raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        cure = "See docs/rules.md for the keys of a rule."
        raise ConfigError(f"cannot be a rule: {error}", where=name, cure=cure) from error


def _rule_file(name: str, raw: Mapping[str, Any]) -> RuleFile:
    unknown = set(raw) - _KEYS - _TEST_KEYS
    if unknown or f"{raw['id']}.json" != name:
        raise ValueError(f"unknown keys {sorted(unknown)}, or id {raw['id']!r} is not its name")
    rule = Rule(
        raw["id"],
        raw["title"],
        Jurisdiction(raw["jurisdiction"]),
        date.fromisoformat(raw["edition"]),
        raw["source"],
        Needs(raw["needs"]),
        Level(raw["level"]),
        raw["why"],
        raw["fix"],
    )
    return RuleFile(
        rule,
        raw["family"],
        raw["message"],
        _condition(raw["when"]),
        _condition(raw["unless"]) if "unless" in raw else None,
        _condition(raw["also"]) if "also" in raw else None,
        float(raw.get("least", 0.0)),
        Measure(raw.get("measure", Measure.KEPT)),
        tuple(map(_taken, raw.get("proof", ()))),
    )


def _taken(raw: Mapping[str, str]) -> Taken:
    unknown = set(raw) - _TAKEN_KEYS
    if unknown:
        raise ValueError(f"unknown keys of a proof {sorted(unknown)}")
    return Taken(frozenset(map(ProofKind, raw["kinds"].split())), raw.get("pattern", ""))


def _condition(raw: Mapping[str, str]) -> Condition:
    unknown = set(raw) - _CONDITION_KEYS
    if unknown:
        raise ValueError(f"unknown conditions {sorted(unknown)}")
    return Condition(
        words=frozenset(raw.get("words", "").split()),
        pattern=raw.get("pattern", ""),
        near=raw.get("near", ""),
        noted=raw.get("noted", ""),
        document=raw.get("document", ""),
        labels=frozenset(map(Label, raw.get("labels", "").split())),
        kinds=frozenset(map(Kind, raw.get("kinds", "").split())),
        qualifiers=frozenset(
            QualifierKind(each.strip()) for each in raw.get("qualifiers", "").split(",") if each
        ),
        channels=frozenset(raw.get("channels", "").split()),
        roles=frozenset(map(Role, raw.get("roles", "").split())),
    )
