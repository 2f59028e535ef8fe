"""A promise is judged together with its neighbours: the same clock at half and at twice the limit.

How much one month differs from the next shows at every limit. A promise alone gives a dozen months
to learn that from; its neighbours triple them, and nobody has to be more lenient for it.
"""

from __future__ import annotations

from ringtrue.core.outcome import Ladder, Tally
from ringtrue.core.standard import Remedy, Standard, Within


def panel_of(standard: Standard, tally: Tally, ladder: Ladder | None) -> tuple[Tally, ...]:
    """The standard's own tally first, then those of its neighbours, as far as there are any.

    The neighbours are the rungs nearest to half and to twice the limit, from outside.
    """
    if ladder is None or not isinstance(standard.test, Within | Remedy):
        return (tally,)
    own = standard.test.limit.amount
    below = [rung for rung in ladder.rungs if rung.limit <= own / 2 and rung.limit < own]
    above = [rung for rung in ladder.rungs if rung.limit >= own * 2 and rung.limit > own]
    return (tally, *(rung.tally for rung in (*below[-1:], *above[:1])))
