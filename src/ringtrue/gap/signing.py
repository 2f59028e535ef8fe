"""Who must sign a campaign: every rule that matches counts, so that no rule can undo another.

Where the last matching rule wins, a promise about delivery and refunds would need only one of the
two departments. Here each adds its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ringtrue.core.campaign import DEFAULT_RULES, SignOffRule
from ringtrue.core.claim import Kind
from ringtrue.core.role import Role

__all__ = ["DEFAULT_RULES", "required_roles"]


def required_roles(
    rules: Sequence[SignOffRule],
    kinds: Collection[Kind],
    channels: Collection[str],
    sources: Collection[str],
) -> dict[Role, tuple[str, ...]]:
    """The roles that must sign, in the order of `Role`, and why each is needed.

    `kinds` are those of the campaign's claims, `channels` those of its materials and `sources`
    those of its standards. A channel is the same whatever its case.

    >>> list(required_roles(DEFAULT_RULES, [Kind.PRICE], ["radio"], []))
    [<Role.MARKETING: 'marketing'>, <Role.OPERATIONS: 'operations'>, <Role.SERVICE: 'service'>, \
<Role.LEGAL: 'legal'>]
    """
    known = {_folded(each) for each in channels}
    matching = [
        rule
        for rule in rules
        if _met(rule.kinds, frozenset(kinds))
        and _met([_folded(each) for each in rule.channels], known)
        and _met(rule.sources, frozenset(sources))
    ]
    return {role: whys for role in Role if (whys := tuple(dict.fromkeys(_whys(role, matching))))}


def _met(named: Sequence[str], present: Collection[str]) -> bool:
    """A part of a rule is met by everything when it names nothing."""
    return not named or not set(named).isdisjoint(present)


def _whys(role: Role, rules: Sequence[SignOffRule]) -> Iterator[str]:
    return (rule.why or _said(rule) for rule in rules if role in rule.roles)


def _said(rule: SignOffRule) -> str:
    """What a rule that gives no reason asks for."""
    parts = (("a claim about", rule.kinds), ("channel", rule.channels), ("source", rule.sources))
    named = [f"{what} {' or '.join(names)}" for what, names in parts if names]
    return f"Needed for {', '.join(named)}." if named else "Needed for every campaign."


def _folded(channel: str) -> str:
    return channel.strip().casefold()
