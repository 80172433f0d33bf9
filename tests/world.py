"""A world where much has happened, with a word in each text that tells where it stands.

One forløb for each audience, alike but for who may see it; beside them a draft, a round that was
closed, one of the other programme, passages on their way to KP and there, sparring asked for and
given. Everything was written on a Sunday evening, which no leader may learn.
"""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from logbook import gate
from logbook.boards.models import Board, BoardNote, BoardPassage
from logbook.cycles.models import (
    Cycle,
    Observation,
    ObservationRequest,
    Trial,
    Version,
    Wording,
)
from logbook.cycles.next_round import build_on
from logbook.cycles.questions import Question
from logbook.cycles.stages import ROAD, Decision, Position, Stage, Visibility
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.exports import making as extracts
from logbook.exports.models import Extract, Format, extract_release
from logbook.jobs.models import JobFile, JobState, job_part, parts_of
from logbook.kept import Kept
from logbook.kept import keep as keep_form
from logbook.people import invitations, passwords
from logbook.people.models import KeptForm, Person, SignIn
from logbook.programme.models import TagKind
from logbook.releases.models import Attribution, Release, SecondReading
from logbook.uses.models import Outcome, Use
from logbook.withheld.models import Reportable, TextKind, report
from tests import cast as people
from tests import factories as make

EVENING = datetime(2030, 1, 6, 18, 47, 13, tzinfo=UTC)
CLOCK_TIMES = ("18:47", "18.47", "19:47", "19.47")
PASSWORD = "fire fugle på en flagstang"

WRITERS = {"author", "coauthor"}
OF_THE_HOUSE = WRITERS | {"leader", "removed_coauthor", "asked_colleague", "colleague"}
# Who may open a cycle, by the name of its audience; ”sent” went to the district leader by name.
AUDIENCES = {
    "private": WRITERS,
    "leader": WRITERS | {"leader"},
    "sent": WRITERS | {"leader", "district_leader"},
    "house": OF_THE_HOUSE,
    "project": OF_THE_HOUSE | {"other_leader", "district_leader", "ppr_consultant", "stranger"},
}
VISIBILITIES = {"sent": Visibility.LEADER}


def word(*parts: str) -> str:
    """A word that stands nowhere else."""
    return f"kanarie-{'-'.join(parts)}."


def assemble() -> SimpleNamespace:
    """The cast, what they have written together, and their keys to the doors."""
    world = people.assemble()
    world.keys = {}
    world.audience = {}
    for who in people.PEOPLE:
        person = getattr(world, who)
        person.password_hash = passwords.hashed(PASSWORD)
        world.keys[who] = gate.begin_sign_in(person, device="En prøve", at=make.NOON)
    for audience, who in AUDIENCES.items():
        story(world, audience, who)
    sparring(world)
    passages(world)
    drafts_and_endings(world)
    conversations(world)
    uses(world)
    elsewhere(world)
    boards(world)
    slips(world)
    reported(world)
    unsaved(world)
    begun(world)
    world.removed_coauthor.notice = word("notice")
    db.session.commit()
    return world


def tell(world: SimpleNamespace, who: set[str], *parts: str) -> str:
    """A word, noted with everyone who may find it."""
    made = word(*parts)
    world.audience[made] = set(who)
    return made


