"""Passages that were released and used, by the same moves as in the app."""

from datetime import timedelta

from logbook.cycles.stages import Stage, Visibility
from logbook.uses.models import Outcome, Use
from tests import factories as make

TOLD = "I fik os til at øve pauser i stedet for at holde oplæg."


def a_round(cast, visibility=Visibility.HOUSE, **fields):
    fields = {"by": cast.author, "house": cast.house, "module": cast.module} | fields
    return make.cycle(stage=Stage.REFLECT, visibility=visibility, **fields)


def been(cast):
    """The time of teaching that is over."""
    return cast.module.sessions[0]


def in_teaching(cast, cycle, **fields):
    """A passage of it, released and used two weeks ago."""
    release = make.release(cycle, by=cast.author, **fields)
    make.saved(Use.in_session(release, been(cast), by=cast.instructor, at=make.NOON))
    return release


def outcome(cast, text=TOLD, session=None):
    made = make.saved(Outcome.begin(session or been(cast), by=cast.instructor, at=make.NOON))
    made.write(text, revision=0, by=cast.instructor, at=make.NOON)
    return make.saved(made)


def at_meeting(cast, answer, release=None, days_ago=3):
    day = make.TODAY - timedelta(days=days_ago)
    return make.saved(Use.at_meeting(answer, release, on=day, by=cast.leader, at=make.NOON))


def in_plan(answer, plan, by, release=None):
    return make.saved(Use.in_plan(answer, release, plan, by=by, at=make.NOON, today=make.TODAY))
