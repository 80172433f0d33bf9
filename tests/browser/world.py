"""A house in the middle of its work: something stands on every page there is."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from logbook.boards.models import Board, BoardNote, BoardPassage
from logbook.cycles.models import Cycle, ObservationRequest, Version, VersionKind
from logbook.cycles.next_round import build_on
from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision, Position, Stage, Visibility
from logbook.db import db
from logbook.exports import making as extracts
from logbook.exports.models import Extract, Format
from logbook.exports.models.extract import extract_release
from logbook.jobs.models import NOT_MADE, Job, JobFile, JobState
from logbook.people import invitations
from logbook.people.models import Person, Role
from logbook.releases.models import Attribution, SecondReading
from logbook.reviews.models import BringUp
from logbook.uses.models import Outcome, Use
from logbook.withheld.models import Reportable, TextKind, Whom, report
from tests import factories as make

LONG = (
    "Vi delte garderoben i to hold, så der aldrig var flere end otte børn ad gangen, og lod en "
    "voksen sidde på gulvet hele vejen igennem. De første dage blev der stadig løbet frem og "
    "tilbage, men fra onsdag begyndte børnene selv at hjælpe hinanden med lynlåsene.\n\n"
    "Det tog længere tid end før. Til gengæld hørte vi ikke et eneste ›skynd dig‹."
)
SIGN = "Flere børn finder selv ind i legen"
LONG_WORD = "Institutionsovergangssamarbejdsaftalen"
DAY = timedelta(days=1)


def look(cycle: Cycle, by: Person, scores: list[int | None], at: datetime) -> None:
    """One person's observation of one day, with how clearly she saw each sign."""
    seen = cycle.observe("De byggede videre på gulvet.", on=at.date(), by=by, at=at)
    for sign, score in zip(cycle.signs, scores, strict=True):
        seen.score(sign, score)


