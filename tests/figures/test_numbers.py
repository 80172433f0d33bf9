"""The numbers on the pages are those that one counts by hand, whatever was done in between."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook import clock
from logbook.cycles.models import Cycle
from logbook.cycles.stages import TURN, Decision, Stage, Visibility
from logbook.db import db
from logbook.erasing.models.walk import everything_with, take_out
from logbook.figures.counting import decision_key, months_before
from logbook.figures.hiding import groups
from logbook.figures.models import Figures
from logbook.people.models import Role
from tests import factories as make
from tests.figures.counting_by_hand import counted_by_hand
from tests.pages import rows_of

TOMORROW = timedelta(days=1)
# Two districts with two houses each, and one house that lies in none.
PLACES = (0, 0, 1, 1, None)


def forget(cycle, at):
    db.session.flush()
    take_out(everything_with({"cycle": {cycle.id}}), at=at)


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
            forget(cycle, at=self.now)
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
        found = groups(writers[column], district_of)
        if house:
            return str(numbers[column][house.id]) if {house.id} in found else "–"
        ids = {h.id for h in here}
        inside = [group for group in found if group & ids]
        total = sum(numbers[column][h.id] for h in here)
        return str(total) if inside and all(group <= ids for group in inside) else "–"

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
@given(begun=st.lists(done, min_size=30, max_size=60))
def test_the_first_figures_are_what_one_counts_by_hand(app, sign_in, begun):
    with pytest.MonkeyPatch.context() as patch:
        world = World(sign_in, patch)
        for deed in begun:
            world.do(*deed)
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


def try_of(world):
    return {name: numbers[3] for name, *numbers in of_the_programme(world)}


def test_a_house_of_five_is_shown_and_one_where_nobody_wrote_is_not(world):
    assert try_of(world) == {
        "Hus 0": "5", "Hus 1": "7", "Hus 2": "–", "Hus 3": "–", "Hus 4": "–", "Alle huse": "12",
    }  # fmt: skip


def test_a_house_of_four_hides_its_neighbour(world):
    world.cycles[0].show_to(Visibility.LEADER)
    db.session.commit()
    rows = try_of(world)
    assert rows["Hus 0"] == rows["Hus 1"] == "–"
    assert rows["Alle huse"] == "11"


@pytest.mark.parametrize("deed", ["narrow", "draft", "delete", "leave"])
def test_what_is_taken_back_is_gone_at_once_and_not_told_by_the_difference(world, deed):
    world.cycles[0].let_write(world.writers[0][6], added_by=world.writers[0][0], at=world.now)
    db.session.commit()
    assert try_of(world)["Alle huse"] == "12"
    cycle = db.session.get(Cycle, world.cycles[0].id)
    db.session.expire_all()
    if deed == "delete":
        forget(cycle, at=world.now)
    elif deed == "narrow":
        cycle.show_to(Visibility.PRIVATE)
    elif deed == "leave":
        cycle.stop_writing(world.writers[0][6], at=world.now)
    else:
        cycle.move_to(Stage.WONDERING, by=cycle.started_by, at=world.now)
    db.session.commit()
    for _ in range(2):
        rows = try_of(world)
        assert (rows["Hus 0"], rows["Hus 1"], rows["Alle huse"]) == ("–", "7", "–")
        world.now += TOMORROW


def test_what_is_opened_again_stands_there_again(world):
    before = try_of(world)
    world.cycles[5].show_to(Visibility.PRIVATE)
    db.session.commit()
    assert try_of(world)["Hus 1"] == "–"
    world.cycles[5].show_to(Visibility.HOUSE)
    db.session.commit()
    world.now += TOMORROW
    assert try_of(world) == before


def test_deleting_a_note_leaves_the_figures_at_once(world):
    on = world.now.date().replace(day=1) - timedelta(days=1)
    seen = [
        cycle.observe("Ro.", on=on, by=cycle.started_by, at=world.now) for cycle in world.cycles[:6]
    ]
    db.session.commit()
    _, client, path = world.clients[0]
    assert shown(client, path)[2][-1][-1] == "6"
    db.session.delete(seen[0])
    db.session.commit()
    assert shown(client, path)[2][-1][-1] == "–"


def test_a_past_month_does_not_tell_how_many_one_person_wrote(world):
    on = world.now.date().replace(day=1) - timedelta(days=1)
    for cycle in world.cycles[:5]:
        cycle.observe("Ro.", on=on, by=cycle.started_by, at=world.now)
    late = world.cycles[5]
    late.show_to(Visibility.LEADER)
    for _ in range(3):
        late.observe("Ro.", on=on, by=late.started_by, at=world.now)
    db.session.commit()
    _, client, path = world.clients[0]
    assert shown(client, path)[2][-1][-1] == "5"
    late.show_to(Visibility.HOUSE)
    db.session.commit()
    world.now += TOMORROW
    assert shown(client, path)[2][-1][-1] == "5"


def test_what_five_have_added_comes_the_next_day(world):
    """So the figures tell nobody at what moment of the day somebody wrote."""
    assert try_of(world)["Alle huse"] == "12"
    for writer in range(5):
        world.do("start", 0, writer, 3)
        world.cycles[-1].show_to(Visibility.PROJECT)
        db.session.commit()
        world.now += TOMORROW * (writer < 4)
        assert try_of(world)["Alle huse"] == "12"
    world.now += TOMORROW
    assert try_of(world)["Alle huse"] == "17"


def test_nothing_is_counted_for_a_browser_that_fetches_ahead(world):
    _, client, path = world.clients[0]
    ahead = {"Sec-Purpose": "prefetch"}
    assert client.get(path, headers=ahead).status_code == 503
    assert db.session.query(Figures).count() == 0
    assert client.get(path).status_code == 200
    assert client.get(path, headers=ahead).status_code == 200


def test_a_house_is_named_as_it_is_called_today(world):
    of_the_programme(world)
    world.houses[0].name = "Et nyt navn"
    db.session.commit()
    assert "Et nyt navn" in try_of(world)


def test_the_months_are_whole_and_before_this_one():
    months = months_before(date(2030, 1, 7))
    assert months == [date(2029, m, 1) for m in range(7, 13)]
    assert months_before(date(2030, 3, 31))[-1] == date(2030, 2, 1)
