"""What she has written in rounds; and in those she writes in, what others wrote beside it."""

from sqlalchemy import or_, select

from logbook.conversations.models import Conversation, NoteVersion
from logbook.cycles.models import (
    Answer,
    AnswerWriter,
    Cycle,
    CycleGuest,
    CycleWriter,
    Expectation,
    ExpectedSign,
    Move,
    Observation,
    ObservationRequest,
    Reading,
    Sign,
    SignScore,
    Trial,
    Version,
    Wording,
)
from logbook.cycles.models.cycle import cycle_tag
from logbook.mine.models.conditions import Asker, Rows
from logbook.withheld.models import Withheld


def cycles(asker: Asker) -> Rows:
    return select(Cycle).where(asker.is_in_her_rounds(Cycle.id))


def tags(asker: Asker) -> Rows:
    return select(cycle_tag).where(cycle_tag.c.cycle_id.in_(asker.her_rounds))


def writing(asker: Asker) -> Rows:
    return select(CycleWriter).where(CycleWriter.person_id == asker.id)


def guests(asker: Asker) -> Rows:
    hers = asker.is_in_her_rounds(CycleGuest.cycle_id)
    return select(CycleGuest).where(or_(hers, CycleGuest.person_id == asker.id))


def moves(asker: Asker) -> Rows:
    return select(Move).where(Move.by_id == asker.id)


def answers(asker: Asker) -> Rows:
    """Those of the rounds that she writes in, and wherever else nobody but she wrote."""
    return select(Answer).where(Answer.id.in_(asker.answers))


def words_in(asker: Asker) -> Rows:
    return select(AnswerWriter).where(AnswerWriter.person_id == asker.id)


def versions(asker: Asker) -> Rows:
    """Her own, and those that stood in her rounds when she came or later."""
    stood = asker.joined_before(Answer.cycle_id, Version.kept_at)
    of_the_round = Answer.observation_id.is_(None)
    return (
        select(Version)
        .join(Version.answer)
        .where(or_(Version.written_by_id == asker.id, of_the_round & stood))
    )


def wordings(asker: Asker) -> Rows:
    return select(Wording).where(asker.joined_before(Wording.cycle_id, Wording.replaced_at))


def hidden(asker: Asker) -> Rows:
    """What of hers is being read through; never what she said of somebody else's text."""
    return select(Withheld).where(
        Withheld.id.in_(
            Withheld.waiting_for(asker.person).with_only_columns(Withheld.id).order_by(None)
        )
    )


def signs(asker: Asker) -> Rows:
    return select(Sign).where(asker.is_in_her_rounds(Sign.cycle_id))


def expectations(asker: Asker) -> Rows:
    """What is read by those who wrote there on that day."""
    since = Expectation.put_right_at, Expectation.copied_at
    known = [asker.joined_before(Expectation.cycle_id, moment) for moment in since]
    return select(Expectation).where(or_(*known))


def expected_signs(asker: Asker) -> Rows:
    known = expectations(asker).with_only_columns(Expectation.id)
    return select(ExpectedSign).where(ExpectedSign.expectation_id.in_(known))


def trials(asker: Asker) -> Rows:
    hers = asker.is_in_her_rounds(Trial.cycle_id)
    return select(Trial).where(or_(hers, Trial.written_by_id == asker.id))


def observations(asker: Asker) -> Rows:
    hers = asker.is_in_her_rounds(Observation.cycle_id)
    return select(Observation).where(or_(hers, Observation.observer_id == asker.id))


def scores(asker: Asker) -> Rows:
    seen = observations(asker).with_only_columns(Observation.id)
    return select(SignScore).where(SignScore.observation_id.in_(seen))


def requests(asker: Asker) -> Rows:
    """What she was asked to write, and what was asked in the rounds that she writes in."""
    hers = asker.is_in_her_rounds(ObservationRequest.cycle_id)
    to_or_from = ObservationRequest.colleague_id, ObservationRequest.asked_by_id
    return select(ObservationRequest).where(or_(hers, *(each == asker.id for each in to_or_from)))


def readings(asker: Asker) -> Rows:
    """Who has read her rounds, and what she has read herself."""
    hers = asker.is_in_her_rounds(Reading.cycle_id)
    return select(Reading).where(or_(hers, Reading.reader_id == asker.id))


def conversations(asker: Asker) -> Rows:
    """Those about her rounds, and others that she may read and wrote the note of."""
    hers = asker.is_in_her_rounds(Conversation.cycle_id)
    wrote = Conversation.written_by_id == asker.id
    may_read = Conversation.is_open_to(asker.person, asker.since)
    return select(Conversation).join(Conversation.cycle).where(or_(hers, wrote & may_read))


def note_versions(asker: Asker) -> Rows:
    """Of the notes in her rounds; elsewhere those that she wrote, while she may read the note."""
    hers = asker.is_in_her_rounds(Conversation.cycle_id)
    wrote = NoteVersion.written_by_id == asker.id
    may_read = Conversation.is_open_to(asker.person, asker.since)
    return (
        select(NoteVersion)
        .join(NoteVersion.conversation)
        .join(Conversation.cycle)
        .where(or_(hers, wrote & may_read))
    )
