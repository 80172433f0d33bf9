"""Taking reported words out of their place, and putting them back when they were read through."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import object_session

from logbook.audit.models import Act
from logbook.cycles.models import Answer, Cycle, Sign
from logbook.cycles.stages import IllegalMove
from logbook.db import Model
from logbook.exports.models.extract import FROM_BOARD, Extract
from logbook.jobs.models import Job, forget_files_with, without_files
from logbook.people.models import Person
from logbook.privacy.hidden import HIDDEN_NAME, HIDDEN_TEXT, PURGED
from logbook.releases.models import Release, SecondReading
from logbook.releases.models.noting import note
from logbook.withheld.models.forgetting import forget_earlier
from logbook.withheld.models.kinds import Reportable, TextKind
from logbook.withheld.models.withheld import Whom, Withheld

BEING_READ = "Noget i filen bliver læst igennem igen, så den er slettet. Hent den igen om lidt."
RELEASE, EXTRACT = "release/", "extract/"
# For the list outside the database, which is written once this is kept: see `listing`.
HIDDEN_OR_SHOWN = "texts that were hidden or shown again"


class SeenBefore(IllegalMove):
    """She has reported this very text before, and its writers have read it through since."""


def report(held: Reportable, whom: Whom | None, *, by: Person, at: datetime) -> Withheld | None:
    """Hide a text from all but its writers, with the same words elsewhere in its forløb.

    None if it is hidden already, or holds nothing. Raises SeenBefore.
    """
    if held.is_hidden or not held.words:
        return None
    session: Any = object_session(held.row)
    for earlier in session.scalars(Withheld.ever_about(held.id)):
        if earlier.reported_by_id == by.id and earlier.is_of(held.words):
            raise SeenBefore("Teksten er læst igennem, siden du sagde det.")
    return hide_with_twins(held, whom, by=by, at=at)[0]


def hide_with_twins(
    held: Reportable, whom: Whom | None, *, by: Person, at: datetime
) -> list[Withheld]:
    """The text first, then the same words elsewhere in its forløb."""
    session: Any = object_session(held.row)
    others = list(session.scalars(twins_of(held))) if held.kind in TWINS else []
    every = [held, *(Reportable(held.kind, row) for row in others)]
    return [hide(each, whom, by=by, at=at) for each in every]


def hide(
    held: Reportable, whom: Whom | None, *, by: Person, at: datetime, report_id: UUID | None = None
) -> Withheld:
    """`report_id` is that of a report which an older backup does not hold."""
    words = held.words
    hidden = Withheld.of_text(held, words, whom, by=by, at=at)
    if report_id:
        hidden.id = report_id
    session: Any = object_session(held.row)
    session.add(hidden)
    for name in words:
        setattr(held.row, name, held.kind.words.stand_in)
    held.count()
    rest = {}
    if held.kind is TextKind.ANSWER:
        rest = let_rest(held.row, at=at)
        session.execute(SecondReading.forget_of(held.id))
    elif held.kind is TextKind.BOARD:
        rest = hide_in_extracts(held.row, words["title"])
    hidden.words = words | rest
    forget_files_with(held.row, BEING_READ)
    for board_id in boards_of(held):
        forget_board_files(session, board_id)
    note_for_list(hidden)
    return hidden


def note_for_list(hidden: Withheld) -> None:
    session: Any = object_session(hidden)
    session.info.setdefault(HIDDEN_OR_SHOWN, []).append(hidden)


# -- the same words in another place of the forløb ---------------------------------------------

TWINS = {TextKind.ANSWER, TextKind.TITLE, TextKind.SIGN}


def twins_of(held: Reportable) -> Select[Any]:
    """The same words in the other rounds of the forløb: what is carried over is copied."""
    row = held.row
    first_id = row.first_id if held.kind is TextKind.TITLE else row.cycle.first_id
    rounds = select(Cycle.id).where(Cycle.first_id == first_id)
    if held.kind is TextKind.TITLE:
        return select(Cycle).where(
            Cycle.id.in_(rounds), Cycle.title == row.title, Cycle.id != held.id
        )
    kind: Any = Sign if held.kind is TextKind.SIGN else Answer
    return select(kind).where(kind.cycle_id.in_(rounds), kind.text == row.text, kind.id != held.id)


# -- what was given to KP ----------------------------------------------------------------------


def let_rest(answer: Answer, *, at: datetime) -> dict[str, str]:
    """The passages of it are with KP no more, until it is shown again unchanged."""
    session: Any = object_session(answer)
    rest = {}
    for release in session.scalars(Release.live_of(answer)):
        rest[f"{RELEASE}{release.id}"] = release.text
        release.text = HIDDEN_TEXT
        release.let_rest(at=at)
        forget_files_with(release, BEING_READ)
    return rest


def hide_in_extracts(board: Any, title: str) -> dict[str, str]:
    """What was taken along from a board is told with its name."""
    session: Any = object_session(board)
    told = f"{FROM_BOARD}{title}"
    taken = select(Extract).where(
        Extract.programme_id == board.programme_id, Extract.selection == told
    )
    rest = {}
    for extract in session.scalars(taken):
        rest[f"{EXTRACT}{extract.id}"] = extract.selection
        extract.selection = f"{FROM_BOARD}{HIDDEN_NAME}"
    return rest


def boards_of(held: Reportable) -> Iterator[UUID]:
    if held.kind is TextKind.BOARD:
        yield held.id
    elif held.kind in {TextKind.GROUP, TextKind.BOARD_NOTE}:
        yield held.row.board_id


def files_made_of(session: Any, board_id: UUID) -> list[Job]:
    """The jobs for a board's files, made or not."""
    every = session.scalars(select(Job).where(Job.kind == "extract"))
    return [job for job in every if str(board_id) in str(job.asked)]


