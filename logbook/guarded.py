"""The guard at a form: what it marks in the texts there, and what its buttons change in them."""

from collections.abc import Iterable
from functools import cached_property, partial
from typing import cast
from uuid import UUID, uuid5

from flask import has_request_context, request
from wtforms import Field, HiddenField, PasswordField, StringField

from logbook.privacy.cpr import without_cpr
from logbook.privacy.found import Findings, Place, found_in, replaced, words_in_list

# The buttons below a field: what is to be done, in which field, and to which words.
PRESSED = "vagt"
TAKE_OUT, INSTEAD, NO_NAME = "tal", "i stedet", "ikke et navn"
NOT_NAMES = "not_names"
# The button that says that the text was read through once more; its value is what was read.
CHECKED = "tjekket"
READ_TEXTS = UUID("0d0c7f4e-5d0b-4f0e-8a39-9a3a3f5f1c77")

TAKEN_OUT = "Tallet er taget ud. Læs teksten igennem, og gem den."
CHANGED = "Ordene er skiftet ud. Læs teksten igennem, og gem den."
REMEMBERED = "Det bliver husket sammen med teksten, når du gemmer."
READ_AGAIN = "Læs lige igennem, før du deler. Teksten er ikke sendt endnu."


def is_text(field: Field) -> bool:
    """Whether somebody writes words of her own in it."""
    return isinstance(field, StringField) and not isinstance(field, PasswordField | HiddenField)


class Guarded:
    """The part of a form that the guard looks after.

    `is_about_practice` is false of a form that is about colleagues, or that only looks for
    something. `asks_again` is true of one that shows its text to others the moment it is sent.
    """

    is_about_practice = True
    asks_again = False
    # What she says once she has read it through again.
    checked_says = "Jeg har tjekket – del"
    # What the page says that a button of the guard has done; nothing is saved then.
    guard_did = ""
    is_to_be_read_again = False
    not_names: list[str]
    # The texts that it rewrites, so that what is no name is remembered with them.
    rewrites: tuple[object, ...] = ()

    def guard(self) -> None:
        """Take in what the page says is no name, and do what a button of the guard says."""
        self.not_names = []
        if not has_request_context() or request.method != "POST":
            return
        self.not_names = words_in_list(request.form.get(NOT_NAMES, ""))
        pressed = request.form.get(PRESSED, "")
        if pressed:
            self.press(*[*pressed.split("|", 3), "", "", ""][:4])

    def press(self, act: str, name: str, offer: str, words: str) -> None:
        # Whatever was pressed, it was not the button that saves.
        self.guard_did = CHANGED
        if act == TAKE_OUT:
            for field in self.text_fields():
                field.data = without_cpr(field.data or "").strip()
            self.guard_did = TAKEN_OUT
        elif act == INSTEAD and offer.isascii() and offer.isdecimal() and len(offer) == 1:
            for field in (each for each in self.guarded_fields() if each.name == name):
                field.data = replaced(field.data or "", words, int(offer), self.not_names)
        elif act == NO_NAME:
            self.take_not_names(words.replace(",", ""))
            self.guard_did = REMEMBERED

    def take_not_names(self, listed: str) -> None:
        self.not_names = words_in_list(",".join([*self.not_names, listed]))

    @property
    def listed_not_names(self) -> str:
        return ",".join(word.replace(",", "") for word in self.not_names)

    def text_fields(self) -> list[Field]:
        fields = cast("Iterable[Field]", self)
        return [field for field in fields if is_text(field)]

    def guarded_fields(self) -> list[Field]:
        return self.text_fields() if self.is_about_practice else []

    def look_after(self, field: Field) -> None:
        """Let the page ask a field what was found in it."""
        if self.is_about_practice and is_text(field):
            field.found = partial(self.found_in, field)  # type: ignore[attr-defined]

    def found_in(self, field: Field) -> Findings:
        text, known = field.data, self.looked_at
        if not isinstance(text, str):
            return Findings()
        key = (text, self.listed_not_names)
        if key not in known:
            known[key] = found_in(text, self.not_names)
        return known[key]

    @cached_property
    def looked_at(self) -> dict[tuple[str, str], Findings]:
        """What was found in each text: a page asks several times."""
        return {}

    def found(self) -> list[tuple[Field, Findings]]:
        """The fields in which something was found."""
        return [(each, what) for each in self.guarded_fields() if (what := self.found_in(each))]

    def found_here(self) -> list[Place]:
        return [Place(each.label.text, what, f"#{each.id}") for each, what in self.found()]

    @property
    def print_of_texts(self) -> str:
        """Which texts were read through: when they change they are asked about again."""
        return uuid5(READ_TEXTS, repr([field.data for field in self.guarded_fields()])).hex

    def must_be_read_again(self) -> bool:
        """Whether something is asked about before it is shown to others."""
        if not self.asks_again or request.form.get(CHECKED) == self.print_of_texts:
            return False
        return any(what.is_to_be_read_again for _, what in self.found())
