"""Whatever is done to boards, they show just what is released, in an order that all agree on."""

from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.boards.copying import copy
from logbook.boards.models import Board, BoardPassage
from logbook.boards.slides import slides_of
from logbook.boards.views.blueprint import laid_out
from logbook.cycles.stages import IllegalMove
from logbook.db import db
from logbook.exports.asking import handout_of
from logbook.exports.models import Selection
from logbook.exports.passages import Grouping
from logbook.people.models import Profession
from logbook.releases.models import Attribution
from tests import factories as make
from tests.exports.world import passage, passages

NUMBER = 5
WHICH, WHERE = st.integers(0, NUMBER - 1), st.integers(0, 2)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), WHICH, WHERE),
        st.tuples(st.just("up"), WHICH, st.just(0)),
        st.tuples(st.just("down"), WHICH, st.just(0)),
        st.tuples(st.just("move"), WHICH, WHERE),
        st.tuples(st.just("off"), WHICH, st.just(0)),
        st.tuples(st.just("withdraw"), WHICH, st.just(0)),
        st.tuples(st.just("copy"), st.just(0), st.just(0)),
    ),
    max_size=25,
)


class Model:
    """What ought to hang where: plain lists."""

    def __init__(self):
        self.groups = [[], [], []]
        self.withdrawn = set()

    def group_of(self, which):
        return next((group for group in self.groups if which in group), None)

    def do(self, what, which, where):
        group = self.group_of(which)
        if what == "withdraw":
            self.withdrawn.add(which)
            if group is not None:
                group.remove(which)
        elif what == "put":
            if group is None and which not in self.withdrawn:
                self.groups[where].append(which)
        elif group is None:
            return
        elif what == "off":
            group.remove(which)
        elif what == "move":
            if group is not self.groups[where]:
                group.remove(which)
                self.groups[where].append(which)
        elif what in {"up", "down"}:
            place = group.index(which)
            other = place + (1 if what == "down" else -1)
            if 0 <= other < len(group):
                group[place], group[other] = group[other], group[place]


def do(board, made, by, what, which, where):
    """The same by the legal moves of the models; a copy takes the board's place."""
    release = made[which]
    hung = db.session.scalar(BoardPassage.live(board).where(BoardPassage.release_id == release.id))
    position = db.session.scalar(BoardPassage.next_position(board))
    if what == "copy":
        hangs = db.session.scalars(BoardPassage.live(board)).all()
        things = copy(board, "Igen", None, passages=hangs, notes=[], by=by, at=make.NOON,
                      id=uuid4())  # fmt: skip
        db.session.add_all(things)
        db.session.flush()
        return things[0]
    if what == "withdraw":
        release.withdraw(by=release.proposed_by, at=make.NOON)
    elif what == "put" and hung is None:
        try:
            group = board.groups[where]
            db.session.add(BoardPassage.put(release, group, position, by=by, at=make.NOON))
        except IllegalMove:
            assert not release.is_out
    elif hung is not None and what == "off":
        db.session.delete(hung)
    elif hung is not None and what == "move":
        hung.go_to(board.groups[where], position)
    elif hung is not None and what in {"up", "down"}:
        beside = BoardPassage.before if what == "up" else BoardPassage.behind
        hung.change_places(db.session.scalar(beside(board, hung)))
    db.session.flush()
    return board


@given(steps=STEPS)
@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_board_shows_just_the_live_passages_in_one_order(cast, steps):
    made = passages(cast, NUMBER)
    number_of = {release.id: number for number, release in enumerate(made)}
    board = make.saved(Board.make(cast.programme, "En", None, by=cast.instructor, at=make.NOON))
    ought, boards = Model(), [board]
    for step in steps:
        now = do(board, made, cast.instructor, *step)
        ought.do(*step)
        if now is not board:
            boards.append(now)
            board = now
    stands = laid_out(board)
    shown = [[number_of[card.passage.release_id] for card in each.cards] for each in stands]
    assert shown == ought.groups
    # The room sees the same in the same order, and no older copy shows what was withdrawn.
    pictured = [number_of[p.release_id] for slide in slides_of(stands) for p in slide.passages]
    assert pictured == [each for group in ought.groups for each in group]
    for other in boards:
        there = {number_of[c.passage.release_id] for g in laid_out(other) for c in g.cards}
        assert not there & ought.withdrawn
    db.session.rollback()


def of_many_places(cast, odd):
    """Passages of two modules and of none, from writers some of whom share where they are from."""
    other, far = make.module(cast.programme, "Et andet"), make.house(cast.programme, "Skoven")
    made = []
    for n in range(18):
        made.append(
            passage(
                cast, f"Citat {n}", name=f"Kim {n}",
                module=(cast.module, other, None)[n % 3 if n in odd else 0],
                house=far if n in odd and n % 2 else cast.house,
                profession=Profession.ASSISTANT if n in odd and n < 9 else Profession.PEDAGOGUE,
                attribution=Attribution.NAME if n == 4 else Attribution.PROFESSION,
            )
        )  # fmt: skip
    db.session.commit()
    return made


NUMBERS = st.sets(st.integers(0, 17))


@given(odd=NUMBERS, subsets=st.lists(NUMBERS, min_size=2, max_size=4))
@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_stands_under_a_passage_is_the_same_wherever_it_hangs(cast, odd, subsets):
    """Who hangs one passage more learns nothing of it, nor of the others."""
    made = of_many_places(cast, odd)
    told = {}
    for chosen in subsets:
        board = Board.make(cast.programme, "En", None, by=cast.instructor, at=make.NOON)
        make.saved(board)
        for number in sorted(chosen):
            group, by = board.groups[number % 3], cast.instructor
            hung = BoardPassage.put(made[number], group, number, by=by, at=make.NOON)
            db.session.add(hung)
        db.session.flush()
        for card in (card for laid in laid_out(board) for card in laid.cards):
            under = told.setdefault(card.passage.release_id, card.passage.told)
            assert card.passage.told == under
    module = Selection(cast.programme, module=cast.module)
    for each in handout_of(module, Grouping.FOCUS, make.TODAY).passages:
        assert told.get(each.release_id, each.told) == each.told, "as the whole module says it"
    for release in made:
        release.withdraw(by=release.proposed_by, at=make.NOON)
    db.session.commit()
