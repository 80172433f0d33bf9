"""What a conversation can be about, and on whose screen it can be held."""

from sqlalchemy import ColumnElement, Select, and_, exists, select

from logbook.conversations.models.conversation import WORKS_THERE
from logbook.cycles.models import Cycle
from logbook.cycles.stages import OPEN_TO_HOUSE
from logbook.people.models import Membership, Person
from logbook.programme.models import Unit


def rounds_of_her_houses(person: Person) -> Select[Cycle]:
    """What the house may see, the last changed first."""
    return (
        select(Cycle)
        .where(her_house_sees(person), Cycle.is_no_draft())
        .order_by(Cycle.changed_at.desc(), Cycle.id)
    )


def rounds_of_her_own(person: Person) -> Select[Cycle]:
    """What else she writes in: what the house does not see she may open."""
    return Cycle.written_by(person).where(~her_house_sees(person), Cycle.is_no_draft())


def her_house_sees(person: Person) -> ColumnElement[bool]:
    works_there = Cycle.house_id.in_(person.unit_ids(*WORKS_THERE))
    return and_(works_there, Cycle.visibility.in_(OPEN_TO_HOUSE))


def colleagues_in(house: Unit, person: Person) -> Select[Person]:
    """The others who work there: on whose screen a conversation can be held."""
    works_there = exists().where(
        Membership.person_id == Person.id,
        Membership.unit_id == house.id,
        Membership.role.in_(WORKS_THERE),
    )
    return (
        select(Person)
        .where(Person.id != person.id, Person.removed_at.is_(None), works_there)
        .order_by(Person.name_key, Person.id)
    )
