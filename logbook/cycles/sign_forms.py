"""What people fill in about the signs: which they look for, and how clearly each was seen."""

from collections.abc import Sequence

from wtforms import RadioField, StringField
from wtforms.validators import Length, Optional

from logbook.cycles import questions
from logbook.cycles.stages import SCORES
from logbook.forms import Form, SeenForm

SIGN_LIMIT = 300
STAYS = "”{}” er der allerede kigget efter, så tegnet bliver stående. Skriv det gerne om."


class SignsForm(SeenForm):
    """One to three signs to look for."""

    sign_1 = StringField(questions.SIGNS_LABEL, description=questions.SIGNS_HINT)
    sign_2 = StringField("Et tegn mere")
    sign_3 = StringField("Og et til")

    def texts(self) -> list[str]:
        return [self[f"sign_{n}"].data or "" for n in range(1, questions.MOST_SIGNS + 1)]

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
