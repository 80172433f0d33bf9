"""What went wrong, on a page in Danish that says what to do next and loses no text."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, Unauthorized

from logbook import clock
from logbook.by_script import is_by_script, refused
from logbook.cycles.stages import IllegalMove, Unanswered
from logbook.db import db
from logbook.erasing.gone import is_gone
from logbook.erasing.listed import NotListed
from logbook.gate import (
    SAFE,
    ForeignRequest,
    is_on_shared_device,
    me,
    owner_key,
    owner_of_form,
)
from logbook.kept import Kept, keep_for_owner
from logbook.people.forms import SignInForm


@dataclass(frozen=True)
class Told:
    """What an error is called on the screen, and what to do about it."""

    heading: str
    next_step: str


TOLD = {
    400: Told("Det kunne vi ikke læse", "Gå tilbage, indlæs siden igen, og prøv en gang til."),
    403: Told(
        "Det kan du ikke gøre her",
        "Det er andre, der gør det. Ingen kan give sig selv en rolle eller forny sin egen kode. "
        "Spørg din leder eller projektets koordinator, hvis det ser forkert ud.",
    ),
    404: Told(
        "Siden findes ikke",
        "Måske er adressen skrevet forkert, eller siden er ikke delt med dig. Gå til forsiden, "
        "eller spørg den, du fik linket af.",
    ),
    405: Told("Den vej er der ikke", "Gå tilbage, og brug knapperne på siden."),
    409: Told(
        "Forløbet er kommet videre",
        "Nogen har ændret det, mens du så på det. Indlæs siden igen for at se, hvor I er nu.",
    ),
    410: Told(
        "Det er slettet for altid",
        "De, der skrev det, har valgt at slette det. Det kan ikke hentes tilbage, og der er ikke "
        "gået noget andet tabt.",
    ),
    413: Told(
        "Det var for meget på én gang",
        "Gå tilbage, del teksten op, og gem en del ad gangen. En tekst kan fylde omkring 40 sider.",
    ),
    429: Told("Lige lovlig mange forsøg", "Vent et kvarter, og prøv igen."),
    500: Told(
        "Noget gik galt hos os",
        "Det er ikke din skyld, og vi har skrevet det ned. Vent et øjeblik, og prøv igen.",
    ),
    503: Told(
        "Logbogen holder en kort pause",
        "Vi kan ikke få fat i det, der er gemt. Vent et minut, og prøv igen.",
    ),
}
FOREIGN = Told(
    "Det kom ikke fra Logbogen",
    "En anden side prøvede at gøre noget i dit navn, så vi stoppede det. Gå til forsiden, og gør "
    "det herfra, hvis det var dig selv.",
)
AT_ONCE = Told(
    "I gemte i samme øjeblik",
    "En anden gemte det samme sted, så der er ikke gemt noget fra dig endnu. Prøv igen, så ser du, "
    "hvad der står der nu.",
)
UNLISTED = Told(
    "Det kan ikke gemmes lige nu",
    "Det, der stod før, skal slettes for altid, og det kan vi ikke få skrevet på listen over "
    "sletninger. Prøv igen om lidt, eller sig det til den, der passer Logbogen.",
)
# A form that is refused for these reasons still shows its text to the one who wrote it.
STILL_HERS = {403, 404, 409, 410}
# What PostgreSQL calls two transactions that stood in each other's way.
CAME_SECOND = {"40001", "40P01"}
OTHER = Told("Det gik ikke", "Gå tilbage, og prøv en gang til.")


def page(
    code: int, told: Told | None = None, *, kept: Kept | None = None, owner: str = ""
) -> tuple[str | dict[str, Any], int]:
    if is_by_script():
        return refused(code, told.next_step if told else "")
    told = told or TOLD.get(code, OTHER)
    return render_template("errors/told.html", told=told, kept=kept, owner=owner), code


def hers() -> Kept | None:
    """The form that was sent in vain, if it is the signed-in person's own."""
    if request.method in SAFE or not current_user.is_authenticated:
        return None
    kept = Kept.of_request()
    return kept if owner_of_form() == me().id and kept.can_be_sent else None


def any_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    code = 410 if error.code == 404 and is_gone() else error.code
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(error.valid_methods)
    kept = hers() if code in STILL_HERS else None
    return *page(code, kept=kept), headers


def foreign(_error: ForeignRequest) -> ResponseReturnValue:
    return page(403, FOREIGN)


