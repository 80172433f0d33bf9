"""Texts that were rewritten, hidden again where a restored backup shows what stood there before."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from logbook.audit.models import Act, record
from logbook.db import db
from logbook.erasing.forgetting import remember
from logbook.erasing.listed import REWRITTEN, Entry
from logbook.erasing.models import Erasure
from logbook.withheld.models import Withheld
from logbook.withheld.models.restored import is_there, withhold
from logbook.withheld.sealed import forget_sealed_with


def shows_again(entry: Entry) -> bool:
    """Whether what stood there before is here again.

    Nothing of it is in a database that knows of it: there it was rewritten.
    """
    is_known = db.session.scalar(Erasure.known([entry.id])) is not None
    return not is_known and any(is_there(*thing) for thing in entry.along)


def hide_again(some: Iterable[Entry], *, at: datetime) -> int:
    """One after the other, each at one stroke; how many there were."""
    number = 0
    for entry in some:
        if entry.kind != REWRITTEN or not shows_again(entry):
            continue
        found = [withhold(*thing, at=at) for thing in entry.along]
        forget_sealed_with([gone for _, gone in found if gone])
        note_hidden([each for new, _ in found for each in new], at=at)
        remember(entry)
        db.session.commit()
        number += 1
    return number


def note_hidden(some: Sequence[Withheld], *, at: datetime) -> None:
    """In the log, by nobody: the program did it."""
    for each in some:
        record(
            Act.REPORTED, by=None, at=at, programme_id=each.programme_id,
            about=(each.kind.words.model.__tablename__, each.subject_id),
            cycle_id=each.cycle_id, person_id=each.owner_id,
        )  # fmt: skip


def told_of_hidden(number: int) -> str:
    """What became of the texts that were rewritten, as the one who restores reads it."""
    if number == 0:
        return ""
    if number == 1:
        return "1 tekst, der var skrevet om, er skjult igen, til den er læst igennem."
    return f"{number} tekster, der var skrevet om, er skjult igen, til de er læst igennem."
