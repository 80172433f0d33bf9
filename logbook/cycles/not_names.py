"""What is no name in an answer: taken in when its form is opened, remembered when it is saved."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from flask import g, has_request_context, session
from sqlalchemy import event

from logbook.cycles.models import Answer, NotName
from logbook.db import db
from logbook.forms import Form
from logbook.keys import keyed_hash
from logbook.privacy.found import Findings, found_in
from logbook.privacy.guard import bare

AnyForm = TypeVar("AnyForm", bound=Form)

# Under this name the browser's signed cookie holds ids: of texts just saved in which something
# was found, until the next page has said so.
JUST_SAVED = "vagt"
MOST_TOLD = 5


def hash_of(word: str, answer_id: UUID) -> str:
    return keyed_hash(f"not a name in {answer_id}", bare(word))


def said_of(answers: Sequence[Answer]) -> set[tuple[UUID, str]]:
    """What was said of these answers, in one query."""
    rows = db.session.scalars(NotName.in_answers([answer.id for answer in answers]))
    return {(row.answer_id, row.word_hash) for row in rows}


def no_names_in(answer: Answer, found: Findings, said: set[tuple[UUID, str]]) -> list[str]:
    words = (thing.words for thing in found.things if thing.may_be_no_name)
    return [word for word in words if (answer.id, hash_of(word, answer.id)) in said]


def found_in_answers(answers: Iterable[Answer]) -> dict[UUID, Findings]:
    """What the guard finds in each of them, without what was said to be no name."""
    found = {answer: what for answer in answers if (what := found_in(answer.text))}
    named = [a for a, what in found.items() if any(t.may_be_no_name for t in what.things)]
    said = said_of(named) if named else set()
    for answer in named if said else ():
        found[answer] = found_in(answer.text, no_names_in(answer, found[answer], said))
    return {answer.id: what for answer, what in found.items() if what}


def with_not_names(form: AnyForm, answer: Answer | None) -> AnyForm:
    """Let a form that writes this answer anew know what is no name in it."""
    if answer is None:
        return form
    form.rewrites = (*form.rewrites, answer.id)
    if not form.is_submitted():
        found = found_in(answer.text)
        if any(thing.may_be_no_name for thing in found.things):
            form.not_names = no_names_in(answer, found, said_of([answer]))
    return form


def found_in_passage(answer: Answer, words: str) -> Findings:
    """What the guard finds in words of an answer, without what is no name in it."""
    found = found_in(words)
    if not any(thing.may_be_no_name for thing in found.things):
        return found
    return found_in(words, no_names_in(answer, found, said_of([answer])))


# -- remembering ----------------------------------------------------------------------------


def note_written(_session: object, _context: object) -> None:
    """The answers that this request has written, in whichever view."""
    if not has_request_context() or "sent_form" not in g:
        return
    written = g.setdefault("written_answers", {})
    for each in [*db.session.new, *db.session.dirty]:
        if isinstance(each, Answer) and db.session.is_modified(each):
            written[each.id] = each.text


def remember(_session: object) -> None:
    """Before the commit: what its writer said is no name, and in what something was found."""
    if not has_request_context() or "sent_form" not in g:
        return
    db.session.flush()
    form: Form = g.sent_form
    written: dict[UUID, str] = g.pop("written_answers", {})
    if form.not_names:
        keep(form.not_names, {*written, *form.rewrites})
    told = [
        str(key)
        for key, text in written.items()
        if found_in(text, form.not_names).is_to_be_read_again
    ]
    if told:
        session[JUST_SAVED] = [*told, *session.setdefault(JUST_SAVED, [])][:MOST_TOLD]


def keep(words: Sequence[str], answer_ids: set[UUID]) -> None:
    known = {
        (row.answer_id, row.word_hash)
        for row in db.session.scalars(NotName.in_answers(sorted(answer_ids)))
    }
    said = {(key, hash_of(word, key)) for key in answer_ids for word in words}
    for key, hashed in sorted(said - known):
        db.session.add(NotName(answer_id=key, word_hash=hashed))


event.listen(db.session, "after_flush", note_written)
event.listen(db.session, "before_commit", remember)
