"""What a jurisdiction asks before "up to" may be said, for those who write such wording."""

from __future__ import annotations

from collections.abc import Iterable

from ringtrue.core.claim import Claim
from ringtrue.core.material import Material
from ringtrue.say.document import Document
from ringtrue.say.rules.loading import rule_files
from ringtrue.say.rules.nouns import Jurisdiction, Measure, Rule
from ringtrue.say.rules.page import Page

_NOWHERE = Document(Material("", "", "", "", ""), ())


def reach_needed(claim: Claim, jurisdictions: Iterable[str]) -> tuple[float, Rule] | None:
    """The largest share that must reach the claim's figure, and the rule that says so.

    None where no rule of these jurisdictions asks for a share.
    """
    chosen = {*jurisdictions, Jurisdiction.ANY.value}
    page = Page(_NOWHERE, (claim,), (), None)
    asking = [
        (file.least, file.rule)
        for file in rule_files()
        if file.measure is Measure.REACHED
        and file.rule.jurisdiction.value in chosen
        and any(page.matching(file.when, file.unless))
    ]
    return max(asking, key=lambda each: each[0], default=None)
