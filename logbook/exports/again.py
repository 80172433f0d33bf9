"""Reading passages once more before they are taken along: a tick, and nothing is written down."""

from flask import request

READ_THROUGH = "laest"
READ_FIRST = (
    "I nogle af citaterne står noget, der kan være et navn. Læs dem igennem, sæt flueben, og hent "
    "dem så."
)


def was_read_through() -> bool:
    return READ_THROUGH in request.form
