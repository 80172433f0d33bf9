"""Requests that a script sends: they are answered with data, never with a page or a redirect."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import current_app, g, request
from flask.typing import ResponseReturnValue

# One press of ”Gem”: sent again, it is still the same press.
OPERATION = "Idempotency-Key"
# When that was: a moment in ISO 8601, with its zone.
WRITTEN = "Written-At"
SAID = {
    400: "Det kunne ikke læses. Indlæs siden igen.",
    401: "Log ind for at gemme.",
    403: "Det må du ikke gøre her.",
    404: "Stedet findes ikke længere, eller det er ikke delt med dig.",
    405: "Sådan kan det ikke sendes.",
    409: "Nogen har ændret det imens.",
    410: "Det er slettet for altid.",
    413: "Teksten er for lang. Der er plads til 100.000 tegn; del den gerne i to.",
    429: "Der har været for mange forsøg. Vent et kvarter, og prøv igen.",
    500: "Noget gik galt hos os. Prøv igen om lidt.",
    503: "Logbogen holder en kort pause. Prøv igen om lidt.",
}

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def data(view: View) -> View:
    """Say that this view answers with data, whoever asks."""
    view.answers_data = True  # type: ignore[attr-defined]
    return view


def is_by_script() -> bool:
    """Whether this request wants data for an answer."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "answers_data", False) or OPERATION in request.headers:
        return True
    offered = ["text/html", "application/json"]
    return request.accept_mimetypes.best_match(offered) == "application/json"


def refused(code: int, sentence: str = "", **more: Any) -> tuple[dict[str, Any], int]:
    """An answer that says why not, in one Danish sentence."""
    return {"error": sentence or SAID.get(code, SAID[400])} | more, code


def as_uuid(word: object) -> UUID | None:
    """The id that a script sent; None if it is none."""
    try:
        return UUID(word) if isinstance(word, str) and len(word) == 36 else None
    except ValueError:
        return None


def tell_of_conflict(*, to: str, kept: bool) -> None:
    """Somebody saved another text since this one was begun; it is read on the page `to`.

    `kept` says that the sent text is stored here, so that the device may let go of it.
    """
    g.conflict = {
        "error": "Der er gemt noget andet her imens. Se begge tekster, og gem den, I vil beholde.",
        "kept": kept,
        "to": to,
    }


def tell_of_save(**more: Any) -> None:
    """Beside ”saved” tell the script this too: what stands there now, to be written on from."""
    g.told_of_save = more
