"""Keeping a draft while it is written, and beginning afresh."""

import json
import re
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from logbook import clock
from logbook.by_script import as_uuid, data, refused
from logbook.db import db
from logbook.drafts import receipts, resuming
from logbook.drafts.models import MOST_DRAFTS, PLACE_LIMIT, Draft, words_in
from logbook.erasing.forgetting import throw_away
from logbook.erasing.gone import leads_to_something_erased
from logbook.erasing.listed import NOT_LISTED, NotListed
from logbook.forms import TEXT_LIMIT, UNWRITABLE, cpr_refusal
from logbook.gate import me, owner_behind
from logbook.guarded import NOT_NAMES
from logbook.kept import NEVER_KEPT, takes_forms
from logbook.policy import Action, authorize
from logbook.privacy.found import words_in_list

bp = Blueprint("drafts", __name__)

FIELDS = 30
HIGHEST = 2**31 - 1
NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
OF_THE_PAGE = NEVER_KEPT | {"draft", "luk"}
TOO_MANY = (
    "Du har for mange kladder liggende. Gem eller slet nogle af dem under Min konto, så gemmes "
    "denne også."
)
MALFORMED = "Kladden kunne ikke læses."


@dataclass(frozen=True)
class Sent:
    """A draft as a device sends it."""

    owner: str
    device: UUID
    place: str
    fields: dict[str, str]
    revision: int

    @classmethod
    def read(cls, body: bytes) -> "Sent":
        """Raises ValueError for anything that is no draft."""
        try:
            sent = json.loads(body)
            device = as_uuid(sent["device"])
            draft = cls(sent["owner"], device or UUID(int=0), sent["place"], {}, sent["revision"])
            fields = sent["fields"].items()
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError from error
        is_text = isinstance(draft.owner, str) and isinstance(draft.place, str)
        if device is None or not is_text or type(draft.revision) is not int:
            raise ValueError
        if not 0 <= draft.revision <= HIGHEST or len(fields) > FIELDS:
            raise ValueError
        for name, text in fields:
            if not NAME.fullmatch(name) or not isinstance(text, str) or "password" in name:
                raise ValueError
            if name == NOT_NAMES:
                draft.fields[name] = ",".join(words_in_list(text))
            elif name not in OF_THE_PAGE:
                draft.fields[name] = UNWRITABLE.sub("", text)
        return draft

    @property
    def is_too_long(self) -> bool:
        return any(len(text.strip()) > TEXT_LIMIT for text in self.fields.values())

    @property
    def has_place(self) -> bool:
        """Whether it belongs to a form of ours; of a page with several, one part of it."""
        path, _, part = self.place.partition("#")
        is_short = len(self.place) <= PLACE_LIMIT and not UNWRITABLE.search(self.place)
        return is_short and takes_forms(path) and (not part or as_uuid(part) is not None)


@bp.put("/kladder")
@data
def keep() -> ResponseReturnValue:
    """One device's draft of one text, as it stands now."""
    authorize(Action.KEEP_DRAFTS, me())
    if not request.is_json:
        return refused(415, "Kladden skal sendes som JSON.")
    try:
        sent = Sent.read(request.get_data())
    except ValueError:
        return refused(422, MALFORMED)
    if owner_behind(sent.owner) != me().id:
        return refused(403)
    if not sent.has_place:
        return refused(404)
    if leads_to_something_erased(sent.place):
        return refused(410)
    if sent.is_too_long:
        return refused(413)
    number = next(filter(None, map(cpr_refusal, words_in(sent.fields).values())), "")
    if number:
        return refused(422, number)
    return stored(sent)


def stored(sent: Sent) -> ResponseReturnValue:
    """Replace what the device sent before, unless this came later than something newer."""
    key, words = (me(), sent.place, sent.device), words_in(sent.fields)
    fields = json.dumps(sent.fields, ensure_ascii=False) if words else ""
    now = clock.now()
    written = db.session.scalar(Draft.rewrite(*key, fields=fields, revision=sent.revision, at=now))
    if written is None:
        known = db.session.scalar(Draft.on_device(*key))
        if known:
            newest = known.revision
            db.session.rollback()
            return {"revision": newest, "kept": False}
        if words and (db.session.scalar(Draft.number_of(me())) or 0) >= MOST_DRAFTS:
            return refused(413, TOO_MANY)
        if words:
            db.session.add(
                Draft(
                    person_id=me().id, place=sent.place, device=sent.device,
                    fields=fields, revision=sent.revision, changed_at=now,
                )
            )  # fmt: skip
    try:
        db.session.commit()
    except IntegrityError:
        # Its first two came at once.
        db.session.rollback()
        return stored(sent)
    return {"revision": sent.revision}


@bp.post("/kladder/<uuid:draft_id>/slet")
def begin_afresh(draft_id: UUID) -> ResponseReturnValue:
    """Start forfra: the form as it is saved."""
    draft: Draft = db.one_or_404(Draft.of(me()).where(Draft.id == draft_id))
    authorize(Action.KEEP_DRAFTS, me())
    page = url_for("people.unsaved") if "liste" in request.form else draft.page
    try:
        throw_away(draft, by=me(), at=clock.now())
    except NotListed:
        db.session.rollback()
        flash(NOT_LISTED, "error")
    return redirect(page, code=303)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    for part in (resuming, receipts):
        part.init_app(app)
