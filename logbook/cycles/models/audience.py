"""Who may open one cycle that is loaded, and the words for it beside every text."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from logbook.cycles.models.readers import CycleGuest
from logbook.cycles.models.writers import CycleWriter
from logbook.cycles.stages import SparringState, Visibility, in_a_row
from logbook.people.models import Person, Role


class Audience:
    """The part of a cycle that is its readers."""

    if TYPE_CHECKING:
        programme_id: Mapped[UUID]
        house_id: Mapped[UUID]
        sparring: Mapped[SparringState]
        visibility: Mapped[Visibility]
        writers: Mapped[list[CycleWriter]]
        guests: Mapped[list[CycleGuest]]

    def let_read(self, person: Person, *, at: datetime) -> None:
        if not any(guest.person_id == person.id for guest in self.guests):
            self.guests.append(CycleGuest(person=person, person_id=person.id, since=at))

    def let_read_no_more(self, person_id: UUID) -> None:
        self.guests[:] = [guest for guest in self.guests if guest.person_id != person_id]

    def is_open_to(self, person: Person) -> bool:
        """What `visible_to` asks the database."""
        if any(w.person_id == person.id and w.removed_at is None for w in self.writers):
            return True
        if self.visibility is Visibility.PRIVATE or person.programme_id != self.programme_id:
            return False
        if self.visibility is Visibility.PROJECT and person.belongs_to_the_project:
            return True
        is_guest = any(g.person_id == person.id and g.may_read for g in self.guests)
        return is_guest or self.is_in_its_house(person)

    def is_in_its_house(self, person: Person) -> bool:
        """Whether a part that she plays in the house opens the cycle to her."""
        is_for_leaders = self.visibility is Visibility.LEADER
        roles = (Role.LEADER,) if is_for_leaders else (Role.LEADER, Role.AUTHOR)
        return self.house_id in person.unit_ids(*roles)

    @property
    def may_have_guests(self) -> bool:
        """Whether it is worth looking for them: they come with a question about sparring."""
        is_open_to_few = self.visibility in {Visibility.LEADER, Visibility.HOUSE}
        return is_open_to_few and self.sparring is not SparringState.NONE

    @property
    def guests_now(self) -> list[Person]:
        """Those who may open it for no other reason than that it was sent to them by name."""
        guests = self.guests if self.may_have_guests else []
        return [g.person for g in guests if g.may_read and not self.is_in_its_house(g.person)]

    @property
    def guest_names(self) -> list[str]:
        return [person.name for person in self.guests_now]

    @property
    def is_seen_by(self) -> str:
        """Who can see this, as a sentence to its writers."""
        return self.visibility.is_seen_by(self.guest_names)

    @property
    def is_seen_by_them(self) -> str:
        """The same to somebody who reads it."""
        return self.visibility.is_seen_by(self.guest_names, is_told_to_writers=False)

    @property
    def is_seen_in_short(self) -> str:
        return in_a_row([self.visibility.in_short, *self.guest_names])
