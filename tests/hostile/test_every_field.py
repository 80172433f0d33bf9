"""The full matrix: every hostile string in every field of every form that somebody meets."""

import pytest

from tests.hostile.strings import STRINGS
from tests.hostile.test_fields import send
from tests.test_danish import everyones_forms

pytestmark = pytest.mark.long
PEOPLE = ["author", "leader", "instructor", "coordinator", "nobody"]


@pytest.mark.parametrize("who", PEOPLE)
def test_every_field_of_every_form(visitors, who):
    visitors.undo()
    tried = 0
    for _door, form in list(everyones_forms(visitors, who)):
        for name in [*form.fields, "felt"]:
            for number, text in enumerate(STRINGS):
                if visitors.is_changed:
                    visitors.undo()
                if number % 10 == 0:
                    visitors.forgive()
                send(visitors, who, form.action, form.filled() | {name: text})
                tried += 1
    assert tried > len(STRINGS)
