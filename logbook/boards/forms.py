"""What is filled in around a board: its title, its groups, notes, and what one looks for."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid5

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from logbook.cycles.questions import questions_of
from logbook.cycles.stages import ROAD, Decision, Stage
from logbook.exports.forms import taught
from logbook.exports.houses import houses_field
from logbook.forms import (
    NEW_THINGS,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Form,
    OnceForm,
    SeenForm,
    choices,
)
from logbook.programme.models import Module, Session, Tag, TagKind
from logbook.releases.forms import label_of

WORDS_LIMIT = 100
TOO_LONG = f"Navnet er for langt. Der er plads til {TITLE_LIMIT} tegn."
NOTE_TOO_LONG = "Teksten er for lang. Der er plads til 100.000 tegn; del den gerne i to."


def title_field(label: str, missing: str, hint: str = "") -> Any:
    return StringField(
        label,
        description=hint,
        validators=[DataRequired(missing), Length(max=TITLE_LIMIT, message=TOO_LONG)],
        render_kw={"autocomplete": "off"},
    )


def board_title() -> Any:
    return title_field(
        "Hvad skal tavlen hedde?",
        "Giv tavlen et navn.",
        "De, der har skrevet citaterne, kan se tavlens navn.",
    )


def session_field() -> Any:
    return SelectField("Hvilken undervisningsgang er den til?", default="")


def group_title() -> Any:
    return title_field("Hvad skal gruppen hedde?", "Giv gruppen et navn.")


def note_text() -> Any:
    return TextAreaField(
        "Din note",
        validators=[
            DataRequired("Skriv noten først."),
            Length(max=TEXT_LIMIT, message=NOTE_TOO_LONG),
        ],
        description="Dine medundervisere kan læse den. Den kommer ikke med på skærmen.",
        render_kw={"rows": 6, "autocapitalize": "sentences"},
    )


def offer_sessions(field: SelectField, modules: Sequence[Module], today: date) -> None:
    """The times of teaching with their modules: those to come, then those that have been.

    The nearest first, either way.
    """
    offered = [(session, module) for module in modules for session in taught(module)]
    offered.sort(key=lambda each: (each[0].starts_on, each[0].title, each[1].title))
    to_come = [each for each in offered if each[0].starts_on >= today]
    been = [each for each in reversed(offered) if each[0].starts_on < today]
    field.choices = choices([("", "Ingen bestemt")])
    for words, there in (("Kommer", to_come), ("Har været", been)):
        field.choices += choices(((str(s.id), label_of(s, m)) for s, m in there), under=words)


def chosen_session(field: SelectField, modules: Sequence[Module]) -> Session | None:
    sessions = (session for module in modules for session in taught(module))
    return next((each for each in sessions if str(each.id) == field.data), None)


class BoardForm(OnceForm):
    """A new board, or a copy of one."""

    title = board_title()
    session = session_field()


class EditBoardForm(SeenForm):
    title = board_title()
    session = session_field()


class DeleteBoardForm(Form):
    """Whether to delete it; `told` is what it held when that was asked."""

    told = HiddenField()

    def was_told(self, *holds: object) -> bool:
        """Whether this is what she was told; if not, she is told anew."""
        was_sent, self.told.data = self.told.data, uuid5(NEW_THINGS, repr(holds)).hex
        return bool(was_sent == self.told.data)


class GroupForm(OnceForm):
    title = group_title()


class EditGroupForm(SeenForm):
    title = group_title()


class NoteForm(OnceForm):
    text = note_text()


class EditNoteForm(SeenForm):
    text = note_text()


class FindForm(Form):
    """What an instructor looks for, read from the address; what the programme lacks is an error."""

    is_about_practice = False

    module = SelectField("Modul", name="modul", default="")
    stage = SelectField(
        "Trin",
        name="trin",
        choices=choices([("", "Alle trin"), *((each.value, each.label) for each in ROAD)]),
        default="",
    )
    track = SelectField("Spor", name="spor", default="")
    focus = SelectField("Fokusområde", name="fokus", default="")
    theme = SelectField("Læreplanstema", name="tema", default="")
    decision = SelectField(
        "Beslutning",
        name="beslutning",
        choices=choices([("", "Alle"), *((each.value, each.label) for each in Decision)]),
        default="",
    )
    houses = houses_field()
    words = StringField(
        "Ord i citatet",
        name="find",
        default="",
        validators=[Length(max=WORDS_LIMIT, message="Søg på færre ord.")],
        render_kw={"type": "search", "autocomplete": "off"},
    )

    def offer(self, modules: Sequence[Module], tags: Sequence[Tag]) -> None:
        self.by_id: dict[str, Any] = {str(thing.id): thing for thing in (*modules, *tags)}
        titles = [(str(module.id), module.title) for module in modules]
        self.module.choices = choices([("", "Alle moduler"), *titles])
        by_kind = ((self.track, TagKind.TRACK), (self.focus, TagKind.FOCUS),
                   (self.theme, TagKind.THEME))  # fmt: skip
        for field, kind in by_kind:
            own = [(str(tag.id), tag.name) for tag in tags if tag.kind is kind]
            field.choices = choices([("", "Alle"), *own])

    def begin_with(self, module: Module | None) -> None:
        """What is looked at when nobody has chosen yet."""
        self.module.data = str(module.id) if module else ""

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for, by the names that the queries know."""
        ids = {
            "module_id": self.module, "track_id": self.track, "focus_id": self.focus,
            "theme_id": self.theme,
        }  # fmt: skip
        there: dict[str, Any] = {
            name: self.by_id[field.data].id for name, field in ids.items() if field.data
        }
        if self.stage.data:
            there["questions"] = questions_of(Stage(self.stage.data))
        if self.decision.data:
            there["decision"] = Decision(self.decision.data)
        return there

    @property
    def fewest_houses(self) -> int:
        return int(self.houses.data or 0)

    @property
    def address(self) -> dict[str, str]:
        """The same choices as parameters of an address."""
        return {field.name: field.data or "" for field in self}

    @property
    def is_narrow(self) -> bool:
        """Whether one of those that fold away is in use."""
        return bool(
            self.track.data or self.focus.data or self.theme.data or self.decision.data
            or self.houses.data
        )  # fmt: skip
