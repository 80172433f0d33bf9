"""Asking for sparring, the three boxes in which it is given, replies, and kind words."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from logbook.cycles.models import Answer
from logbook.forms import TEXT_LIMIT, Form, OnceForm, choices
from logbook.pages import long_day
from logbook.people.models import Person, Role
from logbook.reviews.models import BringUp

LEADERS = "leder"
SHOWN_OF_TEXT = 60
MAIN_TEXT = ("", "Det vigtigste på trinnet")
NOT_TOO_LONG = Length(
    max=TEXT_LIMIT, message="Teksten er for lang. Den kan fylde omkring 40 sider."
)


class AskForm(Form):
    """What to ask, and whom: the house's leaders together, or one person by name."""

    asks_again = True

    question = TextAreaField(
        "Hvad vil du gerne have sparring på?",
        validators=[NOT_TOO_LONG],
        render_kw={"rows": 4},
    )
    about = SelectField("Hvilken tekst handler det om?", default="", choices=choices([MAIN_TEXT]))
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

    def offer_texts(self, answers: Sequence[Answer]) -> None:
        """The texts of the stage, each with its first words."""
        each = [(str(a.id), f"{a.question.words.short}: {beginning(a.text)}") for a in answers]
        self.about.choices = choices([MAIN_TEXT, *each])

    def chosen(self, people: Sequence[Person]) -> Person | None:
        """The person asked by name; None for the house's leaders."""
        return next((each for each in people if str(each.id) == self.whom.data), None)


class GiveForm(Form):
    """Three boxes, each optional, at least one filled."""

    asks_again = True

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

    def can_be_kept(self) -> bool:
        """Whether what stands there can lie as a draft; it need not be finished."""
        self.asks_again = False
        return bool(super().validate())

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if not (self.noticed.data or self.curious.data or self.can_help.data):
            self.noticed.errors = [*self.noticed.errors, "Skriv i mindst én af de tre bokse."]
            return False
        return is_valid

    @property
    def place(self) -> BringUp | None:
        return BringUp(self.bring_up.data) if self.bring_up.data else None


class ReplyForm(OnceForm):
    """One text in a thread."""

    asks_again = True

    text = TextAreaField(
        "Dit svar",
        validators=[DataRequired(message="Skriv dit svar."), NOT_TOO_LONG],
        render_kw={"rows": 5},
    )


ANOTHER_DAY = "dato"
LONGEST = timedelta(days=60)
FRIDAY = 4


class SnoozeForm(Form):
    """On which day a request comes back: tomorrow, on Monday, or another day."""

    until = RadioField("Hvornår skal den komme igen?")
    day = DateField("En anden dag", validators=[Optional()])

    def offer(self, today: date) -> None:
        self.today = today
        days = nearest_days(today)
        each = [(on.isoformat(), label) for label, on in days]
        self.until.choices = choices([*each, (ANOTHER_DAY, "En anden dag")])
        if self.until.raw_data is None:
            self.until.data = each[0][0]

    @property
    def chosen(self) -> date | None:
        if self.until.data == ANOTHER_DAY:
            return self.day.data
        return date.fromisoformat(self.until.data)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if not is_valid or self.until.data != ANOTHER_DAY:
            return is_valid
        if self.day.data is None:
            self.day.errors = [*self.day.errors, "Vælg en dag."]
        elif not self.today < self.day.data <= self.today + LONGEST:
            last = long_day(self.today + LONGEST)
            self.day.errors = [*self.day.errors, f"Vælg en dag fra i morgen til {last}."]
        return not self.day.errors


class KindWordForm(OnceForm):
    """A message that a leader writes herself."""

    asks_again = True

    text = TextAreaField(
        "Din besked til dem",
        validators=[DataRequired(message="Skriv et par ord til dem."), NOT_TOO_LONG],
        description="Med dine egne ord. Fx hvad du er nysgerrig på, eller hvad du kan hjælpe med.",
        render_kw={"rows": 4},
    )


def nearest_days(today: date) -> list[tuple[str, date]]:
    """Tomorrow, when the house is open then, and the next Monday."""
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=7 - today.weekday())
    soon = [("I morgen", tomorrow)] if tomorrow != monday and today.weekday() < FRIDAY else []
    return [*soon, (long_day(monday).capitalize(), monday)]


def beginning(words: str) -> str:
    """The first words of a text, for a list to choose from."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN_OF_TEXT else f"{line[:SHOWN_OF_TEXT].rsplit(' ', 1)[0]} …"


def names(people: Sequence[Person]) -> str:
    """Hanne Friis, or Hanne Friis og Bo Dahl"""
    *first, last = [person.name for person in people]
    return f"{', '.join(first)} og {last}" if first else last


def described(person: Person) -> str:
    """Who somebody is and where, so that one can choose among many."""
    places = [m.place for m in person.memberships if m.role in {Role.LEADER, Role.DISTRICT_LEADER}]
    return ", ".join([person.title, *places])
