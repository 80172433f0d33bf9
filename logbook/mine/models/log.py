"""The lines of the log about her: what she did, what was done to her, and who read her rounds."""

from sqlalchemy import or_, select

from logbook.audit.models import LogLine
from logbook.mine.models.conditions import Asker, Rows
from logbook.mine.models.kp import her_words


def lines(asker: Asker) -> Rows:
    about_her_words = LogLine.about_id.in_(her_words(asker))
    return select(LogLine).where(
        LogLine.programme_id == asker.person.programme_id,
        or_(
            LogLine.by_id == asker.id,
            LogLine.person_id == asker.id,
            LogLine.cycle_id.in_(asker.her_rounds),
            about_her_words,
        ),
    )
