"""Hostile strings in every kind of field: none breaks a page, and none is changed in silence."""

import pytest

from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.forms import TEXT_LIMIT, TITLE_LIMIT, UNWRITABLE, clean
from logbook.privacy.cpr import find_cpr
from tests.hostile.forms import forms_on
from tests.hostile.strings import SOME, STRINGS, arrived, body
from tests.world import PASSWORD

pytestmark = pytest.mark.sweep

# What a page must write in another way, or a browser reads in another way.
IN_MARKUP = set("<>&\"'\r\n\t")
REPLACED = "\N{REPLACEMENT CHARACTER}"


def send(visitors, who, path, fields):
    """Send a form; whatever stands in it, the answer is one for people, and escaped."""
    answer = visitors.go_on(who, "POST", path, **body(fields))
    assert answer.status_code < 500, (path, repr(fields)[:200], visitors.fault)
    for value in fields.values():
        assert_escaped(answer, str(value))
    return answer


def assert_escaped(answer, text):
    if answer.mimetype == "text/html" and "<" in text and len(text) > 8:
        assert text not in answer.text
    assert "Set-Cookie: a=b" not in str(answer.headers)
    assert "a=b" not in answer.headers.getlist("Set-Cookie")


def field_on(visitors, who, path, name, answer=None):
    """What stands in a field of the page, as a browser reads it."""
    answer = answer or visitors.go_on(who, "GET", path)
    return next(f.fields[name].value for f in forms_on(path, answer.text) if name in f.fields)


def written(visitors, cycle, question):
    """The answer to a question as the database holds it, and its revision."""
    with visitors.app.app_context():
        answer = db.session.get_one(Cycle, visitors.id(cycle)).answer_to(question)
        return (answer.text, answer.revision) if answer else ("", 0)


def title_of(visitors, cycle):
    with visitors.app.app_context():
        return db.session.get_one(Cycle, visitors.id(cycle)).title


def is_fit_to_keep(text, limit):
    words = clean(arrived(text))
    return len(words) <= limit and not UNWRITABLE.search(words) and not find_cpr(words)


def shown(text):
    """What a page can repeat of what was sent: all but the letters that no page can hold."""
    return UNWRITABLE.sub(REPLACED, clean(arrived(text)))


def test_a_text_comes_back_as_it_was_typed_or_is_refused(visitors):
    path = f"/forloeb/{visitors.id('private_cycle')}/svar/hvem"
    show = f"/forloeb/{visitors.id('private_cycle')}"
    visitors.undo()
    revision = field_on(visitors, "author", path, "revision")
    for text in STRINGS:
        sent = {"text": text, "revision": revision, "luk": "1"}
        answer = send(visitors, "author", path, sent)
        if is_fit_to_keep(text, TEXT_LIMIT):
            assert answer.status_code == 303, repr(text)
            kept, revision = written(visitors, "private_cycle", Question.WHO)
            assert kept == clean(arrived(text))
            # Each is in the database as it was; of how a page writes it, some tell enough.
            if text not in SOME:
                continue
            if "<" in text:
                assert_escaped(visitors.go_on("author", "GET", show), text)
            if IN_MARKUP & set(text):
                assert field_on(visitors, "author", path, "text") == clean(arrived(text))
        else:
            assert answer.status_code == 422, repr(text)
            assert "Fejl:" in answer.text
            assert field_on(visitors, "author", path, "text", answer) == shown(text)


def test_a_name_is_kept_as_it_was_typed_or_is_refused(visitors):
    path = f"/forloeb/{visitors.id('private_cycle')}/maerker"
    visitors.undo()
    for text in STRINGS:
        answer = send(visitors, "author", path, {"title": text, "module": "", "track": ""})
        if clean(arrived(text)) and is_fit_to_keep(text, TITLE_LIMIT):
            assert answer.status_code == 303, repr(text)
            assert title_of(visitors, "private_cycle") == clean(arrived(text))
            if "<" in text and text in SOME:
                assert field_on(visitors, "author", path, "title") == clean(arrived(text))
        else:
            assert answer.status_code == 422, repr(text)
            assert "Fejl:" in answer.text


def test_a_list_a_choice_and_boxes(visitors):
    """A list, a choice of one and boxes for many, all three wrong at once."""
    path = f"/forloeb/{visitors.id('private_cycle')}/maerker"
    visitors.undo()
    for text in SOME:
        fields = {"module": text, "track": text, "focus": [text, text], "theme": text}
        answer = send(visitors, "author", path, {"title": "Ro"} | fields)
        # Four times a megabyte is more than any form of ours may hold.
        statuses = {413, 422} if len(text) > TEXT_LIMIT else {422}
        assert answer.status_code in statuses, repr(text[:50])


def test_a_date(visitors):
    path = f"/afproevning/{visitors.id('private_trial')}/dato"
    visitors.undo()
    for text in SOME:
        answer = send(visitors, "author", path, {"tried_on": text, "several_times": text})
        assert answer.status_code == (303 if text == "0001-01-01" else 422), repr(text)


def test_a_hidden_id_and_a_hidden_number(visitors):
    """The number of a note, whose form it is, and which text the writer started from."""
    cycle = visitors.id("private_cycle")
    visitors.undo()
    for text in SOME:
        note = {"cycle": cycle, "text": "Ro.", "key": text, "owner": text, "csrf_token": text}
        assert send(visitors, "author", "/", note).status_code in {303, 422}, repr(text)
        path = f"/forloeb/{cycle}/svar/hvem"
        known = {"text": "Ro.", "revision": text}
        answer = send(visitors, "author", path, known)
        assert answer.status_code in {303, 422}, (path, repr(text))


def test_a_password(visitors):
    user_name = visitors.stage.words["user_names"]["author"]
    visitors.undo()
    for number, text in enumerate(SOME):
        if number % 10 == 0:
            visitors.forgive()
        fields = {"user_name": user_name, "password": text, "kept": text}
        answer = send(visitors, "nobody", "/log-ind", fields)
        assert answer.status_code == 200, repr(text)
        stranger = {"user_name": text, "password": PASSWORD}
        assert send(visitors, "nobody", "/log-ind", stranger).status_code == 200, repr(text)


def test_a_code(visitors):
    user_name = visitors.stage.words["user_names"]["newcomer"]
    new = {"new_password": PASSWORD * 2, "repeat_password": PASSWORD * 2}
    visitors.undo()
    for number, text in enumerate(SOME):
        if number % 10 == 0:
            visitors.forgive()
        answer = send(
            visitors, "nobody", "/velkommen", new | {"user_name": user_name, "code": text}
        )
        assert answer.status_code == 200, repr(text)


@pytest.mark.parametrize("who", ["author", "nobody"])
def test_the_name_of_a_program(visitors, who):
    """What the browser calls itself is written down in words of our own."""
    user_name = visitors.stage.words["user_names"]["author"]
    visitors.undo()
    for text in SOME[:: 5 if who == "author" else 3]:
        agent = "".join(letter for letter in arrived(text)[:2000] if letter >= " ")
        agent = agent.encode("utf-8").decode("latin-1")
        answer = visitors.go_on(
            who, "POST", "/log-ind", {"user_name": user_name, "password": PASSWORD},
            headers={"User-Agent": agent},
        )  # fmt: skip
        assert answer.status_code == 303, (repr(text), visitors.fault)
