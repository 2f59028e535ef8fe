"""What blocks a campaign and what only warns: policy as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Effect(StrEnum):
    """What a reason does to the decision."""

    BLOCK = "block"
    WARN = "warn"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Policy:
    """The workspace's rules of judgement.

    `target` is the share a promise must keep when neither wording nor standard says one;
    `confidence` the level of the predictive bound; `stale_days` the age at which evidence no
    longer counts; `min_decided` the fewest decided records that can prove anything. The effects
    say what each finding of the gate does (`segment_fails`: kept overall, but not for a segment;
    `load_unseen`: holds as usual, but no day was ever so busy as planned; `offer_short`: more of an
    offer will be ordered than there is); `rules` overrides the effect of single advertising rules
    by id.
    """

    target: float = 0.9
    confidence: float = 0.95
    stale_days: int = 45
    min_decided: int = 30
    fails: Effect = Effect.BLOCK
    segment_fails: Effect = Effect.WARN
    unproven: Effect = Effect.BLOCK
    load_unseen: Effect = Effect.WARN
    offer_short: Effect = Effect.WARN
    vague: Effect = Effect.WARN
    unbound: Effect = Effect.BLOCK
    stale: Effect = Effect.BLOCK
    rule_error: Effect = Effect.BLOCK
    rule_warning: Effect = Effect.WARN
    rules: tuple[tuple[str, Effect], ...] = field(default=())
