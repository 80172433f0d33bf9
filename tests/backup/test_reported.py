"""What was reported after a backup, and not read through yet, stays hidden when it is restored."""

import json
from functools import partial
from uuid import uuid4

import pytest
import sqlalchemy as sa

from logbook.cycles.models import Answer, Version
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.again import still_there
from logbook.erasing.models import Erasure
from logbook.people.models import Person
from logbook.privacy.hidden import HIDDEN_TEXT
from logbook.withheld.models import Withheld, hiding
from tests import factories as make
from tests import world as worlds
from tests.withheld.texts import REPORTED_BY, door, texts_of

FIRST = "Først skrev jeg om huen og støvlerne."
LEARNED = "Drengen med kasketten fik ro."
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def cycle(cast):
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        visibility=Visibility.HOUSE, coauthors=(cast.coauthor,),
    )  # fmt: skip
    for words in (FIRST, LEARNED):
        made.answer(Question.LEARNED, words, by=cast.author, at=make.NOON)
    return make.saved(made)


@pytest.fixture
def answer_id(cycle):
    return cycle.answer_to(Question.LEARNED).id


@pytest.fixture
def report(cast, sign_in):
    def tell(held_id, kind="svar"):
        assert sign_in(cast.colleague).post(f"/genkendes/{kind}/{held_id}").status_code == 303

    return tell


@pytest.fixture
def show_again(cast, sign_in):
    def press(held_id, words=LEARNED):
        form = {"text": words, "vis": "ja"}
        there = f"/laes-igen/svar/{held_id}"
        assert sign_in(cast.author).post(there, data=form).status_code == 303

    return press


def asked(app, question):
    with app.app_context():
        found = question()
        db.session.remove()
        db.engine.dispose()
    return found


def texts():
    return set(db.session.scalars(sa.select(Answer.text)))


def assert_hidden(there):
    assert LEARNED not in there
    assert HIDDEN_TEXT in there


def test_it_stands_in_the_list_by_its_id_until_it_is_shown_again(answer_id, report, show_again):
    report(answer_id)
    (entry,) = listed.entries()
    assert (entry.kind, entry.along) == ("reported", (("answer", answer_id),))
    assert "kasket" not in listed.place().read_text()
    assert db.session.scalars(Erasure.roots()).all() == []
    assert still_there([entry]) == []
    show_again(answer_id)
    assert listed.entries() == []


def test_after_restoring_its_writers_alone_see_it(
    cast, answer_id, taken, report, flask_elsewhere, elsewhere
):
    author_id = cast.author.id
    report(answer_id)
    answer = flask_elsewhere("restore", taken)
    assert answer.exit_code == 0, answer.output
    assert "0 ting er slettet igen. 1 tekst, som nogen kan genkendes i, er skjult" in answer.output
    assert_hidden(asked(elsewhere, texts))

    def waiting():
        person = db.session.get_one(Person, author_id)
        return [each.own_words for each in db.session.scalars(Withheld.waiting_for(person))]

    def earlier():
        return set(db.session.scalars(sa.select(Version.text)))

    assert asked(elsewhere, waiting) == [{"text": LEARNED}]
    assert FIRST in asked(elsewhere, earlier), "nothing of it was rewritten, so nothing goes"
    assert flask_elsewhere("audit", "verify").exit_code == 0
    assert flask_elsewhere("erasures", "check").exit_code == 0


def test_shown_again_after_restoring_it_is_left_alone(
    cast, answer_id, taken, report, flask_elsewhere, elsewhere
):
    author_id = cast.author.id
    report(answer_id)
    assert flask_elsewhere("restore", taken).exit_code == 0
    asked(elsewhere, partial(show_all, author_id))
    assert LEARNED in asked(elsewhere, texts)
    assert flask_elsewhere("erasures", "check").exit_code == 0
    assert flask_elsewhere("erasures", "apply").exit_code == 0
    assert LEARNED in asked(elsewhere, texts)
    # Nor is it hidden when the same backup is restored once more.
    assert listed.entries() == []


def show_all(author_id):
    """Its writer reads through what is hidden, and shows it as it is."""
    author = db.session.get_one(Person, author_id)
    for hidden in db.session.scalars(Withheld.waiting_for(author)).all():
        hiding.show_again(hidden, hidden.own_words, by=author, at=make.NOON)
    db.session.commit()


def test_with_its_twin_in_the_next_round_it_is_hidden_once_each(
    cast, cycle, report, flask, file, flask_elsewhere, elsewhere
):
    second = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    second.first_id = cycle.first_id
    second.answer(Question.LEARNED, LEARNED, by=cast.author, at=make.NOON)
    make.saved(second)
    held_id, author_id = cycle.answer_to(Question.LEARNED).id, cast.author.id
    assert flask("backup", file).exit_code == 0
    report(held_id)
    assert len(listed.entries()) == 2
    assert flask_elsewhere("restore", file).exit_code == 0
    assert_hidden(asked(elsewhere, texts))
    asked(elsewhere, partial(show_all, author_id))
    assert flask_elsewhere("erasures", "check").exit_code == 0


def test_a_backup_from_while_it_was_hidden_is_left_as_it_is(
    answer_id, report, flask, file, flask_elsewhere, elsewhere
):
    report(answer_id)
    assert flask("backup", file).exit_code == 0
    answer = flask_elsewhere("restore", file)
    assert "skjult" not in answer.output
    assert_hidden(asked(elsewhere, texts))


