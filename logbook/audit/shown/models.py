"""Which lines an author sees about her own texts, and which a coordinator of what was done.

The author sees who has read what is hers, and where it went. The coordinator sees acts that change
who may do what, and what left the house or went for good; never who read, wrote or signed in, since
that would be a way to watch people at work.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select, union

from logbook.audit.models import Act, LogLine
from logbook.cycles.models import Cycle, CycleWriter, Observation
from logbook.cycles.stages import Visibility
from logbook.exports.models import Extract
from logbook.exports.models.extract import extract_release
from logbook.people.models import Person
from logbook.releases.models import Consent

# What is told of a round to all who write in it now.
OF_A_ROUND = (
    Act.AUDIENCE_CHANGED, Act.WRITER_ADDED, Act.WRITER_REMOVED, Act.OPENED_ON_SCREEN,
    Act.COLLEAGUE_ASKED, Act.COLLEAGUE_NOT_ASKED, Act.SPARRING_ASKED, Act.SPARRING_NOT_ASKED,
    Act.SPARRING_GIVEN, Act.SHOWN_AGAIN, Act.ERASED, Act.ERASURE_PROPOSED, Act.NAME_REMOVED,
)  # fmt: skip
# What is told of a passage to all whose words it is.
OF_A_PASSAGE = (
    Act.RELEASE_PROPOSED, Act.RELEASE_AGREED, Act.RELEASED, Act.RELEASE_WITHDRAWN,
    Act.SECOND_READING_ASKED, Act.SECOND_READING_GIVEN,
)  # fmt: skip

# What a coordinator sees, in the groups that she can choose from.
ROLES = (
    Act.INVITED, Act.CODE_RENEWED, Act.CODE_WITHDRAWN, Act.ROLE_GIVEN, Act.ROLE_TAKEN,
    Act.PERSON_REMOVED, Act.PERSON_BACK, Act.LEFT,
)  # fmt: skip
SHARED = (
    Act.AUDIENCE_CHANGED, Act.RELEASED, Act.RELEASE_WITHDRAWN, Act.EXTRACTED, Act.BOARD_TAKEN,
)  # fmt: skip
ERASED = (
    Act.ERASED, Act.NAME_REMOVED, Act.REPORTED, Act.SHOWN_AGAIN, Act.RETENTION_WARNED,
    Act.RETENTION_RAN, Act.HELD, Act.HOLD_LIFTED, Act.RESTORED, Act.PROGRAMME_LOADED,
)  # fmt: skip
GROUPS = {"adgang": ROLES, "delt": SHARED, "slettet": ERASED}


def about_own_texts(person: Person) -> Select[LogLine]:
    """Newest first. Each way to a text of hers is a query of its own, by its own index."""
    line = LogLine
    writes = select(CycleWriter.cycle_id).where(CycleWriter.person_id == person.id)
    writes_now = writes.where(CycleWriter.removed_at.is_(None))
    observed = select(Observation.cycle_id).where(Observation.observer_id == person.id)
    is_reading = and_(line.act == Act.READ, line.by_id != person.id)
    # What she proposed or said yes to herself she knows.
    is_news = line.act.in_([Act.RELEASED, Act.RELEASE_WITHDRAWN])
    hers = select(Consent.release_id).where(Consent.person_id == person.id)
    taken = (
        select(extract_release.c.extract_id)
        .join(Consent, Consent.release_id == extract_release.c.release_id)
        .where(Consent.person_id == person.id)
    )
    ways = (
        # Sparring and replies have readers of their own: those are told to who wrote them.
        select(line.id).where(is_reading, line.person_id.is_(None), line.cycle_id.in_(writes)),
        select(line.id).where(is_reading, line.person_id.is_(None), line.cycle_id.in_(observed)),
        select(line.id).where(is_reading, line.person_id == person.id),
        select(line.id).where(is_reading, line.about_id.in_(hers)),
        select(line.id).where(line.act.in_(OF_A_ROUND), line.cycle_id.in_(writes_now)),
        select(line.id).where(
            line.act.in_(OF_A_PASSAGE),
            line.about_id.in_(hers),
            or_(is_news, line.by_id != person.id),
        ),
        select(line.id).where(line.act == Act.EXTRACTED, line.about_id.in_(taken)),
    )
    found = union(*ways).subquery()
    return (
        select(line)
        .where(line.programme_id == person.programme_id, line.id.in_(select(found.c.id)))
        .order_by(line.number.desc())
    )


def reported_in_rounds_of(person: Person) -> Select[LogLine]:
    """That somebody can be recognised in a text of a round that she writes in now.

    Apart from the others: where it stands among them would say who had just read it.
    """
    writes_now = select(CycleWriter.cycle_id).where(
        CycleWriter.person_id == person.id, CycleWriter.removed_at.is_(None)
    )
    return (
        select(LogLine)
        .where(
            LogLine.programme_id == person.programme_id,
            LogLine.act == Act.REPORTED,
            LogLine.cycle_id.in_(writes_now),
        )
        .order_by(LogLine.number.desc())
    )


def of_consequence(programme_id: UUID, group: str | None) -> Select[LogLine]:
    """Newest first; of one group, or of all."""
    acts = GROUPS[group] if group else (*ROLES, *SHARED, *ERASED)
    is_wide = or_(LogLine.act != Act.AUDIENCE_CHANGED, LogLine.detail == Visibility.PROJECT.value)
    return (
        select(LogLine)
        .where(LogLine.programme_id == programme_id, LogLine.act.in_(acts), is_wide)
        .order_by(LogLine.number.desc())
    )


def read_since(reader_id: UUID, ids: Collection[UUID], since: datetime) -> Select[UUID | None]:
    """Which of these she has read since then, as far as it is written down."""
    return select(LogLine.about_id).where(
        LogLine.about_id.in_(ids), LogLine.by_id == reader_id, LogLine.at >= since,
        LogLine.act == Act.READ,
    )  # fmt: skip


def before(query: Select[LogLine], number: int) -> Select[LogLine]:
    return query.where(LogLine.number < number)


def people_in(programme_id: UUID, ids: Collection[UUID]) -> Select[UUID, str]:
    """The names behind ids; whoever is gone for good has none."""
    named = select(Person.id, Person.name)
    return named.where(Person.programme_id == programme_id, Person.id.in_(ids))


def rounds_she_may_open(person: Person, ids: Collection[UUID]) -> Select[UUID, str]:
    query = Cycle.visible_to(person).where(Cycle.id.in_(ids))
    return query.with_only_columns(Cycle.id, Cycle.title)


def own_extracts(person: Person, ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """What these extracts were of, where words of hers are in them."""
    hers = exists().where(
        extract_release.c.extract_id == Extract.id,
        Consent.release_id == extract_release.c.release_id,
        Consent.person_id == person.id,
    )
    return select(Extract).where(Extract.id.in_(ids), hers)
