"""The page Sparring: what waits, what is put off, what she has given, and what came back."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook import clock
from logbook.cycles.next_steps import (
    Step,
    first_asked,
    first_in_hand,
    first_met,
    first_to_say_yes_to,
    next_steps,
)
from logbook.db import db
from logbook.gate import me, takes
from logbook.people import navigation
from logbook.people.models import Person, Role, prepared
from logbook.reviews.models import Sparring, SparringRequest
from logbook.reviews.queue import (
    given_by,
    kind_words_for,
    news_for,
    put_off_by,
    queue_of,
    quoted,
    received_by,
    replies_to,
    waited_for,
)
from logbook.reviews.views.blueprint import bp

PAGE = 20
LISTS = ("venter", "givet", "faaet")


@bp.get("/sparring")
@takes("venter", "givet", "faaet")
def index() -> ResponseReturnValue:
    """What waits for her, what she has given, and what she and her co-writers got."""
    only, after = continued()
    today = clock.day_of(clock.now())
    shown: dict[str, tuple[list[Any], Any]] = {
        "venter": page_of(SparringRequest, queue_of, only, "venter", after, today=today),
        "givet": page_of(Sparring, given_by, only, "givet", after),
        "faaet": page_of(Sparring, received_by, only, "faaet", after),
    }
    queue = shown["venter"][0]
    gives = me().plays(Role.LEADER) or me().plays(Role.DISTRICT_LEADER) or bool(queue)
    has_no_home = not (only or navigation.writes(me()))
    return render_template(
        "reviews/index.html",
        shown=shown,
        only=only,
        number=news_for(me()).waiting if queue and not only else 0,
        words=quoted(queue[0], me()) if queue else None,
        later=her_later(today) if gives and not only else [],
        replies=[] if only else replies_to(me()),
        asked=[] if only else db.session.execute(*prepared(first_waited_for, me())).all(),
        leads=gives,
        steps=her_steps() if has_no_home else [],
        kind_words=kind_words_for(me()) if has_no_home else [],
    )


def her_later(today: Any) -> list[Any]:
    return list(db.session.execute(*prepared(first_put_off, me(), today=today)))


def her_steps() -> list[Step]:
    """What waits for one who has no page ”I dag”; the new sparring stands here already."""
    return next_steps(
        met=db.session.execute(*prepared(first_met, me())).all(),
        asked=db.session.execute(*prepared(first_asked, me())).all(),
        consents=db.session.execute(*prepared(first_to_say_yes_to, me())).all(),
        sparring=[],
        replies=[],
        cycles=db.session.scalars(*prepared(first_in_hand, me())).all(),
    )


def first_waited_for(person: Person) -> Select[*tuple[Any, ...]]:
    return waited_for(person).limit(PAGE)


def first_put_off(person: Person, today: Any) -> Select[*tuple[Any, ...]]:
    return put_off_by(person, today).limit(PAGE)


# -- long lists ---------------------------------------------------------------------------


def continued() -> tuple[str, UUID | None]:
    """Which list is read on in, and after which row; 404 for anything else in the address."""
    if not request.args:
        return "", None
    name, value = next(iter(request.args.items()))
    if name not in LISTS or len(request.args) > 1:
        abort(404)
    try:
        return name, UUID(value)
    except ValueError:
        abort(404)


def page_of(
    kind: Any, all_of: Callable[..., Select[Any]], only: str, name: str, after: UUID | None,
    **values: Any,
) -> tuple[list[Any], Any]:  # fmt: skip
    """One page of a list, and the row to read on after, None at its end."""
    if only and only != name:
        return [], None
    if after:
        query = all_of(me(), **values)
        last = db.session.execute(query.where(kind.id == after)).first() or abort(404)
        rows = list(db.session.execute(query.where(kind.after(last)).limit(PAGE + 1)))
    else:
        rows = list(db.session.execute(*prepared(first_page(all_of), me(), **values)))
    return rows[:PAGE], rows[PAGE - 1] if len(rows) > PAGE else None


@cache
def first_page(all_of: Callable[..., Select[Any]]) -> Callable[..., Select[Any]]:
    @wraps(all_of)
    def page(*args: Any, **values: Any) -> Select[Any]:
        return all_of(*args, **values).limit(PAGE + 1)

    return page