def test_check_tells_of_it_and_apply_hides_it(answer_id, taken, report, flask_elsewhere, elsewhere):
    report(answer_id)
    assert flask_elsewhere("restore", taken, "--without-erasures").exit_code == 0
    found = flask_elsewhere("erasures", "check")
    assert found.exit_code == 1
    assert f"Vises igen: answer {answer_id}, som nogen kan genkendes i" in found.output
    assert LEARNED in asked(elsewhere, texts)
    assert flask_elsewhere("erasures", "apply").exit_code == 0
    assert_hidden(asked(elsewhere, texts))


def test_every_kind_of_text_is_hidden_again(app, flask, file, sign_in, flask_elsewhere, elsewhere):
    world = worlds.assemble()
    held = {name: each for name, each in texts_of(world).items() if name != "passage"}
    stood = {
        (each.kind, each.id, column): words
        for each in held.values()
        for column, words in each.words.items()
    }
    assert flask("backup", file).exit_code == 0
    for name, each in held.items():
        told = sign_in(getattr(world, REPORTED_BY[name])).post(door(name, each))
        assert told.status_code == 303, name
    answer = flask_elsewhere("restore", file)
    assert answer.exit_code == 0, answer.output

    def shown():
        return [
            (kind, column)
            for (kind, text_id, column), words in stood.items()
            if getattr(db.session.get_one(kind.words.model, text_id), column) == words
        ]

    assert asked(elsewhere, shown) == []
    assert flask_elsewhere("erasures", "check").exit_code == 0


@pytest.fixture
def twins(cast, cycle):
    second = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    second.first_id = cycle.first_id
    second.answer(Question.LEARNED, LEARNED, by=cast.author, at=make.NOON)
    make.saved(second)
    return [each.answer_to(Question.LEARNED).id for each in (cycle, second)]


def test_of_two_alike_the_one_that_was_shown_again_stays_shown(
    twins, taken, report, show_again, flask_elsewhere, elsewhere
):
    report(twins[0])
    show_again(twins[0])
    answer = flask_elsewhere("restore", taken)
    assert "1 tekst, som" in answer.output
    stand = asked(elsewhere, lambda: [db.session.get_one(Answer, each).text for each in twins])
    assert stand == [LEARNED, HIDDEN_TEXT]


def test_a_restore_beside_it_leaves_the_database_in_use_alone(
    answer_id, taken, report, show_again, flask, flask_elsewhere
):
    """To try a backup, on the same list: what is shown again afterwards is left alone."""
    report(answer_id)
    assert flask_elsewhere("restore", taken).exit_code == 0
    show_again(answer_id)
    for there in (flask, flask_elsewhere):
        found = there("erasures", "check")
        assert found.exit_code == 0, found.output
    assert flask("erasures", "apply").exit_code == 0
    db.session.rollback()
    assert LEARNED in texts()


def test_what_another_report_was_about_goes_from_the_list_with_it(
    cast, answer_id, report, show_again, flask, file, sign_in, flask_elsewhere, elsewhere
):
    author_id = cast.author.id
    report(answer_id)
    assert flask("backup", file).exit_code == 0
    show_again(answer_id)
    assert sign_in(cast.coauthor).post(f"/genkendes/svar/{answer_id}").status_code == 303
    assert flask_elsewhere("restore", file, "--without-erasures").exit_code == 0
    asked(elsewhere, partial(show_all, author_id))
    assert flask_elsewhere("erasures", "check").exit_code == 0


def test_where_nothing_stood_in_the_backup_nothing_is_hidden(
    answer_id, report, flask, file, flask_elsewhere
):
    held = db.session.get_one(Answer, answer_id)
    held.text = ""
    db.session.commit()
    assert flask("backup", file).exit_code == 0
    held.text = LEARNED
    db.session.commit()
    report(answer_id)
    assert "skjult igen" not in flask_elsewhere("restore", file).output
    assert flask_elsewhere("erasures", "check").exit_code == 0


def test_rewritten_and_still_hidden_it_is_one_text(
    cast, answer_id, taken, report, sign_in, flask_elsewhere
):
    report(answer_id)
    form = {"text": "Et af børnene fik ro.", "senere": "ja"}
    there = f"/laes-igen/svar/{answer_id}"
    assert sign_in(cast.author).post(there, data=form).status_code == 303
    assert "1 tekst, som" in flask_elsewhere("restore", taken).output
    assert flask_elsewhere("erasures", "check").exit_code == 0


def test_a_line_of_a_kind_that_is_not_known_erases_nothing(answer_id, report, flask):
    """A newer version may have written it; and an older one finds nothing to erase in ours."""
    report(answer_id)
    (line,) = listed.place().read_text().splitlines()
    told = json.loads(line)
    assert told["along"] == []
    told |= {"id": str(uuid4()), "kind": "of tomorrow", "along": [["answer", str(answer_id)]]}
    listed.place().write_text(json.dumps(told) + "\n")
    assert flask("erasures", "check").exit_code == 0
    assert flask("erasures", "apply").exit_code == 0
    assert db.session.get(Answer, answer_id) is not None
