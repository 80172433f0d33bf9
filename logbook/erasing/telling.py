"""Who gave something to a text that others delete is told that it went along, at her next sign-in;
so is who could write there, and who said yes before the last one did.

In one line: not what it said, nor who deleted it.
"""

from collections.abc import Collection
from uuid import UUID

from logbook.db import db
from logbook.erasing.models.strays import WRITES_THERE, others_in, person_there
from logbook.erasing.models.walk import Found

# The first that fits her is what she reads.
LINES = {
    "sparring": "En runde, du har givet sparring til, er slettet for altid, og din sparring gik "
    "med. Tak, fordi du gav den.",
    "kind_word": "En runde, du har sendt et puf til, er slettet for altid, og puffet gik med. Tak, "
    "fordi du sendte det.",
    "reply": "En tråd om sparring, du har skrevet i, er slettet for altid, og det, du skrev, gik "
    "med.",
    "board_note": "En tavle, du har skrevet en note på, er slettet for altid, og noten gik med.",
    WRITES_THERE: "En runde, du var med i, er slettet for altid.",
}
EVERYONE_SAID_YES = "En tekst, I har skrevet sammen, er slettet for altid: Alle sagde ja."
SAID_FIRST = (
    "De, der gav jer det, får besked, næste gang de logger ind: at det er slettet, men ikke hvad "
    "der stod, og heller ikke hvem der slettede det."
)
WRITERS_FIRST = (
    "De andre, der er med i runden, får besked, næste gang de logger ind: at den er slettet, men "
    "ikke hvem der slettede den."
)
LIMIT = 500


def givers_in(found: Found, *, but: Collection[UUID]) -> dict[UUID, str]:
    """Whom it is to be told, and what; all `but` those who were asked, or delete it themselves."""
    held: dict[UUID, set[str]] = {}
    for what, person_id in db.session.execute(others_in(found)):
        held.setdefault(person_id, set()).add(what)
    return {
        person_id: next(line for what, line in LINES.items() if what in given)
        for person_id, given in held.items()
        if person_id not in but
    }


def said_first(givers: dict[UUID, str]) -> list[str]:
    """What whoever is about to delete reads of it."""
    writers, lines = {LINES[WRITES_THERE]}, set(givers.values())
    return [
        *([SAID_FIRST] if lines - writers else []),
        *([WRITERS_FIRST] if lines & writers else []),
    ]


def tell(givers: dict[UUID, str]) -> None:
    """The caller commits."""
    for person_id, line in givers.items():
        person = person_there(person_id)
        waits = person.notice or ""
        if line not in waits and len(waits) + len(line) < LIMIT:
            person.notice = f"{waits} {line}".strip()
