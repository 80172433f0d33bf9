"""What stood there before goes for good once a reported text is rewritten."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session, object_session

from logbook.conversations.models import NoteVersion
from logbook.cycles.models import Answer, Expectation, ExpectedSign, Version, Wording, WordingOf
from logbook.cycles.questions import Question
from logbook.drafts.models import Draft
from logbook.privacy.hidden import PURGED
from logbook.releases.models import Release
from logbook.uses.models import OutcomeVersion
from logbook.withheld.models.kinds import Reportable, TextKind

# What lies sealed can be opened by no query: who can open it does so before the commit.
REWRITTEN = "texts that were rewritten while they were hidden"


# What shorter words are found in may be anybody's.
SHORTEST = 20


@dataclass(frozen=True)
class Rewritten:
    """The table and the id of a text, where its forms are, and the words that stood there."""

    thing: tuple[str, UUID]
    programme_id: UUID
    places: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @classmethod
    def of(cls, held: Reportable, before: Mapping[str, str]) -> Self:
        return cls(
            (held.kind.words.model.__tablename__, held.id), held.programme_id,
            tuple(places_of(held)), tuple(filter(None, before.values())),
        )  # fmt: skip


def forget_earlier(held: Reportable, before: Mapping[str, str]) -> None:
    """Delete earlier texts, those that met, and unsaved ones; `before` is what stood there."""
    session: Any = object_session(held.row)
    with session.no_autoflush:
        take_out_earlier(held, before)
        note_rewritten(session, Rewritten.of(held, before))


def take_out_earlier(held: Reportable, before: Mapping[str, str]) -> None:
    session: Any = object_session(held.row)
    for statement in [*earlier_of(held), unsaved_of(held, before)]:
        session.execute(statement.execution_options(synchronize_session="fetch"))


def note_rewritten(session: Session, gone: Rewritten) -> None:
    """What is to be done of it before the commit, outside of its tables: see `sealed`."""
    session.info.setdefault(REWRITTEN, []).append(gone)


def earlier_of(held: Reportable) -> list[Any]:
    row = held.row
    statements: list[Any] = []
    if held.kind is TextKind.ANSWER:
        statements += [
            delete(Version).where(Version.answer_id == row.id),
            # What was withdrawn earlier is an earlier text too.
            update(Release)
            .where(Release.answer_id == row.id, Release.withdrawn_at.is_not(None))
            .values(text=PURGED),
        ]
        if row.question is Question.WHY:
            statements.append(
                update(Expectation).where(Expectation.cycle_id == row.cycle_id).values(why="")
            )
    elif held.kind is TextKind.TITLE:
        statements.append(
            delete(Wording).where(Wording.cycle_id == row.id, Wording.what == WordingOf.TITLE)
        )
    elif held.kind is TextKind.SIGN:
        statements += [
            delete(Wording).where(Wording.sign_id == row.id),
            # The words of that day are earlier words too.
            delete(ExpectedSign).where(ExpectedSign.sign_id == row.id),
        ]
    elif held.kind is TextKind.NOTE:
        statements.append(delete(NoteVersion).where(NoteVersion.conversation_id == row.id))
    elif held.kind is TextKind.OUTCOME:
        statements.append(delete(OutcomeVersion).where(OutcomeVersion.outcome_id == row.id))
    return statements


def unsaved_of(held: Reportable, before: Mapping[str, str]) -> Any:
    """What somebody has begun to write there, on whichever device, or elsewhere with the words that
    stood there; the row knows what comes late.

    What is stored to answer a retry holds no words: see `Receipt`.
    """
    marks = [Draft.place.contains(each) for each in places_of(held)]
    # As it stands in the JSON of the row.
    marks += [
        Draft.fields.contains(json.dumps(words, ensure_ascii=False)[1:-1], autoescape=True)
        for words in before.values()
        if len(words) >= SHORTEST
    ]
    return update(Draft).where(or_(*marks)).values(fields="")


def places_of(held: Reportable) -> list[str]:
    """What the address of its form has in it."""
    row, read_again = held.row, f"/laes-igen/{held.kind.words.slug}/{held.id}"
    if held.kind is TextKind.ANSWER:
        about = row.observation_id or row.trial_id or row.cycle_id
        return [f"{about}/{slug_of(row)}", read_again]
    return [PLACES[held.kind].format(row=row), read_again]


PLACES = {
    TextKind.TITLE: "{row.id}/maerker",
    TextKind.SIGN: "{row.cycle_id}/svar/tegn",
    TextKind.QUESTION: "{row.cycle_id}/bed-om-sparring",
    TextKind.SPARRING: "/sparring/{row.request_id}",
    TextKind.REPLY: "/sparring/{row.request_id}/svar",
    TextKind.KIND_WORD: "{row.cycle_id}/puf",
    TextKind.NOTE: "{row.id}",
    TextKind.OUTCOME: "{row.session_id}/brugt",
    TextKind.BOARD: "{row.id}/ret",
    TextKind.GROUP: "{row.id}",
    TextKind.BOARD_NOTE: "{row.id}",
}


def slug_of(answer: Answer) -> str:
    if answer.question is Question.WONDERING:
        return "undring"
    if answer.question is Question.SET_ASIDE:
        return "laeg-til-side"
    slug = answer.question.words.slug
    return slug if answer.observation_id or answer.trial_id else f"svar/{slug}"
