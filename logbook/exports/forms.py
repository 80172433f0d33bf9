"""What an instructor looks for, read from the address of the page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from logbook.exports.houses import houses_field
from logbook.exports.models import Format, Selection
from logbook.exports.passages import Grouping
from logbook.forms import Form, choices
from logbook.pages import day
from logbook.programme.models import Module, Programme, Session, Tag, TagKind

MOST_PAGES = 100_000


def taught(module: Module) -> list[Session]:
    return [session for session in module.sessions if session.is_taught]


def labelled(sessions: Sequence[Session]) -> list[tuple[str, str]]:
    return [(str(s.id), f"{s.title}, {day(s.starts_on)}") for s in sessions]


def current(modules: Sequence[Module], today: date) -> Module | None:
    """The module that is taught next, else the last one that has begun."""
    coming = [(s.starts_on, m) for m in modules for s in taught(m) if s.starts_on >= today]
    if coming:
        return min(coming, key=lambda each: each[0])[1]
    begun = [module for module in modules if module.opened_by(today)]
    return begun[-1] if begun else None


class SelectionForm(Form):
    """Five choices and a grouping; anything that the programme does not have is an error."""

    module = SelectField("Modul", name="modul", default="")
    session = SelectField("Undervisningsgang", name="undervisningsgang", default="")
    track = SelectField("Spor", name="spor", default="")
    focus = SelectField("Fokusområde", name="fokus", default="")
    houses = houses_field()
    grouping = SelectField(
        "Gruppér",
        name="gruppe",
        choices=choices((each.value, each.label) for each in Grouping),
        default=Grouping.FOCUS.value,
    )

    # The session that was asked for beside another module, and so was left out.
    left_out: Session | None = None

    def offer(self, modules: Sequence[Module], tags: Sequence[Tag]) -> None:
        self.by_id: dict[str, Any] = {str(thing.id): thing for thing in (*modules, *tags)}
        self.by_id |= {str(session.id): session for m in modules for session in taught(m)}
        titles = [(str(module.id), module.title) for module in modules]
        self.module.choices = choices([("", "Alle moduler"), *titles])
        self.session.choices = choices([("", "Alle undervisningsgange")])
        for module in modules:
            self.session.choices += choices(labelled(taught(module)), under=module.title)
        for field, kind in ((self.track, TagKind.TRACK), (self.focus, TagKind.FOCUS)):
            own = [(str(tag.id), tag.name) for tag in tags if tag.kind is kind]
            field.choices = choices([("", "Alle"), *own])

    def selection(self, programme: Programme) -> Selection:
        """A session brings its module along; one of another module than the chosen counts not."""
        module, session = self.chosen(self.module), self.chosen(self.session)
        if module and session and session.module_id != module.id:
            self.left_out, session = session, None
        return Selection(
            programme=programme,
            module=session.module if session else module,
            session=session,
            track=self.chosen(self.track),
            focus=self.chosen(self.focus),
            houses=int(self.houses.data or 0),
        )

    def show(self, selection: Selection) -> None:
        """Put the selection into the fields; under a module stand its own sessions alone."""
        self.module.data = str(selection.module.id) if selection.module else ""
        self.session.data = str(selection.session.id) if selection.session else ""
        if selection.module:
            own = labelled(taught(selection.module))
            self.session.choices = choices([("", "Hele modulet"), *own])

    def chosen(self, field: SelectField) -> Any:
        return self.by_id.get(field.data)

    @property
    def address(self) -> dict[str, Any]:
        """The same choices as parameters of an address."""
        fields = (
            self.module, self.session, self.track, self.focus, self.houses, self.grouping,
        )  # fmt: skip
        return {field.name: field.data or "" for field in fields}

    def grouped(self, by: Grouping) -> dict[str, Any]:
        """The same choices, grouped in another way."""
        return self.address | {self.grouping.name: by.value}


class PageForm(SelectionForm):
    """The selection, and how far down the page."""

    page = IntegerField("Side", name="side", default=1, validators=[Optional()])

    def validate_page(self, field: IntegerField) -> None:
        # Not by `NumberRange`, which falls over a huge one: it asks whether it is NaN.
        if not 1 <= (field.data or 0) <= MOST_PAGES:
            raise ValidationError("Siden findes ikke.")


class TakeForm(SelectionForm):
    """The selection, and in what form it is taken along."""

    format = RadioField(
        "Form",
        choices=choices((each.value, each.label) for each in Format),
        validators=[InputRequired()],
    )
