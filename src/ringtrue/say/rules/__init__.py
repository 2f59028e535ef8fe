"""Advertising rules as data: one JSON file each in `data/`, checked against the claims found.

A rule says what it rests on, where it applies and what it needs (text, evidence, operations data,
a date); `families` hold the few ways in which rules decide. This is no legal advice.
"""

from ringtrue.say.rules.checking import check_rules
from ringtrue.say.rules.loading import all_rules, explain
from ringtrue.say.rules.nouns import Jurisdiction, Measure, Measured, Needs, Rule
from ringtrue.say.rules.proofs import kinds_taken

__all__ = [
    "Jurisdiction",
    "Measure",
    "Measured",
    "Needs",
    "Rule",
    "all_rules",
    "check_rules",
    "explain",
    "kinds_taken",
]
