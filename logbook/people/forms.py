"""What people type to come in, and what a coordinator types about them."""

import re
from collections.abc import Iterator
from typing import Any

from wtforms import BooleanField, Field, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from logbook.forms import TITLE_LIMIT, Form, choices
from logbook.people.models import Profession, Role
from logbook.people.passwords import LONGEST, SHORTEST
from logbook.programme.models import District, Programme, Unit
from logbook.releases.models import Attribution

USER_NAME = re.compile(r"[a-z0-9æøåäöüéè][a-z0-9æøåäöüéè.@_+-]*")
ANY_PLACE = ""


def filled(message: str) -> DataRequired:
    return DataRequired(message=message)


class FindForm(Form):
    """Whom a coordinator or a leader looks for among her people."""

    is_about_practice = False

    find = StringField(
        "Find en person",
        name="find",
        description="Navn eller brugernavn",
        validators=[Length(max=TITLE_LIMIT, message=f"Skriv højst {TITLE_LIMIT} tegn.")],
        render_kw={"autocomplete": "off"},
    )


def secret(label: str, message: str, autocomplete: str, **keywords: Any) -> PasswordField:
    return PasswordField(
        label,
        # InputRequired: a password is taken as it was typed, with its spaces.
        validators=[
            InputRequired(message=message),
            Length(max=LONGEST, message=f"Adgangskoden må højst have {LONGEST} tegn."),
        ],
        render_kw={"autocomplete": autocomplete},
        **keywords,
    )


def user_name_field(message: str) -> StringField:
    return StringField(
        "Brugernavn",
        validators=[
            filled(message),
            Length(max=TITLE_LIMIT, message=f"Et brugernavn har højst {TITLE_LIMIT} tegn."),
        ],
        render_kw={
            "autocomplete": "username",
            "autocapitalize": "none",
            "autocorrect": "off",
            "spellcheck": "false",
        },
    )


def shared_device() -> BooleanField:
    return BooleanField(
        "Delt enhed",
        description="Så bliver intet liggende på den, og du logges ud efter en halv time uden "
        "brug. Det kræver net at skrive.",
    )


class AttributionForm(Form):
    """How somebody's passages usually stand."""

    usual = RadioField(
        "Hvordan skal dine citater stå, når du deler dem?",
        choices=choices(
            [("", "Spørg mig hver gang"), *((each.value, each.label) for each in Attribution)]
        ),
        default="",
        validators=[Optional()],
    )


class SignInForm(Form):
    is_about_practice = False

    user_name = user_name_field("Skriv dit brugernavn.")
    password = secret("Adgangskode", "Skriv din adgangskode.", "current-password")
    is_shared = shared_device()


class Ordered(Form):
    """A form whose fields stand in an order of their own, whatever classes they come from."""

    # What stands in them are the colleagues' own names.
    is_about_practice = False

    field_order: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Field]:
        return iter([self[name] for name in self.field_order or self._fields])


class NewPassword(Ordered):
    """The two fields with which a password is chosen."""

    new_password = secret(
        "Vælg en adgangskode",
        "Skriv den adgangskode, du vil have.",
        "new-password",
        description=(
            f"Mindst {SHORTEST} tegn. Tre-fire ord, der ikke hører sammen, er let at huske "
            "og svært at gætte."
        ),
    )
    repeat_password = secret("Skriv den igen", "Skriv adgangskoden en gang til.", "new-password")

    def validate_new_password(self, field: Field) -> None:
        if len(field.data) < SHORTEST:
            raise ValidationError(f"Adgangskoden skal have mindst {SHORTEST} tegn.")

    def validate_repeat_password(self, field: Field) -> None:
        if field.data != self.new_password.data:
            raise ValidationError("De to adgangskoder er ikke ens. Skriv den samme begge steder.")


class WelcomeForm(NewPassword):
    """With the link, that is all."""

    is_shared = shared_device()


