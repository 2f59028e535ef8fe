"""Rates by channel: assumed until something better is known, and never without saying so."""

from __future__ import annotations

import pytest

from ringtrue.core.figure import Basis, Figure
from ringtrue.do.channels import channels, rates_of


@pytest.mark.parametrize("channel", [*channels(), "smoke signals"])
def test_every_rate_is_a_range_that_says_that_it_is_assumed(channel: str) -> None:
    rates = rates_of(channel)
    for figure in (rates.response, rates.contacts, rates.delay):
        assert figure.basis is Basis.ASSUMED
        assert 0 < figure.low < figure.best < figure.high
        assert "not measured here" in figure.source
        assert channel in figure.name
    assert rates.response.high <= 1
    assert rates.delay.high <= 24 * 60


def test_the_channels_of_the_desk_have_rates_of_their_own() -> None:
    from ringtrue.web.views.material import CHANNELS

    assert set(CHANNELS) <= set(channels())


def test_what_was_measured_takes_the_place_of_what_is_assumed() -> None:
    own = Figure("response", 0.02, 0.01, 0.03, "", Basis.MEASURED, "spring")
    assert rates_of("e-mail", {"e-mail": own}).response is own
    assert rates_of("tv", {"e-mail": own}).response.basis is Basis.ASSUMED
