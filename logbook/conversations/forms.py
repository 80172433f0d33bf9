"""What is filled in around a conversation: its minutes, its note, and what is summed up."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from logbook.conversations.parts import LONGEST, PARTS, SHORTEST, is_length
from logbook.cycles.questions import DECISION_LABEL
from logbook.cycles.stages import Decision
from logbook.forms import TEXT_LIMIT, Form, OnceForm, SeenForm
from logbook.people.models import Person

TOO_LONG = "Teksten er for lang. Der er plads til 100.000 tegn; del den gerne i to."
WHOLE_MINUTES = f"Skriv et helt antal minutter fra {SHORTEST} til {LONGEST}."


def be_a_length(_form: Form, field: Field) -> None:
    """By comparing: a number of many digits fits into nothing else."""
    if field.data is None or not is_length(field.data):
        raise ValidationError(WHOLE_MINUTES)


def minutes_of(number: int) -> Any:
    part = PARTS[number - 1]
    return IntegerField(
        part.name,
        default=part.minutes,
        validators=[InputRequired(WHOLE_MINUTES), be_a_length],
        render_kw={"size": 4, "inputmode": "numeric"},
    )


def area(label: str, rows: int, hint: str = "") -> Any:
    return TextAreaField(
        label,
        validators=[Length(max=TEXT_LIMIT, message=TOO_LONG)],
        description=hint,
        render_kw={"rows": rows, "autocapitalize": "sentences"},
    )


def revision() -> Any:
    return IntegerField(widget=HiddenInput(), default=0, validators=[Optional()])


class BeginForm(OnceForm):
    """How long each part may last."""

    part_1 = minutes_of(1)
    part_2 = minutes_of(2)
    part_3 = minutes_of(3)
    part_4 = minutes_of(4)
    part_5 = minutes_of(5)

    def minutes(self) -> list[int]:
        return [field.data for field in self.lengths()]

    def lengths(self) -> list[Field]:
        return [self[f"part_{part.number}"] for part in PARTS]


class OpenForm(BeginForm):
    """The same for a round that the house does not see: one of its writers opens it."""

    screen = SelectField("Hvis skærm står i midten?", default="")
    opens = BooleanField(
        "Ja, jeg åbner runden for denne samtale",
        validators=[DataRequired("Sæt flueben, hvis du vil åbne runden for samtalen.")],
    )

    def offer(self, colleagues: Sequence[Person]) -> None:
        self.screen.choices = {"": "Min egen"} | {str(each.id): each.name for each in colleagues}


class NoteForm(SeenForm):
    """The shared note. `revision` is the text that the writer started from."""

    note = area("Fælles note", 6, "Skriv om praksis og grupper. Ingen navne på børn.")
    revision = revision()

    def watched(self) -> list[Field]:
        """Nothing but the decision, in the form that has one: texts have their revisions."""
        return [self["decision"]] if "decision" in self else []


class SummingUpForm(NoteForm):
    """With what its writers take along from it into the round."""

    learned = area("Hvad tager I med?", 3, "Det kommer til at stå som ”Det lærte vi”.")
    learned_revision = revision()
    next_step = area(
        "Hvad er næste skridt – hvem gør det, og hvornår?",
        3,
        "Det kommer til at stå som ”Næste skridt”.",
    )
    next_step_revision = revision()
    decision = RadioField(
        DECISION_LABEL,
        choices={each.value: each.label for each in Decision},
        validators=[Optional()],
    )
