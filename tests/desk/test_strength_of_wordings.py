"""Which of two wordings promises more, on copy as it is read: pairs as marketing edits them."""

from __future__ import annotations

import pytest

from ringtrue.core.claim import Claim
from ringtrue.gap.strength import Strength, compare_strength
from ringtrue.say.claims import find_claims
from ringtrue.say.reading import read_bytes


def claim(text: str) -> Claim:
    (found,) = find_claims(read_bytes("page.txt", text.encode()))
    return found


STRONGER = [
    ("Delivered in 3 days.", "Delivered in 2 days."),
    ("Delivered in 2 working days.", "Delivered in 2 days."),
    ("Most orders are delivered in 2 days.", "All orders are delivered in 2 days."),
    ("95 % of orders arrive within 2 days.", "99 % of orders arrive within 2 days."),
    ("We usually reply within 24 hours.", "We reply within 24 hours."),
    ("We aim to reply within 24 hours.", "We reply within 24 hours."),
    ("We reply within 1 working day.", "We reply within 1 hour."),
    ("Save up to 50% on sofas.", "Save 50% on sofas."),
    ("Save £10 on sofas.", "Save £20 on sofas."),
    ("Free delivery on orders over £50.", "Free delivery on orders over £30."),
    ("Free delivery on orders over £50.", "Free delivery."),
    ("Get free delivery when you spend £50 or more.", "Get free delivery when you spend £30."),
    ("Order by 2pm for next-day delivery.", "Order by 10pm for next-day delivery."),
    ("Free returns within 30 days.", "Free returns within 60 days."),
    ("2-year warranty on every sofa.", "5-year warranty on every sofa."),
    ("Delivered in 2 days.", "Delivered in 2 days, or your money back."),
    ("Delivered in 2 days.", "Delivered in 2 days, guaranteed."),
    ("Delivered in London in 2 hours.", "Delivered in 2 hours."),
    ("Members get delivery in 2 hours.", "Get delivery in 2 hours."),
    ("Delivered in 2 days (excludes Highlands and Islands).", "Delivered in 2 days."),
    ("Free delivery to the UK, while stocks last.", "Free delivery to the UK."),
    ("Get your money back in 30 days if it is unopened.", "Get your money back in 30 days."),
    ("Our engineers arrive within 4 hours, Monday to Friday.", "Our engineers arrive in 4 hours."),
    ("99.9% uptime.", "99.99% uptime."),
    ("Calls answered in 60 seconds.", "Calls answered in under 60 seconds."),
    ("Prices from £9.99.", "Prices from £8.99."),
]

AS_STRONG = [
    ("Delivered in 2 days.", "Delivered in 48 hours."),
    ("Delivered in 2 days.", "Delivery in 2 days!"),
    ("Delivered within 2 days.", "We'll deliver in 2 days"),
    ("Your order arrives in 2 days", "Delivered in 2 days."),
    ("We deliver your parcel in 2 days.", "Your parcel is delivered within 2 days."),
    ("We reply within 24 hours.", "You get a reply within 24 hours."),
    ("Free delivery over £50.", "Free delivery on orders over £50."),
    ("Order by 2pm for next-day delivery.", "Next-day delivery when you order by 2pm."),
    ("14-day returns", "Return it within 14 days"),
    ("Free returns for 30 days.", "30-day free returns."),
    ("Refunds are paid within 14 days.", "Refunds paid within 14 days"),
    ("Your refund reaches you in 14 days.", "Refunds are paid within 14 days."),
    ("We try to reply within a day.", "We aim to reply within 24 hours."),
    (
        "Delivered in 3 working days to the UK mainland.",
        "We deliver to the UK mainland within 3 working days.",
    ),
]

CANNOT_TELL = [
    ("Returns within 30 days.", "Returns within 1 month."),
    ("Delivered in 10 days.", "Delivered in 2 days to members."),
    ("Furniture delivered in 10 days.", "Beds delivered in 10 days."),
    ("We are always here for you.", "Service with a smile."),
    ("Delivered in 2 days.", "Refunded in 2 days."),
    ("We reply within 2 days or your money back.", "We reply within 1 day."),
    ("Save £10 on sofas.", "Save £20 on beds."),
    ("Plans from £9.99 a month.", "Plans from €9.99 a month."),
]


@pytest.mark.parametrize(("old", "new"), STRONGER)
def test_the_bolder_wording_is_stronger_and_the_other_one_weaker(old: str, new: str) -> None:
    there, back = compare_strength(claim(old), claim(new)), compare_strength(claim(new), claim(old))
    assert (there.strength, back.strength) == (Strength.STRONGER, Strength.WEAKER)
    assert there.stronger
    assert back.weaker


@pytest.mark.parametrize(("old", "new"), AS_STRONG)
def test_other_words_for_the_same_are_as_strong(old: str, new: str) -> None:
    assert compare_strength(claim(old), claim(new)).told == ()
    assert compare_strength(claim(new), claim(old)).strength is Strength.SAME


@pytest.mark.parametrize(("old", "new"), CANNOT_TELL)
def test_what_cannot_be_ordered_is_said_to_be_so(old: str, new: str) -> None:
    compared = compare_strength(claim(old), claim(new))
    assert compared.strength is Strength.UNKNOWN
    assert compared.told


def test_every_difference_is_told_in_words() -> None:
    old = claim("Most orders are delivered in London in 3 working days.")
    new = claim("All orders are delivered in 2 days, or your money back.")
    assert compare_strength(old, new).told == (
        "'3 working days' became '2 days'",
        "it is no longer hedged by 'most'",
        "it now says 'every'",
        "a new remedy: 'refund'",
        "it is no longer only for 'london'",
    )