def story(world: SimpleNamespace, name: str, who: set[str]) -> None:
    """A forløb with an answer to every question, some by one writer and some by two."""

    def say(what: str, *others: str) -> str:
        return tell(world, who | set(others), name, what)

    author, coauthor, at = world.author, world.coauthor, EVENING
    asked = "asked_colleague"
    cycle = Cycle.start(
        house=world.house, title=tell(world, WRITERS, name, "earlier-title"),
        wondering=say("wondering"),
        module=world.module, by=author, at=at,
    )  # fmt: skip
    db.session.add(cycle)
    cycle.rename(say("title", asked, "colleague"), by=author, at=at)
    cycle.let_write(coauthor, added_by=author, at=at)
    cycle.let_write(world.removed_coauthor, added_by=author, at=at)
    cycle.tags.extend(world.programme.tags[:1])
    cycle.answer(Question.ACTION, say("action", asked, "colleague"), by=author, at=at)
    for question in (Question.WHO, Question.OBSERVING):
        cycle.answer(question, say(question), by=author, at=at)
    cycle.answer(Question.WHY, tell(world, WRITERS, name, "expected-why"), by=author, at=at)
    cycle.plan_signs([tell(world, WRITERS, name, "earlier-sign")], by=coauthor, at=at)
    cycle.plan_signs([tell(world, WRITERS, name, "expected-sign")], by=author, at=at)
    cycle.begin(VISIBILITIES.get(name) or Visibility(name), by=author, at=at)
    trial = cycle.try_out(at.date(), by=author, at=at)
    for question in (Question.WHAT, Question.DIFFERENT):
        cycle.answer(question, say(question), by=author, at=at, about=trial)
    seen = observation(cycle, author, say)
    # What was expected stays with those who wrote it; all others read what the plan says now.
    cycle.answer(Question.WHY, say(Question.WHY), by=author, at=at)
    cycle.plan_signs([say("sign", asked, "colleague")], by=author, at=at)
    hers = observation(cycle, world.colleague, lambda what: say(f"her-{what}", "colleague"))
    left = observation(
        cycle, world.removed_coauthor, lambda what: say(f"left-{what}", "removed_coauthor")
    )
    for question in (Question.MODULE_LINK, Question.NEXT_STEP, Question.TAKEAWAY):
        cycle.answer(question, say(question), by=author, at=at)
    earlier = tell(world, WRITERS, name, "earlier-learned")
    cycle.answer(Question.LEARNED, earlier, by=coauthor, at=at)
    learned = cycle.answer(Question.LEARNED, say(Question.LEARNED), by=author, at=at)
    own = say(Question.SURPRISED, "removed_coauthor")
    cycle.answer(Question.SURPRISED, own, by=world.removed_coauthor, at=at)
    cycle.decision = Decision.KEEP
    for step in ROAD[2:]:
        cycle.move_to(step, by=author, at=at)
    cycle.stop_writing(world.removed_coauthor, at=at)
    waiting = ObservationRequest.ask(cycle, world.asked_colleague, by=author, at=at)
    answered = ObservationRequest.ask(cycle, world.colleague, by=author, at=at)
    answered.answered_at = at
    db.session.flush()
    keep(world, name, **versions(world, name, learned, seen, left))
    keep(
        world,
        name,
        cycle=cycle,
        trial=trial,
        observation=seen,
        hers=hers,
        left=left,
        request=waiting,
        wording=next(row.Wording for row in db.session.execute(Wording.of(cycle.id, None))),
    )
    for question in (Question.LEARNED, Question.TAKEAWAY, Question.NEXT_STEP, Question.SURPRISED):
        setattr(world, f"{name}_{question}", cycle.answer_to(question))


def observation(cycle: Cycle, by: Person, say: Any) -> Observation:
    seen = cycle.observe(say(Question.SAW), on=EVENING.date(), by=by, at=EVENING)
    for question in (Question.CHILDREN, Question.PARTICIPATION):
        cycle.answer(question, say(question), by=by, at=EVENING, about=seen)
    seen.position = Position.LOOKING_ON
    seen.score(cycle.signs[0], 2)
    return seen


def versions(
    world: SimpleNamespace, name: str, learned: Any, seen: Observation, left: Observation
) -> dict[str, Version]:
    """What stood there before, and what came second, of an answer of all and a note of one."""

    def second(answer: Any, by: Person, whose: set[str], what: str) -> Version:
        text = tell(world, whose, name, "second", what)
        return make.saved(Version.that_came_second(text, answer, by=by, at=EVENING))

    saw, left_saw = (each.answer_to(Question.SAW) for each in (seen, left))
    return {
        "version": db.session.scalars(Version.of(learned)).one(),
        "second": second(learned, world.coauthor, WRITERS, "learned"),
        "second_of_note": second(saw, world.author, {"author"}, "saw"),
        "second_of_left": second(left_saw, world.removed_coauthor, {"removed_coauthor"}, "left"),
        "saw": saw,
        "left_saw": left_saw,
    }


def keep(world: SimpleNamespace, name: str, **things: Cycle | Trial | Any) -> None:
    for kind, thing in things.items():
        setattr(world, f"{name}_{kind}", thing)


def sparring(world: SimpleNamespace) -> None:
    """One waits for the house's leader, one for the district leader, two were given."""
    for name, of in (("leader", None), ("sent", world.district_leader)):
        question = tell(world, AUDIENCES[name], name, "sparring-question")
        cycle = getattr(world, f"{name}_cycle")
        request = make.sparring_request(
            cycle, by=world.author, of=of, question=question, at=EVENING
        )
        setattr(world, f"{name}_sparring", request)
    for name in ("house", "project"):
        question = tell(world, AUDIENCES[name], name, "sparring-question")
        request = make.sparring_request(
            getattr(world, f"{name}_cycle"), by=world.author, question=question, at=EVENING
        )
        boxes = {
            box: tell(world, AUDIENCES[name], name, box)
            for box in ("noticed", "curious", "can_help")
        }
        given = make.saved(request.give(**boxes, bring_up=None, by=world.leader, at=EVENING))
        setattr(world, f"{name}_given", given)
        setattr(world, f"{name}_sparring", request)
    threads(world)


