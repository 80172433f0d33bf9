"""Queries that are built once: putting a statement together costs more than running it."""

from collections.abc import Callable
from functools import cache
from inspect import signature
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam

from logbook.people.models.person import Person, Role


class Whoever:
    """Stands for the person who asks while a query is built; her values come with each use.

    It knows of a person only what can be a parameter, so a query that needs more fails at once.
    """

    def __init__(self, belongs_to_the_project: bool) -> None:
        self.belongs_to_the_project = belongs_to_the_project
        self.roles: dict[str, tuple[Role, ...]] = {}

    id: BindParameter[Any] = bindparam("person_id")
    programme_id: BindParameter[Any] = bindparam("person_programme_id")

    def unit_ids(self, *roles: Role) -> BindParameter[Any]:
        name = f"units_as_{'_or_'.join(roles)}"
        self.roles[name] = roles
        return bindparam(name, expanding=True)


@cache
def built(
    make: Callable[..., Any], belongs_to_the_project: bool
) -> tuple[Select[Any], dict[str, tuple[Role, ...]]]:
    """The statement, and the roles whose units it asks for."""
    whoever = Whoever(belongs_to_the_project)
    _person, *others = signature(make).parameters
    return make(whoever, **{name: bindparam(name) for name in others}), whoever.roles


def prepared(
    make: Callable[..., Any], person: Person, **values: Any
) -> tuple[Select[Any], dict[str, Any]]:
    """What `make(person, **values)` returns, without building it anew: a query and its parameters.

    `make` is a function of a module, so that it is known again, and uses its arguments as values
    in the query and for nothing else.
    """
    statement, roles = built(make, person.belongs_to_the_project)
    for name, played in roles.items():
        values[name] = person.unit_ids(*played)
    # Beside the query, not in it: a copy with parameters would not know its cache key any more.
    return statement, {"person_id": person.id, "person_programme_id": person.programme_id} | values
