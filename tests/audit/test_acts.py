"""What the coordinator sees: acts that matter to all, and nothing that watches people at work."""

import re

import pytest

from logbook.audit.models import Act, record
from logbook.audit.shown.models import GROUPS
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.people.models import Role
from tests import factories as make
from tests.audit.told import told_on
from tests.factories import NOON

ADDRESS = "/hvem-har-gjort-hvad"


@pytest.fixture
def coordinator(cast, sign_in):
    return sign_in(cast.coordinator)


def done(cast, act, by, **more):
    record(act, by=by, at=NOON, programme_id=cast.programme.id, **more)
    db.session.commit()


def test_what_she_does_with_people_is_told_with_names_and_a_day(cast, coordinator, noon):
    page = f"/personer/{cast.colleague.id}"
    house = str(cast.house.id)
    assert coordinator.post(f"{page}/roller", data={"role": "leader", "place": house}).location
    assert coordinator.post(f"{page}/ny-kode").status_code == 200
    assert coordinator.post(f"{page}/fjern-adgang").status_code == 303
    told = told_on(coordinator.get(ADDRESS).text)
    name = cast.colleague.name
    assert {
        f"Du gav {name} rollen ”Pædagogisk leder”",
        f"Du lavede en ny kode til {name}",
        f"Du fjernede adgangen for {name}",
        "Kastanjen",
        "Mandag 7. januar",
    } <= told


def test_passages_are_told_without_whose_they_are(cast, coordinator, noon):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    release = make.release(cycle, by=cast.author)
    release.withdraw(by=cast.author, at=NOON)
    db.session.commit()
    page = coordinator.get(ADDRESS).text
    told = told_on(page)
    assert any(words.startswith("Et citat blev delt med KP") for words in told)
    assert any(words.startswith("Et citat blev trukket tilbage") for words in told)
    for hers in (cast.author.name, cast.house.name, cycle.title, release.text):
        assert hers not in page


NAMELESS = [Act.ERASED, Act.NAME_REMOVED, Act.REPORTED, Act.SHOWN_AGAIN, Act.AUDIENCE_CHANGED]


@pytest.mark.parametrize("act", NAMELESS)
def test_what_is_everybodys_right_is_told_without_a_name(cast, coordinator, noon, act):
    detail = Visibility.PROJECT if act is Act.AUDIENCE_CHANGED else None
    done(cast, act, cast.author, detail=detail)
    page = coordinator.get(ADDRESS).text
    assert cast.author.name not in page
    assert "ordet for" not in page
    assert page.count('class="rowitem"') == 1


WATCHING = [act for act in Act if act not in {each for group in GROUPS.values() for each in group}]


def test_reading_writing_and_signing_in_are_not_hers_to_see(cast, coordinator, noon):
    assert {Act.SIGNED_IN, Act.READ, Act.WRITER_ADDED, Act.SPARRING_ASKED} <= {*WATCHING}
    for act in WATCHING:
        done(cast, act, cast.author)
    done(cast, Act.AUDIENCE_CHANGED, cast.author, detail=Visibility.HOUSE)
    assert "Ikke noget endnu" in coordinator.get(ADDRESS).text


def test_every_act_that_is_shown_has_its_words(cast, coordinator, noon):
    for group in GROUPS.values():
        for act in group:
            detail = Visibility.PROJECT if act is Act.AUDIENCE_CHANGED else None
            done(cast, act, None, detail=detail, person_id=cast.author.id)
    for group in ("", *GROUPS):
        page = coordinator.get(ADDRESS, query_string={"vis": group} if group else {}).text
        assert "kender ordet for" not in page
        assert page.count('class="rowitem"') == sum(
            len(acts) for name, acts in GROUPS.items() if group in {"", name}
        )


def test_there_is_a_day_and_no_hour(cast, coordinator, noon):
    done(cast, Act.HELD, cast.coordinator)
    page = coordinator.get(ADDRESS).text
    assert not re.search(r"\b(11|12)[.:]00|kl\.|datetime=", page)


def test_no_other_programme_is_seen(cast, coordinator, noon):
    record(Act.HELD, by=cast.foreign_leader, at=NOON, programme_id=cast.elsewhere.id)
    db.session.commit()
    assert "Ikke noget endnu" in coordinator.get(ADDRESS).text


def test_older_ones_come_on_pages(cast, coordinator, noon):
    for number in range(45):
        record(
            Act.ROLE_GIVEN, by=None, at=NOON, programme_id=cast.programme.id,
            person_id=cast.author.id, detail=list(Role)[number % 5],
        )  # fmt: skip
    db.session.commit()
    first = coordinator.get(ADDRESS).text
    (older,) = re.findall(r'href="([^"]*efter=\d+)"', first)
    second = coordinator.get(older).text
    assert (first.count('class="rowitem"'), second.count('class="rowitem"')) == (40, 5)


@pytest.mark.parametrize(
    "asked",
    [
        "vis=alt",
        "efter=x",
        "efter=-1",
        "efter=9999999999999",
        "efter=0000000000009223372036854775808",
        "efter=²",
        "hvem=1",
    ],
)
def test_an_address_that_makes_no_sense_is_not_found(cast, coordinator, asked):
    assert coordinator.get(f"{ADDRESS}?{asked}").status_code == 404


def test_the_way_there_is_with_the_people(cast, coordinator, sign_in):
    assert f'href="{ADDRESS}"' in coordinator.get("/personer").text
    assert f'href="{ADDRESS}"' not in sign_in(cast.leader).get("/personer").text


def test_who_is_gone_for_good_has_no_name(cast, coordinator, noon):
    done(cast, Act.LEFT, None)
    record(
        Act.CODE_RENEWED, by=cast.programme.id, at=NOON, programme_id=cast.programme.id,
        person_id=cast.programme.id,
    )  # fmt: skip
    db.session.commit()
    told = told_on(coordinator.get(ADDRESS).text)
    gone = "En, der har forladt projektet, lavede en ny kode til en, der har forladt projektet"
    assert gone in told


def test_what_names_nobody_is_told_once_a_day(cast, coordinator, noon):
    for act in (Act.ERASED, Act.ERASED, Act.ERASED, Act.LEFT, Act.LEFT):
        done(cast, act, cast.author)
    page = coordinator.get(ADDRESS).text
    assert "En tekst blev slettet for altid · 3 gange" in page
    # Of a person nothing is counted.
    assert page.count(f"{cast.author.name} forlod projektet") == 2
    assert "2 gange" not in page