def threads(world: SimpleNamespace) -> None:
    """What was said after the sparring, and a kind word to a team that had been quiet."""
    request, who = world.house_sparring, AUDIENCES["house"]
    at = EVENING
    request.reply(tell(world, who, "house", "leaders-reply"), by=world.leader, at=at)
    world.reply = make.saved(
        request.reply(
            tell(world, who, "house", "writers-reply"),
            by=world.author,
            at=at + timedelta(seconds=1),
        )
    )
    long_ago = EVENING - timedelta(days=30)
    for name in ("quiet", "nudged"):
        cycle = make.cycle(
            by=world.author, house=world.house, visibility=Visibility.LEADER, at=long_ago,
            coauthors=(world.coauthor,),
        )  # fmt: skip
        setattr(world, f"{name}_cycle", cycle)
    words = tell(world, WRITERS | {"leader"}, "nudged", "kind-word")
    world.kind_word = make.kind_word(world.nudged_cycle, by=world.leader, text=words, at=EVENING)


def passages(world: SimpleNamespace) -> None:
    """Of the private forløb: one passage is with KP, one waits for a yes, one was withdrawn."""
    by, at = world.author, EVENING

    def give(question: Question, attribution: Attribution = Attribution.ANONYMOUS) -> Release:
        return make.release(
            world.private_cycle, by=by, question=question, attribution=attribution, at=at
        )

    world.released = give(Question.TAKEAWAY, Attribution.NAME)
    world.waiting = give(Question.LEARNED)
    world.withdrawn = give(Question.NEXT_STEP)
    world.withdrawn.withdraw(by=by, at=at)
    world.audience[word("private", "takeaway")] |= {"instructor"}
    taken = Extract.take(world.programme, Format.CSV, "Alle moduler", by=world.instructor, at=at)
    db.session.add(taken)
    db.session.flush()
    db.session.execute(extract_release.insert(), taken.rows_of([world.released.id]))
    extract_jobs(world)
    second_reading(world)


def second_reading(world: SimpleNamespace) -> None:
    """The leader is asked to read a passage of the private forløb, and sees that alone."""
    answer = world.private_cycle.answer_to(Question.MODULE_LINK)
    world.second_reading = make.saved(
        SecondReading.ask(
            answer, answer.text, Attribution.ANONYMOUS, module=world.module, of=world.leader,
            by=world.author, at=EVENING,
        )
    )  # fmt: skip
    world.audience[answer.text] |= {"leader"}


def extract_jobs(world: SimpleNamespace) -> None:
    """One extract that waits to be made, and one whose file is there to be read."""
    by, at = world.instructor, make.NOON
    chosen = {"modul": "", "gruppe": "fokus"}
    world.waiting_job = extracts.ask("selection", chosen, Format.PDF, "Alle moduler", by=by, at=at)
    world.job = extracts.ask("selection", chosen, Format.TEXT, "Alle moduler", by=by, at=at)
    db.session.add_all([world.waiting_job, world.job])
    db.session.flush()
    world.job.state, world.job.ended_at = JobState.DONE, at
    words = world.released.text.encode()
    file = JobFile(
        job_id=world.job.id, name="Udtræk.txt", media_type="text/plain; charset=utf-8",
        is_shown=True, content=words, size=len(words), made_at=at,
        expires_at=at + timedelta(hours=1),
    )  # fmt: skip
    db.session.add(file)
    db.session.execute(job_part.insert(), parts_of(world.job.id, [world.released.id]))


def uses(world: SimpleNamespace) -> None:
    """A passage was used in teaching, an answer at a meeting, and in two plans elsewhere."""
    by, at = world.instructor, EVENING
    world.been_session, _, world.coming_session = world.module.sessions
    make.saved(Use.in_session(world.released, world.been_session, by=by, at=at))
    told = OF_THE_HOUSE | {"other_leader", "ppr_consultant", "stranger", "instructor"}
    earlier, now, second = (
        tell(world, who, "outcome", what)
        for who, what in (
            ({"instructor"}, "earlier"), (told, "now"), ({"instructor"}, "second"),
        )
    )  # fmt: skip
    outcome = make.saved(Outcome.begin(world.been_session, by=by, at=at))
    outcome.write(earlier, revision=0, by=by, at=at)
    outcome.write(now, revision=1, by=by, at=at)
    world.second_outcome = make.saved(outcome.write(second, revision=1, by=by, at=at))
    learned, day = world.project_learned, at.date()
    world.meeting_use = make.saved(Use.at_meeting(learned, None, on=day, by=world.leader, at=at))
    for name, who in (("private", {"stranger"}), ("project", AUDIENCES["project"])):
        plan = make.cycle(
            by=world.stranger, house=world.other_house, visibility=Visibility(name), at=at,
            title=tell(world, who, "plan", name),
        )  # fmt: skip
        world.plan_use = make.saved(
            Use.in_plan(learned, None, plan, by=world.stranger, at=at, today=day)
        )


