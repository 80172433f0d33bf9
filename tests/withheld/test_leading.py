"""A hidden text and the forms around it: nobody finds a stand-in in a field of hers."""

import re

import pytest
from sqlalchemy import select

from logbook.boards.models import Board, BoardNote
from logbook.conversations.models import NoteVersion
from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.privacy.hidden import STAND_INS
from logbook.reviews.models import Reply
from logbook.withheld.models import Reportable, TextKind, Withheld, report
from tests import factories as make
from tests.uses.told import outcome as told

SIGN = "Viggo finder sin kasket"
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def cycle(cast):
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        visibility=Visibility.HOUSE, coauthors=(cast.coauthor,), title="Ro om Viggo",
    )  # fmt: skip
    made.plan_signs([SIGN, "Ro"], by=cast.author, at=make.NOON)
    return make.saved(made)


@pytest.fixture
def board(cast):
    made = Board.make(cast.programme, "Ro om Viggo", None, by=cast.instructor, at=make.NOON)
    return make.saved(made)


def tell(client, what, row):
    assert client.post(f"/genkendes/{what}/{row.id}").status_code == 303


def has_stand_in(page):
    """In a field, where it would be saved as her text."""
    fields = re.findall(r'value="([^"]*)"|<textarea[^>]*>([^<]*)<', page.text)
    return {word.strip() for each in fields for word in each} & set(STAND_INS)


def led_to(client, path):
    answer = client.get(path)
    return answer.location if answer.status_code == 302 else answer.status_code


def open_one():
    return db.session.scalars(select(Withheld).where(Withheld.shown_at.is_(None))).one()


def test_her_own_sign_stands_in_its_field_and_says_that_others_do_not_see_it(cast, sign_in, cycle):
    first, _ = cycle.signs
    tell(sign_in(cast.colleague), "tegn", first)
    writer, door = sign_in(cast.coauthor), f"/forloeb/{cycle.id}/svar/tegn"
    page = writer.get(door)
    assert SIGN in page.text
    assert not has_stand_in(page)
    assert f'href="/laes-igen/tegn/{first.id}"' in page.text
    assert "Skjult for andre" in page.text


def test_a_hidden_sign_is_put_right_beside_the_others_and_stays_hidden(cast, sign_in, cycle):
    first, _ = cycle.signs
    tell(sign_in(cast.colleague), "tegn", first)
    sent = {"sign_1": SIGN, "sign_2": "Ro ved bordet", "luk": "1"}
    writer, door = sign_in(cast.author), f"/forloeb/{cycle.id}/svar/tegn"
    assert writer.post(door, data=sent).status_code == 303
    assert open_one().own_words == {"text": SIGN}
    assert open_one().rewritten_at is None
    assert writer.post(door, data=sent | {"sign_1": "Et barn finder sin kasket"}).status_code == 303
    assert open_one().own_words == {"text": "Et barn finder sin kasket"}
    read = sign_in(cast.leader).get(f"/forloeb/{cycle.id}").text
    assert "Ro ved bordet" in read
    assert "kasket" not in read


def test_a_hidden_sign_that_was_looked_for_comes_back_in_her_words(cast, sign_in, cycle):
    first, _ = cycle.signs
    seen = cycle.observe("Ro.", on=make.TODAY, by=cast.author, at=make.NOON)
    seen.score(first, 2)
    db.session.commit()
    tell(sign_in(cast.colleague), "tegn", first)
    door = f"/forloeb/{cycle.id}/svar/tegn"
    page = sign_in(cast.author).post(door, data={"sign_1": "", "sign_2": "Ro"})
    assert page.status_code == 422
    assert not has_stand_in(page)
    assert SIGN in page.text


def test_the_name_of_a_board_and_of_a_group_are_read_through_first(cast, sign_in, board):
    kp, group = sign_in(cast.instructor), board.groups[0]
    for what, row, door in (
        ("tavle", board, f"/tavler/{board.id}/ret"),
        ("tavlegruppe", group, f"/tavler/{board.id}/gruppe/{group.id}"),
    ):
        tell(kp, what, row)
        assert led_to(kp, door) == f"/laes-igen/{what}/{row.id}"
        page = kp.get(f"/laes-igen/{what}/{row.id}")
        assert not has_stand_in(page)


