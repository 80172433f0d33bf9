"""The numbers on the pages are those that one counts by hand, whatever was done in between."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook import clock
from logbook.cycles.models import Cycle
from logbook.cycles.removal import forget
from logbook.cycles.stages import TURN, Decision, Stage, Visibility
from logbook.db import db
from logbook.figures.counting import decision_key, months_before
from logbook.figures.hiding import standing
from logbook.people.models import Role
from tests import factories as make
from tests.figures.counting_by_hand import counted_by_hand
from tests.pages import rows_of

TOMORROW = timedelta(days=1)
# Two districts with two houses each, and one house that lies in none.
PLACES = (0, 0, 1, 1, None)


class World:
    """A programme of its own, with seven who write in each house."""

    def __init__(self, sign_in, monkeypatch):
        self.programme = make.programme("Prøven")
        self.districts = [make.district(self.programme, name) for name in ("Nord", "Syd")]
        self.houses = [
            make.house(
                self.programme, f"Hus {n}",
                district=None if place is None else self.districts[place],
            )
            for n, place in enumerate(PLACES)
        ]  # fmt: skip
        self.writers = [
            [make.member(self.programme, Role.AUTHOR, f"Kim {n}", unit=house) for n in range(7)]
            for house in self.houses
        ]
        self.modules = [make.module(self.programme, "Ro"), None]
        self.now = make.NOON
        monkeypatch.setattr(clock, "now", lambda: self.now)
        coordinator = make.member(self.programme, Role.COORDINATOR, "Ko")
        leaders = [
            make.member(self.programme, Role.DISTRICT_LEADER, "Di", district=district)
            for district in self.districts
        ]
        self.clients = [(None, sign_in(coordinator), "/overblik/projekt")] + [
            (district, sign_in(leader), f"/overblik/distrikt/{district.id}")
            for district, leader in zip(self.districts, leaders, strict=True)
        ]
        self.cycles = []

    def do(self, what, house, writer, number):
        """One thing that people do; `number` says which cycle, or how."""
        cycle = self.cycles[number % len(self.cycles)] if self.cycles else None
        by = cycle.started_by if cycle else None
        if what == "start" or cycle is None:
            stages = [*TURN, Stage.CLOSED, Stage.SET_ASIDE]
            self.cycles.append(make.cycle(
                by=self.writers[house][writer], house=self.houses[house],
                stage=stages[number % len(stages)],
                visibility=[*Visibility][1 + number % 3],
                module=self.modules[number % 2], at=self.now - timedelta(days=10 + 9 * number),
            ))  # fmt: skip
        elif what == "show" and cycle.is_planned:
            cycle.show_to([*Visibility][number % 4])
        elif what == "back" and cycle.stage in TURN:
            cycle.move_to(Stage.WONDERING, by=by, at=self.now)
        elif what == "reopen" and cycle.stage.is_ending:
            cycle.reopen(by=by, at=self.now)
        elif what == "delete":
            self.cycles.remove(cycle)
            forget(cycle)
        elif what == "module":
            cycle.module = self.modules[number % 2]
        elif what == "decide":
            cycle.decision = [*Decision][number % 3]
        elif what == "write with":
            cycle.let_write(self.writers[house][writer], added_by=by, at=self.now)
        elif what == "observe" and cycle.is_planned:
            on = self.now.date() - timedelta(days=7 * number)
            cycle.observe("Ro.", on=on, by=self.writers[house][writer], at=self.now)
        db.session.commit()


def expected(world, district):
    """The rows of the three tables, counted by hand."""
    months = months_before(world.now.date())
    last = world.now.date().replace(day=1) - timedelta(days=1)
    numbers, writers = counted_by_hand(world.programme, months[0], last)
    district_of = {house.id: house.district_id for house in world.houses}
    here = [h for h in world.houses if district in (None, h.district)]

    def told(kind, name, house=None):
        column = kind, name
        stands = standing(writers[column], district_of)
        if house:
            return str(numbers[column][house.id]) if house.id in stands.houses else "–"
        may = district.id in stands.districts if district else stands.is_total
        total = sum(numbers[column][h.id] for h in here)
        return str(total) if may else "–"

    names = {"stages": [s.value for s in TURN], "months": [m.isoformat() for m in months]}
    tables = [
        [*([h.name, *(told(kind, name, h) for name in names[kind])] for h in here),
         ["Hele distriktet" if district else "Alle huse",
          *(told(kind, name) for name in names[kind])]]
        for kind in ("stages", "months")
    ]  # fmt: skip
    decided = [
        [title, *(told("decisions", decision_key(module_id, d.value)) for d in Decision)]
        for module_id, title in ((world.modules[0].id, "Ro"), (None, "Uden modul"))
    ]
    return [tables[0], [row for row in decided if set(row[1:]) != {"–"}], tables[1]]


def shown(client, path):
    page = client.get(path).text
    captions = ["efter hus og trin", "efter modul og beslutning", "efter hus og måned"]
    return [rows_of(page, caption) for caption in captions]


done = st.tuples(
    st.sampled_from([
        *["start"] * 8, "show", "back", "reopen", "delete", "module", "decide", "write with",
        "observe", "observe",
    ]),
    st.integers(0, 4), st.integers(0, 6), st.integers(0, 30),
)  # fmt: skip


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begun=st.lists(done, min_size=30, max_size=60), later=st.lists(done, max_size=12))
def test_the_figures_are_what_one_counts_by_hand(app, sign_in, begun, later):
    with pytest.MonkeyPatch.context() as patch:
        world = World(sign_in, patch)
        for deeds in (begun, later):
            for deed in deeds:
                world.do(*deed)
            world.now += TOMORROW
            for district, client, path in world.clients:
                assert shown(client, path) == expected(world, district)


@pytest.fixture
def world(app, sign_in, monkeypatch):
    """Five have written in the first house, and seven in the second."""
    world = World(sign_in, monkeypatch)
    for house, writers in ((0, 5), (1, 7)):
        for writer in range(writers):
            world.do("start", house, writer, 4)
            world.cycles[-1].show_to(Visibility.HOUSE)
    for cycle in world.cycles:
        cycle.reopen(by=cycle.started_by, at=world.now)
    db.session.commit()
    return world


def of_the_programme(world):
    _, client, path = world.clients[0]
    return shown(client, path)[0]


def test_a_house_of_five_is_shown_and_a_house_of_four_hides_its_neighbour(world):
    rows = {name: numbers[3] for name, *numbers in of_the_programme(world)}
    assert rows == {
        "Hus 0": "5", "Hus 1": "7", "Hus 2": "–", "Hus 3": "–", "Hus 4": "–", "Alle huse": "12",
    }  # fmt: skip
    world.cycles[0].show_to(Visibility.LEADER)
    db.session.commit()
    rows = {name: numbers[3] for name, *numbers in of_the_programme(world)}
    assert rows["Hus 0"] == rows["Hus 1"] == "–"
    assert rows["Alle huse"] == "11"


@pytest.mark.parametrize("deed", ["narrow", "draft", "delete"])
def test_what_is_taken_back_is_gone_at_once(world, deed):
    assert of_the_programme(world)[-1] == ["Alle huse", "–", "–", "–", "12"]
    cycle = db.session.get(Cycle, world.cycles[0].id)
    db.session.expire_all()
    if deed == "delete":
        forget(cycle)
    elif deed == "narrow":
        cycle.show_to(Visibility.PRIVATE)
    else:
        cycle.move_to(Stage.WONDERING, by=cycle.started_by, at=world.now)
    db.session.commit()
    assert of_the_programme(world)[-1] == ["Alle huse", "–", "–", "–", "11"]


def test_what_is_added_comes_the_next_day(world):
    """So the figures tell nobody at what moment of the day somebody wrote."""
    of_the_programme(world)
    world.do("start", 0, 6, 3)
    world.cycles[-1].show_to(Visibility.PROJECT)
    db.session.commit()
    assert of_the_programme(world)[-1] == ["Alle huse", "–", "–", "–", "12"]
    world.now += TOMORROW
    assert of_the_programme(world)[-1] == ["Alle huse", "–", "–", "–", "13"]


def test_one_who_writes_no_more_is_not_among_the_five(world):
    world.cycles[0].let_write(world.writers[0][6], added_by=world.writers[0][0], at=world.now)
    db.session.commit()
    world.cycles[0].started_by_id = world.writers[0][6].id
    world.cycles[0].stop_writing(world.writers[0][0], at=world.now)
    db.session.commit()
    assert of_the_programme(world)[0][4] == "5"  # one came, one went


def test_the_months_are_whole_and_before_this_one():
    months = months_before(date(2030, 1, 7))
    assert months == [date(2029, m, 1) for m in range(7, 13)]
    assert months_before(date(2030, 3, 31))[-1] == date(2030, 2, 1)