def drafts_and_endings(world: SimpleNamespace) -> None:
    """A wondering that nobody else may know of, and a forløb whose second round is one too."""
    by, at = world.author, EVENING
    world.draft_cycle = make.cycle(
        by=by, house=world.house, stage=Stage.WONDERING, at=at,
        title=tell(world, {"author"}, "draft", "title"),
        wondering=tell(world, {"author"}, "draft", "wondering"),
    )  # fmt: skip
    for question in (Question.ACTION, Question.WHY):
        world.draft_cycle.answer(question, tell(world, {"author"}, "draft", question), by=by, at=at)
    closed = make.cycle(
        by=by, house=world.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE, at=at
    )
    world.second_round = make.saved(build_on(closed, by=by, at=at))
    world.second_round.title = tell(world, {"author"}, "second-round", "title")
    world.closed_cycle = closed
    again = make.cycle(
        by=by, house=world.house, at=at, title=tell(world, {"author"}, "draft-again", "title")
    )
    world.draft_request = make.saved(
        ObservationRequest.ask(again, world.asked_colleague, by=by, at=at)
    )
    again.move_to(Stage.WONDERING, by=by, at=at)
    unplanned = make.cycle(by=by, house=world.house, stage=Stage.WONDERING, at=at)
    unplanned.set_aside("Vi var for få.", by=by, at=at)
    world.unplanned_cycle = make.saved(unplanned)
    world.shown_cycle = make.cycle(
        by=by, house=world.house, visibility=Visibility.LEADER, coauthors=(world.coauthor,), at=at
    )
    aside = make.cycle(by=by, house=world.house, at=at)
    aside.set_aside(tell(world, {"author"}, "aside", "reason"), by=by, at=at)
    world.aside_cycle = make.saved(aside)


def begun(world: SimpleNamespace) -> None:
    """What two have written and not saved: the author on one device, the coauthor on two."""

    def draft(who: str, path: str, name: str, number: int = 1) -> Draft:
        words = tell(world, {who}, "unsaved", who, str("abc"[number]))
        return make.saved(
            Draft(
                person_id=getattr(world, who).id, device=uuid4(), revision=number,
                place=f"/forloeb/{world.project_cycle.id}/{path}",
                fields=json.dumps({name: words}), changed_at=EVENING,
            )
        )  # fmt: skip

    world.draft_of_author = draft("author", "laeg-til-side", "reason")
    draft("coauthor", "svar/laert", "text")
    draft("coauthor", "svar/laert", "text", 2)


def conversations(world: SimpleNamespace) -> None:
    """Two of the house and two opened on a colleague's screen; of each one that is over."""
    by, at = world.author, EVENING
    open_ = {"author", "coauthor", "colleague"}
    kinds = {"held": True, "ended": True, "opened": False, "closed_again": False}
    for name, house_sees in kinds.items():
        is_over = name in {"ended", "closed_again"}
        reads = OF_THE_HOUSE if house_sees else open_ - ({"colleague"} if is_over else set())
        rewrites = WRITERS if is_over else reads
        cycle = make.cycle(
            by=by, house=world.house, stage=Stage.OBSERVE, coauthors=(world.coauthor,), at=at,
            visibility=Visibility.HOUSE if house_sees else Visibility.PRIVATE,
            title=tell(world, reads, name, "title"),
            wondering=tell(world, reads, name, "wondering"),
        )  # fmt: skip
        cycle.answer(Question.WHO, tell(world, reads, name, "who"), by=by, at=at)
        cycle.answer(
            Question.CHILDREN, tell(world, reads, name, "children"), by=by, at=at,
            about=cycle.observations[0],
        )  # fmt: skip
        talk = make.conversation(
            cycle, by=by, screen_of=world.colleague, at=at,
            note=tell(world, rewrites, name, "earlier-note"),
        )  # fmt: skip
        talk.write(tell(world, reads, name, "note"), revision=1, by=world.colleague, at=at)
        second = make.saved(
            talk.beside(tell(world, rewrites, name, "second-note"), by=world.coauthor, at=at)
        )
        if is_over:
            talk.end(by=by, at=at)
        keep(world, name, cycle=cycle, talk=make.saved(talk), second_note=second)


