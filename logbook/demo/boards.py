"""The boards of the example: one for the next time of teaching, one from the last."""

from collections.abc import Sequence
from datetime import datetime, time

from logbook.boards.models import Board, BoardNote, BoardPassage, Start
from logbook.clock import COPENHAGEN
from logbook.db import db
from logbook.demo.moments import shift
from logbook.demo.paper import must_be_allowed
from logbook.demo.sharing import was_out
from logbook.demo.writing import World
from logbook.people.models import Person, Role
from logbook.policy import Action
from logbook.programme.models import Module, Session
from logbook.releases.models import Release

MORNING = time(9, 40)
ON_A_BOARD = 9
NOTE = (
    "Begynd her. Lad dem tale to og to om, hvad de selv troede, før de prøvede. "
    "Læs så citaterne højt, et ad gangen."
)


def prepare_teaching(world: World, releases: Sequence[Release]) -> None:
    """An instructor made a board the week before a time of teaching, from what was out by then."""
    instructor = next(person for person in world.people.values() if person.plays(Role.INSTRUCTOR))
    must_be_allowed(instructor, Action.MAKE_BOARD, world.programme)
    taught = sorted(
        ((s, m) for m in world.modules for s in m.sessions if s.is_taught),
        key=lambda each: each[0].starts_on,
    )
    been = [each for each in taught if each[0].starts_on < world.today]
    coming = [each for each in taught if each[0].starts_on >= world.today]
    for session, module in [*been[-1:], *coming[:1]]:
        day = min(shift(session.starts_on, -7), shift(world.today, -1))
        at = datetime.combine(day, MORNING, COPENHAGEN)
        out = [release for release in releases if was_out(release, at)]
        # Those for this session first: they are what it is about.
        out.sort(key=lambda release: release.session is not session)
        fill(make(world, session, module, by=instructor, at=at), out, by=instructor, at=at)


def make(world: World, session: Session, module: Module, *, by: Person, at: datetime) -> Board:
    board = Board.make(world.programme, module.title, session, by=by, at=at)
    db.session.add(board)
    db.session.flush()
    return board


def fill(board: Board, releases: Sequence[Release], *, by: Person, at: datetime) -> None:
    """Some in each group, and a note about the first."""
    must_be_allowed(by, Action.WORK_ON_BOARD, board)
    groups = {start: [r for r in releases if Start.of(r.question) is start] for start in Start}
    chosen = [each for held in groups.values() for each in held[: ON_A_BOARD // 3]]
    for position, release in enumerate(chosen, 1):
        group = board.group_for(release.question)
        db.session.add(BoardPassage.put(release, group, position, by=by, at=at))
    db.session.add(BoardNote.write(board, NOTE, group=board.groups[0], by=by, at=at))