class CodeForm(NewPassword):
    """Without the link, the slip says who she is and what her code is."""

    user_name = user_name_field("Skriv brugernavnet fra din seddel.")
    code = StringField(
        "Engangskode",
        description="De otte tegn fra din seddel, fx ABCD-2345.",
        validators=[
            filled("Skriv koden fra din seddel."),
            Length(max=40, message="Koden har otte tegn."),
        ],
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )
    is_shared = shared_device()
    field_order = ("user_name", "code", "new_password", "repeat_password", "is_shared")


class PresentPassword(Form):
    """Who is signed in says once more that it is her."""

    present_password = secret(
        "Den adgangskode, du har nu", "Skriv den adgangskode, du har nu.", "current-password"
    )


class ChangePasswordForm(NewPassword, PresentPassword):
    field_order = ("present_password", "new_password", "repeat_password")


class MembershipForm(Ordered):
    """A role, and where she plays it."""

    role = SelectField(
        "Rolle",
        choices=choices([("", "Vælg en rolle"), *((role.value, role.label) for role in Role)]),
        validators=[filled("Vælg en rolle.")],
    )
    place = SelectField(
        "Hvor", description="Undervisere og koordinatorer gælder hele projektet.", default=ANY_PLACE
    )

    def __init__(self, programme: Programme, **keywords: Any) -> None:
        super().__init__(**keywords)
        places: list[Unit | District] = [*programme.units, *programme.districts]
        self.places = {str(place.id): place for place in places}
        units = [(str(unit.id), unit.name) for unit in programme.units]
        districts = [(str(each.id), f"Distrikt {each.name}") for each in programme.districts]
        self.place.choices = choices([(ANY_PLACE, "Hele projektet"), *units, *districts])

    def validate_place(self, field: Field) -> None:
        place = self.places.get(field.data)
        if self.role.data == Role.AUTHOR and place is None:
            raise ValidationError("Vælg det hus eller distrikt, personen skriver i.")
        if self.role.data == Role.LEADER and not isinstance(place, Unit):
            raise ValidationError("Vælg det hus, personen leder.")
        if self.role.data == Role.DISTRICT_LEADER and not isinstance(place, District):
            raise ValidationError("Vælg det distrikt, personen leder.")
        if self.role.data in {Role.INSTRUCTOR, Role.COORDINATOR} and place is not None:
            raise ValidationError("Den rolle gælder hele projektet. Vælg ”Hele projektet”.")

    @property
    def unit(self) -> Unit | None:
        place = self.places.get(self.place.data)
        return place if isinstance(place, Unit) else None

    @property
    def district(self) -> District | None:
        place = self.places.get(self.place.data)
        return place if isinstance(place, District) else None


class InviteForm(MembershipForm):
    """Somebody new, with her first role."""

    name = StringField(
        "Navn",
        validators=[
            filled("Skriv personens navn."),
            Length(max=TITLE_LIMIT, message=f"Et navn har højst {TITLE_LIMIT} tegn."),
        ],
        render_kw={"autocomplete": "off"},
    )
    user_name = StringField(
        "Brugernavn",
        description="Det behøver ikke at være en mailadresse. Fx fornavn.efternavn.",
        validators=[
            filled("Skriv et brugernavn."),
            Length(max=TITLE_LIMIT, message=f"Et brugernavn har højst {TITLE_LIMIT} tegn."),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    profession = SelectField(
        "Faggruppe",
        choices=choices(
            [("", "Vælg en faggruppe"), *((each.value, each.label) for each in Profession)]
        ),
        validators=[filled("Vælg en faggruppe.")],
    )
    field_order = ("name", "user_name", "profession", "role", "place")

    def validate_user_name(self, field: Field) -> None:
        refuse_odd_user_name(field.data)


def refuse_odd_user_name(user_name: str) -> None:
    if not USER_NAME.fullmatch(user_name.lower()):
        raise ValidationError(
            "Brug kun bogstaver, tal, punktum, bindestreg, understregning og @ i brugernavnet."
        )