def signed_out(_error: Unauthorized) -> ResponseReturnValue:
    """The sign-in page; what was written waits for its owner, wherever she signs in."""
    if is_by_script():
        # The script keeps what it sent, and sends it again.
        return page(403 if current_user.is_authenticated else 401)
    reason = "anothers" if current_user.is_authenticated else "signed-out"
    kept = keep_for_owner(clock.now())
    form = SignInForm(formdata=None, is_shared=is_on_shared_device())
    # What could not be kept goes back to where it came from, unless somebody else sits there now.
    has_no_place = not kept and reason == "signed-out" and owner_of_form()
    return sign_in_page(form, reason, kept, Kept.of_request().texts if has_no_place else []), 401


def sign_in_page(
    form: SignInForm, reason: str, kept: bool = False, texts: Sequence[str] = ()
) -> str:
    return render_template("people/sign_in.html", form=form, reason=reason, kept=kept, texts=texts)


def too_old(_error: CSRFError) -> ResponseReturnValue:
    """The form's token is missing or wrong: show what was written, with a new token."""
    if is_by_script():
        return page(400)
    if request.endpoint == "people.sign_in":
        form = SignInForm()
        form.password.errors = ["Siden var for gammel. Skriv din adgangskode igen."]
        return sign_in_page(form, ""), 400
    kept = hers()
    return render_template("errors/too_old.html", kept=kept, owner=owner_key() if kept else ""), 400


def moved_on(error: IllegalMove) -> ResponseReturnValue:
    db.session.rollback()
    told = Told("Der mangler et svar", f"{error}.") if isinstance(error, Unanswered) else None
    return page(409, told, kept=hers())


def came_second(error: Exception) -> ResponseReturnValue:
    """Somebody saved in the same moment: ask the view again, which now sees what stands there."""
    if request.method in SAFE:
        raise error
    db.session.rollback()
    if "came_second" not in g:
        g.came_second = True
        try:
            return current_app.dispatch_request()
        except Exception as later:
            return current_app.handle_user_exception(later)
    # The first line names the rule; what stands below it may be what somebody wrote.
    rule = str(getattr(error, "orig", error)).partition("\n")[0]
    current_app.logger.error("The database refused a row twice: %s", rule)
    return page(409, AT_ONCE, kept=hers())


def broken(error: InternalServerError) -> ResponseReturnValue:
    return without_database(500)


def database_away(error: Exception) -> ResponseReturnValue:
    is_race = getattr(getattr(error, "orig", None), "sqlstate", None) in CAME_SECOND
    if is_race and request.method not in SAFE and "came_second" not in g:
        return came_second(error)
    # The driver's own words; the statement, which holds what people wrote, stays out of the log.
    reason = str(getattr(error, "orig", "") or type(error).__name__).splitlines()[0]
    current_app.logger.error("The database did not answer: %s", reason)
    return *without_database(503), {"Retry-After": "60"}


def not_listed(_error: NotListed) -> ResponseReturnValue:
    """What would take something out for good is not saved where that cannot be written down."""
    current_app.logger.error("The list of erasures cannot be written")
    return *without_database(503, UNLISTED), {"Retry-After": "60"}


def without_database(code: int, told: Told | None = None) -> tuple[str | dict[str, Any], int]:
    """A page that asks the database nothing; the text goes back to where it came from."""
    g.database_is_away = True
    with suppress(DBAPIError):
        db.session.rollback()
    if request.method in SAFE or request.endpoint is None or is_by_script():
        return page(code, told)
    if request.endpoint == "people.sign_in":
        form = SignInForm()
        form.password.errors = [f"{TOLD[code].heading}. {TOLD[code].next_step}"]
        return sign_in_page(form, ""), code
    kept = Kept.of_request()
    owner = request.form.get("owner", "")
    return page(code, told, kept=kept if kept.can_be_sent else None, owner=owner)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, any_http_error)
    app.register_error_handler(ForeignRequest, foreign)
    app.register_error_handler(Unauthorized, signed_out)
    app.register_error_handler(CSRFError, too_old)
    app.register_error_handler(IllegalMove, moved_on)
    app.register_error_handler(InternalServerError, broken)
    app.register_error_handler(NotListed, not_listed)
    for second in (IntegrityError, StaleDataError):
        app.register_error_handler(second, came_second)
    for away in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(away, database_away)