def test_a_note_on_a_board_is_read_through_first_and_can_be_deleted(cast, sign_in, board):
    note = BoardNote.write(board, "Om Viggo.", group=None, by=cast.instructor, at=make.NOON)
    make.saved(note)
    hide(note, by=cast.colleague)
    kp, there = sign_in(cast.instructor), f"/laes-igen/tavlenote/{note.id}"
    assert led_to(kp, f"/tavler/{board.id}/note/{note.id}") == there
    assert f"/slet/tavlenote/{note.id}" in kp.get(there).text


def hide(row, *, by):
    """As the page does, for a text that stands where few come."""
    report(Reportable(TextKind.of_row(row), row), None, by=by, at=make.NOON)
    db.session.commit()


def test_what_words_were_used_for_is_read_through_first(cast, sign_in):
    outcome = told(cast, "Viggo blev nævnt.")
    tell(sign_in(cast.author), "brugt", outcome)
    door = f"/undervisningsgang/{outcome.session_id}/brugt"
    assert led_to(sign_in(cast.instructor), door) == f"/laes-igen/brugt/{outcome.id}"


def test_a_board_that_is_used_again_brings_no_stand_in_along(cast, sign_in, board):
    kp, group = sign_in(cast.instructor), board.groups[0]
    note = make.saved(
        BoardNote.write(board, "Om Viggo.", group=None, by=cast.instructor, at=make.NOON)
    )
    tell(kp, "tavle", board)
    tell(kp, "tavlegruppe", group)
    hide(note, by=cast.colleague)
    page = kp.get(f"/tavler/{board.id}/brug-igen")
    assert not has_stand_in(page)
    kp.post(f"/tavler/{board.id}/brug-igen", data={"title": "Ny", "session": "", "key": "k"})
    made = db.session.scalars(select(Board).where(Board.title == "Ny")).one()
    assert made.groups[0].title == "Vi troede …"
    assert db.session.scalars(select(BoardNote).where(BoardNote.board_id == made.id)).all() == []


def test_in_a_conversation_a_hidden_note_is_nobodys_to_write_over(cast, sign_in, cycle):
    talk = make.conversation(cycle, by=cast.author, note="Først om Viggo.")
    talk.write("Så om Viggo.", revision=1, by=cast.author, at=make.NOON)
    db.session.commit()
    tell(sign_in(cast.leader), "samtalenote", talk)
    door, there = f"/samtaler/{talk.id}", f"/laes-igen/samtalenote/{talk.id}"
    for who in (cast.author, cast.colleague):
        page = sign_in(who).get(door)
        assert not has_stand_in(page)
        assert 'name="note" disabled' in page.text
        assert "<textarea" not in page.text.split("data-end")[0]
        assert "Viggo." not in page.text
        assert (there in page.text) is (who is cast.author)
    # What somebody had begun to write before it was hidden lies beside it, and takes nothing away.
    sent = {"note": "Vi talte om ro.", "revision": "3", "gaa": "2"}
    assert sign_in(cast.colleague).post(door, data=sent).status_code == 303
    assert open_one().own_words == {"note": "Så om Viggo."}
    beside = select(NoteVersion.text).where(NoteVersion.kind == "came_second")
    assert db.session.scalars(beside).all() == ["Vi talte om ro."]
    # The clock goes on without it.
    assert sign_in(cast.author).post(door, data={"gaa": "3", "revision": "3"}).status_code == 303
    assert open_one().own_words == {"note": "Så om Viggo."}


def test_what_stood_in_a_hidden_note_before_is_read_by_nobody_else(cast, sign_in, cycle):
    talk = make.conversation(cycle, by=cast.author, note="Først om Viggo.")
    talk.write("Så om Viggo.", revision=1, by=cast.author, at=make.NOON)
    db.session.commit()
    door = f"/samtaler/{talk.id}/udgaver"
    assert "Først" in sign_in(cast.colleague).get(door).text
    tell(sign_in(cast.leader), "samtalenote", talk)
    assert sign_in(cast.colleague).get(door).location == f"/samtaler/{talk.id}"
    assert led_to(sign_in(cast.author), door) == f"/laes-igen/samtalenote/{talk.id}"


