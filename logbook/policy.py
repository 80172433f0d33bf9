"""Who may do what.

Seeing is a query (`Cycle.visible_to`): what you may not see is 404.
Doing is a rule in this file: what you may see but not do is 403.
A rule is a verb about relationship, never about state; state is the model's business.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask import Flask, abort, g

from logbook.boards.models import Board, BoardNote
from logbook.conversations.models import Conversation
from logbook.cycles.models import Answer, Cycle, Observation, ObservationRequest
from logbook.erasing.models import Text
from logbook.gate import me
from logbook.jobs.models import Job
from logbook.people.models import Person, Role, SignIn
from logbook.programme.models import District, Programme, Unit
from logbook.releases.models import Release
from logbook.reviews.models import Reply, SparringRequest
from logbook.uses.models import Use
from logbook.withheld.models import Reportable, Withheld


class Action(StrEnum):
    """Everything that somebody may be allowed to do, with its subject in brackets."""

    START_CYCLE = "start-cycle"  # (the programme)
    WRITE_IN_CYCLE = "write-in-cycle"  # (a cycle): answer, try, observe, move it
    ADMINISTER_CYCLE = "administer-cycle"  # (a cycle): add writers, widen who sees it, delete it
    REWRITE = "rewrite"  # (an answer): also read what stood there before
    EDIT_OBSERVATION = "edit-observation"  # (an observation): it belongs to its observer
    ANSWER_OBSERVATION_REQUEST = "answer-observation-request"  # (the request)
    ASK_FOR_SPARRING = "ask-for-sparring"  # (a cycle)
    GIVE_SPARRING = "give-sparring"  # (a request)
    TAKE_PART_IN_THREAD = "take-part-in-thread"  # (a request)
    TAKE_BACK_REPLY = "take-back-reply"  # (a reply): it belongs to its writer
    SEND_KIND_WORD = "send-kind-word"  # (a cycle)
    SEE_OVERVIEW = "see-overview"  # (a house)
    SEE_DISTRICT = "see-district"  # (a district): figures of its houses
    SEE_PROGRAMME = "see-programme"  # (the programme): figures of all its houses
    HOLD_CONVERSATION = "hold-conversation"  # (a cycle): with the team of its house
    OPEN_FOR_CONVERSATION = "open-for-conversation"  # (a cycle) that the house does not see
    # (a conversation): turn its parts, write in its note, end it
    TAKE_PART_IN_CONVERSATION = "take-part-in-conversation"
    PROPOSE_RELEASE = "propose-release"  # (an answer)
    DECIDE_RELEASE = "decide-release"  # (a release): say yes, choose the session
    WITHDRAW_RELEASE = "withdraw-release"  # (a release): say no, take the proposal back
    EXTRACT = "extract"  # (the programme)
    MAKE_BOARD = "make-board"  # (the programme)
    WORK_ON_BOARD = "work-on-board"  # (a board): put passages on it, move them, rename, copy
    EDIT_BOARD_NOTE = "edit-board-note"  # (a note on a board): it belongs to its writer
    TELL_OUTCOME = "tell-outcome"  # (the programme): what passages were used for, and which
    MARK_AT_MEETING = "mark-at-meeting"  # (a cycle): that its words were taken up in its house
    USE_IN_PLAN = "use-in-plan"  # (a cycle): build a round of one's own on its words
    TAKE_BACK_USE = "take-back-use"  # (a use)
    SEE_HOUSE_USES = "see-house-uses"  # (a house): where its words went
    SEE_RECORD = "see-record"  # (the programme): the record of processing
    SEE_PEOPLE = "see-people"  # (the programme): all of them, or those of one's houses
    SEE_LOG = "see-log"  # (the programme): who did what, never what was written
    INVITE = "invite"  # (the programme): invite people, give and take memberships
    ADMINISTER_PERSON = "administer-person"  # (a person): memberships, removal
    RENEW_CODE = "renew-code"  # (a person)
    END_SIGN_IN = "end-sign-in"  # (one of one's own sign-ins)
    KEEP_OWN_ACCOUNT = "keep-own-account"  # (a person): her password, her sign-ins
    KEEP_DRAFTS = "keep-drafts"  # (a person): what she has not saved yet
    SEE_ERASURE = "see-erasure"  # (a text): what happens if it is erased
    ERASE = "erase"  # (a text): for good, or propose it to those who wrote in it too
    ANSWER_ERASURE = "answer-erasure"  # (a text): say yes or no, take one's own name off it
    REPORT_TEXT = "report-text"  # (a text in its place): somebody can be recognised in it
    READ_AGAIN = "read-again"  # (a text that was reported): rewrite it, show it again
    READ_SECOND = "read-second"  # (a second reading): it is asked of one person
    TAKE_BACK_SECOND_READING = "take-back-second-reading"  # (a second reading): its asker's
    STOP_JOB = "stop-job"  # (a job): it is its asker's


def writes_here(person: Person, programme: Programme) -> bool:
    return person.programme_id == programme.id and bool(person.houses())


def writes(person: Person, cycle: Cycle) -> bool:
    return cycle.is_written_by(person)


def is_in_charge(person: Person, cycle: Cycle) -> bool:
    return cycle.is_in_charge(person)


def observed(person: Person, observation: Observation) -> bool:
    return observation.observer_id == person.id


def rewrites(person: Person, answer: Answer) -> bool:
    if answer.observation:
        return observed(person, answer.observation)
    return writes(person, answer.cycle)


def was_asked_what_she_saw(person: Person, request: ObservationRequest) -> bool:
    return request.colleague_id == person.id


def was_asked_and_does_not_write(person: Person, request: SparringRequest) -> bool:
    return request.is_addressed_to(person) and not request.cycle.is_written_by(person)


def takes_part_in_thread(person: Person, request: SparringRequest) -> bool:
    return request.is_taken_part_in_by(person)


def wrote_reply(person: Person, reply: Reply) -> bool:
    return reply.by_id == person.id


def leads_and_does_not_write(person: Person, cycle: Cycle) -> bool:
    return person.leads(cycle.house_id) and not cycle.is_written_by(person)


def works_in_its_house(person: Person, cycle: Cycle) -> bool:
    return cycle.house_id in person.unit_ids(Role.AUTHOR, Role.LEADER)


def works_in_its_house_or_writes(person: Person, cycle: Cycle) -> bool:
    return works_in_its_house(person, cycle) or cycle.is_written_by(person)


def takes_part_in_conversation(person: Person, conversation: Conversation) -> bool:
    return conversation.is_held_by(person)


def leads(person: Person, house: Unit) -> bool:
    return person.leads(house.id)


def leads_district(person: Person, district: District) -> bool:
    return district.id in person.district_ids(Role.DISTRICT_LEADER)


def wrote_in_or_writes_with(person: Person, answer: Answer) -> bool:
    return answer.is_written_by(person) or answer.cycle.is_written_by(person)


def wrote_in_release(person: Person, release: Release) -> bool:
    return release.holds_words_of(person)


def wrote_in_release_or_proposed_it(person: Person, release: Release) -> bool:
    return release.holds_words_of(person) or release.proposed_by_id == person.id


def teaches(person: Person, programme: Programme) -> bool:
    return person.programme_id == programme.id and person.plays(Role.INSTRUCTOR)


def teaches_there(person: Person, board: Board) -> bool:
    return person.programme_id == board.programme_id and person.plays(Role.INSTRUCTOR)


def wrote(person: Person, text: BoardNote | Text) -> bool:
    return text.is_written_by(person)


def writes_elsewhere(person: Person, cycle: Cycle) -> bool:
    """Whether she could build on it in a round of her own; its writers have ”Byg videre”."""
    return writes_here(person, cycle.house.programme) and not cycle.is_written_by(person)


def marked_or_writes_the_plan(person: Person, use: Use) -> bool:
    return use.may_be_taken_back_by(person)


def works_there(person: Person, house: Unit) -> bool:
    return house.id in person.unit_ids(Role.AUTHOR, Role.LEADER)


def coordinates(person: Person, programme: Programme) -> bool:
    return person.programme_id == programme.id and person.plays(Role.COORDINATOR)


def looks_after_people(person: Person, programme: Programme) -> bool:
    is_hers = person.programme_id == programme.id
    return is_hers and (person.plays(Role.COORDINATOR) or person.plays(Role.LEADER))


def coordinates_somebody_else(person: Person, other: Person) -> bool:
    return person.id != other.id and coordinates(person, other.programme)


def coordinates_or_leads_somebody_else(person: Person, other: Person) -> bool:
    """A leader renews for those who write in her house and do nothing more.

    Whoever holds the slip becomes the other: the code of a coordinator or a fellow leader would
    be a way to rights that nobody gave.
    """
    writes_in_her_house = person.unit_ids(Role.LEADER) & other.unit_ids(Role.AUTHOR)
    only_writes = all(membership.role is Role.AUTHOR for membership in other.memberships)
    return coordinates_somebody_else(person, other) or (
        person.id != other.id and bool(writes_in_her_house) and only_writes
    )


def is_herself(person: Person, other: Person) -> bool:
    return person.id == other.id


def signed_in(person: Person, sign_in: SignIn) -> bool:
    return sign_in.person_id == person.id


def has_a_say(person: Person, text: Text) -> bool:
    return text.concerns(person)


def may_erase(person: Person, text: Text) -> bool:
    return text.may_be_erased_by(person)


def asked_for_it(person: Person, job: Job) -> bool:
    return job.asked_by_id == person.id


def does_not_write_alone(person: Person, text: Reportable) -> bool:
    """What is one's own alone one rewrites; everybody else who sees it may say it."""
    return text.owner_id != person.id


