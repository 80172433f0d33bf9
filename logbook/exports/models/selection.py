"""What an instructor asks for, and the queries that find it: released passages and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, distinct, exists, func

from logbook.cycles.models import Cycle
from logbook.cycles.models.cycle import cycle_tag
from logbook.programme.models import Module, Programme, Session, Tag, TagKind
from logbook.releases.models import Release

Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Selection:
    """A module or session, a track and a focus area, each of them or none."""

    programme: Programme
    module: Module | None = None
    session: Session | None = None
    track: Tag | None = None
    focus: Tag | None = None
    # Passages stand only if their module has some from so many houses.
    houses: int = 0

    @property
    def title(self) -> str:
        return self.module.title if self.module else "Alle moduler"

    @property
    def words(self) -> str:
        """What was asked for, as its writers read it: ”Modul 4, Undervisningsgang 2, Spor A”."""
        parts = (self.session, self.track, self.focus)
        named = [part.title if isinstance(part, Session) else part.name for part in parts if part]
        from_many = [f"fra mindst {self.houses} huse"] if self.houses else []
        return ", ".join([self.title, *named, *from_many])

    @property
    def chosen(self) -> dict[str, UUID]:
        """The ids of what was asked for, by the names that the queries know them by."""
        module = None if self.session else self.module
        things = {
            "session_id": self.session,
            "module_id": module,
            "track_id": self.track,
            "focus_id": self.focus,
        }
        return {name: thing.id for name, thing in things.items() if thing}

    def asks(self, query: Callable[[frozenset[str]], Query]) -> tuple[Query, dict[str, UUID]]:
        """One of the queries below for this selection, and its parameters."""
        return query(frozenset(self.chosen)), {"programme_id": self.programme.id, **self.chosen}


# Each is built once for each set of names; putting a query together costs more than running it.


def releases(chosen: frozenset[str]) -> Select[Release]:
    query = Release.released_to(bindparam("programme_id"))
    for name, column in (("session_id", Release.session_id), ("module_id", Release.module_id)):
        if name in chosen:
            query = query.where(column == bindparam(name))
    for name in ("track_id", "focus_id"):
        if name in chosen:
            has_it = exists(cycle_tag.c.tag_id).where(
                cycle_tag.c.cycle_id == Release.cycle_id, cycle_tag.c.tag_id == bindparam(name)
            )
            # Only the release is the outer one's: `tags` joins the same table outside.
            query = query.where(has_it.correlate(Release))
    return query


@cache
def any_of_them(chosen: frozenset[str]) -> Query:
    return releases(chosen).with_only_columns(Release.id).limit(1)


@cache
def modules_of_few() -> Query:
    """The modules of which KP has passages from fewer than `houses` houses."""
    return (
        releases(frozenset())
        .join(Cycle, Cycle.id == Release.cycle_id)
        .with_only_columns(Release.module_id)
        .group_by(Release.module_id)
        .having(func.count(distinct(Cycle.house_id)) < bindparam("houses"))
    )


@cache
def rows(chosen: frozenset[str]) -> Query:
    """One row per passage: what it says, and what it belongs to. Columns, not objects."""
    return (
        releases(chosen)
        .outerjoin(Module, Module.id == Release.module_id)
        .outerjoin(Session, Session.id == Release.session_id)
        .with_only_columns(
            Release.id,
            Release.text,
            Release.question,
            Release.decision,
            Release.attribution,
            Module.title.label("module"),
            Session.title.label("session"),
            Release.module_id,
        )
    )


@cache
def tags(chosen: frozenset[str]) -> Query:
    """The focus areas and themes that each passage's cycle has, in the programme's order."""
    return (
        releases(chosen)
        .join(cycle_tag, cycle_tag.c.cycle_id == Release.cycle_id)
        .join(Tag, Tag.id == cycle_tag.c.tag_id)
        .where(Tag.kind.in_([TagKind.FOCUS, TagKind.THEME]))
        .with_only_columns(Release.id, Tag.kind, Tag.name, Tag.position)
        .order_by(Tag.position, Tag.id)
    )
