"""The rules of a conversation: the clock, the note, and whom it is open to."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from logbook.conversations.models import OPENING_LASTS, Conversation, NoteVersion
from logbook.conversations.models.rounds import rounds_of_her_houses, rounds_of_her_own
from logbook.conversations.parts import MINUTES
from logbook.cycles.models import VersionKind
from logbook.cycles.stages import IllegalMove, Stage, Visibility
from logbook.db import db
from tests import factories as make

MINUTE = timedelta(minutes=1)
SINCE = make.NOON - OPENING_LASTS


def held(cast, visibility=Visibility.HOUSE, **more):
    cycle = make.cycle(
        by=cast.author, house=cast.house, visibility=visibility, coauthors=(cast.coauthor,)
    )
    return make.conversation(cycle, by=cast.author, **more)


def sees(person, conversation, since=SINCE):
    found = Conversation.one(person, conversation.id, since)
    return db.session.scalar(found) is conversation


def test_it_begins_with_five_parts_and_a_clock_that_stands_still(cast):
    talk = held(cast)
    assert (talk.part, talk.minutes, talk.used) == (1, MINUTES, [0] * 5)
    assert MINUTES == [5, 5, 8, 7, 5]
    assert not talk.runs_at(make.NOON)
    assert not talk.is_opened


def test_a_draft_is_not_talked_about(cast):
    draft = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    with pytest.raises(IllegalMove):
        Conversation.begin(draft, screen_of=cast.author, by=cast.author, at=make.NOON)


def test_the_clock_counts_what_each_part_has_taken(cast):
    talk = held(cast)
    talk.start_clock(at=make.NOON)
    talk.go_to(2, at=make.NOON + 4 * MINUTE)
    assert talk.used == [240, 0, 0, 0, 0]
    talk.pause(at=make.NOON + 6 * MINUTE)
    assert talk.seconds_at(make.NOON + 30 * MINUTE) == [240, 120, 0, 0, 0]
    talk.start_clock(at=make.NOON + 60 * MINUTE)
    assert talk.seconds_at(make.NOON + 61 * MINUTE) == [240, 180, 0, 0, 0]


def test_a_screen_that_was_left_alone_is_not_counted(cast):
    talk = held(cast)
    talk.start_clock(at=make.NOON)
    assert talk.seconds_at(make.NOON + 300 * MINUTE) == [0] * 5
    assert not talk.runs_at(make.NOON + 300 * MINUTE)


def test_a_part_lasts_between_one_minute_and_thirty(cast):
    talk = held(cast)
    talk.lengthen(1, at=make.NOON)
    assert talk.minutes == [6, 5, 8, 7, 5]
    talk.lengthen(-20, at=make.NOON)
    assert talk.minutes[0] == 1
    talk.lengthen(99, at=make.NOON)
    assert talk.minutes[0] == 30


def test_after_the_end_nothing_turns(cast):
    talk = held(cast)
    talk.start_clock(at=make.NOON)
    talk.end(by=cast.author, at=make.NOON + MINUTE)
    assert talk.running_since is None
    with pytest.raises(IllegalMove):
        talk.go_to(2, at=make.NOON)
    talk.end(by=cast.coauthor, at=make.NOON + 5 * MINUTE)
    assert (talk.ended_by_id, talk.ended_at) == (cast.author.id, make.NOON + MINUTE)


def test_a_note_written_again_keeps_what_stood_there(cast):
    talk = held(cast, note="Først.")
    assert talk.write("Siden.", revision=1, by=cast.coauthor, at=make.NOON) is None
    db.session.commit()
    (kept,) = db.session.scalars(NoteVersion.of(talk.id))
    assert (kept.text, kept.kind, kept.written_by) == (
        "Først.", VersionKind.REPLACED, cast.author
    )  # fmt: skip
    assert (talk.note, talk.revision, talk.written_by_id) == ("Siden.", 2, cast.coauthor.id)


def test_a_note_that_meets_another_replaces_nothing(cast):
    talk = held(cast, note="Min.")
    second = talk.write("Din.", revision=0, by=cast.coauthor, at=make.NOON)
    assert second is not None
    assert (second.text, second.waits, talk.note) == ("Din.", True, "Min.")
    assert talk.write("Min.", revision=0, by=cast.coauthor, at=make.NOON) is None


def test_a_round_has_one_conversation_at_a_time(cast):
    talk = held(cast)
    with pytest.raises(IntegrityError):
        make.conversation(talk.cycle, by=cast.coauthor)
    db.session.rollback()
    talk.end(by=cast.author, at=make.NOON)
    db.session.commit()
    assert make.conversation(talk.cycle, by=cast.coauthor).id != talk.id


def test_the_house_sees_the_conversation_about_what_it_sees(cast):
    talk = held(cast)
    assert sees(cast.colleague, talk)
    assert sees(cast.leader, talk)
    assert not sees(cast.stranger, talk)
    assert not sees(cast.other_leader, talk)
    talk.cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    assert not sees(cast.colleague, talk)
    assert sees(cast.coauthor, talk)


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.LEADER])
def test_what_is_opened_is_open_on_one_screen(cast, visibility):
    talk = held(cast, visibility, screen_of=cast.colleague)
    assert (talk.opened_by_id, talk.opened_at) == (cast.author.id, make.NOON)
    assert sees(cast.colleague, talk)
    assert sees(cast.coauthor, talk)
    assert not sees(cast.asked_colleague, talk)
    assert not sees(cast.leader, talk)


def test_the_opening_ends_with_the_conversation(cast):
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.colleague)
    talk.end(by=cast.colleague, at=make.NOON)
    db.session.commit()
    assert not sees(cast.colleague, talk)
    assert sees(cast.author, talk)


def test_what_nobody_closes_closes_after_a_week(cast):
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.colleague)
    assert sees(cast.colleague, talk, make.NOON - MINUTE)
    assert not sees(cast.colleague, talk, make.NOON)
    assert sees(cast.author, talk, make.NOON)


def test_the_opening_ends_when_the_one_who_opened_writes_there_no_more(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    talk = make.conversation(cycle, by=cast.coauthor, screen_of=cast.colleague)
    assert sees(cast.colleague, talk)
    cycle.stop_writing(cast.coauthor, at=make.NOON)
    db.session.commit()
    assert not sees(cast.colleague, talk)


def test_the_opening_is_for_who_works_in_the_house(cast):
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.stranger)
    assert not sees(cast.stranger, talk)


def test_the_note_of_an_opened_round_is_its_writers_alone(cast):
    talk = held(cast, Visibility.LEADER, note="Kun os.", is_over=True)

    def told(person):
        return list(db.session.scalars(Conversation.told_in(person, talk.cycle_id)))

    assert told(cast.coauthor) == [talk]
    assert told(cast.leader) == []


def test_what_one_can_talk_about(cast):
    seen = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    private = make.cycle(by=cast.author, house=cast.house)
    make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    for person in (cast.colleague, cast.leader, cast.author):
        assert list(db.session.scalars(rounds_of_her_houses(person))) == [seen]
    assert list(db.session.scalars(rounds_of_her_houses(cast.stranger))) == []
    assert list(db.session.scalars(rounds_of_her_own(cast.author))) == [private]
    assert list(db.session.scalars(rounds_of_her_own(cast.leader))) == []
