"""Texts in which somebody could be recognised, hidden again where a restored backup shows them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from logbook.audit.models import Act, record
from logbook.db import db
from logbook.erasing.forgetting import remember
from logbook.erasing.listed import HIDDEN_AGAIN, REPORTED, REWRITTEN, Entry
from logbook.erasing.models import Erasure
from logbook.withheld.models import Withheld
from logbook.withheld.models.restored import is_shown, is_there, withhold, withhold_as
from logbook.withheld.sealed import forget_sealed_with


def shows_again(entry: Entry) -> bool:
    """Whether what stood there before is here again, for everyone to see."""
    if entry.kind == REPORTED:
        holds = db.session.scalar(Withheld.numbered([entry.id]))
        return holds is None and any(is_shown(*thing) for thing in entry.along)
    # Nothing of it is in a database that knows of it: there it was rewritten.
    is_known = db.session.scalar(Erasure.known([entry.id])) is not None
    return not is_known and any(is_there(*thing) for thing in entry.along)


def hide_again(some: Iterable[Entry], *, at: datetime) -> int:
    """One after the other, each at one stroke; how many texts it was about."""
    things: set[tuple[str, UUID]] = set()
    for entry in some:
        if entry.kind not in HIDDEN_AGAIN or not shows_again(entry):
            continue
        things.update(entry.along)
        note_hidden(hidden_as(entry, at=at), at=at)
        if entry.kind == REWRITTEN:
            remember(entry)
        db.session.commit()
    return len(things)


def hidden_as(entry: Entry, *, at: datetime) -> list[Withheld]:
    """What is hidden now and was not."""
    if entry.kind == REPORTED:
        # As the report that it is: each of the same words elsewhere has one of its own.
        return [withhold_as(entry.id, *thing, at=at) for thing in entry.along]
    found = [withhold(*thing, at=at) for thing in entry.along]
    forget_sealed_with([gone for _, gone in found if gone])
    return [each for new, _ in found for each in new]


def note_hidden(some: Sequence[Withheld], *, at: datetime) -> None:
    """In the log, by nobody: the program did it."""
    for each in some:
        record(
            Act.REPORTED, by=None, at=at, programme_id=each.programme_id,
            about=(each.kind.words.model.__tablename__, each.subject_id),
            cycle_id=each.cycle_id, person_id=each.owner_id,
        )  # fmt: skip


def told_of_hidden(number: int) -> str:
    """What became of them, as the one who restores reads it."""
    if number == 0:
        return ""
    if number == 1:
        return "1 tekst, som nogen kan genkendes i, er skjult igen, til den er læst igennem."
    return f"{number} tekster, som nogen kan genkendes i, er skjult igen, til de er læst igennem."
