"""Whatever is saved where a stand-in stands goes to the hidden words, not into their place.

An ordinary form, a device that was without a connection, two texts that met: all of them write
into the same columns. So this looks at what is about to be written, not at who writes it.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from logbook.conversations.models import NoteVersion
from logbook.cycles.models import Version, Wording
from logbook.privacy.hidden import is_hidden
from logbook.uses.models import OutcomeVersion
from logbook.withheld.models.forgetting import forget_earlier
from logbook.withheld.models.kinds import Reportable, TextKind
from logbook.withheld.models.withheld import Withheld, without_stand_in

EARLIER = (Version, Wording, NoteVersion, OutcomeVersion)


@event.listens_for(Session, "before_flush")
def keep_hidden(session: Session, _context: Any, _instances: Any) -> None:
    for row in list(session.new):
        # A stand-in was never anybody's text.
        if isinstance(row, EARLIER) and is_hidden(row.text):
            session.expunge(row)
    for row in list(session.dirty):
        kind = TextKind.of_row(row)
        if kind is not None:
            divert(session, Reportable(kind, row))


def divert(session: Session, held: Reportable) -> None:
    """Words that were written over a stand-in are the text's new words, and stay hidden."""
    written = {}
    for name in held.kind.words.columns:
        changed = inspect(held.row).attrs[name].history
        before = changed.deleted[0] if changed.deleted else None
        now = changed.added[0] if changed.added else None
        if is_hidden(before) and not is_hidden(now):
            written[name] = without_stand_in(now or "")
    if not written:
        return
    with session.no_autoflush:
        hidden = session.scalar(Withheld.open_about(held.id))
        if hidden is None or not hidden.is_open:
            return
        for name in written:
            setattr(held.row, name, held.kind.words.stand_in)
        before = hidden.own_words
        if hidden.rewrite(before | written, at=moment_of(held)):
            forget_earlier(held, before)


def moment_of(held: Reportable) -> datetime:
    """When it was written, as its row says; what has no moment of its own was reported before."""
    moment = getattr(held.row, "written_at", None) or getattr(held.row, "changed_at", None)
    return moment or datetime.min.replace(tzinfo=UTC)
