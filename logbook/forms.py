"""The base of every form: what people type arrives clean, and is refused in plain Danish."""

import re
from collections.abc import Iterable
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, PasswordField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from logbook.privacy.cpr import find_cpr

TEXT_LIMIT = 100_000
TITLE_LIMIT = 120

# What neither PostgreSQL nor a Word document can hold: control characters other than tab and
# newline, lone surrogates and non-characters.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

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


def cpr_refusal(text: str) -> str:
    """Why this text cannot be kept; nothing if it holds no CPR number."""
    number = find_cpr(text)
    return (
        f"”{number}” ligner et CPR-nummer. Fjern tallet, så kan teksten gemmes." if number else ""
    )


def refuse_cpr(_form: Any, field: Field) -> None:
    refusal = cpr_refusal(field.data or "")
    if refusal:
        raise ValidationError(refusal)


def choices(pairs: Iterable[tuple[str, str]], under: str | None = None) -> list[Any]:
    """What a list offers: each value that is sent, and its words."""
    return [SelectChoice(value, label, optgroup=under) for value, label in pairs]


class Form(FlaskForm):
    """A form whose texts are stripped, and never hold a CPR number or an unwritable character.

    `written` says where its text belongs, when drafts of it are kept.
    """

    written: Any = None

    def validate(self, extra_validators: Any = None) -> bool:
        # A script is told of the first error in a sentence, not by a page.
        g.sent_form = self
        return bool(super().validate(extra_validators))

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
            if isinstance(field, StringField):
                field.validators = [refuse_unwritable, *field.validators]
                if not isinstance(field, PasswordField):
                    field.filters = [clean, *field.filters]
                    field.validators = [*field.validators, refuse_cpr]
            return field
