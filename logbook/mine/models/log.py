"""The lines of the log about her: what she did, what was done to her, and who read her texts."""

from sqlalchemy import and_, or_, select

from logbook.audit.models import Act, LogLine
from logbook.audit.shown.models import about_own_texts
from logbook.mine.models.conditions import Asker, Rows

# Only who did it finds it in her file.
HERS_TO_KNOW = (Act.REPORTED, Act.NAME_REMOVED)


def lines(asker: Asker) -> Rows:
    """What her page of the log shows, and her own acts.

    Never who said that somebody can be recognised in a text: nobody shall hesitate to say it. And
    never who took her name off one.
    """
    shown = about_own_texts(asker.person).with_only_columns(LogLine.id).order_by(None)
    is_told = or_(LogLine.act.not_in(HERS_TO_KNOW), LogLine.by_id == asker.id)
    about_her = or_(LogLine.by_id == asker.id, LogLine.person_id == asker.id, LogLine.id.in_(shown))
    return select(LogLine).where(
        and_(LogLine.programme_id == asker.person.programme_id, is_told, about_her)
    )
