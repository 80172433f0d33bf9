"""Which rounds go into the book."""

from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Optional, ValidationError

from logbook.forms import Form
from logbook.programme.models import Module

ALL = ""


class BookForm(Form):
    """A module of the kompetenceforløb, two days, both, or neither: then it is everything."""

    module = SelectField("Modul", description="Kun de runder, der hører til det")
    begins = DateField("Fra", validators=[Optional()])
    ends = DateField("Til", validators=[Optional()])

    def __init__(self, modules: list[Module], **keywords: Any) -> None:
        super().__init__(**keywords)
        self.module.choices = [(ALL, "Alle"), *((each.title, each.title) for each in modules)]

    def validate_ends(self, field: DateField) -> None:
        if field.data and self.begins.data and field.data < self.begins.data:
            raise ValidationError("Den sidste dag skal være efter den første.")
