"""A sign over time: which points are drawn, where, and what ties them together."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.cycles.stages import SCORES
from logbook.looks.sightings import (
    LEFT,
    NOT_LOOKED,
    RIGHT,
    WORDS,
    RoundSeen,
    Sighting,
    level,
    sightings,
)

MONDAY = date(2030, 9, 2)
SIGN = "Flere børn finder ind i legen"


def seen(*scores, number=1, is_this=True, first=MONDAY):
    """A round with one sighting a day; several on one day are a tuple."""
    some = []
    for day, some_scores in enumerate(scores):
        for score in some_scores if isinstance(some_scores, tuple) else (some_scores,):
            some.append(Sighting(first + timedelta(days=day), score))
    return RoundSeen(number, tuple(some), is_this)


class Chart:
    """What an SVG shows, read back from its text."""

    def __init__(self, *rounds):
        self.svg = ElementTree.fromstring(sightings(SIGN, rounds))
        self.label = self.svg.get("aria-label")

    def of(self, look):
        return [each for each in self.svg.iter() if look in (each.get("class") or "").split()]

    def points(self, look="dot"):
        return [(float(each.get("cx")), float(each.get("cy"))) for each in self.of(look)]

    @property
    def solid(self):
        return [each for each in self.points() if each not in self.points("is-other")]

    @property
    def ways(self):
        """The lines, each as the points that it goes through."""
        numbers = [re.findall(r"[\d.]+", each.get("d")) for each in self.of("way")]
        return [list(zip(map(float, n[::2]), map(float, n[1::2]), strict=True)) for n in numbers]

    @property
    def texts(self):
        return [each.text for each in self.svg.iter("text")]


def heights(points):
    return [y for _, y in points]


def levels(*scores):
    return [level(score) for score in scores]


def test_the_scale_is_the_words_that_people_choose_from():
    assert list(enumerate(WORDS)) == [(n, word) for n, word in SCORES.items() if n is not None]
    assert SCORES[None] == NOT_LOOKED
    chart = Chart(seen(0, 1))
    assert chart.texts[:4] == list(WORDS)
    written = {each.text: float(each.get("y")) for each in chart.svg.iter("text")}
    assert [written[word] for word in WORDS] == [y + 4 for y in levels(0, 1, 2, 3)]
    assert levels(0, 1, 2, 3) == sorted(levels(0, 1, 2, 3), reverse=True), "higher is clearer"


def test_each_sighting_is_a_point_at_its_word_in_the_order_of_the_days():
    chart = Chart(seen(0, 3, 1, 2))
    assert heights(chart.points()) == levels(0, 3, 1, 2)
    across = [x for x, _ in chart.points()]
    assert across == sorted(across)
    steps = {round(b - a, 1) for a, b in pairwise(across)}
    assert max(steps) - min(steps) <= 0.2
    assert chart.ways == [chart.points()]


def test_the_days_decide_the_order_and_not_who_wrote_first():
    late, early = Sighting(MONDAY + timedelta(days=3), 3), Sighting(MONDAY, 0)
    assert heights(Chart(RoundSeen(1, (late, early), True)).points()) == levels(0, 3)


def test_this_round_is_solid_and_the_others_are_hollow():
    chart = Chart(seen(0, 1, is_this=False), seen(2, 3, 3, number=2))
    assert heights(chart.points("is-other")) == levels(0, 1)
    assert heights(chart.solid) == levels(2, 3, 3)


def test_a_line_stands_between_two_rounds_and_each_has_its_name():
    chart = Chart(seen(0, 1, is_this=False), seen(2, 3, number=2), seen(number=4, is_this=False))
    bounds = [float(each.get("x1")) for each in chart.of("bound")]
    first, second = chart.points("is-other"), chart.solid
    assert len(bounds) == 2
    assert max(x for x, _ in first) < bounds[0] < min(x for x, _ in second)
    assert max(x for x, _ in second) < bounds[1] < RIGHT
    names = [each for each in chart.texts if each.startswith("Runde")]
    assert names == ["Runde 1", "Runde 2", "Runde 4"]
    assert [each.text for each in chart.of("is-this")] == ["Runde 2"]
    assert chart.ways == [first, second], "no line goes from one round to the next"


def test_one_round_has_no_boundary():
    assert Chart(seen(1, 2)).of("bound") == []


def test_where_nobody_looked_there_is_no_point_and_the_line_is_broken():
    chart = Chart(seen(1, 2, None, 3, 3))
    assert heights(chart.points()) == levels(1, 2, 3, 3)
    a, b, c, d = chart.points()
    assert chart.ways == [[a, b], [c, d]]
    assert c[0] - b[0] > 1.5 * (b[0] - a[0]), "the day has its place"


def test_a_single_point_has_no_line():
    assert Chart(seen(1, None, 2, None, 3)).ways == []


def test_two_who_saw_the_same_on_one_day_are_two_points_beside_each_other():
    chart = Chart(seen(1, (2, 2), 3))
    assert heights(chart.points()) == levels(1, 2, 2, 3)
    assert len({x for x, _ in chart.points()}) == 4
    assert chart.ways == [chart.points()]


def test_two_who_saw_different_things_are_two_points_and_nothing_between():
    chart = Chart(seen(0, (1, 3), 2, 2))
    assert sorted(heights(chart.points())) == sorted(levels(0, 1, 3, 2, 2))
    (apart,) = chart.of("apart")
    assert (float(apart.get("y1")), float(apart.get("y2"))) == (level(1), level(3))
    assert [heights(way) for way in chart.ways] == [levels(2, 2)]


def test_one_who_did_not_look_takes_nothing_from_one_who_did():
    chart = Chart(seen(1, (None, 2), 3))
    assert heights(chart.points()) == levels(1, 2, 3)
    assert len(chart.ways) == 1


@pytest.mark.parametrize(
    ("scores", "at"),
    [((1, 1, 2, 3), None), ((0, 1, 1, 3, 3), 1), ((1, 1, 1, 2, 2, 3), 1.5), ((2, None, 2, 2, 2),
      None), ((0, (2, 3), 3, 3), 3)],
)  # fmt: skip
def test_the_middle_is_drawn_from_five_points(scores, at):
    chart = Chart(seen(*scores))
    assert [float(each.get("y1")) for each in chart.of("middle")] == (
        [] if at is None else [level(at)]
    )
    assert ("den midterste" in chart.label) == (at is not None)


def test_each_round_has_a_middle_of_its_own():
    chart = Chart(seen(0, 0, 1, 1, 1, is_this=False), seen(3, 3, 2, number=2))
    (line,) = chart.of("middle")
    (bound,) = chart.of("bound")
    assert float(line.get("x2")) < float(bound.get("x1"))


def test_the_label_says_everything():
    chart = Chart(seen(0, 1, None, 2, 1, (1, 3), is_this=False), seen((2, 2), number=2),
                  seen(number=3, is_this=False))  # fmt: skip
    assert chart.svg.get("role") == "img"
    assert chart.label == (
        "Tegnet ”Flere børn finder ind i legen”, dag for dag."
        " Runde 1: Ikke set, Set lidt, Kiggede ikke efter, Set tydeligt, Set lidt,"
        " Set lidt og Set hele vejen samme dag; den midterste er set lidt."
        " Runde 2, den du ser på: Set tydeligt 2 gange samme dag."
        " Runde 3: intet endnu."
    )


def test_a_middle_between_two_words_names_both():
    assert seen(1, 1, 1, 2, 2, 2).middle_words == "mellem set lidt og set tydeligt"


def test_under_each_round_stand_its_days():
    far = seen(1, 2, number=2, first=date(2030, 11, 30))
    assert Chart(seen(1, 2)).texts[-1] == "2. sep.–3. sep."
    assert Chart(seen(1)).texts[-1] == "2. sep."
    assert "30. nov.–1. dec." in Chart(seen(1, 2, is_this=False), far).texts


def test_many_rounds_are_named_by_their_number_alone():
    chart = Chart(*(seen(1, 2, number=n, is_this=n == 9) for n in range(1, 10)))
    assert chart.texts[4:] == ["Runde", *map(str, range(1, 10))]
    assert len(chart.of("bound")) == 8


def test_what_somebody_wrote_stays_text():
    drawn = sightings('"><script>&', [seen(1, 2)])
    assert "<script>" not in drawn
    assert ElementTree.fromstring(drawn).get("aria-label").startswith('Tegnet ”"><script>&”')


def test_nothing_is_said_to_get_better():
    everything = sightings(SIGN, [seen(0, 1, 2, 3, 3, is_this=False), seen(3, 3, number=2)])
    assert not re.search(r"forbedr|bedre|frem|style=", everything)


days = st.lists(
    st.lists(st.sampled_from([None, 0, 1, 2, 3]), min_size=1, max_size=6).map(tuple), max_size=40
)


@given(st.lists(days, min_size=1, max_size=12), st.integers(0, 11))
def test_every_sighting_is_one_point_in_its_own_round(rounds, this):
    """However many there are: none is left out, put together, or drawn outside its round."""
    shown = [
        seen(*some, number=n, is_this=n == this % len(rounds)) for n, some in enumerate(rounds)
    ]
    chart = Chart(*shown)
    bounds = [LEFT, *(float(each.get("x1")) for each in chart.of("bound")), RIGHT]
    points = chart.points()
    assert len(points) == sum(len(each.scores) for each in shown)
    assert len(chart.solid) == sum(len(each.scores) for each in shown if each.is_this)
    for each, (left, right) in zip(shown, pairwise(bounds), strict=True):
        mine, points = points[: len(each.scores)], points[len(each.scores) :]
        assert all(left <= x <= right for x, _ in mine)
        assert sorted(heights(mine)) == sorted(levels(*each.scores))
        assert [x for x, _ in mine] == sorted(x for x, _ in mine) or any(
            len(set(day.scores)) > 1 for day in each.days
        )
    for way in chart.ways:
        assert set(way) <= set(chart.points())
    assert len(chart.of("middle")) == sum(len(each.scores) >= 5 for each in shown)
