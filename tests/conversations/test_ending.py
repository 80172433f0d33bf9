"""How a conversation ends: its note, the decision, the next round; the paper, and removal."""

from datetime import timedelta

import pytest

from logbook.conversations.models import Conversation, NoteVersion
from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision, Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.conversations.talks import NOTE, a_round, held, path_of
from tests.pages import words_of

pytestmark = pytest.mark.usefixtures("noon")


def test_who_does_not_write_ends_with_the_note_alone(cast, sign_in):
    talk, client = held(cast), sign_in(cast.leader)
    page = client.get(path_of(talk)).text
    assert "Slut, og begynd" not in page
    assert 'name="decision"' not in page
    form = {"note": NOTE, "revision": "0", "slut": "naeste", "decision": "drop", "learned": "Nej."}
    answer = client.post(path_of(talk), data=form)
    assert answer.location == f"/forloeb/{talk.cycle_id}#reflect"
    cycle = db.session.get_one(Cycle, talk.cycle_id)
    assert (cycle.decision, cycle.answer_to(Question.LEARNED)) == (None, None)
    assert db.session.scalar(Cycle.following(cycle)) is None
    for person in (cast.author, cast.colleague):
        page = sign_in(person).get(f"/forloeb/{talk.cycle_id}").text
        assert "Fra samtalen mandag 7. januar" in page
        assert NOTE in words_of(page)


def test_the_note_of_an_opened_round_stands_there_for_its_writers(cast, sign_in):
    talk = held(cast, Visibility.LEADER, note=NOTE, is_over=True)
    assert NOTE in words_of(sign_in(cast.coauthor).get(f"/forloeb/{talk.cycle_id}").text)
    assert NOTE not in sign_in(cast.leader).get(f"/forloeb/{talk.cycle_id}").text


SUMMED_UP = {
    "note": NOTE, "revision": "0", "learned": "Ventetid skaber uro.", "learned_revision": "0",
    "next_step": "To hold fra mandag.", "next_step_revision": "0", "decision": "adjust",
}  # fmt: skip


def test_it_ends_in_the_decision_and_the_next_round(cast, sign_in):
    talk, client = held(cast), sign_in(cast.coauthor)
    assert "Slut, og begynd runde 2" in client.get(path_of(talk)).text
    answer = client.post(path_of(talk), data=SUMMED_UP | {"slut": "naeste"})
    cycle = db.session.get_one(Cycle, talk.cycle_id)
    following = db.session.scalar(Cycle.following(cycle))
    assert answer.location == f"/forloeb/{following.id}"
    assert (cycle.decision, cycle.stage) == (Decision.ADJUST, Stage.CLOSED)
    assert following.text_of(Question.ACTION) == cycle.text_of(Question.ACTION)
    assert following.text_of(Question.WONDERING) == "Ventetid skaber uro.\n\nTo hold fra mandag."
    assert db.session.get_one(Conversation, talk.id).is_over


@pytest.mark.parametrize("missing", ["learned", "next_step", "decision"])
def test_the_next_round_says_what_it_needs(cast, sign_in, missing):
    talk, client = held(cast), sign_in(cast.author)
    answer = client.post(path_of(talk), data=SUMMED_UP | {"slut": "naeste", missing: ""})
    assert answer.status_code == 422
    assert NOTE in answer.text
    assert not db.session.get_one(Conversation, talk.id).is_over


def test_a_round_that_was_not_tried_has_no_next_one_yet(cast, sign_in):
    talk, client = held(cast, stage=Stage.PLAN), sign_in(cast.author)
    page = client.get(path_of(talk)).text
    assert "Slut, og begynd" not in page
    assert "Næste runde kan begynde, når I har skrevet, hvad I gjorde" in page
    client.post(path_of(talk), data=SUMMED_UP | {"slut": "naeste"})
    cycle = db.session.get_one(Cycle, talk.cycle_id)
    assert db.session.scalar(Cycle.following(cycle)) is None
    assert cycle.text_of(Question.LEARNED) == "Ventetid skaber uro."


def test_what_was_summed_up_elsewhere_meanwhile_is_kept_beside(cast, sign_in):
    talk, client = held(cast), sign_in(cast.author)
    talk.cycle.answer(Question.LEARNED, "Noget andet.", by=cast.coauthor, at=make.NOON)
    db.session.commit()
    answer = client.post(path_of(talk), data=SUMMED_UP | {"slut": "1"})
    assert answer.location.startswith("/udgave/")
    page = client.get(answer.location).text
    assert {"Noget andet.", "Ventetid skaber uro."} <= words_of(page)
    after = db.session.get_one(Conversation, talk.id)
    assert (after.note, after.is_over) == (NOTE, True)


def test_a_note_from_a_conversation_is_writing(cast, sign_in):
    long_ago = make.NOON - timedelta(days=30)
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.OBSERVE, visibility=Visibility.HOUSE,
        at=long_ago,
    )  # fmt: skip
    talk, client = make.conversation(cycle, by=cast.author, at=long_ago), sign_in(cast.leader)
    overview = f"/overblik/{cast.house.id}"
    client.post(path_of(talk), data={"note": "", "revision": "0"})
    assert "Trænger til et venligt puf" in client.get(overview).text
    client.post(path_of(talk), data={"note": NOTE, "revision": "0"})
    assert "Trænger til et venligt puf" not in client.get(overview).text
    assert db.session.get_one(Cycle, cycle.id).changed_at == make.NOON


# -- paper, and removal ---------------------------------------------------------------------


def test_the_sheet_holds_what_one_needs_on_paper(cast, sign_in):
    cycle = a_round(cast)
    page = sign_in(cast.colleague).get(f"/forloeb/{cycle.id}/samtaleark").text
    for words in ("Fortæller", "Referent", "5. Fortælleren samler op", "Hvad tager jeg med?"):
        assert words in page
    assert {"En voksen sidder på gulvet.", "Fire børn byggede på gulvet."} <= words_of(page)
    assert "Flere børn finder selv ind i legen" in page


def test_a_round_is_deleted_with_its_conversations(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    talk = make.conversation(cycle, by=cast.author, note="Først.")
    talk.write("Siden.", revision=1, by=cast.author, at=make.NOON)
    db.session.commit()
    gone, its = cycle.id, talk.id
    assert sign_in(cast.author).post(f"/forloeb/{gone}/slet").status_code == 303
    assert db.session.scalars(Conversation.ever_in(gone)).all() == []
    assert db.session.scalars(NoteVersion.of(its)).all() == []


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_note_by_others_is_not_one_persons_to_delete(cast, sign_in, is_replaced):
    cycle = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    talk = make.conversation(cycle, by=cast.colleague, note=NOTE)
    if is_replaced:
        talk.write("Mit.", revision=1, by=cast.author, at=make.NOON)
        db.session.commit()
    answer = sign_in(cast.author).post(f"/forloeb/{cycle.id}/slet")
    assert answer.status_code == 303
    asked = sign_in(cast.author).get(answer.location).text
    assert "Vi venter på svar fra Jonna Friis" in asked
