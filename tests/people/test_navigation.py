import re

import pytest

from logbook.people import navigation
from logbook.people.models import Role
from tests import factories as make

MENUS = """
    author            I dag, Forløb, Sparring
    leader            Overblik, I dag, Forløb, Sparring
    ppr_consultant    I dag, Forløb, Sparring
    district_leader   Overblik, Forløb, Sparring
    instructor        Tavler, Citater
    coordinator       Overblik, Personer
"""


def menu(page):
    nav = re.search(r'<nav class="nav".*?</nav>', page, re.S)
    return re.findall(r"<span>([^<]+)</span>", nav.group())[0:] if nav else []


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param(*line.split(maxsplit=1), id=line.split()[0])
        for line in MENUS.strip().split("\n")
    ],
)
def test_each_menu_holds_what_its_person_can_use(cast, sign_in, who, expected):
    page = sign_in(getattr(cast, who)).get("/konto").text
    assert [word for word in menu(page) if word != "Logbogen"] == expected.split(", ")


def test_signed_out_there_is_no_menu(client):
    page = client.get("/log-ind").text
    assert menu(page) == []
    assert "EKSEMPELDATA" not in page


def test_where_one_is_is_marked(cast, sign_in):
    client = sign_in(cast.coordinator)
    assert re.search(r'href="/personer" aria-current="page"', client.get("/personer").text)
    assert re.search(r'href="/konto" aria-current="page"', client.get("/konto").text)


def test_a_feature_tells_how_much_is_new(cast, sign_in, monkeypatch):
    monkeypatch.setitem(navigation.counters, "sparring", lambda person: len(person.name))
    assert re.search(r'class="count">10<', sign_in(cast.author).get("/konto").text)


def test_the_brand_is_ones_own_house_or_the_programme(app, cast):
    def name_of(person):
        return navigation.brand_of(person).name

    with app.test_request_context():
        assert name_of(cast.author) == "Kastanjen"
        assert name_of(cast.ppr_consultant) == "PPR"
        assert name_of(cast.instructor) == "Her"


def test_example_data_says_so_on_every_page(cast, sign_in):
    shown = make.programme("Eksempel", is_example=True)
    person = make.member(shown, Role.COORDINATOR, "Eva Eks")
    assert "EKSEMPELDATA" in sign_in(person).get("/konto").text
    assert "EKSEMPELDATA" not in sign_in(cast.author).get("/konto").text
