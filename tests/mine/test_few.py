"""What happens seldom is in the file too: what was read, put off, opened with a slip, logged."""

from datetime import timedelta

from logbook.audit.models import Act, record
from logbook.boards.models import Board, BoardPassage
from logbook.boards.models.passage import withdrawal_seen
from logbook.cycles.models import Reading
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.erasing.leaving import take_name_off
from logbook.erasing.models import Kind, text_of
from logbook.mine.gathering import gathered
from logbook.mine.in_words import in_words
from logbook.people import invitations
from logbook.people.models import KnownDevice
from logbook.privacy.held.acts import ACTS
from logbook.reviews.models import Snooze
from logbook.uses.models import Use
from tests import factories as make


def parts(person):
    return gathered(person, make.NOON).parts


def a_round(cast, **fields):
    given = {"stage": Stage.REFLECT, "visibility": Visibility.HOUSE} | fields
    return make.cycle(by=cast.author, house=cast.house, **given)


def test_she_reads_who_has_read_and_on_which_day(cast):
    cycle = a_round(cast)
    make.saved(Reading(cycle_id=cycle.id, reader_id=cast.colleague.id, read_on=make.TODAY))
    told = [{k: each[k] for k in ("reader", "read_on")} for each in parts(cast.author)["reading"]]
    assert told == [{"reader": cast.colleague.name, "read_on": make.TODAY.isoformat()}]
    # The reader finds it among what she has done; others find nothing.
    assert len(parts(cast.colleague)["reading"]) == 1
    assert parts(cast.leader)["reading"] == []


def test_what_a_leader_put_off_is_hers_alone(cast):
    request = make.sparring_request(a_round(cast), by=cast.author)
    make.saved(Snooze(request_id=request.id, person_id=cast.leader.id, until=make.TODAY))
    assert [each["until"] for each in parts(cast.leader)["snooze"]] == [make.TODAY.isoformat()]
    assert parts(cast.author)["snooze"] == []


def test_slips_and_devices(cast):
    invitations.make(cast.colleague, by=cast.coordinator, at=make.NOON)
    make.saved(KnownDevice(person_id=cast.colleague.id, key_hash="x" * 64, seen_at=make.NOON))
    hers = parts(cast.colleague)
    assert [each["made_by"] for each in hers["invitation"]] == [cast.coordinator.name]
    assert [each["seen_at"] for each in hers["known_device"]] == [make.NOON.isoformat()]
    assert "x" * 64 not in str(hers)
    # What the coordinator did for others is not about her.
    assert parts(cast.coordinator)["invitation"] == []


def test_an_instructor_finds_what_she_has_seen_withdrawn(cast):
    release = make.release(a_round(cast), by=cast.author, question=Question.LEARNED)
    board = make.saved(Board.make(cast.programme, "Ro", None, by=cast.instructor, at=make.NOON))
    hung = make.saved(
        BoardPassage.put(release, board.groups[0], 1, by=cast.instructor, at=make.NOON)
    )
    db.session.execute(
        withdrawal_seen.insert().values(passage_id=hung.id, person_id=cast.instructor.id)
    )
    db.session.commit()
    assert [each["passage_id"] for each in parts(cast.instructor)["withdrawal_seen"]] == [
        str(hung.id)
    ]
    assert [each["board"] for each in parts(cast.author)["board_passage"]] == ["Ro"]
    release.withdraw(by=cast.author, at=make.NOON)
    db.session.commit()
    assert parts(cast.author)["board_passage"] == []


def test_lines_of_the_log_are_about_her(cast):
    cycle = a_round(cast)
    at = make.NOON + timedelta(hours=7)
    for act, by in ((Act.READ, cast.colleague), (Act.WRITER_ADDED, cast.author)):
        record(act, by=by, at=at, programme_id=cast.programme.id, about=cycle)
    record(Act.SIGNED_IN, by=cast.leader, at=at, programme_id=cast.programme.id)
    db.session.commit()
    hers = parts(cast.author)["log_line"]
    assert {(each["act"], each["by"], len(each["at"]) > 10) for each in hers} == {
        ("read", cast.colleague.name, False), ("writer-added", cast.author.name, True),
    }  # fmt: skip
    assert [each["act"] for each in parts(cast.leader)["log_line"]] == ["signed-in"]


