"""Leaving the programme: what others read stays with the role, what was private goes."""

import sqlalchemy as sa

from logbook.cycles.models import AnswerWriter, Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing import leaving
from logbook.erasing.models import Erasure
from logbook.erasing.models.stand_ins import columns_to_people
from logbook.exports.passages import origin_of
from logbook.figures.models import cycles_counted
from logbook.people.models import Person, Role, SignIn
from logbook.releases.models import Attribution, Release
from tests import factories as make
from tests import world as worlds
from tests.factories import NOON
from tests.people.words import PASSWORD, go_for_good, with_password


def people_named():
    """Each column that points at somebody, and whom."""
    return {
        person_id
        for table, column in columns_to_people()
        for person_id in db.session.scalars(sa.select(column).where(column.is_not(None)))
    }


def test_the_page_says_first_what_goes_and_what_stays(cast, sign_in):
    make.cycle(by=cast.author, house=cast.house, title="Kun min egen",
               visibility=Visibility.PRIVATE)  # fmt: skip
    make.cycle(by=cast.author, house=cast.house, title="Set af huset", visibility=Visibility.HOUSE)
    page = sign_in(cast.author).get("/konto/forlad").text
    goes, stays = page.index("Kun min egen"), page.index("Set af huset")
    assert page.index("Slettes for altid</h2>") < goes < page.index("Bliver stående") < stays
    assert "/konto/forlad" in sign_in(cast.author).get("/konto").text


def test_her_name_is_nowhere_and_her_words_stay(cast, sign_in):
    private = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.PRIVATE)
    shown = make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.HOUSE, coauthors=(cast.coauthor,)
    )
    shown.answer(Question.WHO, "Mette står ved døren i dag.", by=cast.author, at=NOON)
    db.session.commit()
    author_id, private_id, shown_id = cast.author.id, private.id, shown.id
    client = sign_in(cast.author)
    assert go_for_good(client, cast.author).location == "/log-ind"
    assert client.get("/").status_code == 302
    assert db.session.scalar(sa.select(Person.id).where(Person.id == author_id)) is None
    assert author_id not in people_named()
    assert db.session.scalar(sa.select(Cycle.id).where(Cycle.id == private_id)) is None
    page = sign_in(cast.coauthor).get(f"/forloeb/{shown_id}").text
    assert "står ved døren i dag" in page
    assert "Mette Holm" not in page
    assert "Pædagog" in page
    assert db.session.scalar(sa.select(Erasure.kind).where(Erasure.id == author_id)) == "person"


def test_an_open_browser_is_not_enough(cast, sign_in):
    client, author_id = sign_in(with_password(cast.author)), cast.author.id
    for sent, told in (
        ({}, "Skriv den adgangskode, du har nu."),
        ({"present_password": "gættet"}, "Det er ikke den adgangskode, du har nu."),
    ):
        page = client.post("/konto/forlad", data=sent).text
        assert told in page
        assert "gættet" not in page
    for _ in range(9):
        client.post("/konto/forlad", data={"present_password": "gættet"})
    full = client.post("/konto/forlad", data={"present_password": PASSWORD})
    assert full.status_code == 429
    assert "Prøv igen efter kl." in full.text
    assert db.session.get(Person, author_id) is not None


def test_nobody_in_a_world_full_of_her_is_named_afterwards(app):
    """Every table that names somebody, also one that is new."""
    world = worlds.assemble()
    for who in ("author", "coauthor", "leader", "instructor", "district_leader"):
        person_id = getattr(world, who).id
        leaving.leave(db.session.get_one(Person, person_id), at=NOON)
        assert person_id not in people_named()
    assert db.session.scalars(sa.select(SignIn.person_id)).all()
    assert not db.session.scalars(
        sa.select(Draft.id).join(Person, Person.id == Draft.person_id).where(Person.is_stand_in)
    ).all()


def test_the_last_coordinator_hands_over_first(cast, sign_in):
    client = sign_in(cast.coordinator)
    refused = go_for_good(client, cast.coordinator)
    assert refused.status_code == 409
    assert "Giv først rollen til en anden" in refused.text
    make.member(cast.programme, Role.COORDINATOR, "Ida Krog")
    db.session.commit()
    assert go_for_good(client, cast.coordinator).status_code == 303


def test_passages_stand_without_her_name_and_what_waits_is_taken_back(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, coauthors=(cast.coauthor,),
        visibility=Visibility.HOUSE,
    )  # fmt: skip
    out = make.release(cycle, by=cast.author, attribution=Attribution.NAME)
    cycle.answer(Question.NEXT_STEP, "Ali og Mette gør det.", by=cast.coauthor, at=NOON)
    db.session.commit()
    waits = make.release(cycle, by=cast.author, question=Question.NEXT_STEP)
    assert (out.is_out, waits.is_out) == (True, False)
    out_id, waits_id = out.id, waits.id
    go_for_good(sign_in(cast.author), cast.author)
    states = {
        each.id: (each.attribution, each.withdrawn_at is None)
        for each in db.session.scalars(sa.select(Release))
    }
    assert states[out_id] == (Attribution.ANONYMOUS, True)
    assert states[waits_id][1] is False


def test_who_stands_in_is_never_one_more_of_five(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE
    )
    release = make.release(cycle, by=cast.author)
    programme_id, answer_id, release_id = cast.programme.id, release.answer_id, release.id
    before = db.session.execute(cycles_counted(programme_id)).all()
    assert {row.person_id for row in before} == {cast.author.id}
    go_for_good(sign_in(cast.author), cast.author)
    after = db.session.execute(cycles_counted(programme_id)).all()
    assert [row.person_id for row in after] == [None]
    release = db.session.get_one(Release, release_id)
    from logbook.exports.models.behind import behind

    rows = db.session.execute(*behind(programme_id, [release])).all()
    assert len(rows) == 1
    assert origin_of(rows[0], rows).writers == frozenset()
    stand_ins = sa.select(AnswerWriter.person_id).where(AnswerWriter.answer_id == answer_id)
    assert db.session.scalars(stand_ins).all()
