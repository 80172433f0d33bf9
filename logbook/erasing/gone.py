"""An address that leads to something erased says so: 410 instead of 404."""

import re
from collections.abc import Iterable
from uuid import UUID

from flask import request
from flask_login import current_user

from logbook.db import db
from logbook.erasing.models import Erasure
from logbook.gate import me

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_gone() -> bool:
    """Whether this request names an id that was erased in the asker's own programme.

    To anybody else an erased id is as unknown as any other.
    """
    if not current_user.is_authenticated:
        return False
    return are_erased(each for each in (request.view_args or {}).values() if isinstance(each, UUID))


def leads_to_something_erased(place: str) -> bool:
    return are_erased(ids_in(place))


def ids_in(place: str) -> list[UUID]:
    return [UUID(each) for each in ID.findall(place)]


def are_erased(ids: Iterable[UUID]) -> bool:
    """Whether any of them is."""
    some = list(ids)
    query = Erasure.among(some, me().programme_id).limit(1)
    return bool(some) and db.session.scalar(query) is not None
