"""CPR numbers are found by format and date, and nothing else is taken for one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.privacy.cpr import find_cpr

BIRTHDAYS = st.dates(min_value=date(1858, 1, 1), max_value=date(2057, 12, 31))
SEPARATORS = st.sampled_from(["", "-", " ", " - ", "–", "\u00a0", "- "])


@given(day=BIRTHDAYS, last=st.integers(0, 9999), separator=SEPARATORS)
def test_every_number_with_a_date_is_found(day, last, separator):
    number = f"{day:%d%m%y}{separator}{last:04}"
    assert find_cpr(f"Barnet ({number}) græd.") == number
    assert find_cpr(number) == number


@pytest.mark.parametrize(
    "text",
    [
        "uge 37 38 39 40",
        "Ring til mor på 00 00 00 00",
        "Ring på 44 77 20 00 eller 44772000",
        "kl. 7.45–8.15, den 3.5.2026",
        "310219-1234",  # there is no 31 February
        "001219-1234",
        "Ordre 3101191234567",
        "123 010119 12345",
        "2026-05-03",
        "Vi var 12 børn i 2026 og 14 i 2027.",
    ],
)
def test_what_is_no_number_is_left_alone(text):
    assert find_cpr(text) is None


def test_the_29th_of_february_counts_if_any_century_has_it():
    assert find_cpr("290200-1234") == "290200-1234"  # 2000 was a leap year
    assert find_cpr("290201-1234") is None


def test_the_sample_is_stopped():
    assert find_cpr("cpr 010119-0000") == "010119-0000"
