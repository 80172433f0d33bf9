"""What was put right in the plan stays with those who wrote it, and they can take it away."""

import re
from datetime import timedelta

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.factories import NOON

NAME = "Villads"
WHY, SIGN = "Fordi vi tror på små grupper.", "Flere børn sidder i ro"
BUTTON = "Brug planens ord i dag"

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def cycle(cast):
    """Written with a child's name, looked at, put right, and then opened."""
    named = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    named.answer(Question.WHY, f"Fordi {NAME} slår.", by=cast.author, at=NOON)
    named.plan_signs([f"{NAME} sidder stille", "Ro", f"{NAME} ler"], by=cast.author, at=NOON)
    named.observe("Roligt.", on=make.TODAY, by=cast.author, at=NOON)
    named.answer(Question.WHY, WHY, by=cast.author, at=NOON)
    named.plan_signs([SIGN, "Ro", ""], by=cast.author, at=NOON)
    named.plan_signs([SIGN, "Ro", "Latter"], by=cast.author, at=NOON)
    named.show_to(Visibility.PROJECT)
    db.session.commit()
    return named


def page_of(client, cycle, path=""):
    page = client.get(f"/forloeb/{cycle.id}{path}").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_corrected_why_is_read_by_those_alone_who_wrote_it(cast, sign_in, cycle):
    """As its earlier texts are; all others read what the plan says today."""
    for who in (cast.stranger, cast.colleague, cast.leader, cast.district_leader):
        page = page_of(sign_in(who), cycle)
        assert NAME not in page, who.name
        assert f"Troede {WHY} Sådan står det i planen i dag." in page
        assert f"{SIGN} (rettet siden)" in page
        assert "Latter (kom til undervejs)" in page
        assert BUTTON not in page
    page = page_of(sign_in(cast.coauthor), cycle)
    assert f"Troede Fordi {NAME} slår. Sådan stod det i planen 7. januar" in page
    assert f"{NAME} sidder stille (nu: {SIGN})" in page
    assert f"{NAME} ler Ikke i planen længere" in page


def test_a_late_writer_does_not_read_what_was_put_right_before_she_came(cast, sign_in, cycle):
    cycle.let_write(cast.stranger, added_by=cast.author, at=NOON + timedelta(days=1))
    cycle.answer(Question.LEARNED, "Noget.", by=cast.author, at=NOON)
    db.session.commit()
    late = sign_in(cast.stranger)
    for path in ("", "/svar/laert"):
        page = page_of(late, cycle, path)
        assert NAME not in page
        assert WHY in page
        assert BUTTON not in page
    assert late.post(f"/forloeb/{cycle.id}/troede").status_code == 404
    assert cycle.expectation.put_right_at is None


def test_one_who_no_longer_writes_reads_the_words_of_today(cast, sign_in, cycle):
    cycle.stop_writing(cast.coauthor, at=NOON)
    db.session.commit()
    assert NAME not in page_of(sign_in(cast.coauthor), cycle)


def test_its_writers_can_take_the_old_words_away(cast, sign_in, cycle):
    author = sign_in(cast.author)
    assert BUTTON in page_of(author, cycle)
    assert author.post(f"/forloeb/{cycle.id}/troede").status_code == 303
    page = page_of(author, cycle)
    assert NAME not in page
    assert f"Troede {WHY} Sådan stod det i planen 7. januar. Ordene fra den første" in page
    assert "Latter (kom til undervejs)" in page
    assert BUTTON not in page
    db.session.expire_all()
    kept = cycle.expectation
    assert (kept.why, [sign.text for sign in kept.signs]) == (WHY, [SIGN, "Ro"])
    assert kept.copied_at == NOON


def test_who_came_before_it_was_put_right_knows_what_was_put_there(cast, sign_in, cycle):
    cycle.let_write(cast.stranger, added_by=cast.author, at=NOON + timedelta(days=1))
    cycle.expectation.put_right(at=NOON + timedelta(days=2))
    cycle.answer(Question.WHY, "Noget tredje.", by=cast.author, at=NOON + timedelta(days=3))
    db.session.commit()
    page = page_of(sign_in(cast.stranger), cycle)
    assert f"Troede {WHY} Sådan stod det i planen 9. januar." in page


def test_there_is_nothing_to_put_right_before_somebody_has_looked(cast, sign_in):
    planned = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    assert sign_in(cast.author).post(f"/forloeb/{planned.id}/troede").status_code == 404


def test_an_unchanged_plan_has_no_button(cast, sign_in):
    seen = make.cycle(by=cast.author, house=cast.house, stage=Stage.OBSERVE)
    page = page_of(sign_in(cast.author), seen)
    assert "Troede" in page
    assert BUTTON not in page
