"""Texts in which somebody could be recognised, hidden again where a restored backup shows them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from logbook.audit.models import Act, record
from logbook.db import db
from logbook.erasing.forgetting import remember
from logbook.erasing.listed import HIDDEN_AGAIN, REPORTED, Entry
from logbook.erasing.models import Erasure
from logbook.withheld.models import Withheld
from logbook.withheld.models.restored import is_hidden, is_there, withhold, withhold_as_it_is
from logbook.withheld.sealed import forget_sealed_with


def shows_again(entry: Entry) -> bool:
    """Whether what stood there before is here again, for everyone to see."""
    if is_known(entry) or not is_of_something(entry):
        return False
    # What was rewritten may be hidden here as it was before.
    return entry.kind != REPORTED or not all(is_hidden(each) for _, each in entry.along)


def is_known(entry: Entry) -> bool:
    """Whether this database has been through it, and so holds nothing from before it.

    It holds the report itself, or remembers that it was rewritten or hidden again here.
    """
    found = [Withheld.numbered([entry.id]), Erasure.known([entry.id])]
    return any(db.session.scalar(query) is not None for query in found)


def hide_again(some: Iterable[Entry], *, at: datetime) -> int:
    """One after the other, each at one stroke; how many there were."""
    number = 0
    for entry in some:
        if entry.kind not in HIDDEN_AGAIN or is_known(entry) or not is_of_something(entry):
            continue
        number += shows_again(entry)
        note_hidden(hidden_as(entry, at=at), at=at)
        # Also what another one has hidden along with it: it is not asked about any more.
        remember(entry)
        db.session.commit()
    return number


def is_of_something(entry: Entry) -> bool:
    return any(is_there(*thing) for thing in entry.along)


def hidden_as(entry: Entry, *, at: datetime) -> list[Withheld]:
    """What is hidden now and was not."""
    if entry.kind == REPORTED:
        return [new for thing in entry.along for new in withhold_as_it_is(*thing, at=at)]
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
