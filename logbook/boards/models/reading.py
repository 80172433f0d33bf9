"""The queries that read a board, and those that look for passages to put on it.

They give columns, not objects, and are built once: a page asks them at every visit.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Select, bindparam, exists, func, select

from logbook.boards.models.passage import BoardPassage
from logbook.cycles.models.cycle import cycle_tag
from logbook.exports.models.behind import IS_OUT
from logbook.exports.models.selection import releases
from logbook.people.models import Person
from logbook.programme.models import Module, Session, Tag, TagKind
from logbook.releases.models import Attribution, Consent, Release

Query = Select[*tuple[Any, ...]]
# How many passages are looked through for one page; who has more narrows down.
MOST = 1_000
# What instructors look through, in an order that says nothing.
Index(
    "ix_release_with_kp",
    Release.programme_id,
    Release.id,
    sqlite_where=IS_OUT,
    postgresql_where=IS_OUT,
)


def hanging() -> Select[Release]:
    """What hangs on `board_id` of `programme_id`: released, and not withdrawn."""
    # The programme is asked for in a way that no index answers: SQLite would begin with all that
    # it has released, not with what hangs there.
    programme = func.coalesce(Release.programme_id, Release.programme_id)
    return (
        select(Release)
        .join(BoardPassage, BoardPassage.release_id == Release.id)
        .where(
            BoardPassage.board_id == bindparam("board_id"),
            programme == bindparam("programme_id"),
            Release.released_at.is_not(None),
            Release.withdrawn_at.is_(None),
        )
    )


@cache
def rows_on_board() -> Query:
    """One row per passage: what it says, and where it hangs."""
    return (
        hanging()
        .outerjoin(Module, Module.id == Release.module_id)
        .outerjoin(Session, Session.id == Release.session_id)
        .with_only_columns(
            Release.id,
            Release.text,
            Release.question,
            Release.decision,
            Release.attribution,
            Release.module_id,
            Module.title.label("module"),
            Session.title.label("session"),
            BoardPassage.id.label("passage_id"),
            BoardPassage.group_id,
        )
        .order_by(BoardPassage.position, BoardPassage.id)
    )


@cache
def tags_on_board() -> Query:
    """The focus areas and themes of each passage's round, in the programme's order."""
    return (
        hanging()
        .join(cycle_tag, cycle_tag.c.cycle_id == Release.cycle_id)
        .join(Tag, Tag.id == cycle_tag.c.tag_id)
        .where(Tag.kind.in_([TagKind.FOCUS, TagKind.THEME]))
        .with_only_columns(Release.id, Tag.kind, Tag.name, Tag.position)
        .order_by(Tag.position, Tag.id)
    )


# -- looking for passages ---------------------------------------------------------------------


@cache
def candidates(chosen: frozenset[str], words: int = 0) -> Query:
    """What fits the choices, in the order of the random ids, and one more than is looked through.

    The text comes along only where words are looked for: `word0` and so on, as `pattern_of` has
    them. What holds them but for a letter is left out later.
    """
    query = releases(chosen)
    for number in range(words):
        query = query.where(Release.text.ilike(bindparam(f"word{number}")))
    if "theme_id" in chosen:
        has_it = exists(cycle_tag.c.tag_id).where(
            cycle_tag.c.cycle_id == Release.cycle_id, cycle_tag.c.tag_id == bindparam("theme_id")
        )
        query = query.where(has_it.correlate(Release))
    if "questions" in chosen:
        query = query.where(Release.question.in_(bindparam("questions", expanding=True)))
    if "decision" in chosen:
        # What was released with the passage: the round's own decision may be nobody's to know.
        query = query.where(Release.decision == bindparam("decision"))
    columns: list[Any] = [Release.id, Release.question, Release.module_id]
    if words:
        columns.append(Release.text)
    return query.with_only_columns(*columns).order_by(Release.id).limit(MOST + 1)


def pattern_of(word: str) -> str:
    """What every text with this word is like, on each database.

    One of them knows small and capital letters of the English alphabet alone, so any others, and
    what may be written as one sign or two, may be anything.
    """
    return f"%{''.join(c if c.isascii() and c.isalnum() else '%' for c in word)}%"


def to_show(release_ids: Sequence[UUID]) -> Query:
    """What is shown of these passages while one chooses among them."""
    return select(
        Release.id, Release.text, Release.question, Release.decision, Release.attribution
    ).where(Release.id.in_(release_ids), Release.withdrawn_at.is_(None))


def named_writers(release_ids: Sequence[UUID]) -> Query:
    """Who stands by name under these passages."""
    return (
        select(Consent.release_id, Person.name)
        .join(Person, Person.id == Consent.person_id)
        .join(Release, Release.id == Consent.release_id)
        .where(Consent.release_id.in_(release_ids), Release.attribution == Attribution.NAME)
        .order_by(Person.name_key, Person.id)
    )


def question_of(programme_id: UUID, release_id: UUID) -> Query:
    """Where in the list a passage stands or stood, also if it was withdrawn meanwhile."""
    return select(Release.question).where(
        Release.id == release_id,
        Release.programme_id == programme_id,
        Release.released_at.is_not(None),
    )
