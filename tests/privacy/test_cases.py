"""Each text of the table is marked as it says; the browser is asked in tests/browser."""

import pytest

from logbook.privacy.guard import look_at
from tests.privacy.cases import cases


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:60])
def test_the_text_is_marked_as_the_table_says(case):
    marks = look_at(case.text)
    assert [(mark.kind.value, mark.words) for mark in marks] == case.marks
    assert all(case.text[mark.start : mark.end] == mark.words for mark in marks)
