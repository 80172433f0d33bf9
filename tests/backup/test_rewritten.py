"""What somebody could be recognised in, and was rewritten, is shown to nobody after restoring."""

from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from logbook.audit.models import LogLine
from logbook.cycles.models import Answer, Expectation, Version
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.again import still_there
from logbook.erasing.listed import State
from logbook.erasing.models import Erasure
from logbook.people.models import Person
from logbook.privacy.hidden import HIDDEN_TEXT
from logbook.withheld.models import Withheld
from tests import factories as make
from tests import world as worlds
from tests.withheld.texts import READ_BY, REPORTED_BY, door, reread, texts_of

FIRST = "Først skrev jeg hans navn og hele hans adresse."
LEARNED = "Drengen med kasketten fik ro."
BETTER = "Et af børnene fik ro."
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


@dataclass
class Client:
    """Somebody who signed in."""

    client: Any

    def report(self, held):
        assert self.client.post(f"/genkendes/svar/{held}").status_code == 303

    def rewrite(self, held, **data):
        form = {"text": BETTER, "vis": "ja"} | data
        assert self.client.post(f"/laes-igen/svar/{held}", data=form).status_code == 303


@pytest.fixture
def rewritten(cast, cycle, taken, sign_in):
    """After the backup the text is reported, and its writers write it otherwise."""
    answer_id = cycle.answer_to(Question.LEARNED).id
    Client(sign_in(cast.colleague)).report(answer_id)
    Client(sign_in(cast.author)).rewrite(answer_id)
    return answer_id


def asked(app, question):
    with app.app_context():
        found = question()
        db.session.remove()
        db.engine.dispose()
    return found


def texts():
    return set(db.session.scalars(sa.select(Answer.text)))


def everywhere():
    """Each value in each column of the database that holds one of the two earlier texts."""
    found = {}
    for table in db.metadata.sorted_tables:
        for column in table.c:
            words = sa.cast(column, sa.Text)
            query = sa.select(words).where(words.contains(FIRST) | words.contains(LEARNED))
            for value in db.session.scalars(query):
                found.setdefault(table.name, []).append(value)
    return found


def test_it_stands_in_the_list_by_its_id_alone(cycle, rewritten):
    (entry,) = listed.entries()
    assert (entry.kind, entry.state) == ("rewritten", State.DONE)
    assert entry.along == (("answer", rewritten),)
    written = listed.place().read_text()
    assert "kasket" not in written
    assert BETTER not in written
    # The text itself is not told to be erased: its page answers as before.
    assert db.session.scalars(Erasure.among([rewritten], cycle.programme_id)).all() == []


def test_after_restoring_nobody_but_its_writers_may_see_what_stood_there(
    cast, cycle, rewritten, taken, flask_elsewhere, elsewhere
):
    programme_id, author_id = cycle.programme_id, cast.author.id
    answer = flask_elsewhere("restore", taken)
    assert answer.exit_code == 0, answer.output
    assert "1 tekst, som nogen kan genkendes i, er skjult igen" in answer.output
    there = asked(elsewhere, texts)
    assert HIDDEN_TEXT in there
    assert LEARNED not in there
    left = asked(elsewhere, everywhere)
    # What its writers read through; the text before it was gone for good, and is gone again.
    assert set(left) == {"withheld"}
    assert not any(FIRST in value for value in left["withheld"])

    def waiting():
        person = db.session.get_one(Person, author_id)
        return [each.own_words for each in db.session.scalars(Withheld.waiting_for(person))]

    def lines():
        rows = db.session.execute(LogLine.in_order(programme_id)).all()
        return [(line.about_id, line.by_id) for line in rows if line.act == "reported"]

    assert asked(elsewhere, waiting) == [{"text": LEARNED}]
    # The log says so, and names nobody.
    assert flask_elsewhere("audit", "verify").exit_code == 0
    assert asked(elsewhere, lines) == [(rewritten, None)]
    assert flask_elsewhere("erasures", "check").exit_code == 0


def test_the_same_words_in_another_round_are_hidden_with_them(
    cast, cycle, taken, sign_in, flask, file, flask_elsewhere, elsewhere
):
    held = cycle.answer_to(Question.LEARNED)
    second = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    second.first_id = cycle.first_id
    second.answer(Question.LEARNED, LEARNED, by=cast.author, at=make.NOON)
    make.saved(second)
    file.unlink()
    assert flask("backup", file).exit_code == 0
    Client(sign_in(cast.colleague)).report(held.id)
    Client(sign_in(cast.author)).rewrite(held.id)
    assert flask_elsewhere("restore", file).exit_code == 0
    assert LEARNED not in asked(elsewhere, texts)


def test_check_tells_of_it_and_apply_hides_it(cycle, rewritten, taken, flask_elsewhere, elsewhere):
    assert flask_elsewhere("restore", taken, "--without-erasures").exit_code == 0
    found = flask_elsewhere("erasures", "check")
    assert found.exit_code == 1
    assert f"Vises igen: answer {rewritten}, som nogen kan genkendes i" in found.output
    assert LEARNED in asked(elsewhere, texts)
    assert "1 tekst, som nogen kan genkendes i" in flask_elsewhere("erasures", "apply").output
    assert LEARNED not in asked(elsewhere, texts)
    again = flask_elsewhere("erasures", "apply")
    assert again.output.startswith("0 ting er slettet igen.\n"), "nothing is here again"


