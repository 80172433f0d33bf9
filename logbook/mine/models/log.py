"""The lines of the log about her: what she did, what was done to her, and who read her texts."""

from sqlalchemy import and_, or_, select

from logbook.audit.models import Act, LogLine
from logbook.audit.shown.models import about_own_texts
from logbook.mine.models.conditions import Asker, Rows


def lines(asker: Asker) -> Rows:
    """What her page of the log shows, and her own acts.

    Never who said that somebody can be recognised in a text: nobody shall hesitate to say it.
    """
    shown = about_own_texts(asker.person).with_only_columns(LogLine.id).order_by(None)
    is_told = or_(LogLine.act != Act.REPORTED, LogLine.by_id == asker.id)
    about_her = or_(LogLine.by_id == asker.id, LogLine.person_id == asker.id, LogLine.id.in_(shown))
    return select(LogLine).where(
        and_(LogLine.programme_id == asker.person.programme_id, is_told, about_her)
    )
