"""Garbage in every form of every page: each answer is in Danish, and none is a fault."""

import re

import pytest

from tests.cast import PEOPLE
from tests.hostile.forms import forms_on, words_on
from tests.hostile.strings import body
from tests.visitors import NOBODY
from tests.walks import pages_of

pytestmark = pytest.mark.sweep

# Words that an English message cannot do without, and that no Danish one has.
ENGLISH = re.compile(
    r"\b(the|this|that|of|and|with|not|must|should|cannot|be|been|field|fields|required|valid|"
    r"invalid|choice|choices|value|please|error|errors|missing|expired|found|long|longer|too|"
    r"character|characters|request|bad|forbidden|unauthorized|method|allowed|entity|large|your|"
    r"you|does|was|could|coerce|integer|equal|between|exceed|least|token)\b",
    re.IGNORECASE,
)
# A browser sends these by itself; the door is about something else.
OURS = {"csrf_token", "owner"}
GARBAGE = {
    "nothing": "",
    "nonsense": "\0<qqq>\ufffe",
    "numbers": "9" * 400,
    "much": "x" * 100_001,
}


def everyones_forms(visitors, who):
    """Each form that somebody meets, once for each door that it goes to."""
    met = set()
    with visitors.app.test_request_context():
        doors = visitors.app.url_map.bind("")
    for path, answer in pages_of(visitors, who, ["/", "/forloeb", "/konto", "/velkommen"]):
        if answer.mimetype != "text/html":
            continue
        for form in forms_on(path, answer.text):
            door = doors.match(form.action.split("?")[0] or "/", method="POST")[0]
            if (door, form.shape) not in met:
                met.add((door, form.shape))
                yield door, form


@pytest.mark.parametrize("who", ["author", "leader", "instructor", "coordinator", NOBODY])
def test_garbage_is_answered_in_danish(visitors, who):
    visitors.undo()
    found, doors = {}, set()
    for door, form in list(everyones_forms(visitors, who)):
        doors.add(door)
        names = [name for name in form.fields if name not in OURS]
        for kind, garbage in GARBAGE.items():
            fields = form.filled() | dict.fromkeys(names, garbage)
            answer = visitors.knock(who, "POST", form.action, **body(fields))
            assert answer.status_code < 500, (door, kind, visitors.fault)
            if answer.mimetype == "text/html" and not answer.location:
                english = ENGLISH.findall(words_on(answer.text))
                if english:
                    found[door, kind] = english
    assert found == {}
    assert len(doors) >= LEAST[who]


# So that a page that lost its forms is noticed.
LEAST = {"author": 25, "leader": 6, "instructor": 14, "coordinator": 8, NOBODY: 2}


@pytest.mark.parametrize("who", [*PEOPLE, NOBODY])
@pytest.mark.parametrize("path", ["/findes/ikke", "/forloeb/x", "/log-ud", "/udtraek", "/personer"])
def test_a_page_of_errors_is_in_danish(visitors, who, path):
    for method in ("GET", "POST", "PUT"):
        answer = visitors.knock(who, method, path)
        if not answer.location:
            assert not ENGLISH.findall(words_on(answer.text)), (method, path)
