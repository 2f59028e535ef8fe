import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue.core.errors import UsageError
from ringtrue.core.quantity import SECONDS, Duration, Unit

durations = st.builds(
    Duration,
    st.one_of(st.integers(0, 10_000), st.decimals(0, 999, places=2)).map(float),
    st.sampled_from(Unit),
)


@given(durations)
def test_a_printed_duration_reads_back_as_itself(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("2 days", 2, Unit.DAY),
        ("1 Business Day", 1, Unit.BUSINESS_DAY),
        ("5 working days", 5, Unit.BUSINESS_DAY),
        ("90min", 90, Unit.MINUTE),
        ("1.5 h", 1.5, Unit.HOUR),
        ("3 calendar days", 3, Unit.CALENDAR_DAY),
    ],
)
def test_durations_read_as_people_write_them(text: str, amount: float, unit: Unit) -> None:
    assert Duration.parse(text) == Duration(amount, unit)


@pytest.mark.parametrize("text", ["", "days", "two days", "-1 day", "1 fortnight", "1 day 2 hours"])
def test_anything_else_is_refused_with_its_value_and_the_units(text: str) -> None:
    with pytest.raises(UsageError, match="is not a duration") as caught:
        Duration.parse(text, where="book.yaml:3:7")
    assert str(caught.value).startswith("book.yaml:3:7: ")
    assert "business day" in caught.value.cure


def test_only_elapsed_units_have_a_length_in_seconds() -> None:
    assert Duration(2, Unit.WEEK).seconds == 1_209_600
    assert all(Duration(1, unit).seconds is None for unit in set(Unit) - set(SECONDS))