def test_what_is_summed_up_over_a_hidden_answer_is_read_through_first(cast, sign_in, cycle):
    cycle.answer(Question.LEARNED, "Viggo fik ro.", by=cast.author, at=make.NOON)
    talk = make.conversation(cycle, by=cast.author)
    tell(sign_in(cast.leader), "svar", cycle.answer_to(Question.LEARNED))
    writer, door = sign_in(cast.author), f"/samtaler/{talk.id}"
    page = writer.get(door)
    assert not has_stand_in(page)
    assert 'name="learned"' not in page.text
    sent = {"note": "", "revision": "0", "next_step": "Vi prøver igen.", "slut": "1"}
    assert writer.post(door, data=sent).status_code == 303
    assert open_one().own_words == {"text": "Viggo fik ro."}


@pytest.mark.parametrize("what", ["navn", "tegn", "svar"])
def test_nothing_hidden_is_carried_on_into_the_next_round(cast, sign_in, cycle, what):
    cycle.answer(Question.LEARNED, "Viggo fik ro.", by=cast.author, at=make.NOON)
    db.session.commit()
    row = {"navn": cycle, "tegn": cycle.signs[0], "svar": cycle.answer_to(Question.LEARNED)}[what]
    tell(sign_in(cast.colleague), what, row)
    writer = sign_in(cast.author)
    answer = writer.post(f"/forloeb/{cycle.id}/byg-videre")
    assert answer.location == f"/laes-igen/{what}/{row.id}"
    assert "kan I bygge videre" in writer.get(answer.location).text
    assert db.session.scalar(Cycle.following(cycle)) is None


def test_a_conversation_ends_and_the_next_round_waits_for_what_is_hidden(cast, sign_in, cycle):
    talk = make.conversation(cycle, by=cast.author)
    tell(sign_in(cast.leader), "tegn", cycle.signs[0])
    sent = {
        "note": "", "revision": "0", "learned": "Ro.", "next_step": "Igen.", "decision": "keep",
        "slut": "naeste",
    }  # fmt: skip
    answer = sign_in(cast.author).post(f"/samtaler/{talk.id}", data=sent)
    assert answer.location == f"/laes-igen/tegn/{cycle.signs[0].id}"
    db.session.refresh(talk)
    assert talk.is_over
    assert db.session.scalar(Cycle.following(cycle)) is None


def test_a_reply_that_is_hidden_is_not_taken_back_as_a_stand_in(cast, sign_in, cycle):
    asked = make.sparring_request(cycle, by=cast.author)
    make.sparring(asked, by=cast.leader)
    reply = asked.reply("Viggo sagde tak.", by=cast.author, at=make.NOON)
    db.session.commit()
    hide(reply, by=cast.colleague)
    answer = sign_in(cast.author).post(f"/sparring/svar/{reply.id}/tag-tilbage")
    assert answer.location == f"/laes-igen/traad/{reply.id}"
    assert db.session.scalars(select(Reply)).all() == [reply]


def test_two_texts_that_met_wait_until_the_hidden_one_is_read(cast, sign_in, cycle):
    cycle.answer(Question.LEARNED, "Viggo fik ro.", by=cast.author, at=make.NOON)
    answer = make.saved(cycle).answer_to(Question.LEARNED)
    sent = {"text": "Viggo sov.", "revision": "0", "luk": "1"}
    met = sign_in(cast.coauthor).post(f"/forloeb/{cycle.id}/svar/laert", data=sent).location
    assert met.startswith("/udgave/")
    tell(sign_in(cast.leader), "svar", answer)
    there = f"/laes-igen/svar/{answer.id}"
    writer = sign_in(cast.author)
    for door in (met, f"/svar/{answer.id}/udgaver"):
        assert led_to(writer, door) == there
    again = writer.post(f"{met}/brug-igen", data={"revision": str(answer.revision)})
    assert again.location == there
    assert open_one().own_words == {"text": "Viggo fik ro."}


def test_no_hidden_text_is_offered_to_ask_about(cast, sign_in, cycle):
    cycle.answer(Question.LEARNED, "Viggo fik ro.", by=cast.author, at=make.NOON)
    answer = make.saved(cycle).answer_to(Question.LEARNED)
    tell(sign_in(cast.leader), "svar", answer)
    assert (
        f'value="{answer.id}"'
        not in sign_in(cast.author).get(f"/forloeb/{cycle.id}/bed-om-sparring").text
    )


def test_what_somebody_wrote_in_a_stand_ins_words_is_hers_to_change(cast, sign_in, cycle):
    cycle.rename(STAND_INS[1], by=cast.author, at=make.NOON)
    make.saved(cycle)
    assert sign_in(cast.author).get(f"/forloeb/{cycle.id}/maerker").status_code == 200