def wrote_what_is_hidden(person: Person, hidden: Withheld) -> bool:
    return hidden.is_read_again_by(person)


RULES: dict[Action, Callable[[Person, Any], bool]] = {
    Action.START_CYCLE: writes_here,
    Action.WRITE_IN_CYCLE: writes,
    Action.ADMINISTER_CYCLE: is_in_charge,
    Action.REWRITE: rewrites,
    Action.EDIT_OBSERVATION: observed,
    Action.ANSWER_OBSERVATION_REQUEST: was_asked_what_she_saw,
    Action.ASK_FOR_SPARRING: writes,
    Action.GIVE_SPARRING: was_asked_and_does_not_write,
    Action.TAKE_PART_IN_THREAD: takes_part_in_thread,
    Action.TAKE_BACK_REPLY: wrote_reply,
    Action.SEND_KIND_WORD: leads_and_does_not_write,
    Action.SEE_OVERVIEW: leads,
    Action.SEE_DISTRICT: leads_district,
    Action.SEE_PROGRAMME: coordinates,
    Action.HOLD_CONVERSATION: works_in_its_house_or_writes,
    Action.OPEN_FOR_CONVERSATION: writes,
    Action.TAKE_PART_IN_CONVERSATION: takes_part_in_conversation,
    Action.PROPOSE_RELEASE: wrote_in_or_writes_with,
    Action.DECIDE_RELEASE: wrote_in_release,
    Action.WITHDRAW_RELEASE: wrote_in_release_or_proposed_it,
    Action.EXTRACT: teaches,
    Action.MAKE_BOARD: teaches,
    Action.WORK_ON_BOARD: teaches_there,
    Action.EDIT_BOARD_NOTE: wrote,
    Action.TELL_OUTCOME: teaches,
    Action.MARK_AT_MEETING: works_in_its_house,
    Action.USE_IN_PLAN: writes_elsewhere,
    Action.TAKE_BACK_USE: marked_or_writes_the_plan,
    Action.SEE_HOUSE_USES: works_there,
    Action.SEE_RECORD: coordinates,
    Action.SEE_PEOPLE: looks_after_people,
    Action.SEE_LOG: coordinates,
    Action.INVITE: coordinates,
    Action.ADMINISTER_PERSON: coordinates_somebody_else,
    Action.RENEW_CODE: coordinates_or_leads_somebody_else,
    Action.END_SIGN_IN: signed_in,
    Action.KEEP_OWN_ACCOUNT: is_herself,
    Action.KEEP_DRAFTS: is_herself,
    Action.SEE_ERASURE: has_a_say,
    Action.ERASE: may_erase,
    Action.ANSWER_ERASURE: wrote,
    Action.REPORT_TEXT: does_not_write_alone,
    Action.READ_AGAIN: wrote_what_is_hidden,
    Action.READ_SECOND: lambda person, reading: reading.is_asked_of(person),
    Action.TAKE_BACK_SECOND_READING: lambda person, reading: reading.is_asked_by(person),
    Action.STOP_JOB: asked_for_it,
}


def can(person: Person, action: Action, subject: object) -> bool:
    """Whether this person stands in the right relation to the subject."""
    return RULES[action](person, subject)


def authorize(action: Action, subject: object) -> None:
    """Stop with 403 unless the signed-in person may do this."""
    g.authorized = True
    if not can(me(), action, subject):
        abort(403)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["can"] = lambda action, subject: can(me(), Action(action), subject)
