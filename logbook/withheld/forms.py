"""Saying that somebody can be recognised, and reading a text through again."""

from typing import Any

from flask import request
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length

from logbook.forms import TEXT_LIMIT, Form, SeenForm, choices
from logbook.withheld.models import TextKind, Whom

NOT_SAID = "Det vil jeg ikke sige"
EMPTY = "Skriv noget her, som ingen kan genkendes i. En tom tekst kan ikke vises."


class ReportForm(Form):
    """One button; whom it is about, only if she wants to say so, and never in her own words."""

    whom = RadioField(
        "Hvem kan måske genkendes?",
        choices=choices([("", NOT_SAID), *((each.value, each.label) for each in Whom)]),
        default="",
    )

    @property
    def chosen(self) -> Whom | None:
        return Whom(self.whom.data) if self.whom.data else None


class RereadForm(SeenForm):
    """The hidden words, each in a field; a kind of text has a form of its own, see `form_for`."""

    kind: TextKind
    asks_again = True
    checked_says = "Jeg har tjekket – vis igen"

    def must_be_read_again(self) -> bool:
        """The page has told what it found in the text as it stood; not in what she wrote since."""
        return "senere" not in request.form and super().must_be_read_again()

    @property
    def words(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in self.kind.words.columns}

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        words = self.words
        needs_all = not self.kind.words.may_be_empty
        needs_one = self.kind is TextKind.SPARRING
        if (needs_all and not all(words.values())) or (needs_one and not any(words.values())):
            first = self[next(iter(words))]
            first.errors = [*first.errors, EMPTY]
            return False
        return True


def form_for(kind: TextKind) -> type[RereadForm]:
    fields: dict[str, Any] = {"kind": kind}
    limit = kind.words.limit
    for name, label in kind.words.columns.items():
        told = f"Der er plads til {limit or '100.000'} tegn."
        validators = [Length(max=limit or TEXT_LIMIT, message=told)]
        fields[name] = (
            StringField(label, validators=validators)
            if limit
            else TextAreaField(label, validators=validators, render_kw={"rows": 6})
        )
    return type("RereadOne", (RereadForm,), fields)
