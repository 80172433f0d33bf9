"""What an instructor asks for, and the queries that find it: released passages and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists

from logbook.cycles.models import Cycle
from logbook.cycles.models.cycle import cycle_tag
from logbook.people.models import Person
from logbook.programme.models import District, Module, Programme, Session, Tag, TagKind, Unit
from logbook.releases.models import Consent, Release


@dataclass(frozen=True)
class Selection:
    """A module or session, a track and a focus area, each of them or none."""

    programme: Programme
    module: Module | None = None
    session: Session | None = None
    track: Tag | None = None
    focus: Tag | None = None

    @property
    def title(self) -> str:
        return self.module.title if self.module else "Alle moduler"

    @property
    def words(self) -> str:
        """What was asked for, as its writers read it: ”Modul 4, Undervisningsgang 2, Spor A”."""
        parts = (self.session, self.track, self.focus)
        named = [part.title if isinstance(part, Session) else part.name for part in parts if part]
        return ", ".join([self.title, *named])

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        if self.session:
            yield Release.session_id == self.session.id
        elif self.module:
            yield Release.module_id == self.module.id
        for tag in (self.track, self.focus):
            if tag:
                has_it = exists(cycle_tag.c.tag_id).where(
                    cycle_tag.c.cycle_id == Release.cycle_id, cycle_tag.c.tag_id == tag.id
                )
                # Only the release is the outer one's: `tags` joins the same table outside.
                yield has_it.correlate(Release)

    @property
    def releases(self) -> Select[Release]:
        return Release.released_to(self.programme.id).where(*self.conditions())

    def rows(self) -> Select[*tuple[Any, ...]]:
        """One row per passage: what it says, and where it comes from. Columns, not objects."""
        return (
            self.releases.join(Cycle, Cycle.id == Release.cycle_id)
            .join(Unit, Unit.id == Cycle.house_id)
            .outerjoin(District, District.id == Unit.district_id)
            .outerjoin(Module, Module.id == Release.module_id)
            .outerjoin(Session, Session.id == Release.session_id)
            .with_only_columns(
                Release.id,
                Release.text,
                Release.question,
                Release.decision,
                Release.attribution,
                Release.written_at,
                Module.title.label("module"),
                Session.title.label("session"),
                Unit.kind.label("unit_kind"),
                District.name.label("district"),
            )
        )

    def writers(self) -> Select[*tuple[Any, ...]]:
        """Who wrote in each passage."""
        return (
            self.releases.join(Consent, Consent.release_id == Release.id)
            .join(Person, Person.id == Consent.person_id)
            .with_only_columns(
                Release.id, Person.id.label("person_id"), Person.name, Person.profession
            )
            .order_by(Person.name_key, Person.id)
        )

    def tags(self) -> Select[*tuple[Any, ...]]:
        """The focus areas and themes that each passage's cycle has, in the programme's order."""
        return (
            self.releases.join(cycle_tag, cycle_tag.c.cycle_id == Release.cycle_id)
            .join(Tag, Tag.id == cycle_tag.c.tag_id)
            .where(Tag.kind.in_([TagKind.FOCUS, TagKind.THEME]))
            .with_only_columns(Release.id, Tag.kind, Tag.name, Tag.position)
            .order_by(Tag.position, Tag.id)
        )
