"""What people fill in: a text to one question, a date, the signs, who may see it."""

from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID

from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from logbook.cycles import questions
from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision, Position, Visibility
from logbook.forms import TEXT_LIMIT, TITLE_LIMIT, Form, OnceForm, SeenForm
from logbook.programme.models import Module, Tag, TagKind, Unit

THEMES = 3
TOO_LONG = "Teksten er for lang. Der er plads til 100.000 tegn; del den gerne i to."
EMPTY = "Skriv, hvad du så og hørte. Et par linjer er nok."
CHOOSE = "Vælg en af mulighederne."
CHANGED = "Der er gemt noget andet her imens. Se, hvad der står nu, og vælg igen."
TOO_LONG_TOGETHER = (
    "Tilsammen er de to tekster for lange til ét felt. Brug den ene; den anden ligger stadig her."
)
NO_ROOM = "Der er allerede tre tegn. Tag et af dem væk først; det, du valgte, ligger stadig her."


def text_field(question: Question, *, needed: str = "", rows: int = 6, **keywords: Any) -> Any:
    """A text area that asks one question; `needed` is what to say when it is left empty."""
    rules = [DataRequired(needed)] if needed else [Optional()]
    return TextAreaField(
        question.label,
        validators=[*rules, Length(max=TEXT_LIMIT, message=TOO_LONG)],
        description=question.words.hint,
        render_kw={"rows": rows, "autocapitalize": "sentences"},
        **keywords,
    )


class WonderForm(Form):
    """A wondering, a name for it, and the module it hangs together with."""

    wondering = text_field(Question.WONDERING, needed="Skriv, hvad du lægger mærke til.")
    title = StringField(
        questions.TITLE_LABEL,
        validators=[
            DataRequired("Giv forløbet et navn, så I kan finde det igen."),
            Length(max=TITLE_LIMIT, message="Navnet er for langt. Brug højst 120 tegn."),
        ],
        description=questions.TITLE_HINT,
    )
    module = SelectField(questions.MODULE_LABEL, default="")

    def offer_modules(self, modules: Sequence[Module]) -> None:
        self.module.choices = {"": "Intet bestemt modul"} | {
            str(module.id): module.title for module in modules
        }


class WonderingForm(WonderForm, SeenForm):
    """The same written again. `revision` is the text that the writer started from."""

    revision = IntegerField(widget=HiddenInput(), default=0, validators=[Optional()])

    def watched(self) -> list[Field]:
        return [self.title, self.module]


class StartForm(WonderForm, OnceForm):
    """The first time, also where it happens."""

    house = SelectField(
        "Hvor foregår det?", validators=[DataRequired("Vælg det hus, hvor det foregår.")]
    )

    def offer_houses(self, houses: Sequence[Unit]) -> None:
        """Set the choices; who may start in several houses says herself which it is."""
        several = {"": "Vælg …"} if len(houses) > 1 else {}
        self.house.choices = several | {str(house.id): house.name for house in houses}


class TextForm(Form):
    """One question on a page. `revision` is the text that the writer started from."""

    text = TextAreaField(validators=[Length(max=TEXT_LIMIT, message=TOO_LONG)])
    revision = IntegerField(widget=HiddenInput(), default=0, validators=[Optional()])

    def ask(self, question: Question) -> Self:
        self.text.label.text = question.label
        self.text.description = question.words.hint
        self.text.render_kw = {"rows": 7, "autocapitalize": "sentences"}
        if question is Question.SAW:
            self.text.validators = [DataRequired(EMPTY), *self.text.validators]
        return self


class BringBackForm(Form):
    """An earlier text again. `revision` is what stood there when it was chosen."""

    revision = IntegerField(widget=HiddenInput(), default=0, validators=[Optional()])


class TwoTextsForm(BringBackForm):
    """Which of two texts that met shall stand; none of them is lost."""

    BOTH, SECOND, FIRST = "begge", "anden", "foerste"

    keep = RadioField(
        choices={BOTH: "Behold begge tekster", SECOND: "Brug denne", FIRST: "Brug denne"},
        default=BOTH,
    )