def forget_board_files(session: Any, board_id: UUID) -> None:
    """The files that were made of a board hold its name, its groups and its notes."""
    made = [job.id for job in files_made_of(session, board_id)]
    session.execute(update(Job).where(Job.id.in_(made)).values(label=f"{FROM_BOARD}{HIDDEN_NAME}"))
    session.execute(
        update(Job).where(Job.id.in_(made), Job.ended_at.is_not(None)).values(told=BEING_READ)
    )
    for statement in without_files(made):
        session.execute(statement)


# -- showing it again --------------------------------------------------------------------------


def place_of(hidden: Withheld) -> Reportable:
    """The text in its place."""
    session: Any = object_session(hidden)
    row = session.get(hidden.kind.words.model, hidden.subject_id)
    return Reportable(hidden.kind, row)


def show_again(hidden: Withheld, words: Mapping[str, str], *, by: Person, at: datetime) -> bool:
    """Put the words, as they were read through, back in their place; whether they were changed.

    Unchanged, the passages of it are with KP again. Changed, they are withdrawn, and every
    earlier text is deleted for good. Raises IllegalMove if it is shown already.
    """
    if not hidden.is_open:
        raise IllegalMove("Teksten er allerede vist igen.")
    held = place_of(hidden)
    rest = dict(hidden.words)
    keep_rewritten(hidden, words, at=at)
    changed = hidden.rewritten_at is not None
    shown = hidden.own_words
    # First this: what is written over a stand-in stays hidden as long as it is open.
    hidden.close(by=by, at=at)
    note_for_list(hidden)
    put_back(held, shown)
    if held.kind is TextKind.ANSWER:
        if changed:
            held.row.written_at, held.row.written_by_id = at, by.id
            held.row.credit(by, at=at)
        wake(held.row, {} if changed else rest, by=by, at=at)
    elif held.kind is TextKind.BOARD:
        name_extracts(held.row, rest)
    return changed


def keep_rewritten(hidden: Withheld, words: Mapping[str, str], *, at: datetime) -> bool:
    """Other words, which stay hidden; what stood there before goes for good. Whether it did."""
    before = hidden.own_words
    if not hidden.is_open or not hidden.rewrite(words, at=at):
        return False
    forget_earlier(place_of(hidden), before)
    return True


def put_back(held: Reportable, words: Mapping[str, str]) -> None:
    for name, text in words.items():
        setattr(held.row, name, text)
    held.count()


def let_go_of_passages(release_ids: Collection[UUID], session: Any) -> None:
    """What KP had, and will not have again, is not kept with the hidden words either."""
    answers = select(Release.answer_id).where(Release.id.in_(release_ids))
    rows = session.scalars(
        select(Withheld).where(Withheld.answer_id.in_(answers), Withheld.shown_at.is_(None))
    )
    gone = {f"{RELEASE}{each}" for each in release_ids}
    for hidden in rows:
        hidden.words = {key: text for key, text in hidden.words.items() if key not in gone}


def wake(answer: Answer, rest: Mapping[str, str], *, by: Person, at: datetime) -> None:
    """The passages that rested: back as they were, or withdrawn if the text is another."""
    session: Any = object_session(answer)
    for release in session.scalars(Release.resting_of(answer)):
        text = rest.get(f"{RELEASE}{release.id}")
        release.wake()
        if text is None:
            release.text = PURGED
            if release.withdrawn_at is None:
                release.withdrawn_at, release.withdrawn_by_id = at, by.id
                note(release, Act.RELEASE_WITHDRAWN, by=by, at=at)
        else:
            release.text = text


def name_extracts(board: Model, rest: Mapping[str, str]) -> None:
    """What was taken along from it is told with the name that it has now."""
    session: Any = object_session(board)
    for key in rest:
        if key.startswith(EXTRACT):
            extract = session.get(Extract, UUID(key.removeprefix(EXTRACT)))
            if extract is not None:
                extract.selection = f"{FROM_BOARD}{getattr(board, 'title', '')}"
