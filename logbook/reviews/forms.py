"""Asking for sparring, and the three boxes in which it is given."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from logbook.forms import TEXT_LIMIT, Form, choices
from logbook.people.models import Person, Role
from logbook.reviews.models import BringUp

LEADERS = "leder"
NOT_TOO_LONG = Length(
    max=TEXT_LIMIT, message="Teksten er for lang. Den kan fylde omkring 40 sider."
)


class AskForm(Form):
    """What to ask, and whom: the house's leaders together, or one person by name."""

    question = TextAreaField(
        "Hvad vil du gerne have sparring på?",
        validators=[NOT_TOO_LONG],
        render_kw={"rows": 4},
    )
    whom = SelectField(
        "Hvem vil du gerne have sparring af?",
        validators=[DataRequired(message="Vælg, hvem du vil spørge.")],
    )

    def offer(self, leaders: Sequence[Person], others: Sequence[Person]) -> None:
        """Offer the house's leaders together, if there are any, and everyone else by name."""
        first = (LEADERS, f"Jeres leder ({names(leaders)})") if leaders else ("", "Vælg en leder")
        one_by_one = [*(leaders if len(leaders) > 1 else ()), *others]
        self.whom.choices = choices(
            [first, *((str(each.id), described(each)) for each in one_by_one)]
        )
        if self.whom.raw_data is None:
            self.whom.data = first[0]

    def chosen(self, people: Sequence[Person]) -> Person | None:
        """The person asked by name; None for the house's leaders."""
        return next((each for each in people if str(each.id) == self.whom.data), None)


class GiveForm(Form):
    """Three boxes, each optional, at least one filled."""

    noticed = TextAreaField(
        "Det lægger jeg mærke til …", validators=[NOT_TOO_LONG], render_kw={"rows": 3}
    )
    curious = TextAreaField(
        "Det bliver jeg nysgerrig på …",
        validators=[NOT_TOO_LONG],
        description="Gerne et åbent spørgsmål.",
        render_kw={"rows": 2},
    )
    can_help = TextAreaField(
        "Det kan jeg hjælpe med …",
        validators=[NOT_TOO_LONG],
        description="Fx tid, vagtplan eller rammer.",
        render_kw={"rows": 2},
    )
    bring_up = RadioField(
        "Tag op på",
        choices=choices(
            [
                ("", "Ikke nu"),
                *((place.value, place.label.capitalize()) for place in BringUp),
            ]
        ),
        default="",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if not (self.noticed.data or self.curious.data or self.can_help.data):
            self.noticed.errors = [*self.noticed.errors, "Skriv i mindst én af de tre bokse."]
            return False
        return is_valid

    @property
    def place(self) -> BringUp | None:
        return BringUp(self.bring_up.data) if self.bring_up.data else None


def names(people: Sequence[Person]) -> str:
    """Hanne Friis, or Hanne Friis og Bo Dahl"""
    *first, last = [person.name for person in people]
    return f"{', '.join(first)} og {last}" if first else last


def described(person: Person) -> str:
    """Who somebody is and where, so that one can choose among many."""
    places = [m.place for m in person.memberships if m.role in {Role.LEADER, Role.DISTRICT_LEADER}]
    return ", ".join([person.title, *places])
