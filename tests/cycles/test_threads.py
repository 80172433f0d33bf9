"""Signs over time: what the page of a round shows of it and the other rounds, and to whom."""

import re
from datetime import timedelta

import pytest

from logbook.cycles.models.sightings import sightings_in
from logbook.cycles.next_round import build_on
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.factories import NOON
from tests.pages import hidden

SIGN = "Flere børn finder selv ind i legen"
EMPTY = "Når I har to tal, tegner vi dem her."


def look(cycle, *scores, by=None, day=0, sign=0):
    """One observation a day, each with a score of one sign."""
    by = by or cycle.started_by
    for n, score in enumerate(scores):
        on = make.TODAY + timedelta(days=day + n)
        seen = cycle.observe(f"Dag {day + n}.", on=on, by=by, at=NOON)
        seen.score(cycle.signs[sign], score)
    db.session.commit()


def a_round(cast, visibility=Visibility.HOUSE):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=visibility,
        coauthors=(cast.coauthor,),
    )  # fmt: skip


def next_round(cycle, visibility=Visibility.HOUSE):
    following = make.saved(build_on(cycle, by=cycle.started_by, at=NOON))
    following.begin(visibility, by=cycle.started_by, at=NOON)
    for stage in (Stage.TRY, Stage.OBSERVE, Stage.REFLECT):
        make.answer_for(following, stage, by=cycle.started_by, at=NOON)
        following.move_to(stage, by=cycle.started_by, at=NOON)
    db.session.commit()
    return following


@pytest.fixture
def first(cast):
    return a_round(cast)


def page_of(client, cycle):
    answer = client.get(f"/forloeb/{cycle.id}")
    assert answer.status_code == 200
    return answer.text


def solid(page):
    return page.count('class="dot"')


def hollow(page):
    return page.count('class="dot is-other"')


def rows(page):
    found = re.findall(r"<tr><td>([^<]*)</td><td>([^<]*)</td><td>([^<]*)</td></tr>", page)
    return [(round, word) for _, round, word in found]


def test_two_sightings_are_drawn_and_one_is_not(cast, sign_in, first):
    author = sign_in(cast.author)
    look(first, 1)
    page = page_of(author, first)
    assert EMPTY in page
    assert 'class="seen"' not in page
    assert rows(page) == [("1", "Set lidt")]
    look(first, 2, day=1)
    page = page_of(author, first)
    assert EMPTY not in page
    assert (solid(page), hollow(page)) == (2, 0)


def test_who_did_not_look_gives_no_point(cast, sign_in, first):
    look(first, 1, None)
    page = page_of(sign_in(cast.author), first)
    assert EMPTY in page
    assert rows(page) == [("1", "Set lidt"), ("1", "Kiggede ikke efter")]


def test_before_anybody_has_looked_it_is_said_once(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.OBSERVE)
    cycle.plan_signs([SIGN, "Mindre gråd"], by=cast.author, at=NOON)
    db.session.commit()
    assert page_of(sign_in(cast.author), cycle).count(EMPTY) == 1
    planned = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    assert EMPTY not in page_of(sign_in(cast.author), planned)


def test_each_sign_has_a_chart_of_its_own(cast, sign_in, first):
    first.plan_signs([SIGN, "Mindre gråd"], by=cast.author, at=NOON)
    db.session.commit()
    look(first, 1, 2)
    look(first, 3, 3, 3, sign=1)
    page = page_of(sign_in(cast.author), first)
    assert page.count('class="seen"') == 2
    assert solid(page) == 5


def test_earlier_rounds_stand_in_the_chart_and_so_do_later_ones(cast, sign_in, first):
    look(first, 0, 1)
    second = next_round(first)
    look(second, 2, None, 3, day=7)
    author = sign_in(cast.author)
    page = page_of(author, second)
    assert (solid(page), hollow(page)) == (2, 2)
    assert page.count('class="bound"') == 1
    assert "Runde 2, den du ser på: Set tydeligt, Kiggede ikke efter, Set hele vejen." in page
    assert [round for round, _ in rows(page)] == ["1", "1", "2", "2", "2"]
    page = page_of(author, first)
    assert (solid(page), hollow(page)) == (2, 2)
    assert "Runde 1, den du ser på: Ikke set, Set lidt." in page


def test_a_round_that_is_closed_to_the_reader_is_not_there(cast, sign_in, first):
    look(first, 0, 1)
    second = next_round(first)
    first.plan_signs(["Kun vores ord"], by=cast.author, at=NOON)
    look(second, 2, 3, day=7)
    first.show_to(Visibility.PRIVATE)
    db.session.commit()
    mine = page_of(sign_in(cast.author), second)
    assert (solid(mine), hollow(mine)) == (2, 2)
    assert "Kun vores ord" in mine
    for reader in (cast.leader, cast.colleague):
        page = page_of(sign_in(reader), second)
        assert (solid(page), hollow(page)) == (2, 0)
        assert "Kun vores ord" not in page
        assert {round for round, _ in rows(page)} == {"2"}
        assert "Runde 1" not in page