class BegunForm(OnceForm):
    """Something new, begun with its first question on a page.

    Who writes without a connection answers the others of its stage in the same go; they stand on
    the page only when something is in them.
    """

    def answers(self) -> dict[Question, str]:
        """What was written to the other questions."""
        return {Question(f.name): f.data for f in self if f.name in list(Question) and f.data}

    @property
    def visible_fields(self) -> list[Field]:
        others = [f for f in self if f.name in list(Question) and not (f.data or f.errors)]
        return [f for f in super().visible_fields if f not in others]


class SawForm(TextForm, BegunForm):
    """A new observation."""

    children = text_field(Question.CHILDREN)
    participation = text_field(Question.PARTICIPATION)


class NoteForm(OnceForm):
    """The note on the home page: one tap too many saves it once."""

    cycle = SelectField("Forløb")
    text = text_field(Question.SAW, needed="Skriv, hvad du lagde mærke til, før du gemmer.", rows=3)


class DayForm(Form):
    """When the action was tried."""

    tried_on = DateField(
        questions.TRIED_ON_LABEL,
        validators=[DataRequired("Vælg den dag, I prøvede det.")],
        render_kw={"class": "input input-short"},
    )
    several_times = BooleanField("Vi prøvede det flere gange")


class TrialForm(DayForm, BegunForm):
    """A new trial."""

    what = text_field(Question.WHAT)
    different = text_field(Question.DIFFERENT)


class TrialDayForm(DayForm, SeenForm):
    """The day of a trial, changed."""


class PositionForm(Form):
    position = RadioField(
        questions.POSITION_LABEL,
        choices={each.value: each.label for each in Position},
        validators=[Optional()],
    )


class DecisionForm(SeenForm):
    decision = RadioField(
        questions.DECISION_LABEL,
        choices={each.value: each.label for each in Decision},
        validators=[Optional()],
    )


class VisibilityForm(Form):
    """Who may see a cycle; the choices name its house, which need not be one's own."""

    visibility = RadioField(
        "Hvem må se forløbet?",
        validators=[DataRequired("Vælg, hvem der må se forløbet.")],
    )

    def offer(self, house: Unit, widest: Visibility) -> "VisibilityForm":
        self.visibility.choices = {
            each.value: each.label_in(house.name)
            for each in Visibility
            if not each.is_wider_than(widest)
        }
        return self


class SetAsideForm(Form):
    reason = text_field(Question.SET_ASIDE, needed="Skriv kort hvorfor. En enkelt sætning er nok.")


class PersonForm(Form):
    """One colleague out of the project's people."""

    person = SelectField("Kollega", validators=[DataRequired("Vælg en kollega.")])

    def offer(self, people: Sequence[tuple[UUID, str]]) -> "PersonForm":
        self.person.choices = {"": "Vælg …"} | {str(key): name for key, name in people}
        return self


class Checkboxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TagsForm(SeenForm):
    """What the cycle hangs together with; none of it is needed."""

    title = StringField(
        "Rundens navn",
        validators=[
            DataRequired("Giv forløbet et navn, så I kan finde det igen."),
            Length(max=TITLE_LIMIT, message="Navnet er for langt. Brug højst 120 tegn."),
        ],
    )
    module = SelectField(questions.MODULE_LABEL, default="")
    track = RadioField("Spor", default="", validators=[Optional()])
    focus = Checkboxes("Fokusområde")
    theme = Checkboxes("Læreplanstema", description="Vælg et eller to, der fylder mest.")
    goal = Checkboxes("Projektmål")

    def offer(self, tags: Sequence[Tag], modules: Sequence[Module]) -> "TagsForm":
        self.module.choices = {"": "Intet bestemt modul"} | {
            str(module.id): module.title for module in modules
        }
        for kind in TagKind:
            none = {"": "Intet spor"} if kind is TagKind.TRACK else {}
            named = {str(tag.id): tag.name for tag in tags if tag.kind is kind}
            self[kind.value].choices = named | none
        return self

    def validate_theme(self, field: Checkboxes) -> None:
        if len(field.data or []) > THEMES:
            raise ValidationError("Vælg højst tre læreplanstemaer. Et eller to er bedst.")

    def chosen(self) -> set[str]:
        """The ids of the chosen tags."""
        many = [*(self.focus.data or []), *(self.theme.data or []), *(self.goal.data or [])]
        return {key for key in [self.track.data, *many] if key}