def elsewhere(world: SimpleNamespace) -> None:
    """The other programme has a forløb that is open to all of it, and a passage with its KP."""
    who, at = {"foreign_leader"}, EVENING
    world.foreign_cycle = make.cycle(
        by=world.foreign_leader, house=world.foreign_house, stage=Stage.REFLECT,
        visibility=Visibility.PROJECT, at=at, title=tell(world, who, "foreign", "title"),
        wondering=tell(world, who, "foreign", "wondering"),
    )  # fmt: skip
    passage = tell(world, who | {"foreign_instructor"}, "foreign", "surprised")
    world.foreign_cycle.answer(Question.SURPRISED, passage, by=world.foreign_leader, at=at)
    world.foreign_released = make.release(
        world.foreign_cycle, by=world.foreign_leader, question=Question.SURPRISED, at=at
    )


def boards(world: SimpleNamespace) -> None:
    """One with what is released on it and what was withdrawn since; one of the other programme."""
    fellow = make.member(world.programme, people.Role.INSTRUCTOR, "Jens Toft")
    for name, by in (("board", world.instructor), ("foreign_board", world.foreign_instructor)):
        who = {"instructor" if name == "board" else "foreign_instructor"}
        wrote = "author" if name == "board" else "foreign_leader"
        title = tell(world, who | {wrote}, name, "title")
        board = make.saved(Board.make(by.programme, title, None, by=by, at=EVENING))
        board.groups[1].rename(tell(world, who, name, "group"))
        hung = world.released if name == "board" else world.foreign_released
        placed = BoardPassage.put(hung, board.groups[0], 1, by=by, at=EVENING)
        keep(world, name, passage=make.saved(placed), group=board.groups[1])
        for kind, writer in (("note", by), ("fellow_note", fellow if name == "board" else by)):
            text = tell(world, who, name, kind)
            note = BoardNote.write(board, text, group=board.groups[0], by=writer, at=EVENING)
            keep(world, name, **{kind: make.saved(note)})
        setattr(world, name, board)
    world.fellow_board_note = world.board_fellow_note
    make.saved(
        BoardPassage(
            board_id=world.board.id, group_id=world.board.groups[2].id,
            release_id=world.withdrawn.id, position=2, put_by_id=world.instructor.id,
            put_at=EVENING,
        )
    )  # fmt: skip


def reported(world: SimpleNamespace) -> None:
    """A colleague said of one answer that somebody can be recognised: its writers read it alone."""
    cycle = make.cycle(
        by=world.author, house=world.house, visibility=Visibility.HOUSE, at=EVENING,
        coauthors=(world.coauthor,),
    )  # fmt: skip
    text = tell(world, WRITERS, "hidden", "who")
    answer = make.saved(cycle.answer(Question.WHO, text, by=world.author, at=EVENING))
    report(Reportable(TextKind.ANSWER, answer), None, by=world.colleague, at=EVENING)
    world.hidden_cycle, world.hidden_answer = make.saved(cycle), answer
    world.house_saw_of_her = world.house_hers.answer_to(Question.SAW)


def unsaved(world: SimpleNamespace) -> None:
    """The author was signed out while she wrote, and nobody knows it but she."""
    text = tell(world, {"author"}, "unsaved")
    form = Kept(f"/forloeb/{world.private_cycle.id}/svar/hvem", [("text", f"Der står {text}")])
    keep_form(form, world.author, at=EVENING)
    world.kept = db.session.scalars(KeptForm.of(world.author)).one()


def slips(world: SimpleNamespace) -> None:
    """Somebody new holds a slip of paper."""
    world.newcomer = make.member(world.programme, people.Role.AUTHOR, "Nora Ny", unit=world.house)
    slip = invitations.make(world.newcomer, by=world.coordinator, at=EVENING)
    world.token, world.code = slip.token, slip.code
    world.membership = world.colleague.memberships[0]
    world.track = next(tag for tag in world.programme.tags if tag.kind is TagKind.TRACK)
    db.session.flush()
    world.user_names = {who: getattr(world, who).user_name for who in ("author", "newcomer")}
    world.session = next(s for s in world.module.sessions if s.starts_on > make.TODAY).id
    world.sign_in = db.session.scalars(SignIn.of(world.author)).one()
