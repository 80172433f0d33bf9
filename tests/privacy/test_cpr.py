"""CPR numbers are found by format and date, and nothing else is taken for one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.privacy.cpr import find_cpr, without_cpr

BIRTHDAYS = st.dates(min_value=date(1858, 1, 1), max_value=date(2057, 12, 31))
SEPARATORS = st.sampled_from(["", "-", " ", " - ", "–", "\u00a0", "- "])


@given(day=BIRTHDAYS, last=st.integers(0, 9999), separator=SEPARATORS)
def test_every_number_with_a_date_is_found(day, last, separator):
    number = f"{day:%d%m%y}{separator}{last:04}"
    assert find_cpr(f"Barnet ({number}) græd.") == number
    assert find_cpr(number) == number


@pytest.mark.parametrize(
    "number",
    [
        "010190\u20111234",  # a hyphen that keeps the line together
        "010190\u200b1234",
        "0101\u00ad90-12\u206034",
        "０１０１９０-１２３４",
        "٠١٠١٩٠-١٢٣٤",
        "0\ufe0f\u20e310190-1234",
        "01 01 90 1234",
        "01\u00a001\u00a090\u00a01234",
        "01.01.90-1234",
        "01-01-90-1234",
        "01/01/90 1234",
        "010190/1234",
        "010190_1234",
    ],
)
def test_another_way_of_writing_it_hides_nothing(number):
    assert find_cpr(f"Barnet ({number}) græd.") == number


@given(
    day=BIRTHDAYS,
    last=st.integers(0, 9999),
    between=st.sampled_from([" ", ".", "-", "/", "\u2011", "\u2013", "\u00a0"]),
    unseen=st.sampled_from(["", "\u200b", "\u00ad", "\ufeff", "\u2060"]),
    wide=st.booleans(),
)
def test_however_it_is_set_apart(day, last, between, unseen, wide):
    number = f"{day:%d}{between}{unseen}{day:%m}{between}{day:%y}{unseen}{between}{last:04}"
    if wide:
        number = number.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert find_cpr(f"Barnet ({number}) græd.") == number


@given(
    numbers=st.lists(st.integers(0, 99_999_999), min_size=1, max_size=4),
    between=st.sampled_from([" ", ", ", " / "]),
)
def test_telephone_numbers_are_left_alone(numbers, between):
    for in_pairs in (True, False):
        written = [f"{n:08}" for n in numbers]
        size = 2 if in_pairs else 4
        spaced = [" ".join(w[n : n + size] for n in range(0, 8, size)) for w in written]
        assert find_cpr(f"Ring på +45 {between.join(spaced)}.") is None
        assert find_cpr(f"Ring på {between.join(written)}.") is None


@given(day=BIRTHDAYS, time=st.times(), form=st.sampled_from(["%d.%m.%Y", "%d/%m-%Y", "%Y-%m-%d"]))
def test_days_and_times_are_left_alone(day, time, form):
    assert find_cpr(f"Den {day:{form}} kl. {time:%H.%M}–{time:%H.%M}.") is None
    assert find_cpr(f"{day:{form}} {time:%H:%M}") is None


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
        "12 34 56 78",
        "01.01.2024",
        "01.01–05.01.2024",
        "03-04.05.2024",
        "01.01.24 10.30",
        "DK50 0040 0440 1162 43",
        "½ 010190 og 1234",
        "5798 0001 0101 9012",
        "12\u200b34\u200b56\u200b78",
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


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Barnet 010119-1234 græd.", "Barnet græd."),
        ("010119-1234 Ro", "Ro"),
        ("Se 010119-1234, og 020219-1234.", "Se , og ."),
        ("010119-1234\n010119-1234", "\n"),
        ("Ring 22 33 44 55", "Ring 22 33 44 55"),
    ],
)
def test_only_the_number_is_taken_out(text, left):
    assert without_cpr(text) == left
    assert find_cpr(left) is None


def test_no_number_is_left_however_they_are_wrapped_in_each_other():
    wrapped = "010119-1234"
    for _ in range(200):
        wrapped = f"010119 {wrapped} 1234"
    assert find_cpr(without_cpr(wrapped)) is None
    many = " ".join(["010119-1234"] * 9000)
    assert without_cpr(many).strip() == ""
