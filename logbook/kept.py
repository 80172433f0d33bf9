"""What somebody wrote when her sign-in ran out: it waits for her, and for nobody else."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from flask import Flask, Response, current_app, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from logbook.db import db
from logbook.forms import UNWRITABLE
from logbook.gate import is_path_here, is_public, me, owner_of_form
from logbook.keys import keyed_hash, seal, unseal
from logbook.people.models import KeptForm, Person
from logbook.people.models.kept import KEPT_FOR, MOST_KEPT
from logbook.privacy.cpr import without_cpr

NEVER_KEPT = {"csrf_token", "owner", "kept"}
# A choice or an id travels along unseen; from this length on a single word is shown too.
SHORTEST_TEXT = 20


@dataclass(frozen=True)
class Kept:
    """A form that was sent in vain: where to, what it held, and since when it has waited."""

    path: str
    fields: list[tuple[str, str]]
    id: UUID | None = None
    since: datetime | None = None

    @classmethod
    def of_request(cls) -> Self:
        """The form of this request, without what must never be kept."""
        fields = [
            (name, UNWRITABLE.sub("", value))
            for name, value in request.form.items(multi=True)
            if name not in NEVER_KEPT and "password" not in name
        ]
        return cls(request.full_path.rstrip("?"), fields)

    @property
    def texts(self) -> list[str]:
        """What a person wrote herself, to be shown to her."""
        return [
            value
            for _, value in self.fields
            if len(value.split()) > 1 or (len(value) >= SHORTEST_TEXT and not is_id(value))
        ]

    @property
    def place(self) -> str:
        """What it is about: its path, and of a note the cycle that was chosen."""
        return " ".join([self.path, *(value for name, value in self.fields if name == "cycle")])

    @property
    def can_be_sent(self) -> bool:
        """Whether its path leads to a closed page of ours that takes forms."""
        return bool(self.fields) and takes_forms(self.path)


def takes_forms(path: str) -> bool:
    """Whether this is a closed page of ours that takes forms."""
    if not is_path_here(path):
        return False
    try:
        adapter = current_app.url_map.bind("")
        endpoint, _ = adapter.match(path.split("?")[0], method="POST")
    except HTTPException:
        return False
    return not is_public(endpoint)


def is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def keep_for_owner(at: datetime) -> bool:
    """Let this request's form wait for its owner; False if there is nothing, or nobody, to keep."""
    owner_id, kept = owner_of_form(), Kept.of_request()
    if owner_id is None or not kept.can_be_sent:
        return False
    owner = db.session.scalar(KeptForm.owner(owner_id))
    if owner is None:
        return False
    is_kept = keep(kept, owner, at=at)
    db.session.commit()
    return is_kept


def keep(kept: Kept, owner: Person, *, at: datetime) -> bool:
    """Seal a form and store it in place of the same one.

    False where more waits than anybody leaves behind: nothing that waits gives way to another.
    """
    # The number alone is taken out of what waits: it may lie nowhere, and the words may.
    fields = [(name, value if is_id(value) else without_cpr(value)) for name, value in kept.fields]
    content = [kept.path, fields]
    same = keyed_hash(f"kept form of {owner.id}", json.dumps(content))
    db.session.execute(KeptForm.forget_old(at))
    waiting = db.session.scalars(KeptForm.of(owner)).all()
    for earlier in waiting:
        if earlier.content_hash == same:
            db.session.execute(KeptForm.forget(owner, earlier.id))
            break
    else:
        if len(waiting) >= MOST_KEPT:
            return False
    db.session.add(KeptForm(owner_id=owner.id, content_hash=same, sealed=seal(content), kept_at=at))
    return True


def opened(form: KeptForm) -> Kept | None:
    """What lies sealed in a row; None if it cannot be opened any more."""
    content = unseal(form.sealed, lasts_seconds=int(KEPT_FOR.total_seconds()))
    if content is None:
        return None
    path, fields = content
    return Kept(path, [(name, value) for name, value in fields], form.id, form.kept_at)


def waiting_for(person: Person) -> list[Kept]:
    """What she wrote and could not save, newest first."""
    found = map(opened, db.session.scalars(KeptForm.of(person)))
    return [kept for kept in found if kept and kept.can_be_sent]


def let_go(response: Response) -> Response:
    """Forget what was kept once its owner has saved it: every save ends in a redirect 303."""
    if response.status_code == 303 and not is_public(request.endpoint):
        key = request.form.get("kept", "")
        if is_id(key) and current_user.is_authenticated:
            db.session.execute(KeptForm.forget(me(), UUID(key)))
            db.session.commit()
    return response


def init_app(app: Flask) -> None:
    app.after_request(let_go)
