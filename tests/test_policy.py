"""Who may do what, whatever the address: the table of actions, and who sees a cycle."""

import pytest

from logbook.boards.models import Board, BoardNote
from logbook.cycles.models import Cycle, ObservationRequest
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.erasing.models import Kind, text_of
from logbook.exports import making
from logbook.exports.models import Format
from logbook.people.models import Membership, Role, SignIn
from logbook.policy import Action, can
from logbook.releases.models import Attribution, SecondReading
from logbook.uses.models import Use
from logbook.withheld.models import Reportable, TextKind, report
from tests import factories as make
from tests.cast import PEOPLE
from tests.uses.told import at_meeting, in_plan

# The people as in tests/test_access.py. In a forløb that au started and co writes in, re wrote
# once, as was asked what she saw, and cg saw something; the colleague is looked after by others.
WHO_MAY = """
                                au co re as cg le ol dl ko in pp st fl fi
    start-cycle                 ✓  ✓  ✓  ✓  ✓  ✓  ✓  ·  ·  ·  ✓  ✓  ·  ·
    write-in-cycle              ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    administer-cycle            ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    rewrite                     ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    rewrite:a-note              ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
    edit-observation            ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
    answer-observation-request  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    ask-for-sparring            ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    give-sparring               ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    give-sparring:by-name       ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
    take-part-in-thread         ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    take-back-reply             ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    send-kind-word              ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    see-overview                ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    see-district                ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
    see-programme               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·
    hold-conversation           ✓  ✓  ✓  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    open-for-conversation       ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    take-part-in-conversation   ✓  ✓  ✓  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    take-part-in-conversation:opened ✓ ✓ ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
    propose-release             ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    decide-release              ✓  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    withdraw-release            ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    extract                     ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
    make-board                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
    work-on-board               ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
    edit-board-note             ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
    edit-board-note:a-fellows   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    tell-outcome                ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
    mark-at-meeting             ✓  ✓  ✓  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    use-in-plan                 ·  ·  ✓  ✓  ✓  ✓  ✓  ·  ·  ·  ✓  ✓  ·  ·
    take-back-use               ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    take-back-use:plan          ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    take-back-use:session       ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    see-house-uses              ✓  ✓  ✓  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    see-people                  ·  ·  ·  ·  ·  ✓  ✓  ·  ✓  ·  ·  ·  ·  ·
    see-record                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·
    see-log                     ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·
    invite                      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·
    administer-person           ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·
    renew-code                  ·  ·  ·  ·  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·
    end-sign-in                 ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    keep-own-account            ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    keep-drafts                 ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    see-erasure                 ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    erase                       ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    erase:a-note                ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
    answer-erasure              ✓  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    report-text                 ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
    report-text:a-note          ✓  ✓  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓
    read-again                  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    read-again:a-note           ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
    read-again:a-board          ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
    read-second                 ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    take-back-second-reading    ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    stop-job                    ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
"""

WHO_SEES = """
                                au co re as cg le ol dl ko in pp st fl fi
    wondering                   ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    private                     ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    leader                      ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    sent-to-district-leader     ✓  ✓  ·  ·  ·  ✓  ·  ✓  ·  ·  ·  ·  ·  ·
    house                       ✓  ✓  ✓  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·
    project                     ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ·  ·  ✓  ✓  ·  ·
"""


def written(cast, *, stage=Stage.OBSERVE, visibility=Visibility.LEADER):
    """By the author, with the coauthor; the removed one has left her words."""
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=stage, visibility=visibility,
        coauthors=(cast.coauthor, cast.removed_coauthor),
    )  # fmt: skip
    answer = cycle.answer(Question.WHO, "Os tre.", by=cast.author, at=make.NOON)
    answer.rewrite("Os alle tre.", by=cast.removed_coauthor, at=make.NOON)
    cycle.stop_writing(cast.removed_coauthor, at=make.NOON)
    db.session.commit()
    return cycle