def test_of_a_closed_round_nothing_is_read_but_which_sign_goes_on(cast, first):
    look(first, 0, 1)
    second = next_round(first)
    look(second, 2, day=7)
    (sign,), (later,) = first.signs, second.signs
    found = db.session.execute(sightings_in(cast.leader, first.id, [second.id])).all()
    assert found == [
        (sign.id, None, first.id, None, None, None),
        (later.id, sign.id, second.id, SIGN, make.TODAY + timedelta(days=7), 2),
    ]


def test_a_sign_is_the_same_one_across_a_round_that_is_closed(cast, sign_in, first):
    look(first, 0, 1)
    second = next_round(first)
    look(second, 3, 3, 3, day=7)
    third = next_round(second)
    look(third, 2, day=14)
    second.show_to(Visibility.PRIVATE)
    db.session.commit()
    page = page_of(sign_in(cast.leader), third)
    assert (solid(page), hollow(page)) == (1, 2)
    assert {round for round, _ in rows(page)} == {"1", "3"}


def test_other_forloeb_are_not_in_it(cast, sign_in, first):
    look(first, 0, 1)
    other = a_round(cast)
    look(other, 3, 3, 3)
    look(next_round(other), 2, 2, day=7)
    second = next_round(first)
    look(second, 2, day=7)
    page = page_of(sign_in(cast.author), second)
    assert (solid(page), hollow(page)) == (1, 2)


def test_several_observers_of_one_day_are_several_points_without_names(cast, sign_in, first):
    look(first, 1, by=cast.author)
    look(first, 3, by=cast.colleague)
    page = page_of(sign_in(cast.leader), first)
    assert solid(page) == 2
    assert page.count('class="apart"') == 1
    assert "Set lidt og Set hele vejen samme dag" in page
    chart = page[page.index('<div class="signs">') : page.index('<article class="note">')]
    for name in (cast.author, cast.colleague):
        assert name.first_name not in chart


def test_the_middle_is_said_from_five_points(cast, sign_in, first):
    author = sign_in(cast.author)
    look(first, 0, 1, 1, 3)
    assert "den midterste" not in page_of(author, first)
    look(first, 1, day=4)
    page = page_of(author, first)
    assert "Den stiplede linje er den midterste: set lidt i runde 1." in page
    assert page.count('class="middle"') == 1
    assert "forbedr" not in page


def test_a_sign_that_is_reworded_keeps_its_thread(cast, sign_in, first):
    look(first, 0, 1)
    second = next_round(first)
    author, address = sign_in(cast.author), f"/forloeb/{second.id}/svar/tegn"
    seen = hidden(author.get(address).text, "seen")
    assert author.post(address, data={"sign_1": "Flere er med", "seen": seen}).status_code == 303
    look(second, 3, day=7)
    page = page_of(author, second)
    assert (solid(page), hollow(page)) == (1, 2)
    assert f"I runde 1 hed tegnet ”{SIGN}”" in page


def test_a_scored_sign_is_not_removed_and_the_page_says_so(cast, sign_in, first):
    first.plan_signs([SIGN, "Mindre gråd"], by=cast.author, at=NOON)
    db.session.commit()
    look(first, None)
    author, address = sign_in(cast.author), f"/forloeb/{first.id}/svar/tegn"
    form = {"seen": hidden(author.get(address).text, "seen"), "sign_1": "", "sign_2": ""}
    met = author.post(address, data=form)
    assert met.status_code == 422
    told = f"”{SIGN}” er der allerede kigget efter, så tegnet bliver stående. Skriv det gerne om."
    assert met.text.count(told) == 2, "on top, and at the field"
    assert f'value="{SIGN}"' in met.text
    assert [sign.text for sign in first.signs] == [SIGN, "Mindre gråd"]
    form = {"seen": hidden(met.text, "seen"), "sign_1": "Flere er med", "sign_2": ""}
    assert author.post(address, data=form).status_code == 303
    assert [sign.text for sign in first.signs] == ["Flere er med"]


def test_a_sign_removed_in_between_leaves_the_thread_whole(cast, sign_in, first):
    look(first, 0, 1)
    second = next_round(first)
    third = next_round(second)
    look(third, 3, day=14)
    author, address = sign_in(cast.author), f"/forloeb/{second.id}/svar/tegn"
    form = {"seen": hidden(author.get(address).text, "seen"), "sign_1": "", "sign_2": ""}
    assert author.post(address, data=form).status_code == 303
    assert second.signs == []
    assert third.signs[0].continues_id == first.signs[0].id
    page = page_of(author, third)
    assert (solid(page), hollow(page)) == (1, 2)
