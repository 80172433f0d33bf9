"""Weeks as Danish workplaces count them, with the public holidays by name."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from logbook import clock
from logbook.overview.weeks import WEEKS, first_monday, weeks_until
from logbook.public_holidays import holidays_of


def test_the_public_holidays_of_a_year_have_their_danish_names() -> None:
    named = {day.strftime("%d.%m."): name for day, name in holidays_of(2026).items()}
    assert named == {
        "01.01.": "Nytårsdag",
        "02.04.": "Skærtorsdag",
        "03.04.": "Langfredag",
        "05.04.": "Påskedag",
        "06.04.": "Anden påskedag",
        "14.05.": "Kristi himmelfartsdag",
        "24.05.": "Pinsedag",
        "25.05.": "Anden pinsedag",
        "25.12.": "Juledag",
        "26.12.": "Anden juledag",
    }


def test_store_bededag_is_over() -> None:
    assert "Store bededag" in holidays_of(2023).values()
    assert "Store bededag" not in holidays_of(2024).values()


@pytest.mark.parametrize("today", [date(2030, 1, 7), date(2030, 1, 13), date(2027, 1, 3)])
def test_the_last_weeks_end_with_this_one(today: date) -> None:
    weeks = weeks_until(today, {})
    assert len(weeks) == WEEKS
    assert weeks[0].monday == first_monday(today)
    assert weeks[-1].monday <= today < weeks[-1].monday + timedelta(days=7)
    assert [week.is_over for week in weeks] == [True] * (WEEKS - 1) + [False]
    assert [week.number for week in weeks] == [w.monday.isocalendar().week for w in weeks]
    assert all(week.monday.weekday() == 0 for week in weeks)


def test_a_year_with_53_weeks_has_them() -> None:
    numbers = [week.number for week in weeks_until(date(2027, 1, 10), {})]
    assert numbers[-2:] == [53, 1]


def test_each_note_lies_in_its_week() -> None:
    notes = {date(2026, 4, 5): 2, date(2026, 4, 6): 3, date(2026, 4, 12): 1, date(2025, 4, 12): 9}
    by_number = {week.number: week.notes for week in weeks_until(date(2026, 4, 12), notes)}
    assert by_number[14] == 2
    assert by_number[15] == 4
    assert sum(by_number.values()) == 6


def test_a_week_says_its_holidays_and_that_it_is_not_over() -> None:
    *_, easter, after = weeks_until(date(2026, 4, 7), {})
    assert easter.why == "Uge 14: Skærtorsdag, Langfredag og Påskedag."
    assert after.why == "Uge 15: Anden påskedag. Uge 15 er ikke slut."
    assert weeks_until(date(2026, 3, 9), {})[0].why == ""


def test_a_day_begins_at_midnight_in_denmark() -> None:
    assert clock.start_of(date(2030, 1, 7)) == datetime(2030, 1, 6, 23, tzinfo=UTC)
    assert clock.start_of(date(2030, 7, 7)) == datetime(2030, 7, 6, 22, tzinfo=UTC)


def test_the_library_is_read_when_it_is_used_and_no_other_country() -> None:
    """Every country there is costs 46 MB in each process."""
    say = "import sys; print('holidays' in sys.modules, 'holidays.countries' in sys.modules)"
    code = (
        f"from logbook import create_app; {say};"
        f"from logbook.public_holidays import holidays_of; holidays_of(2026); {say}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True", "False"]
