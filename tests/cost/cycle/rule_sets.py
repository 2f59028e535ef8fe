"""Rules for tests: exact figures, and random ones over the whole of what is plausible."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from ringtrue.cost.cycle.rules import DEFAULTS, Rules, stated


def exactly(**values: float) -> Rules:
    """The default rules with every range closed, and some figures set."""
    figures = {
        name: replace(each, low=each.best, high=each.best) for name, each in DEFAULTS.figures()
    }
    figures |= {name: stated(name, value, value, value, "test") for name, value in values.items()}
    return Rules(**figures)


SHARE = st.floats(0, 1)
ANY_RULES = st.builds(
    exactly,
    capability=SHARE,
    occasions=st.floats(0, 2),
    complains=SHARE,
    recovered=SHARE,
    leaves=SHARE,
    told=st.floats(0, 30),
    listens=st.floats(0, 0.5),
    talking_weeks=st.floats(1, 12),
    away_weeks=st.floats(4, 200),
    drift=st.floats(0, 0.1),
    good_word=st.floats(0, 0.1),
    appeal=st.floats(0, 2),
    advertising=st.floats(0, 0.1),
    answer=st.floats(0, 0.2),
    wanted=SHARE,
    answer_weeks=st.floats(1, 26),
)
"""Rules that a real firm may have and many that none has."""
