"""Who is behind the passages of a module: what the threshold of five is settled among.

Not those that somebody chose to look at, or to hang up: who puts together any selection could
learn from the difference of two what neither of them says.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Index, Select, bindparam, select, text, union_all

from logbook.cycles.models import Cycle
from logbook.people.models import Person
from logbook.programme.models import District, Unit
from logbook.releases.models import Consent, Release

Query = Select[*tuple[Any, ...]]
IS_OUT = text("released_at IS NOT NULL AND withdrawn_at IS NULL")
Index(
    "ix_release_with_kp_of_module",
    Release.programme_id,
    Release.module_id,
    Release.id,
    sqlite_where=IS_OUT,
    postgresql_where=IS_OUT,
)


@cache
def all_behind() -> Query:
    """A row for each passage and writer that KP has of `module_ids`, and of no module if asked."""
    out = Release.released_to(bindparam("programme_id")).with_only_columns(Release.id)
    # Two searches along one index; an OR would read every release of the programme.
    there = union_all(
        out.where(Release.module_id.in_(bindparam("module_ids", expanding=True))),
        out.where(Release.module_id.is_(None), bindparam("or_none", type_=Boolean)),
    )
    return (
        select(Release)
        .where(Release.id.in_(there))
        .join(Cycle, Cycle.id == Release.cycle_id)
        .join(Unit, Unit.id == Cycle.house_id)
        .outerjoin(District, District.id == Unit.district_id)
        .join(Consent, Consent.release_id == Release.id)
        .join(Person, Person.id == Consent.person_id)
        .with_only_columns(
            Release.id,
            Release.module_id,
            Release.attribution,
            Release.written_at,
            Unit.kind.label("unit_kind"),
            District.name.label("district"),
            Person.id.label("person_id"),
            Person.name,
            Person.name_key,
            Person.profession,
            Person.is_stand_in,
        )
    )


def behind(programme_id: UUID, rows: Iterable[Any]) -> tuple[Query, dict[str, Any]]:
    """Who is behind the modules that these passages are of, whether or not theirs hang there."""
    modules = {row.module_id for row in rows}
    return all_behind(), {
        "programme_id": programme_id,
        "module_ids": [each for each in modules if each],
        "or_none": None in modules,
    }
