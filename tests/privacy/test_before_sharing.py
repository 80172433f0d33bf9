"""Before others see a text: what was found is asked about once more, and a number goes nowhere."""

from datetime import timedelta

import pytest

from logbook.cycles.questions import Question
from logbook.db import db
from logbook.reviews.models import KindWord, Sparring
from tests import factories as make
from tests.factories import NOON
from tests.pages import hidden

NUMBER = "010119-1234"
TEXT = "I dag sad Vitus længe ved bordet."


@pytest.fixture
def author(cast, sign_in):
    return sign_in(cast.author)


def again(page):
    """The button with which she says that she has read it through."""
    return page.text.split('name="tjekket" value="')[1].split('"')[0]


def sent_by(model):
    return db.session.scalars(db.select(model)).all()


def test_a_kind_word_with_a_name_is_asked_about_once(cast, sign_in, noon):
    cycle = make.cycle(
        by=cast.author, house=cast.house, visibility=make.Visibility.LEADER,
        at=NOON - timedelta(days=19),
    )  # fmt: skip
    leader, door = sign_in(cast.leader), f"/forloeb/{cycle.id}/puf"
    first = leader.post(door, data={"text": TEXT})
    assert first.status_code == 422
    assert not sent_by(KindWord)
    assert leader.post(door, data={"text": TEXT, "tjekket": again(first)}).status_code == 303
    assert sent_by(KindWord)[0].text == TEXT


@pytest.fixture
def asked(cast):
    cycle = make.cycle(by=cast.author, house=cast.house)
    return make.sparring_request(cycle, by=cast.author)


def test_sparring_with_a_name_is_sent_when_it_was_read_again(cast, sign_in, asked):
    leader, door = sign_in(cast.leader), f"/sparring/{asked.id}"
    first = leader.post(door, data={"noticed": TEXT, "bring_up": ""})
    assert first.status_code == 422
    assert "Læs lige igennem, før du deler:" in first.text
    assert "Er ”Vitus” et navn?" in first.text
    assert not sent_by(Sparring)
    other = leader.post(
        door, data={"noticed": f"{TEXT} Anna.", "bring_up": "", "tjekket": again(first)}
    )
    assert other.status_code == 422
    sent = leader.post(door, data={"noticed": TEXT, "bring_up": "", "tjekket": again(first)})
    assert sent.status_code == 303
    assert sent_by(Sparring)[0].noticed == TEXT


def test_sparring_without_a_name_is_sent_at_once(cast, sign_in, asked):
    door = f"/sparring/{asked.id}"
    assert sign_in(cast.leader).post(door, data={"noticed": "Ro.", "bring_up": ""}).location
    assert sent_by(Sparring)


def test_senere_keeps_what_she_wrote_unasked(cast, sign_in, asked):
    door = f"/sparring/{asked.id}"
    sent = sign_in(cast.leader).post(door, data={"noticed": TEXT, "bring_up": "", "senere": "1"})
    assert sent.status_code == 303


def test_read_again_does_not_let_a_number_through(cast, sign_in, asked):
    leader, door = sign_in(cast.leader), f"/sparring/{asked.id}"
    fields = {"noticed": f"{TEXT} {NUMBER}", "bring_up": ""}
    page = leader.post(door, data=fields)
    assert page.status_code == 422
    assert 'name="tjekket"' not in page.text
    for guess in ("1", "", "x" * 32):
        assert leader.post(door, data=fields | {"tjekket": guess}).status_code == 422
    assert not sent_by(Sparring)


@pytest.fixture
def named(cast):
    """A round whose plan names a child, and so does its name."""
    cycle = make.cycle(by=cast.author, house=cast.house)
    cycle.answer(Question.ACTION, TEXT, by=cast.author, at=NOON)
    db.session.commit()
    return cycle


@pytest.mark.parametrize("page", ["synlighed", "bed-om-sparring", "bed-en-kollega"])
def test_the_card_before_sharing_names_what_was_found(author, named, page):
    shown = author.get(f"/forloeb/{named.id}/{page}").text
    card = shown.split('class="privacy"')[1].split("</form>")[0]
    assert "Er ”Vitus” et navn?" in card
    assert f"/forloeb/{named.id}/svar/handling" in card
    assert "Jeg har tjekket" in card


def test_to_open_it_for_a_conversation_is_to_show_it(cast, author, named):
    named.show_to(make.Visibility.PRIVATE)
    db.session.commit()
    door = f"/forloeb/{named.id}/samtale"
    assert "Er ”Vitus” et navn?" in author.get(door).text.split('class="privacy"')[1]
    named.answer(Question.ACTION, f"Ring {NUMBER}", by=cast.author, at=NOON)
    db.session.commit()
    lengths = {f"part_{number}": "5" for number in range(1, 6)}
    refused = author.post(door, data=lengths | {"screen": "", "opens": "y"})
    assert refused.status_code == 422
    assert "ligner et CPR-nummer. Fjern tallet" in refused.text


def test_to_begin_is_to_show_it_to_others(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=make.Stage.WONDERING)
    for question in (Question.ACTION, Question.WHY):
        cycle.answer(question, TEXT, by=cast.author, at=NOON)
    db.session.commit()
    door = f"/forloeb/{cycle.id}/begynd"
    assert "Jeg har tjekket – begynd" in author.get(door).text
    assert author.post(door, data={"visibility": "house"}).status_code == 303


def test_what_is_no_name_is_not_on_the_card(author, named):
    door = f"/forloeb/{named.id}/svar/handling"
    revision = hidden(author.get(door).text, "revision")
    said = {"text": TEXT, "revision": revision, "luk": "1", "not_names": "Vitus"}
    assert author.post(door, data=said).status_code == 303
    assert "Er ”Vitus” et navn?" not in author.get(f"/forloeb/{named.id}/synlighed").text


def test_a_number_from_before_is_shown_to_nobody_more(cast, author, named):
    named.show_to(make.Visibility.LEADER)
    named.answer(Question.ACTION, f"Ring {NUMBER}", by=cast.author, at=NOON)
    db.session.commit()
    door = f"/forloeb/{named.id}/synlighed"
    refused = author.post(door, data={"visibility": "house"})
    assert refused.status_code == 422
    assert "ligner et CPR-nummer. Fjern tallet" in refused.text
    assert author.post(door, data={"visibility": "private"}).status_code == 303
    asking = author.post(f"/forloeb/{named.id}/bed-om-sparring", data={"whom": "leder"})
    assert asking.status_code == 422
