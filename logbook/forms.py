"""The base of every form: what people type arrives clean, and is refused in plain Danish."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import g, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, Field, HiddenField, PasswordField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from logbook.guarded import READ_AGAIN, Guarded
from logbook.privacy.cpr import find_cpr

CHANGED_MEANWHILE = "Der er gemt noget andet her imens. Se begge dele, og gem det, I vil beholde."
TEXT_LIMIT = 100_000
TITLE_LIMIT = 120

# What neither PostgreSQL nor a Word document can hold: control characters other than tab and
# newline, lone surrogates and non-characters.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# The name space of the ids that a form's content decides.
NEW_THINGS = UUID("6f1d7b52-0c7e-4b55-9a39-3c1f0e1b7a64")

DANISH = {
    "This field is required.": "Feltet skal udfyldes.",
    "Not a valid choice.": "Vælg en af mulighederne på listen.",
    "Not a valid choice": "Vælg en af mulighederne på listen.",
    "Invalid Choice: could not coerce.": "Vælg en af mulighederne på listen.",
    "Invalid choice(s): one or more data inputs could not be coerced.": (
        "Vælg blandt mulighederne på listen."
    ),
    "Not a valid date value.": "Skriv en dato, fx 3. maj som 2026-05-03.",
    "Not a valid integer value.": "Skriv et helt tal.",
    "Invalid UUID.": "Vælg en af mulighederne på listen.",
    "CSRF token missing.": "Siden var åben for længe. Send igen.",
}


class Danish:
    """WTForms' own messages in Danish; it has no Danish catalogue."""

    def gettext(self, text: str) -> str:
        if "is not a valid choice for this field" in text or "are not valid choices" in text:
            return "Vælg blandt mulighederne på listen."
        return DANISH.get(text, text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)


def clean(value: Any) -> Any:
    """Text without white space around it and with one kind of newline."""
    if not isinstance(value, str):
        return value
    return value.strip().replace("\r\n", "\n").replace("\r", "\n")


def refuse_unwritable(_form: Any, field: Field) -> None:
    found = UNWRITABLE.search(field.data or "")
    if found:
        before = UNWRITABLE.sub("", field.data[max(0, found.start() - 20) : found.start()])
        place = f"lige efter ”{before}”" if before.strip() else "i begyndelsen"
        # The page repeats the text, and cannot hold them either.
        field.data = UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", field.data)
        raise ValidationError(
            f"Teksten har et skjult tegn, der ikke kan gemmes, {place}. "
            "Slet stedet, og skriv det igen."
        )


def without_unwritable(_form: Any, field: Field) -> None:
    """A date repeats on the page what was sent, and says for itself that it is none."""
    field.raw_data = [
        UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", sent) for sent in field.raw_data or []
    ]


def cpr_refusal(text: str) -> str:
    """Why this text cannot be kept; nothing if it holds no CPR number."""
    number = find_cpr(text)
    return (
        f"”{number}” ligner et CPR-nummer. Fjern tallet, så kan teksten gemmes." if number else ""
    )


def refuse_cpr(_form: Any, field: Field) -> None:
    refusal = cpr_refusal(field.data or "")
    if refusal:
        field.holds_cpr = True  # type: ignore[attr-defined]
        raise ValidationError(refusal)


def choices(pairs: Iterable[tuple[str, str]], under: str | None = None) -> list[Any]:
    """What a list offers: each value that is sent, and its words."""
    return [SelectChoice(value, label, optgroup=under) for value, label in pairs]


