"""The guard where people write, without a script: what it marks, offers, refuses and remembers."""

from html import unescape

import pytest

from logbook.cycles.questions import Question
from logbook.db import db
from logbook.keys import unseal
from logbook.people.models import KeptForm
from tests import factories as make
from tests.pages import hidden

NUMBER = "010119-1234"
TEXT = "I dag sad Vitus længe ved bordet."


@pytest.fixture
def author(cast, sign_in):
    return sign_in(cast.author)


@pytest.fixture
def cycle(cast):
    return make.cycle(by=cast.author, house=cast.house)


@pytest.fixture
def door(cycle):
    return f"/forloeb/{cycle.id}/svar/hvem"


def press(client, door, text, act, *, name="text", offer="", words="", **more):
    fields = {"text": text, "revision": "0", "vagt": f"{act}|{name}|{offer}|{words}"}
    return client.post(door, data=fields | more)


def stands_in(page, name="text"):
    """What stands in the page's text area."""
    field = page.text.split(f'name="{name}"', 1)[1].split(">", 1)[1].split("</textarea>")[0]
    return unescape(field).removeprefix("\r\n").removeprefix("\n")


def kept(cycle, question=Question.WHO):
    db.session.refresh(cycle)
    return cycle.text_of(question)


# -- CPR ------------------------------------------------------------------------------------


def test_a_number_comes_back_with_the_text_and_goes_by_one_tap(author, cycle, door):
    refused = author.post(door, data={"text": f"Barnet {NUMBER} græd.", "revision": "0"})
    assert refused.status_code == 422
    assert stands_in(refused) == f"Barnet {NUMBER} græd."
    assert refused.text.count('value="tal">Fjern tallet</button>') == 1
    without = press(author, door, f"Barnet {NUMBER} græd.", "tal")
    assert stands_in(without) == "Barnet græd."
    assert "Tallet er taget ud." in without.text
    assert "<title>Fejl:" in refused.text
    assert "<title>Fejl:" not in without.text
    assert kept(cycle) == ""


def test_taking_the_number_out_goes_through_every_field(cast, author):
    fields = {"wondering": f"Et {NUMBER}", "title": f"{NUMBER} Ro", "vagt": "tal"}
    page = author.post("/forloeb/nyt", data=fields | {"house": str(cast.house.id)})
    assert NUMBER not in page.text
    assert 'value="Ro"' in page.text


def test_taking_out_leaves_no_number_that_comes_together(author, door):
    page = press(author, door, "010119010119-1234-1234", "tal")
    assert "ligner et CPR-nummer" not in page.text


def test_a_form_about_colleagues_offers_it_too(cast, sign_in):
    fields = {"name": f"Bo {NUMBER}", "user_name": "bo", "role": "author", "vagt": "tal"}
    page = sign_in(cast.coordinator).post("/personer/ny", data=fields)
    assert NUMBER not in page.text
    assert 'value="Bo"' in page.text


def test_what_waits_for_its_owner_waits_without_the_number(cast, author, client):
    door = f"/forloeb/{make.cycle(by=cast.author, house=cast.house).id}/svar/hvem"
    owner = hidden(author.get(door).text, "owner")
    words = {"text": f"Barnet {NUMBER} græd.", "owner": owner}
    assert client.post(door, data=words).status_code == 401
    sealed = db.session.scalars(db.select(KeptForm)).one().sealed
    waits = str(unseal(sealed, lasts_seconds=100))
    assert "Barnet græd." in waits
    assert NUMBER not in waits


# -- what is marked, and what it offers -----------------------------------------------------


def test_a_likely_name_is_kept_and_marked_where_it_is_written_again(author, cycle, door):
    saved = author.post(door, data={"text": TEXT, "revision": "0", "luk": "1"})
    assert saved.status_code == 303
    assert kept(cycle) == TEXT
    page = author.get(door).text
    assert "Er ”Vitus” et navn?" in page
    assert ">et barn<" in page


def test_the_page_after_the_save_says_so_once(author, cycle, door):
    saved = author.post(door, data={"text": TEXT, "revision": "0", "luk": "1"})
    after = author.get(saved.location).text
    assert "Er ”Vitus” et navn?" in after
    assert f'href="{door}">Se på teksten' in after
    assert "Er ”Vitus” et navn?" not in author.get(saved.location).text


def test_the_browser_holds_no_word_of_it(author, door):
    author.post(door, data={"text": TEXT, "revision": "0", "luk": "1"})
    with author.session_transaction() as session:
        assert "Vitus" not in str(dict(session))
        assert session["vagt"]


def test_an_offer_changes_the_text_on_the_page_and_saves_nothing(author, cycle, door):
    page = press(author, door, TEXT, "i stedet", offer="0", words="Vitus")
    assert stands_in(page) == "I dag sad et barn længe ved bordet."
    assert kept(cycle) == ""
    assert "Der er noget, du skal rette" not in page.text


def test_an_offer_begins_a_sentence_with_a_capital(author, door):
    page = press(author, door, "Ro. Vitus sov.", "i stedet", offer="0", words="Vitus")
    assert stands_in(page) == "Ro. Et barn sov."


@pytest.mark.parametrize("offer", ["9", "-1", "", "x", "²", "0" * 5000])
def test_an_offer_that_is_none_changes_nothing(author, door, offer):
    page = press(author, door, TEXT, "i stedet", offer=offer, words="Vitus")
    assert stands_in(page) == TEXT


def test_only_marked_words_can_be_exchanged(author, door):
    page = press(author, door, TEXT, "i stedet", offer="0", words="bordet")
    assert stands_in(page) == TEXT


def test_a_form_about_colleagues_asks_about_no_name(cast, sign_in):
    fields = {"name": "Anna Vitus", "user_name": "", "role": ""}
    page = sign_in(cast.coordinator).post("/personer/ny", data=fields).text
    assert "et navn?" not in page


def test_the_stop_card_comes_in_its_own_words(cast, author, door):
    cast.programme.concern = "Ring til Familiehuset."
    db.session.commit()
    text = "Jeg overvejer en underretning."
    saved = author.post(door, data={"text": text, "revision": "0", "luk": "1"})
    assert saved.status_code == 303
    page = author.get(door).text.split('data-marks="text"')[1].split("</footer>")[0]
    stop = page.split('class="stop"')[1].split("</div>")[0]
    assert "Er du bekymret for et barn?</b> Logbogen er ikke stedet." in stop
    assert (
        "Tal med din leder i dag og følg kommunens retningslinjer for underretning. Ring til"
        in stop
    )


def test_words_of_illness_get_a_quiet_hint(author, door):
    author.post(door, data={"text": "Barnet har en diagnose.", "revision": "0", "luk": "1"})
    assert "Sygdom, diagnoser og familieforhold" in author.get(door).text


def test_a_health_visitor_has_a_hint_of_her_own(cast, sign_in, author, cycle, door):
    reminder = "Skriv intet fra hjemmebesøg eller journal."
    assert reminder not in author.get(door).text
    visitor = cast.ppr_consultant
    visitor.profession = "health_visitor"
    db.session.commit()
    assert reminder in sign_in(visitor).get("/forloeb/nyt").text
