"""What somebody wrote when her sign-in ran out: carried through to her, and to nobody else."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from logbook.forms import UNWRITABLE
from logbook.gate import is_path_here, is_public, owner_of_form
from logbook.keys import seal, unseal
from logbook.people.models import Person

KEPT_FOR = timedelta(days=14)
NEVER_KEPT = {"csrf_token", "owner", "kept"}
# A choice or an id travels along unseen; from this length on a single word is shown too.
SHORTEST_TEXT = 20


@dataclass(frozen=True)
class Kept:
    """A form that was sent in vain: where to, and what it held."""

    path: str
    fields: list[tuple[str, str]]

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


def sealed_form() -> str:
    """This request's form for the hidden field `kept`; empty unless it tells whose it is."""
    owner, kept = owner_of_form(), Kept.of_request()
    if owner is None or not kept.can_be_sent:
        return ""
    return seal({"owner": owner.hex, "path": kept.path, "fields": kept.fields})


def carried() -> str:
    """The field `kept` of this request's own form; empty if it is not our seal."""
    sealed = request.form.get("kept", "")
    return sealed if opened(sealed) is not None else ""


def opened(sealed: str) -> Any:
    return unseal(sealed, lasts_seconds=int(KEPT_FOR.total_seconds())) if sealed else None


def opened_for(person: Person, sealed: str) -> Kept | None:
    """What was kept, if it is hers."""
    data = opened(sealed)
    if data is None or data["owner"] != person.id.hex:
        return None
    kept = Kept(data["path"], [(name, value) for name, value in data["fields"]])
    return kept if kept.can_be_sent else None
