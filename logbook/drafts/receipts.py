"""What a script sends is carried out once, however often it arrives, and answered with data."""

import json
from typing import Any
from uuid import UUID

from flask import Flask, Response, current_app, g, jsonify, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from wtforms import Form

from logbook import clock
from logbook.by_script import OPERATION, as_uuid, is_by_script, refused
from logbook.db import db
from logbook.drafts.models import Receipt
from logbook.drafts.resuming import place_sent
from logbook.gate import SAFE, is_public, me
from logbook.keys import keyed_hash

# Passwords are never sent by a script, and a document is no answer to one.
NOT_FOR_SCRIPTS = {"people", "exports", "jobs", "erasing"}
# A token is of the page, not of what was written; a new one changes nothing.
NOT_OF_THE_TEXT = {"csrf_token"}


def digest_of_request() -> str:
    """What this request asks for, so that its key cannot be used for another."""
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NOT_OF_THE_TEXT
    ]
    return keyed_hash("receipt", json.dumps([request.method, request.full_path, fields]))


def begin() -> ResponseReturnValue | None:
    """Before the view: the stored answer if this was carried out already, else a new receipt.

    The receipt is written first. Whoever sends the same at the same moment waits for it there,
    and finds it. What the view commits is held back until the answer is known.
    """
    if OPERATION not in request.headers or not is_write():
        return None
    op = as_uuid(request.headers[OPERATION])
    if op is None or request.blueprint in NOT_FOR_SCRIPTS:
        return refused(422, "Det kan ikke sendes på den måde.", kept=False)
    known = receipt_of(op)
    if known is None:
        receipt = Receipt(
            person_id=me().id, op=op, digest=digest_of_request(), status=0, answer="",
            at=clock.now(),
        )  # fmt: skip
        db.session.add(receipt)
        try:
            db.session.flush()
        except IntegrityError:
            db.session.rollback()
            known = receipt_of(op)
            if known is None:
                raise
    if known is not None:
        return replayed(known)
    g.receipt = receipt
    db.session.info["is_held"] = True
    return None


def is_write() -> bool:
    return request.method not in SAFE and bool(request.endpoint) and not is_public(request.endpoint)


def receipt_of(op: UUID) -> Receipt | None:
    found: Receipt | None = db.session.scalar(Receipt.of(me(), op))
    return found


def replayed(receipt: Receipt) -> ResponseReturnValue:
    # Of what was erased since there is no digest either.
    if receipt.digest not in {"", digest_of_request()}:
        return refused(422, "Den tekst er allerede sendt med et andet indhold.", kept=False)
    return json.loads(receipt.answer), receipt.status, {"Idempotent-Replayed": "true"}


# -- answering ------------------------------------------------------------------------------


def answer(response: Response) -> Response:
    """After the view: what it answered, as data; what it wrote and the receipt at one stroke."""
    if not is_write() or not is_by_script():
        return response
    receipt = g.pop("receipt", None)
    body, status = as_data(response)
    if receipt is None:
        return response if body is None else made(body, status)
    # Let go of it first: whatever happens from here on, nothing is held any more.
    db.session.info["is_held"] = False
    if body is None or not (body.get("saved") or body.get("kept")):
        db.session.rollback()
        return response if body is None else made(body, status)
    try:
        kept = receipt if receipt in db.session else begun_again(receipt)
        kept.keep(status, body)
        db.session.commit()
        only_the_last_message()
    except IntegrityError as error:
        # The view had to begin again, and the same request was faster meanwhile.
        db.session.rollback()
        known = receipt_of(as_uuid(request.headers[OPERATION]) or UUID(int=0))
        if known is None:
            return failed(error)
        return current_app.make_response(replayed(known))
    except Exception as error:
        return failed(error)
    return made(body, status)


def only_the_last_message() -> None:
    """Many that are sent one after the other are told of once, on the next page."""
    if "_flashes" in session:
        session["_flashes"] = session["_flashes"][-1:]


def begun_again(receipt: Receipt) -> Receipt:
    """The same receipt, when the view had to undo everything once."""
    again = Receipt(
        person_id=me().id, op=as_uuid(request.headers[OPERATION]),
        digest=digest_of_request(), at=clock.now(),
    )  # fmt: skip
    db.session.add(again)
    return again


def failed(error: Exception) -> Response:
    return current_app.make_response(current_app.handle_user_exception(error))


def made(body: dict[str, Any], status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    return response


def as_data(response: Response) -> tuple[dict[str, Any] | None, int]:
    """What to tell a script; None for an answer that is data already, or nothing for scripts."""
    code = response.status_code
    if "conflict" in g:
        return g.conflict, 409
    if code in {302, 303}:
        return {"saved": True, "to": response.location} | g.get("told_of_save", {}), 200
    if response.is_json or code < 400:
        return None, code
    body, _ = refused(code, first_error(), kept=False, at=place_sent())
    return body, code


def first_error() -> str:
    """The first thing that the form asks to have put right."""
    form: Form | None = g.get("sent_form")
    errors = (str(each) for told in (form.errors if form else {}).values() for each in told)
    return next(errors, "")


def init_app(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(answer)