def test_a_backup_from_after_it_was_rewritten_is_left_alone(
    cycle, rewritten, flask, file, flask_elsewhere, elsewhere
):
    file.unlink()
    assert flask("backup", file).exit_code == 0
    assert still_there(listed.entries()) == []
    assert flask_elsewhere("restore", file).exit_code == 0
    assert BETTER in asked(elsewhere, texts)


def test_a_backup_from_while_it_was_hidden_keeps_nothing_earlier(
    cast, cycle, taken, sign_in, flask, file, flask_elsewhere, elsewhere
):
    answer_id = cycle.answer_to(Question.LEARNED).id
    Client(sign_in(cast.colleague)).report(answer_id)
    file.unlink()
    assert flask("backup", file).exit_code == 0
    Client(sign_in(cast.author)).rewrite(answer_id)
    assert flask_elsewhere("restore", file).exit_code == 0
    left = asked(elsewhere, everywhere)
    assert set(left) == {"withheld"}
    assert not any(FIRST in value for value in left["withheld"])


def test_shown_again_unchanged_it_is_not_in_the_list(cast, cycle, sign_in):
    answer_id = cycle.answer_to(Question.LEARNED).id
    Client(sign_in(cast.colleague)).report(answer_id)
    Client(sign_in(cast.author)).rewrite(answer_id, text=LEARNED)
    assert listed.entries() == []


def test_from_a_form_that_was_open_it_is_in_the_list_too(cast, cycle, sign_in):
    held = cycle.answer_to(Question.LEARNED)
    form = {"text": BETTER, "revision": str(held.revision), "luk": "1"}
    Client(sign_in(cast.colleague)).report(held.id)
    there = f"/forloeb/{cycle.id}/svar/laert"
    assert sign_in(cast.author).post(there, data=form).status_code == 303
    # And it is hidden still.
    told = {each.kind: each.along for each in listed.entries()}
    assert told == dict.fromkeys(("reported", "rewritten"), (("answer", held.id),))


@pytest.fixture
def no_list(app):
    place = app.config["ERASURES"]
    app.config["ERASURES"] = place.parent / "no such folder" / "list"
    yield
    app.config["ERASURES"] = place


def test_nothing_is_rewritten_when_the_list_cannot_be_written(
    cast, cycle, sign_in, no_list, client
):
    answer_id = cycle.answer_to(Question.LEARNED).id
    Client(sign_in(cast.colleague)).report(answer_id)
    writer = sign_in(cast.author)
    told = writer.post(f"/laes-igen/svar/{answer_id}", data={"text": BETTER, "vis": "ja"})
    assert told.status_code == 503
    assert "Det kan ikke gemmes lige nu" in told.text
    assert BETTER in told.text
    assert [row.own_words for row in db.session.scalars(sa.select(Withheld))] == [{"text": LEARNED}]
    assert FIRST in set(db.session.scalars(sa.select(Version.text)))


def test_the_words_that_were_put_under_troede_are_put_there_again(
    cast, cycle, flask, file, sign_in, flask_elsewhere, elsewhere
):
    expectation = cycle.expectation
    assert expectation is not None
    cycle.answer(Question.WHY, "Der bliver ro om et barn.", by=cast.author, at=make.NOON)
    expectation.why = "Der bliver ro om Viggo."
    db.session.commit()
    assert flask("backup", file).exit_code == 0
    assert sign_in(cast.author).post(f"/forloeb/{cycle.id}/troede").status_code == 303
    assert [each.along for each in listed.entries()] == [(("expectation", expectation.id),)]
    assert flask_elsewhere("restore", file).exit_code == 0
    whys = sa.select(Expectation.why)
    assert asked(elsewhere, lambda: db.session.scalars(whys).all()) == ["Der bliver ro om et barn."]


def test_every_kind_of_text_is_hidden_again(app, flask, file, sign_in, flask_elsewhere, elsewhere):
    """Each is reported, and rewritten by somebody who may; a backup from before shows none."""
    world = worlds.assemble()
    held = {name: each for name, each in texts_of(world).items() if name != "passage"}
    stood = {
        (each.kind, each.id, column): words
        for each in held.values()
        for column, words in each.words.items()
    }
    assert flask("backup", file).exit_code == 0
    for number, name in enumerate(held):
        write_otherwise(world, name, held[name], f"Noget andet om {number}.", sign_in)
    # The same words in other rounds were hidden along, and still are.
    assert {each.kind for each in listed.entries()} == {"rewritten", "reported"}
    answer = flask_elsewhere("restore", file)
    assert answer.exit_code == 0, answer.output

    def shown():
        return [
            (kind, column)
            for (kind, text_id, column), words in stood.items()
            if getattr(db.session.get_one(kind.words.model, text_id), column) == words
        ]

    assert asked(elsewhere, shown) == []


def write_otherwise(world, name, held, words, sign_in):
    place, again, columns = door(name, held), reread(held), held.kind.words.columns
    reader = getattr(world, REPORTED_BY[name])
    # A note on a board is another instructor's own, who has no other part in this world.
    writer = getattr(world, min(READ_BY[name])) if READ_BY[name] else held.row.by
    assert sign_in(reader).post(place).status_code == 303, name
    form = dict.fromkeys(columns, words) | {"vis": "ja"}
    assert sign_in(writer).post(again, data=form).status_code == 303, name