@pytest.fixture
def subjects(cast, sign_in):
    """What each action is done to, made when it is asked for."""

    def observation():
        cycle = written(cast)
        return make.saved(
            cycle.observe("De byggede.", on=make.TODAY, by=cast.colleague, at=make.NOON)
        )

    def asked():
        return make.saved(
            ObservationRequest.ask(
                written(cast), cast.asked_colleague, by=cast.author, at=make.NOON
            )
        )

    def reply():
        request = make.sparring_request(written(cast), by=cast.author)
        make.sparring(request, by=cast.leader)
        return make.saved(request.reply("Det prøver vi.", by=cast.author, at=make.NOON))

    def board():
        by = cast.instructor
        return make.saved(Board.make(cast.programme, "Ro", None, by=by, at=make.NOON))

    def note_by(person):
        return make.saved(BoardNote.write(board(), "Ro.", group=None, by=person, at=make.NOON))

    def used_in_teaching():
        release = make.release(written(cast), by=cast.author, question=Question.WHO)
        session = cast.module.sessions[0]
        return make.saved(Use.in_session(release, session, by=cast.instructor, at=make.NOON))

    def hidden(kind, row):
        return report(Reportable(kind, row), None, by=cast.leader, at=make.NOON)

    def second_reading():
        answer = written(cast).answer_to(Question.WHO)
        return make.saved(
            SecondReading.ask(
                answer, answer.text, Attribution.ANONYMOUS, module=None, of=cast.leader,
                by=cast.author, at=make.NOON,
            )
        )  # fmt: skip

    def sign_in_of_author():
        sign_in(cast.author)
        return db.session.scalars(SignIn.of(cast.author)).one()

    return {
        "rewrite": lambda: written(cast).answer_to(Question.WHO),
        "rewrite:a-note": lambda: observation().answer_to(Question.SAW),
        "edit-observation": observation,
        "answer-observation-request": asked,
        "give-sparring": lambda: make.sparring_request(written(cast), by=cast.author),
        "give-sparring:by-name": lambda: make.sparring_request(
            written(cast), by=cast.author, of=cast.district_leader
        ),
        "take-part-in-thread": lambda: make.sparring_request(written(cast), by=cast.author),
        "take-back-reply": reply,
        "take-part-in-conversation": lambda: make.conversation(
            written(cast, visibility=Visibility.HOUSE), by=cast.author
        ),
        "take-part-in-conversation:opened": lambda: make.conversation(
            written(cast), by=cast.author, screen_of=cast.colleague
        ),
        "see-overview": lambda: cast.house,
        "see-district": lambda: cast.district,
        "see-programme": lambda: cast.programme,
        "propose-release": lambda: written(cast).answer_to(Question.WHO),
        "decide-release": lambda: make.release(
            written(cast), by=cast.author, question=Question.WHO
        ),
        "withdraw-release": lambda: make.release(
            written(cast), by=cast.coauthor, question=Question.WHO
        ),
        "work-on-board": board,
        "edit-board-note": lambda: note_by(cast.instructor),
        "edit-board-note:a-fellows": lambda: note_by(
            make.member(cast.programme, Role.INSTRUCTOR, "Jens Toft")
        ),
        "take-back-use": lambda: at_meeting(cast, written(cast).answer_to(Question.WHO)),
        "take-back-use:plan": lambda: in_plan(
            written(cast).answer_to(Question.WHO), written(cast), cast.author
        ),
        "take-back-use:session": used_in_teaching,
        "report-text": lambda: Reportable(
            TextKind.ANSWER, written(cast).answer_to(Question.WHO)
        ),
        "report-text:a-note": lambda: Reportable(
            TextKind.ANSWER, observation().answer_to(Question.SAW)
        ),
        "read-again": lambda: hidden(TextKind.ANSWER, written(cast).answer_to(Question.WHO)),
        "read-again:a-note": lambda: hidden(
            TextKind.ANSWER, observation().answer_to(Question.SAW)
        ),
        "read-again:a-board": lambda: hidden(TextKind.BOARD, board()),
        "read-second": second_reading,
        "take-back-second-reading": second_reading,
        "see-house-uses": lambda: cast.house,
        "administer-person": lambda: cast.colleague,
        "renew-code": lambda: cast.colleague,
        "end-sign-in": sign_in_of_author,
        "keep-own-account": lambda: cast.author,
        "keep-drafts": lambda: cast.author,
        "see-erasure": lambda: text_of(Kind.ROUND, written(cast)),
        "erase": lambda: text_of(Kind.ROUND, written(cast)),
        "erase:a-note": lambda: text_of(Kind.OBSERVATION, observation()),
        "answer-erasure": lambda: text_of(Kind.ROUND, written(cast)),
        "stop-job": lambda: make.saved(
            making.ask(
                "selection", {}, Format.CSV, "Ro", by=cast.instructor, at=make.NOON
            )
        ),
    } | {
        action: lambda: cast.programme
        for action in (
            "start-cycle", "extract", "make-board", "tell-outcome", "see-people", "invite",
            "see-log", "see-record",
        )
    }  # fmt: skip


