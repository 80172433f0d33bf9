"""What a writer says when she gives a passage to KP."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from logbook.forms import TEXT_LIMIT, Form, choices
from logbook.pages import day
from logbook.people.models import Person
from logbook.programme.models import Module, Session
from logbook.releases.models import Attribution, Trace

NOT_THE_PASSAGE = (
    "Slet gerne i begyndelsen eller slutningen. Vil du ændre ordene, så ret dem i selve svaret."
)
# Below its label it says enough; alone in a line it does not.
NONE, NO_SESSION = "Ingen bestemt", "Ingen bestemt undervisningsgang"


def label_of(session: Session, module: Module) -> str:
    """The module is named too: two of them may meet on one day."""
    return f"{session.title}, {day(session.starts_on)} · {module.title}"


def coming(modules: Sequence[Module], today: date, but: Session | None = None) -> list[Any]:
    """The sessions that are still to come; never a trial period, nor the one that is named."""
    return choices(
        (str(session.id), label_of(session, module))
        for module in modules
        for session in module.sessions
        if session.is_taught and session.starts_on > today and session is not but
    )


class SessionForm(Form):
    """Which time of teaching a passage belongs to."""

    session = SelectField(
        "Undervisningsgang", validators=[InputRequired(message="Vælg en undervisningsgang.")]
    )

    def offer(self, modules: Sequence[Module], today: date) -> None:
        self.session.choices = coming(modules, today)

    def chosen(self, modules: Sequence[Module]) -> Session | None:
        """The session chosen; None leaves it to the module's next one."""
        sessions = (session for module in modules for session in module.sessions)
        return next((s for s in sessions if str(s.id) == self.session.data), None)


class ReleaseForm(SessionForm):
    """Which words, whose they are said to be, and for which time of teaching."""

    # The words stand in the answer, and are put right there.
    is_about_practice = False

    passage = TextAreaField(
        "Citatet",
        description="Det er disse ord, KP får. Slet gerne i begyndelsen eller slutningen.",
        validators=[
            DataRequired(message="Skriv det citat, du vil dele."),
            Length(max=TEXT_LIMIT, message="Teksten er for lang til at blive delt."),
        ],
        render_kw={"rows": 6},
    )
    attribution = RadioField(
        "Hvordan skal citatet stå?",
        choices=choices((each.value, each.label) for each in Attribution),
        validators=[InputRequired(message="Vælg, hvordan citatet skal stå.")],
    )
    session = SelectField("Hvilken undervisningsgang er det til?")
    reader = SelectField("Hvem?", choices=[], validate_choice=False)
    instead = BooleanField("Træk det gamle citat tilbage i samme skridt")

    def offer_for(self, module: Module | None, modules: Sequence[Module], today: date) -> None:
        """First the one that it comes to by itself, known for certain when it is released."""
        own = module.next_session(today) if module else None
        by_itself = f"Den næste: {label_of(own, module)}" if own and module else NONE
        self.session.choices = [*choices([("", by_itself)]), *coming(modules, today, but=own)]

    def offer_readers(self, people: Sequence[Person]) -> None:
        """Whom she may ask to read it first."""
        named = ((str(each.id), f"{each.name}, {each.profession.label}") for each in people)
        self.reader.choices = choices([("", "Vælg"), *named])

    def prefer(self, session_id: str | None) -> None:
        """Begin with this session, where it is offered and nothing was chosen yet."""
        offered: list[Any] = list(self.session.choices or [])
        if session_id in {each.value for each in offered} and not self.is_submitted():
            self.session.data = session_id

    @property
    def words(self) -> str:
        """The passage, as she left it."""
        return self.passage.data or ""

    @property
    def session_label(self) -> str:
        """Which time of teaching was chosen, in words."""
        offered: list[Any] = list(self.session.choices or [])
        label = next(str(each.label) for each in offered if each.value == self.session.data)
        return NO_SESSION if label == NONE else label


class ReadSecondForm(Form):
    """What a second reader stumbled over: chosen, never written. Her answer is the button."""

    traces = SelectMultipleField(
        "Hvad kan røbe, hvem det er?",
        choices=choices((each.value, each.label) for each in Trace),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
