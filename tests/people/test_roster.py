"""Inviting people and looking after them."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from werkzeug.datastructures import MultiDict

from logbook import clock, create_app
from logbook.db import db
from logbook.gate import begin_sign_in
from logbook.people import roles
from logbook.people.models import Membership, Person, Profession, Role, SignIn
from logbook.people.views import roster
from tests import factories as make
from tests.people.words import with_password

NOBODY = UUID(int=7)


@pytest.fixture
def coordinator(cast, sign_in):
    return sign_in(cast.coordinator)


def somebody(cast, **changes):
    """What a coordinator writes about a new person."""
    return {
        "name": "Nana Ny",
        "user_name": "nana.ny",
        "profession": "pedagogue",
        "role": "author",
        "place": str(cast.house.id),
    } | changes


def find(user_name):
    return db.session.scalar(Person.with_user_name(user_name))


def test_a_coordinator_invites_and_gets_a_slip(coordinator, cast):
    page = coordinator.post("/personer/ny", data=somebody(cast))
    assert page.status_code == 200
    assert re.search(r'class="code">\w{4}-\w{4}<', page.text)
    nana = find("nana.ny")
    assert (nana.programme, nana.profession) == (cast.programme, Profession.PEDAGOGUE)
    (membership,) = nana.memberships
    assert (membership.role, membership.unit, membership.given_by_id) == (
        Role.AUTHOR,
        cast.house,
        cast.coordinator.id,
    )


def test_a_user_name_need_not_be_an_address_and_is_kept_in_small_letters(coordinator, cast):
    coordinator.post("/personer/ny", data=somebody(cast, user_name=" Bo_Ærø-2 "))
    assert find("bo_ærø-2").user_name == "bo_ærø-2"


def test_a_user_name_is_given_once(coordinator, cast):
    page = coordinator.post("/personer/ny", data=somebody(cast, user_name=cast.author.user_name))
    assert "optaget" in page.text
    assert 'value="Nana Ny"' in page.text
    assert db.session.scalars(Person.of(cast.programme).where(Person.name == "Nana Ny")).all() == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "Skriv personens navn."),
        ({"name": "x" * 121}, "Et navn har højst 120 tegn."),
        ({"name": "010190-1234"}, "ligner et CPR-nummer"),
        ({"user_name": ""}, "Skriv et brugernavn."),
        ({"user_name": "to ord"}, "Brug kun bogstaver"),
        ({"user_name": "<b>"}, "Brug kun bogstaver"),
        ({"user_name": "nul\0l"}, "skjult tegn"),
        ({"profession": ""}, "Vælg en faggruppe."),
        ({"profession": "king"}, "Vælg "),
        ({"role": ""}, "Vælg en rolle."),
        ({"role": "king"}, "Vælg "),
        ({"place": ""}, "Vælg det hus eller distrikt"),
        ({"place": "x"}, "Vælg "),
        ({"role": "leader", "place": "district"}, "Vælg det hus"),
        ({"role": "leader", "place": ""}, "Vælg det hus"),
        ({"role": "district_leader"}, "Vælg det distrikt"),
        ({"role": "coordinator"}, "gælder hele projektet"),
        ({"role": "instructor"}, "gælder hele projektet"),
        ({"place": "foreign"}, "Vælg "),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(coordinator, cast, changes, told):
    places = {"district": str(cast.district.id), "foreign": str(cast.foreign_house.id)}
    if changes.get("place") in places:
        changes = changes | {"place": places[changes["place"]]}
    page = coordinator.post("/personer/ny", data=somebody(cast, **changes))
    assert page.status_code == 200
    assert told in page.text
    assert 'role="alert"' in page.text
    if "name" not in changes:
        assert 'value="Nana Ny"' in page.text
    assert find("nana.ny") is None


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("author", "house"),
        ("author", "district"),
        ("leader", "house"),
        ("district_leader", "district"),
        ("instructor", ""),
        ("coordinator", ""),
    ],
)
def test_each_role_has_its_place(coordinator, cast, role, place):
    where = str(getattr(cast, place).id) if place else ""
    coordinator.post("/personer/ny", data=somebody(cast, role=role, place=where))
    (membership,) = find("nana.ny").memberships
    assert membership.role == role
    assert membership.place == {"house": "Kastanjen", "district": "Distrikt Baltorp", "": ""}[place]


def test_a_coordinator_sees_everyone_of_the_programme(coordinator, cast):
    page = coordinator.get("/personer").text
    assert "Søren Vig" in page
    assert "Lone Ager" not in page, "another programme"
    only = coordinator.get("/personer", query_string={"hus": str(cast.house.id)}).text
    assert "Mette Holm" in only
    assert "Søren Vig" not in only


def test_a_leader_sees_her_houses_people(cast, sign_in):
    page = sign_in(cast.leader).get("/personer").text
    assert "Mette Holm" in page
    assert "Søren Vig" not in page
    assert "Invitér en person" not in page


@pytest.mark.parametrize("who", ["author", "instructor", "district_leader"])
def test_others_see_nobody(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get("/personer").status_code == 403
    assert client.get("/personer/ny").status_code == 403
    assert client.get(f"/personer/{cast.author.id}").status_code == 404


@pytest.mark.parametrize("query", ["hus=x", "hus=1", "efter=x", f"efter={NOBODY}", f"hus={NOBODY}"])
def test_a_filter_that_makes_no_sense_is_404(coordinator, query):
    assert coordinator.get(f"/personer?{query}").status_code == 404


def test_a_leader_cannot_filter_by_anothers_house(cast, sign_in):
    client = sign_in(cast.leader)
    assert client.get(f"/personer?hus={cast.other_house.id}").status_code == 404
    assert client.get(f"/personer?hus={cast.house.id}").status_code == 200


def test_many_people_come_in_pages_and_nobody_is_missed(coordinator, cast, monkeypatch):
    monkeypatch.setattr(roster, "PER_PAGE", 4)
    for _ in range(6):
        make.person(cast.programme, "Samme Navn")
    seen, path = [], "/personer"
    while path:
        page = coordinator.get(path).text
        seen += re.findall(r'href="/personer/([0-9a-f-]{36})"', page)
        more = re.search(r'href="([^"]+efter=[^"]+)"', page)
        path = more.group(1).replace("&amp;", "&") if more else None
    everyone = [str(each.id) for each in db.session.scalars(Person.of(cast.programme))]
    assert seen == everyone


def test_no_people_are_counted_on_the_page(coordinator):
    assert not re.search(r"\d+ person", coordinator.get("/personer").text)


def test_the_list_costs_the_same_for_one_as_for_thirty(coordinator, cast, count_queries):
    few = count_queries(lambda: coordinator.get("/personer"))
    for n in range(30):
        make.member(cast.programme, Role.AUTHOR, f"Nr {n}", unit=cast.house)
    assert count_queries(lambda: coordinator.get("/personer")) == few


def add(client, person, role, place=""):
    return client.post(f"/personer/{person.id}/roller", data={"role": role, "place": str(place)})


def test_a_role_more_signs_her_out_and_counts_from_then_on(coordinator, cast, sign_in):
    hers = sign_in(cast.author)
    assert add(coordinator, cast.author, "leader", cast.other_house.id).status_code == 303
    assert cast.author.leads(cast.other_house.id)
    assert hers.get("/konto").status_code == 302
    assert "Regnbuen" in coordinator.get(f"/personer/{cast.author.id}").text


def test_the_same_role_is_not_given_twice(coordinator, cast):
    page = add(coordinator, cast.author, "author", cast.house.id)
    assert "Den rolle har personen allerede." in page.text
    assert len(cast.author.memberships) == 1


def test_a_role_without_a_place_is_refused_on_the_page(coordinator, cast):
    assert "Vælg det hus" in add(coordinator, cast.author, "leader").text


def test_a_role_is_taken(coordinator, cast, sign_in):
    hers = sign_in(cast.author)
    (membership,) = cast.author.memberships
    path = f"/personer/{cast.author.id}/roller/{membership.id}/fjern"
    assert coordinator.post(path).status_code == 303
    assert cast.author.memberships == []
    assert hers.get("/konto").status_code == 302
    assert coordinator.post(path).status_code == 404
    assert "Ingen roller" in coordinator.get(f"/personer/{cast.author.id}").text


def test_a_role_of_somebody_else_is_not_found_here(coordinator, cast):
    (membership,) = cast.leader.memberships
    path = f"/personer/{cast.author.id}/roller/{membership.id}/fjern"
    assert coordinator.post(path).status_code == 404


@pytest.mark.parametrize(
    "verb", ["ny-kode", "traek-tilbage", "fjern-adgang", "giv-adgang", "roller"]
)
def test_nobody_does_it_to_herself(coordinator, cast, verb):
    answer = coordinator.post(f"/personer/{cast.coordinator.id}/{verb}", data={"role": "leader"})
    assert answer.status_code == 403
    assert "Ingen kan give sig selv en rolle" in answer.text


def test_a_leader_may_renew_and_withdraw_in_her_house_alone(cast, sign_in):
    leader = sign_in(cast.leader)
    assert leader.post(f"/personer/{cast.author.id}/ny-kode").status_code == 200
    assert leader.post(f"/personer/{cast.author.id}/traek-tilbage").status_code == 303
    assert leader.post(f"/personer/{cast.stranger.id}/ny-kode").status_code == 404
    assert leader.post(f"/personer/{cast.leader.id}/ny-kode").status_code == 403
    for verb in ("fjern-adgang", "giv-adgang", "roller"):
        assert leader.post(f"/personer/{cast.author.id}/{verb}").status_code == 403


def test_another_programmes_people_are_not_found(coordinator, cast):
    for path in ("", "/fjern-adgang"):
        assert coordinator.get(f"/personer/{cast.foreign_leader.id}{path}").status_code == 404
    assert coordinator.post(f"/personer/{cast.foreign_leader.id}/ny-kode").status_code == 404


def test_removing_ends_access_and_says_so_first(app, coordinator, cast, sign_in):
    author = with_password(cast.author)
    hers = sign_in(author)
    page = coordinator.get(f"/personer/{author.id}/fjern-adgang").text
    assert "logget ud alle steder" in page
    assert "bliver stående" in page
    assert coordinator.post(f"/personer/{author.id}/fjern-adgang").status_code == 303
    assert hers.get("/konto").status_code == 302
    assert author.password_hash is None
    assert "Adgangen blev fjernet" in coordinator.get(f"/personer/{author.id}").text
    assert "Adgang fjernet" in coordinator.get("/personer").text


def test_a_removed_person_gets_no_new_code_until_she_has_access_again(coordinator, cast, sign_in):
    author = cast.author
    coordinator.post(f"/personer/{author.id}/fjern-adgang")
    assert coordinator.post(f"/personer/{author.id}/ny-kode").status_code == 303
    assert sign_in(cast.leader).post(f"/personer/{author.id}/ny-kode").status_code == 303
    assert author.removed_at is not None
    page = coordinator.post(f"/personer/{author.id}/giv-adgang")
    assert 'class="code"' in page.text
    assert author.removed_at is None
    assert author.memberships
    assert coordinator.post(f"/personer/{author.id}/giv-adgang").status_code == 303


def test_the_last_coordinator_stays(app, cast, monkeypatch):
    """She is the only one who could remove herself; so two who remove each other at once."""
    (membership,) = cast.coordinator.memberships
    by_at = {"by": cast.coordinator, "at": make.NOON}
    with pytest.raises(roles.LastCoordinator):
        roles.take(cast.coordinator, membership, **by_at)
    db.session.rollback()
    with pytest.raises(roles.LastCoordinator):
        roles.remove(cast.coordinator, **by_at)
    db.session.rollback()
    assert cast.coordinator.is_active
    assert cast.coordinator.plays(Role.COORDINATOR)


@pytest.mark.parametrize("verb", ["fjern-adgang", "roller/{}/fjern"])
def test_the_last_coordinator_stays_with_a_sentence(coordinator, cast, monkeypatch, verb):
    other = make.member(cast.programme, Role.COORDINATOR, "Ea To")
    path = f"/personer/{other.id}/{verb.format(other.memberships[0].id)}"

    def lock_after_the_other_was_quicker(_programme):
        db.session.get(Person, her_id).removed_at = make.NOON

    her_id = cast.coordinator.id
    monkeypatch.setattr(roles, "lock", lock_after_the_other_was_quicker)
    assert coordinator.post(path).status_code == 303
    assert "sidste koordinator" in coordinator.get("/konto").text
    assert other.plays(Role.COORDINATOR)
    assert other.is_active


def test_a_page_of_a_person_offers_only_what_one_may_do(coordinator, cast, sign_in):
    page = coordinator.get(f"/personer/{cast.coordinator.id}").text
    assert "Det er dig selv" in page
    assert "<button" not in page
    leaders = sign_in(cast.leader).get(f"/personer/{cast.author.id}").text
    assert "Lav en ny kode" in leaders
    assert "Fjern adgangen" not in leaders
    assert "Giv en rolle mere" not in leaders


def test_the_page_tells_of_an_open_code(coordinator, cast):
    coordinator.post(f"/personer/{cast.author.id}/ny-kode")
    page = coordinator.get(f"/personer/{cast.author.id}").text
    assert "Har fået en engangskode af Kim Berg" in page
    assert "Træk koden tilbage" in page


ENGLISH = re.compile(
    r"\b(not|invalid|valid|must|field|required|choice|missing|error|please|could|longer)\b", re.I
)
GARBAGE = ["", " ", "x", "-1", "𝔘𝔫𝔦", "\0", "a" * 5_000, "<script>alert(1)</script>", "{{ 7*7 }}"]


@pytest.mark.parametrize("junk", GARBAGE)
def test_garbage_in_every_form_brings_no_english(app, coordinator, cast, junk):
    author = f"/personer/{cast.author.id}"
    forms = {
        "/log-ind": ["user_name", "password", "kept", "owner", "naeste"],
        "/velkommen": ["user_name", "code", "new_password", "repeat_password"],
        "/konto/adgangskode": ["present_password", "new_password", "repeat_password"],
        "/personer/ny": ["name", "user_name", "profession", "role", "place"],
        f"{author}/roller": ["role", "place"],
    }
    for path, names in forms.items():
        page = coordinator.post(path, data=MultiDict([(n, junk) for n in names for _ in range(2)]))
        assert page.status_code in {200, 303, 429}, path
        visible = re.sub(r"<(script|style|head).*?</\1>|<[^>]*>", " ", page.text, flags=re.S)
        found = ENGLISH.search(visible.replace(junk, " ") if junk.strip() else visible)
        assert not found, f"{path}: {found}"


def test_rows_are_not_left_behind(coordinator, cast):
    """A removed role leaves no membership, a removed person no sign-in."""
    coordinator.post(f"/personer/{cast.author.id}/fjern-adgang")
    assert db.session.scalars(SignIn.of(cast.author)).all() == []
    mine = db.select(Membership).where(Membership.person_id == cast.author.id)
    assert len(db.session.scalars(mine).all()) == 1


def test_two_coordinators_who_remove_each_other_at_once_do_not_both_succeed(settings, app, cast):
    other = make.member(cast.programme, Role.COORDINATOR, "Ea To")
    pairs = [(cast.coordinator.id, other.id), (other.id, cast.coordinator.id)]
    # Made one after the other: Python 3.11 sometimes fails when two threads compile at once.
    workers = [create_app(settings) for _ in pairs]
    both_are_in = Barrier(2)

    def remove(worker, pair):
        by_id, other_id = pair
        with worker.app_context():
            key = begin_sign_in(db.session.get(Person, by_id), device="Prøve", at=clock.now())
            db.session.commit()
            client = worker.test_client()
            with client.session_transaction() as session:
                session["sign_in"] = key
            both_are_in.wait(timeout=30)
            client.post(
                f"/personer/{other_id}/fjern-adgang", headers={"Sec-Fetch-Site": "same-origin"}
            )
            db.session.remove()
            db.engine.dispose()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(remove, workers, pairs))
    db.session.rollback()
    left = db.session.scalars(Person.coordinators_of(cast.programme)).all()
    assert len(left) == 1


def test_taking_a_role_is_asked_about_first(cast, sign_in):
    page = sign_in(cast.coordinator).get(f"/personer/{cast.colleague.id}").text
    before, asked = page.split("<summary>Fjern rollen</summary>")
    assert "/fjern" not in before
    assert "bliver logget ud med det samme" in asked.split("Ja, fjern rollen")[0]
