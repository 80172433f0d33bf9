"""What is no name in a text: taken in when its form is opened, remembered when it is saved."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from flask import g, has_request_context, session
from sqlalchemy import event, inspect

from logbook.cycles.models import Answer, NotName
from logbook.db import Model, db
from logbook.forms import Form
from logbook.keys import keyed_hash
from logbook.privacy.found import Findings, found_in
from logbook.privacy.guard import bare
from logbook.withheld.models.kinds import TextKind

AnyForm = TypeVar("AnyForm", bound=Form)
Said = set[tuple[UUID, str]]

# Under this name the browser's signed cookie holds ids: of texts just saved in which something
# was found, until the next page has said so.
JUST_SAVED = "vagt"
MOST_TOLD = 5
# What is written once is never asked about in a form again.
COLUMNS = {
    TextKind.ANSWER: "answer_id", TextKind.TITLE: "cycle_id", TextKind.SIGN: "sign_id",
    TextKind.NOTE: "note_id", TextKind.OUTCOME: "outcome_id", TextKind.BOARD: "board_id",
    TextKind.GROUP: "group_id", TextKind.BOARD_NOTE: "board_note_id",
}  # fmt: skip


def hash_of(word: str, text_id: UUID) -> str:
    return keyed_hash(f"not a name in {text_id}", bare(word))


def said_of(text_ids: Collection[UUID]) -> Said:
    """What was said of these texts, in one query."""
    rows = db.session.scalars(NotName.in_texts(text_ids)) if text_ids else ()
    return {(row.text_id, row.word_hash) for row in rows}


def no_names_in(text_id: UUID, found: Findings, said: Said) -> list[str]:
    words = (thing.words for thing in found.things if thing.may_be_no_name)
    return [word for word in words if (text_id, hash_of(word, text_id)) in said]


def found_in_texts(texts: Mapping[UUID, str]) -> dict[UUID, Findings]:
    """What the guard finds in each of them, without what was said to be no name."""
    found = {key: what for key, words in texts.items() if (what := found_in(words))}
    named = [k for k, what in found.items() if any(t.may_be_no_name for t in what.things)]
    said = said_of(named)
    for key in named if said else ():
        found[key] = found_in(texts[key], no_names_in(key, found[key], said))
    return {key: what for key, what in found.items() if what}


def found_in_answers(answers: Iterable[Answer]) -> dict[UUID, Findings]:
    return found_in_texts({answer.id: answer.text for answer in answers})


def with_not_names(form: AnyForm, *rows: Model | None) -> AnyForm:
    """Let a form that writes these texts anew know what is no name in them."""
    texts = {held_id(row): words_of(row) for row in rows if row is not None}
    form.rewrites = (*form.rewrites, *(row for row in rows if row is not None))
    if not form.is_submitted():
        found = {key: found_in(words) for key, words in texts.items()}
        named = [k for k, what in found.items() if any(t.may_be_no_name for t in what.things)]
        said = said_of(named)
        for key in named:
            form.not_names += no_names_in(key, found[key], said)
    return form


def found_in_words_of(text_id: UUID, words: str) -> Findings:
    """What the guard finds in words of a text, without what is no name in it."""
    return found_in_texts({text_id: words}).get(text_id, Findings())


def held_id(row: Any) -> UUID:
    key: UUID = row.id
    return key


def words_of(row: Model) -> str:
    """What stands there, as one text."""
    kind = TextKind.of_row(row)
    columns = kind.words.columns if kind else ()
    return "\n".join(getattr(row, name) or "" for name in columns)


# -- remembering ----------------------------------------------------------------------------


def note_written(_session: object, _context: object) -> None:
    """The texts that this request has written, in whichever view."""
    if not has_request_context() or "sent_form" not in g:
        return
    written = g.setdefault("written_texts", {})
    for each in [*db.session.new, *db.session.dirty]:
        kind = TextKind.of_row(each)
        if kind in COLUMNS and any(is_changed(each, name) for name in kind.words.columns):
            written[each.id] = each


def is_changed(row: Any, name: str) -> bool:
    return bool(inspect(row).attrs[name].history.has_changes())


def remember(_session: object) -> None:
    """Before the commit: what its writer said is no name, and in what something was found."""
    if not has_request_context() or "sent_form" not in g:
        return
    db.session.flush()
    form: Form = g.sent_form
    written: dict[UUID, Any] = g.pop("written_texts", {})
    if form.not_names:
        keep(form.not_names, {**written, **{held_id(row): row for row in form.rewrites}})
    told = [
        str(key)
        for key, row in written.items()
        if isinstance(row, Answer) and found_in(row.text, form.not_names).is_to_be_read_again
    ]
    if told:
        session[JUST_SAVED] = [*told, *session.setdefault(JUST_SAVED, [])][:MOST_TOLD]


def keep(words: Sequence[str], texts: Mapping[UUID, Any]) -> None:
    """With each text the words that are asked about in it; what was deleted meanwhile has none."""
    stay = {key: row for key, row in texts.items() if inspect(row).persistent}
    known, hers = said_of(sorted(stay)), {bare(word) for word in words}
    for key, row in sorted(stay.items()):
        kind = TextKind.of_row(row)
        asked = {t.words for t in found_in(words_of(row)).things if t.may_be_no_name}
        for hashed in sorted({hash_of(word, key) for word in asked if bare(word) in hers}):
            if kind in COLUMNS and (key, hashed) not in known:
                there = {COLUMNS[kind]: key}
                db.session.add(NotName(text_id=key, word_hash=hashed, **there))


event.listen(db.session, "after_flush", note_written)
event.listen(db.session, "before_commit", remember)