class Form(Guarded, FlaskForm):
    """A form whose texts are stripped, and never hold a CPR number or an unwritable character.

    `written` says where its text belongs, when drafts of it are kept.
    """

    written: Any = None

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.guard()

    def validate(self, extra_validators: Any = None) -> bool:
        # A script is told of the first error in a sentence, not by a page.
        g.sent_form = self
        is_valid = bool(super().validate(extra_validators))
        if self.guard_did:
            self.leave_only_numbers()
        elif is_valid:
            self.is_to_be_read_again = self.must_be_read_again()
        return is_valid and not self.guard_did and not self.is_to_be_read_again

    def leave_only_numbers(self) -> None:
        """She is in the middle of putting a text right: what lacks is said when she saves."""
        for field in self:
            if not hasattr(field, "holds_cpr"):
                field.errors = ()

    @property
    def errors(self) -> dict[Any, Any]:
        """Also what the guard asks for, so that nothing is saved, and no view knows of it."""
        asked = self.guard_did or (READ_AGAIN if self.is_to_be_read_again else "")
        errors: dict[Any, Any] = super().errors
        return errors | ({None: [*self.form_errors, asked]} if asked else {})

    @property
    def mistakes(self) -> dict[Any, Any]:
        """What she is to put right: that the guard did as she asked is no mistake of hers."""
        return {} if self.guard_did or self.is_to_be_read_again else self.errors

    class Meta(FlaskForm.Meta):
        # The gate checks where a request comes from, once for every form and for none.
        csrf = False

        def get_translations(self, form: Any) -> Any:
            return Danish()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Only what a form of ours sends: a file or JSON would bring other things than text."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return (request.form or None) if form.is_submitted() else None

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            field = unbound_field.bind(form=form, **options)
            if isinstance(field, DateField):
                field.validators = [without_unwritable, *field.validators]
            if isinstance(field, StringField):
                field.validators = [refuse_unwritable, *field.validators]
                if not isinstance(field, PasswordField):
                    field.filters = [clean, *field.filters]
                # What nobody typed is no number of anybody's: an id may look like one.
                if not isinstance(field, PasswordField | HiddenField):
                    field.validators = [*field.validators, refuse_cpr]
                    form.look_after(field)
            return field

    @property
    def visible_fields(self) -> list[Field]:
        """What a person is asked, without the fields that only the program reads."""
        return [f for f in self if getattr(f.widget, "input_type", "") != "hidden"]


class OnceForm(Form):
    """A form that makes something new, once, however often it is sent.

    `key` is another one each time that the form is shown.
    """

    key = HiddenField(default=lambda: str(uuid4()))

    def id_of_new(self, *of: UUID) -> UUID:
        """The id of what this form makes: the same content sent again gives the same id.

        Other content is something new, so that nothing is lost that was changed in between.
        `of` is whose it is and where it belongs, so that no key leads to anything else.
        """
        return uuid5(NEW_THINGS, repr((sorted(self.data.items()), of)))


class SeenForm(Form):
    """A form about what stands there already; `seen` is what stood there when it was opened."""

    seen = HiddenField()
    # What stands there now, in words, beside the fields in which somebody else changed it.
    changed_meanwhile: tuple[tuple[str, str], ...] = ()

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.seen.data = self.seen.data or self.print_of_now()

    def watched(self) -> list[Field]:
        """The fields that are compared; a text with a revision of its own is not."""
        return self.visible_fields

    def print_of_now(self) -> str:
        stands = [(field.name, comparable(field.object_data)) for field in self.watched()]
        return uuid5(NEW_THINGS, repr(stands)).hex

    def was_changed_meanwhile(self) -> bool:
        """Whether this would replace something that its sender has not seen.

        It is then shown to her, and saving once more is a choice made with open eyes.
        """
        now = self.print_of_now()
        if self.seen.data == now:
            return False
        others = [f for f in self.watched() if comparable(f.object_data) != comparable(f.data)]
        # What she sent stays in the fields; only what she has seen is new.
        self.seen.data = now
        self.changed_meanwhile = tuple((f.label.text, in_words(f, f.object_data)) for f in others)
        for field in others:
            field.errors = [*field.errors, CHANGED_MEANWHILE]
        return bool(others)


def comparable(value: Any) -> Any:
    """A field's value, where nothing is nothing in whichever way it is said."""
    return sorted(value) if isinstance(value, list | tuple) else clean(value) or ""


def in_words(field: Field, value: Any) -> str:
    """What a field holds, as a person reads it."""
    if isinstance(field, BooleanField):
        return "Ja" if value else "Nej"
    chosen = value if isinstance(value, list) else [value]
    labels = {}
    if hasattr(field, "iter_choices"):
        labels = {choice.value: choice.label for choice in field.iter_choices()}
    return ", ".join(str(labels.get(each, each)) for each in chosen if each) or "Ingenting"