@pytest.mark.parametrize("row", WHO_MAY.strip().splitlines()[1:], ids=lambda row: row.split()[0])
def test_who_may_do_what(cast, subjects, row):
    action, *marks = row.split()
    subject = subjects.get(action, lambda: written(cast))()
    wanted = {who for who, mark in zip(PEOPLE, marks, strict=True) if mark == "✓"}
    allowed = Action(action.split(":")[0])
    assert {who for who in PEOPLE if can(getattr(cast, who), allowed, subject)} == wanted


def test_every_action_is_in_the_table():
    named = {row.split()[0].split(":")[0] for row in WHO_MAY.strip().splitlines()[1:]}
    assert named == {action.value for action in Action}


def test_nobody_gives_herself_anything(cast):
    """Not even those who may give it to others."""
    assert not can(cast.coordinator, Action.ADMINISTER_PERSON, cast.coordinator)
    assert not can(cast.coordinator, Action.RENEW_CODE, cast.coordinator)
    assert not can(cast.leader, Action.RENEW_CODE, cast.leader)


def test_nobody_gives_sparring_on_what_she_writes(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.leader,))
    request = make.sparring_request(cycle, by=cast.author)
    assert not can(cast.leader, Action.GIVE_SPARRING, request)


@pytest.mark.parametrize("row", WHO_SEES.strip().splitlines()[1:], ids=lambda row: row.split()[0])
def test_who_sees_a_cycle(cast, row):
    audience, *marks = row.split()
    if audience == "wondering":
        cycle = written(cast, stage=Stage.WONDERING, visibility=Visibility.PRIVATE)
    elif audience.startswith("sent"):
        cycle = written(cast, visibility=Visibility.LEADER)
        make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    else:
        cycle = written(cast, visibility=Visibility(audience))
    wanted = {who for who, mark in zip(PEOPLE, marks, strict=True) if mark == "✓"}
    seeing = {
        who
        for who in PEOPLE
        if cycle in db.session.scalars(Cycle.visible_to(getattr(cast, who))).all()
    }
    assert seeing == wanted


def test_a_leader_renews_no_code_that_opens_more_than_writing(cast):
    leads_too = make.member(cast.programme, Role.LEADER, "Vera Holt", unit=cast.house)
    coordinates_too = make.member(cast.programme, Role.AUTHOR, "Ida Krog", unit=cast.house)
    make.saved(Membership(person=coordinates_too, role=Role.COORDINATOR, given_at=make.NOON))
    for other in (leads_too, coordinates_too):
        assert not can(cast.leader, Action.RENEW_CODE, other)
        assert can(cast.coordinator, Action.RENEW_CODE, other)
    assert can(cast.leader, Action.RENEW_CODE, cast.colleague)
