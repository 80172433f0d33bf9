"""Who has seen one's own texts; and, for the coordinator, who did what."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from flask import Blueprint, Flask, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook.audit.models import LogLine
from logbook.audit.shown.models import (
    GROUPS,
    about_own_texts,
    before,
    of_consequence,
    own_extracts,
    people_in,
    reported_in_rounds_of,
    rounds_she_may_open,
)
from logbook.audit.told import Around, by_day, by_week, to_author, to_coordinator, with_weeks
from logbook.clock import day_of
from logbook.db import db
from logbook.gate import me, takes
from logbook.policy import Action, authorize

PER_PAGE = 40
# What a database can count to in this column.
MOST = 2**31 - 1
LABELS = {"adgang": "Adgang og roller", "delt": "Delt og hentet", "slettet": "Slettet og skjult"}

bp = Blueprint("audit", __name__)


@bp.get("/konto/hvem-har-set")
@takes("efter")
def own() -> ResponseReturnValue:
    """Who has read what she wrote, and where it went."""
    authorize(Action.KEEP_OWN_ACCOUNT, me())
    lines, more = a_page_of(about_own_texts(me()))
    reported = db.session.scalars(reported_in_rounds_of(me())).all()
    around = Around(
        reader_id=me().id,
        people=named(lines),
        rounds=pairs(rounds_she_may_open(me(), ids([*lines, *reported], "cycle_id"))),
        modules=modules(),
        extracts={
            each.id: each.whence
            for each in db.session.scalars(own_extracts(me(), ids(lines, "about_id")))
        },
    )
    days = with_weeks(
        by_day(to_author(line, around) for line in lines),
        by_week(to_author(line, around) for line in reported),
        goes_on=more is not None,
        since=last_day_before(),
    )
    return render_template("audit/own.html", days=days, more=more)


@bp.get("/hvem-har-gjort-hvad")
@takes("vis", "efter")
def acts() -> ResponseReturnValue:
    """What was done that matters to all: never what was written, and no hours."""
    programme = me().programme
    authorize(Action.SEE_LOG, programme)
    group = request.args.get("vis")
    if group is not None and group not in GROUPS:
        abort(404)
    lines, more = a_page_of(of_consequence(programme.id, group))
    around = Around(
        reader_id=me().id,
        people=named(lines),
        modules=modules(),
        units={unit.id: unit.name for unit in programme.units},
    )
    days = by_day(to_coordinator(line, around) for line in lines)
    return render_template("audit/acts.html", days=days, more=more, group=group, labels=LABELS)


def last_day_before() -> date | None:
    """The day of the last line of the page before this one."""
    if "efter" not in request.args:
        return None
    before_it = before(about_own_texts(me()), int(request.args["efter"]) + 1).limit(1)
    line: LogLine | None = db.session.scalar(before_it)
    return day_of(line.at) if line else None


def a_page_of(query: Select[LogLine]) -> tuple[Sequence[LogLine], int | None]:
    """The lines, and the number of the last one if there are older ones."""
    if "efter" in request.args:
        given = request.args["efter"]
        if not re.fullmatch(r"\d{1,12}", given, re.ASCII) or int(given) > MOST:
            abort(404)
        query = before(query, int(given))
    found = db.session.scalars(query.limit(PER_PAGE + 1)).all()
    shown = found[:PER_PAGE]
    return shown, shown[-1].number if len(found) > PER_PAGE else None


def ids(lines: Iterable[LogLine], *names: str) -> set[UUID]:
    found = (getattr(line, name) for line in lines for name in names)
    return {each for each in found if each is not None}


def named(lines: Iterable[LogLine]) -> dict[UUID, str]:
    return pairs(people_in(me().programme_id, ids(lines, "by_id", "person_id")))


def pairs(query: Select[UUID, str]) -> dict[UUID, str]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def modules() -> dict[UUID, str]:
    return {module.id: module.title for module in me().programme.modules}


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