def test_who_said_that_somebody_can_be_recognised_is_not_in_it(cast):
    cycle, there = a_round(cast), {"at": make.NOON, "programme_id": cast.programme.id}
    for person_id in (None, cast.author.id):
        by = cast.colleague
        record(Act.REPORTED, by=by, about=cycle, person_id=person_id, **there)
    db.session.commit()
    assert parts(cast.author)["log_line"] == []
    assert [each["act"] for each in parts(cast.colleague)["log_line"]] == ["reported"] * 2


def test_whose_name_was_taken_off_is_in_no_file_but_hers(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    cycle.answer(Question.WHO, "Ali står i døren.", by=cast.coauthor, at=make.NOON)
    db.session.commit()
    take_name_off(text_of(Kind.ROUND, cycle), cast.coauthor, at=make.NOON)
    acts = [[each["act"] for each in parts(p)["log_line"]] for p in (cast.author, cast.coauthor)]
    assert ["name-removed" in each for each in acts] == [False, True]


def test_of_a_plan_elsewhere_no_day_is_told(cast):
    cycle = a_round(cast, visibility=Visibility.PROJECT)
    learned = cycle.answer_to(Question.LEARNED)
    plan = make.cycle(by=cast.stranger, house=cast.other_house)
    for made in (
        Use.at_meeting(learned, None, on=make.TODAY, by=cast.leader, at=make.NOON),
        Use.in_plan(learned, None, plan, by=cast.stranger, at=make.NOON, today=make.TODAY),
    ):
        make.saved(made)
    told = {each["kind"]: each["used_on"] for each in parts(cast.author)["use"]}
    assert told == {"meeting": make.TODAY.isoformat(), "plan": None}


def test_a_writer_who_came_later_takes_out_what_stood_there_since(cast):
    cycle = a_round(cast)
    day = timedelta(days=1)
    cycle.answer(Question.WONDERING, "Den første", by=cast.author, at=make.NOON)
    cycle.answer(Question.WONDERING, "Den anden", by=cast.author, at=make.NOON + day)
    cycle.let_write(cast.coauthor, added_by=cast.author, at=make.NOON + 2 * day)
    cycle.answer(Question.WONDERING, "Den tredje", by=cast.author, at=make.NOON + 3 * day)
    db.session.commit()
    assert "Den første" in [each["text"] for each in parts(cast.author)["version"]]
    assert [each["text"] for each in parts(cast.coauthor)["version"]] == ["Den anden"]


def test_who_left_a_round_keeps_her_own_words_and_no_others(cast):
    cycle = a_round(cast, coauthors=(cast.coauthor,))
    cycle.answer(Question.SURPRISED, "Mine egne ord", by=cast.coauthor, at=make.NOON)
    cycle.answer(Question.LEARNED, "Fælles, som det var", by=cast.coauthor, at=make.NOON)
    cycle.answer(Question.LEARNED, "Fælles, skrevet om", by=cast.author, at=make.NOON)
    cycle.stop_writing(cast.coauthor, at=make.NOON)
    db.session.commit()
    hers = parts(cast.coauthor)
    assert hers["cycle"] == []
    assert [each["text"] for each in hers["answer"]] == ["Mine egne ord"]
    assert "Fælles, som det var" in [each["text"] for each in hers["version"]]
    assert "skrevet om" not in str(hers)


def test_every_act_has_a_word_of_its_own():
    assert {act.value for act in Act} <= set(ACTS)
    assert in_words("act", "data-taken") == "Hentede mine data eller min bog"
    assert in_words("detail", "leader") == "Pædagogisk leder"
    assert in_words("detail", "docx") == "Word"


def test_of_a_plan_that_is_still_a_draft_nothing_is_told(cast):
    learned = a_round(cast, visibility=Visibility.PROJECT).answer_to(Question.LEARNED)
    plan = make.cycle(by=cast.stranger, house=cast.other_house, stage=Stage.WONDERING)
    make.saved(Use.in_plan(learned, None, plan, by=cast.stranger, at=make.NOON, today=make.TODAY))
    assert parts(cast.author)["use"] == []
