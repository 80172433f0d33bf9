"""Finding one among many people, by name or user name."""

import re

from logbook.people.models import Role
from logbook.people.views import roster
from tests import factories as make


def test_by_any_part_of_the_name_or_by_the_user_name(cast, sign_in):
    make.member(cast.programme, Role.AUTHOR, "Åse Øllgaard", unit=cast.house)
    aase = make.member(cast.programme, Role.AUTHOR, "Bo Aagaard", unit=cast.house)
    client = sign_in(cast.coordinator)
    for words, found in (
        ("åse", "Åse Øllgaard"), ("AASE", "Åse Øllgaard"), ("øllg", "Åse Øllgaard"),
        ("ågå", "Bo Aagaard"), (aase.user_name.upper(), "Bo Aagaard"), (" bo  aa ", "Bo Aagaard"),
    ):  # fmt: skip
        page = client.get("/personer", query_string={"find": words}).text
        assert found in page, words
        assert page.count('href="/personer/') == 2, words  # that one, and the invitation
    page = client.get("/personer?find=%25").text
    assert "Ingen hedder ”%”" in page


def test_a_leader_finds_only_her_own(cast, sign_in):
    client = sign_in(cast.leader)
    assert "Ingen hedder" in client.get("/personer", query_string={"find": "Kim"}).text
    assert cast.author.name in client.get(f"/personer?find={cast.author.name.split()[0]}").text


def test_house_words_and_pages_go_together(cast, sign_in, monkeypatch):
    monkeypatch.setattr(roster, "PER_PAGE", 2)
    for n in range(3):
        make.member(cast.programme, Role.AUTHOR, f"Nora {n}", unit=cast.house)
    make.member(cast.programme, Role.AUTHOR, "Nora Ny", unit=cast.other_house)
    client = sign_in(cast.coordinator)
    page = client.get(f"/personer?hus={cast.house.id}&find=nora").text
    assert f'name="hus" value="{cast.house.id}"' in page
    onward = re.search(r'href="(/personer\?[^"]*efter=[^"]*)"', page)[1].replace("&amp;", "&")
    page = client.get(onward).text
    assert "Nora 2" in page
    assert "Nora 1" not in page
    assert "Nora Ny" not in page


def test_what_no_name_can_hold_is_said(cast, sign_in):
    page = sign_in(cast.coordinator).get("/personer", query_string={"find": "x" * 400})
    assert page.status_code == 422
    assert "Skriv højst" in page.text
