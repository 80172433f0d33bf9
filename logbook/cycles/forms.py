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
from logbook.cycles.stages import SCORES, Decision, Position, Visibility
from logbook.forms import TEXT_LIMIT, TITLE_LIMIT, Form, OnceForm, SeenForm
from logbook.programme.models import Module, Tag, TagKind, Unit

SIGN_LIMIT = 300
SIGNS = 3
THEMES = 3
TOO_LONG = "Teksten er for lang. Der er plads til 100.000 tegn; del den gerne i to."
EMPTY = "Skriv, hvad du så og hørte. Et par linjer er nok."
CHOOSE = "Vælg en af mulighederne."
STAYS = "”{}” er der allerede kigget efter, så tegnet bliver stående. Skriv det gerne om."
TOO_LONG_TOGETHER = (
    "Tilsammen er de to tekster for lange til ét felt. Brug den ene; den anden ligger stadig her."
)


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


class SawForm(TextForm, OnceForm):
    """The first question of a new observation."""


class NoteForm(OnceForm):
    """The note on the home page: one tap too many saves it once."""

    cycle = SelectField("Forløb")
    text = text_field(Question.SAW, needed="Skriv, hvad du lagde mærke til, før du gemmer.", rows=3)


class SignsForm(SeenForm):
    """One to three signs to look for."""

    sign_1 = StringField(questions.SIGNS_LABEL, description=questions.SIGNS_HINT)
    sign_2 = StringField("Et tegn mere")
    sign_3 = StringField("Og et til")

    def texts(self) -> list[str]:
        return [self[f"sign_{n}"].data or "" for n in range(1, SIGNS + 1)]

    def takes_away(self, scored: Sequence[str]) -> bool:
        """Whether a sign that somebody has looked for was left empty; it then stands there again.

        `scored` are the signs in order, with no words where nobody has looked.
        """
        emptied = [
            (self[f"sign_{n}"], words)
            for n, words in enumerate(scored, 1)
            if words and not self[f"sign_{n}"].data
        ]
        for field, words in emptied:
            field.data = words
            field.errors = [*field.errors, STAYS.format(words)]
        return bool(emptied)


for each in ("sign_1", "sign_2", "sign_3"):
    getattr(SignsForm, each).kwargs["validators"] = [
        Length(max=SIGN_LIMIT, message="Skriv tegnet kortere, højst 300 tegn.")
    ]


class DayForm(Form):
    """When the action was tried."""

    tried_on = DateField(
        questions.TRIED_ON_LABEL,
        validators=[DataRequired("Vælg den dag, I prøvede det.")],
        render_kw={"class": "input input-short"},
    )
    several_times = BooleanField("Vi prøvede det flere gange")


class TrialForm(DayForm, OnceForm):
    """A new trial."""


class TrialDayForm(DayForm, SeenForm):
    """The day of a trial, changed."""


class ScoresForm(Form):
    """How clearly each sign was seen; made for the signs of one cycle."""

    @classmethod
    def about(cls, signs: Sequence[tuple[str, str]]) -> "type[ScoresForm]":
        """A form with one field per (field name, sign)."""
        choices = {"" if score is None else str(score): word for score, word in SCORES.items()}
        fields = {
            name: RadioField(sign, choices=choices, validators=[Optional()], default=None)
            for name, sign in signs
        }
        return type("ScoresForm", (cls,), fields)


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