def furnish(cast: SimpleNamespace) -> SimpleNamespace:
    """Two rounds of one wondering, sparring waiting and given, passages with KP, a code out."""
    start = make.NOON - 30 * DAY
    cast.programme.is_example = True
    author, coauthor, house = cast.author, cast.coauthor, cast.house
    first = make.cycle(
        by=author, house=house, stage=Stage.REFLECT, visibility=Visibility.HOUSE,
        title="Garderoben som mødested", module=cast.module, coauthors=(coauthor,), at=start,
    )  # fmt: skip
    first.tags.extend(cast.programme.tags)
    first.answer(Question.SURPRISED, LONG, by=coauthor, at=start)
    first.decision = Decision.ADJUST
    first.plan_signs([SIGN, f"{LONG_WORD} fylder mindre"], by=author, at=start)
    # Two signs a day; on the third day two saw different things, and on the fifth nobody looked.
    looked = [(0, 1, 1), (1, 1, 0), (2, 0, 2), (2, 2, 2), (3, 1, None), (4, None, 1), (5, 2, 3)]
    for day, *scores in looked:
        look(first, coauthor, scores, start + day * DAY)
    given = make.sparring_request(first, by=author, question="Hvad ser du, som vi ikke ser?")
    make.saved(given.give(
        noticed=LONG, curious="Hvem af børnene inviterer hinanden?",
        can_help="Jeg kan tage telefonen mellem ni og ti.", bring_up=BringUp.STAFF_MEETING,
        by=cast.leader, at=start + 4 * DAY,
    ))  # fmt: skip
    reply = given.reply(LONG, by=author, at=start + 5 * DAY)
    reply.read_on = (start + 6 * DAY).date()
    given.reply("Så tager jeg det op med de andre huse.", by=cast.leader, at=make.NOON - 2 * DAY)
    second = make.saved(build_on(first, by=author, at=start + 5 * DAY))
    second.begin(Visibility.LEADER, by=author, at=start + 6 * DAY)
    for stage in (Stage.TRY, Stage.OBSERVE):
        make.answer_for(second, stage, by=author, at=start + 9 * DAY)
        second.move_to(stage, by=author, at=start + 9 * DAY)
    seen = second.observations[0]
    seen.score(second.signs[0], 2)
    reworded = "Flere finder selv ind i legen, og de bliver der"
    second.plan_signs([reworded, second.signs[1].text], by=author, at=start)
    look(second, coauthor, [3, None], start + 10 * DAY)
    seen.position = Position.LOOKING_ON
    second.answer(Question.CHILDREN, LONG, by=author, at=start + 9 * DAY, about=seen)
    asked = ObservationRequest.ask(
        second, cast.asked_colleague, earlier=[], by=author, at=start + 10 * DAY
    )
    answered = ObservationRequest.ask(
        second, cast.colleague, earlier=[], by=author, at=start + 10 * DAY
    )
    by_colleague = second.observe(LONG, on=make.TODAY, by=cast.colleague, at=start + 11 * DAY)
    answered.answered_at = start + 11 * DAY
    db.session.add_all([asked, answered])
    waiting = make.sparring_request(
        second, by=author, question="Skal vi blive ved, eller prøve noget andet?",
        at=make.NOON - 4 * DAY,
    )  # fmt: skip
    other = make.cycle(
        by=coauthor, house=house, stage=Stage.TRY, visibility=Visibility.PROJECT,
        title=f"{LONG_WORD} på legepladsen i ydertimerne", at=make.NOON - DAY,
    )  # fmt: skip
    make.sparring_request(other, by=coauthor, question="", at=make.NOON - DAY)
    aside = make.cycle(by=author, house=house, stage=Stage.SET_ASIDE, title="Fredagens samling")
    draft = make.cycle(by=author, house=house, stage=Stage.WONDERING, title="Eftermiddagen")
    planned = make.cycle(by=author, house=house, stage=Stage.PLAN, title="Frokosten", at=start)
    quiet = make.cycle(
        by=coauthor, house=house, visibility=Visibility.LEADER, title="Sovestuen som rolig start",
        at=make.NOON - 19 * DAY,
    )  # fmt: skip
    nudged = make.cycle(
        by=author, house=house, visibility=Visibility.LEADER, stage=Stage.TRY,
        title="Hjembesøg før start", at=make.NOON - 25 * DAY, coauthors=(coauthor,),
    )  # fmt: skip
    make.kind_word(
        nudged, by=cast.leader, at=make.NOON - 3 * DAY,
        text="Jeg kom til at tænke på jeres hjembesøg. Skal jeg finde en time til jer på tirsdag?",
    )  # fmt: skip
    shared = make.release(first, by=author)
    gone = make.release(first, by=author, question=Question.NEXT_STEP)
    proposed = make.release(
        first, by=author, question=Question.SURPRISED, passage=LONG.split("\n")[0]
    )
    board = make.saved(
        Board.make(cast.programme, f"{LONG_WORD} i praksis", cast.module.sessions[-1],
                   by=cast.instructor, at=make.NOON - DAY)
    )  # fmt: skip
    empty_board = make.saved(
        Board.make(cast.programme, "Tom", None, by=cast.instructor, at=make.NOON)
    )
    by, at = cast.instructor, make.NOON - DAY
    for position, release in enumerate((shared, gone), 1):
        db.session.add(BoardPassage.put(release, board.groups[2], position, by=by, at=at))
    gone.withdraw(by=author, at=make.NOON)
    board_note = make.saved(BoardNote.write(board, LONG, group=board.groups[2], by=by, at=at))
    extract = Extract.take(
        cast.programme, Format.DOCX, cast.module.title, by=cast.instructor, at=make.NOON - DAY
    )
    db.session.add(extract)
    db.session.flush()
    db.session.execute(extract_release.insert(), extract.rows_of([shared.id]))
    files = files_of(cast.instructor)
    # A leader of two houses chooses between them.
    other_leader = cast.other_leader
    make.saved(
        type(other_leader.memberships[0])(
            person=other_leader, role=Role.LEADER, unit=house, given_at=make.NOON
        )
    )
    been = cast.module.sessions[0]
    open_learned = make.cycle(
        by=author, house=house, stage=Stage.REFLECT, visibility=Visibility.PROJECT, at=start,
        title="Frokosten som fællesskab",
    ).answer_to(Question.LEARNED)  # fmt: skip
    outcome = make.saved(Outcome.begin(been, by=cast.instructor, at=start))
    outcome.write("Vi øvede pauser.", revision=0, by=cast.instructor, at=start)
    outcome.write(LONG, revision=1, by=cast.instructor, at=start)
    outcomes_met = make.saved(
        outcome.version(
            VersionKind.CAME_SECOND, f"{LONG} Ro.", by_id=cast.instructor.id, at=make.NOON
        )
    )
    day = make.TODAY - 3 * DAY
    db.session.add_all([
        Use.in_session(shared, been, by=cast.instructor, at=start),
        Use.at_meeting(shared.answer, shared, on=day, by=cast.leader, at=make.NOON),
    ])  # fmt: skip
    newcomer = make.member(cast.programme, Role.AUTHOR, "Nour Haddad", unit=house)
    slip = invitations.make(newcomer, by=cast.coordinator, at=make.NOON)
    learned = first.answer_to(Question.LEARNED)
    first.answer(Question.LEARNED, f"{learned.text} {LONG}", by=cast.coauthor, at=make.NOON)
    met = make.saved(
        Version.that_came_second(f"{LONG} Ro smitter.", learned, by=cast.author, at=make.NOON)
    )
    first.rename("Garderoben, når alle kommer ind på én gang", by=author, at=make.NOON)
    first.rename("Garderoben som mødested", by=coauthor, at=make.NOON)
    signs = [sign.text for sign in first.signs]
    first.plan_signs([f"{LONG_WORD} på gulvet", "Færre skynd dig"], by=author, at=make.NOON)
    first.plan_signs(signs, by=coauthor, at=make.NOON)
    talked = make.cycle(
        by=author, house=house, stage=Stage.OBSERVE, visibility=Visibility.HOUSE,
        title="Frugten på legepladsen", coauthors=(coauthor,), at=start,
    )  # fmt: skip
    make.conversation(talked, by=author, note=LONG, is_over=True, at=start)
    talk = make.conversation(talked, by=author, note="Vi begyndte her.", at=make.NOON)
    talk.write(LONG, revision=1, by=coauthor, at=make.NOON)
    notes_met = make.saved(
        talk.version(VersionKind.CAME_SECOND, f"{LONG} Ro.", by_id=author.id, at=make.NOON)
    )
    reported = make.cycle(
        by=author, house=house, stage=Stage.REFLECT, visibility=Visibility.HOUSE,
        title="Overgangen fra vuggestuen", coauthors=(coauthor,), at=make.NOON,
    ).answer_to(Question.LEARNED)  # fmt: skip
    report(Reportable(TextKind.ANSWER, reported), Whom.FAMILY, by=cast.leader, at=make.NOON)
    reading = make.saved(
        SecondReading.ask(
            learned, LONG, Attribution.ANONYMOUS, module=None, of=cast.leader, by=author,
            at=make.NOON,
        )
    )  # fmt: skip
    db.session.commit()
    return SimpleNamespace(
        reported=reported, reading=reading,
        board=board, empty_board=empty_board, board_note=board_note,
        talked=talked, talk=talk, notes_met=notes_met,
        first=first, second=second, other=other, aside=aside, draft=draft, planned=planned,
        trial=second.trials[0], seen=seen, by_colleague=by_colleague, asked=asked,
        waiting=waiting, given=given, quiet=quiet, nudged=nudged, shared=shared, proposed=proposed,
        learned=learned, met=met, waiting_job=files[0], failed_job=files[1], text_job=files[2],
        been=been, open_learned=open_learned, outcomes_met=outcomes_met,
        unchanged=first.answer_to(Question.NEXT_STEP), newcomer=newcomer, token=slip.token,
        code=slip.code,
    )  # fmt: skip


def files_of(instructor: Person) -> list[Job]:
    """A file that is being made, one that failed, and a text to copy."""
    chosen = {"modul": "", "gruppe": "fokus"}
    jobs = [
        extracts.ask("selection", chosen, format, "Alle moduler", by=instructor, at=make.NOON)
        for format in (Format.PPTX, Format.PDF, Format.TEXT)
    ]
    working, failed, text = jobs
    db.session.add_all(jobs)
    working.state, working.done, working.total, working.attempts = JobState.WORKING, 40, 100, 1
    working.begun_at = working.beat_at = make.NOON
    failed.state, failed.ended_at, failed.told = JobState.FAILED, make.NOON, NOT_MADE
    text.state, text.ended_at = JobState.DONE, make.NOON
    db.session.flush()
    content = f"Alle moduler\n\n{LONG}\n".encode()
    file = JobFile(
        job_id=text.id, name="Udtræk Alle moduler.txt", media_type="text/plain; charset=utf-8",
        is_shown=True, content=content, size=len(content), made_at=make.NOON,
        expires_at=make.NOON + DAY,
    )  # fmt: skip
    db.session.add(file)
    return jobs
