"""Which rules a proof satisfies, and what proof they take of a sentence."""

from __future__ import annotations

import re
from functools import cache

from ringtrue.core.proof import ProofKind
from ringtrue.say.rules.loading import rule_files
from ringtrue.say.rules.nouns import Taken

_FAMILY = "evidence"


def kinds_taken(rule_id: str, sentence: str) -> tuple[ProofKind, ...]:
    """The kinds of proof that a rule takes of a sentence; () when no proof satisfies the rule.

    A sentence that names several levels of proof has all of them to show: then it is the kinds
    that show each, and where no kind does, the kinds that show any.

    >>> [kind.value for kind in kinds_taken("us-ftc-proof-level", "Clinically tested.")]
    ['clinical']
    >>> kinds_taken("any-offer-over", "Clinically tested.")
    ()
    """
    taken = _taken_by().get(rule_id)
    if taken is None:
        return ()
    said = sentence.lower().replace("’", "'")
    asked = [each.kinds for each in taken if re.search(each.pattern, said)]
    every = frozenset(ProofKind)
    found = every.intersection(*asked) or frozenset().union(*asked)
    return tuple(kind for kind in ProofKind if kind in found)


@cache
def _taken_by() -> dict[str, tuple[Taken, ...]]:
    """What proof the rules take that a proof satisfies, by their ids."""
    return {each.rule.id: each.proof for each in rule_files() if each.family == _FAMILY}
