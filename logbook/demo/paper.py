"""What the example's people fill in passes the same forms and the same rules as everybody's."""

from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from logbook.demo.example import ExampleRefused
from logbook.forms import Form
from logbook.people.models import Person
from logbook.policy import Action, can

F = TypeVar("F", bound=Form)


def fields(**filled_in: str | None) -> MultiDict[str, str]:
    """What a browser would send of these fields."""
    return MultiDict({name: words or "" for name, words in filled_in.items()})


def checked(form: F) -> F:
    """The form, if it is filled in well. Raises ExampleRefused with its errors."""
    if not form.validate():
        raise ExampleRefused(f"{type(form).__name__}: {form.errors}")
    return form


def must_be_allowed(person: Person, action: Action, subject: Any) -> None:
    """Raises ExampleRefused if this person may not do this."""
    if not can(person, action, subject):
        raise ExampleRefused(f"{person.name}: {action}")
