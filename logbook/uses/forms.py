"""What is filled in about where passages went."""

from collections.abc import Sequence
from datetime import date

from wtforms import (
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from logbook.cycles.models import Cycle
from logbook.forms import TEXT_LIMIT, Form, choices

NEW = "nyt"
TOO_LONG = "Teksten er for lang. Der er plads til 100.000 tegn; del den gerne i to."


class Checkboxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class OutcomeForm(Form):
    """What the passages of a time of teaching were used for."""

    asks_again = True

    text = TextAreaField(
        "Det brugte vi jeres refleksioner til",
        description="Et par linjer er nok. Alle, der skriver i et hus, kan læse det.",
        validators=[Length(max=TEXT_LIMIT, message=TOO_LONG)],
        render_kw={"rows": 7, "autocapitalize": "sentences"},
    )
    revision = IntegerField(widget=HiddenInput(), default=0, validators=[Optional()])


class ChosenForm(Form):
    """Which passages were used."""

    used = Checkboxes("Hvilke citater brugte I?", name="brugt")


class MeetingForm(Form):
    """On which day the words were taken up in the house."""

    on = DateField(
        "Hvornår var mødet?",
        name="dag",
        validators=[DataRequired("Vælg dagen for mødet.")],
        render_kw={"class": "input input-short"},
    )
    latest: date | None = None

    def until(self, today: date) -> "MeetingForm":
        """A meeting has been; nobody knows what will be taken up."""
        self.latest = today
        if not self.is_submitted():
            self.on.data = today
        return self

    def validate_on(self, field: DateField) -> None:
        if self.latest and field.data and field.data > self.latest:
            raise ValidationError("Vælg en dag, der har været.")


class PlanForm(Form):
    """In which of her own rounds the words are used."""

    plan = SelectField(
        "Hvilket forløb?",
        name="forloeb",
        validators=[InputRequired(message="Vælg et af dine forløb, eller begynd et nyt.")],
    )

    def offer(self, cycles: Sequence[Cycle]) -> "PlanForm":
        own = [(str(cycle.id), f"{cycle.title} · {cycle.status}") for cycle in cycles]
        self.plan.choices = choices([(NEW, "Et nyt forløb"), *own])
        return self
