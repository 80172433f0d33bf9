"""Several people around one cycle: writers, the colleague who was asked, readers, lists."""

from datetime import timedelta

from logbook.cycles.models import ObservationRequest, Reading
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.factories import NOON


def ask(cycle, colleague, by):
    return make.saved(ObservationRequest.ask(cycle, colleague, by=by, at=NOON))


def test_the_one_who_started_adds_and_removes_writers(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    author, address = sign_in(cast.author), f"/forloeb/{cycle.id}/skriver-med"
    assert "Ali Kaya" in author.get(address).text
    author.post(address, data={"person": str(cast.coauthor.id)})
    assert cycle.is_written_by(cast.coauthor)
    assert sign_in(cast.coauthor).get(f"/forloeb/{cycle.id}").status_code == 200
    author.post(f"{address}/{cast.coauthor.id}/fjern")
    assert sign_in(cast.coauthor).get(f"/forloeb/{cycle.id}").status_code == 404


def test_a_coauthor_adds_nobody_but_may_leave(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    coauthor, address = sign_in(cast.coauthor), f"/forloeb/{cycle.id}/skriver-med"
    form = {"person": str(cast.colleague.id)}
    assert coauthor.post(address, data=form).status_code == 403
    assert coauthor.post(f"{address}/{cast.author.id}/fjern").status_code == 403
    assert coauthor.post(f"{address}/{cast.coauthor.id}/fjern").location == "/forloeb"
    assert not cycle.is_written_by(cast.coauthor)


def test_people_of_another_programme_are_no_choice(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    address = f"/forloeb/{cycle.id}/skriver-med"
    page = sign_in(cast.author).get(address).text
    assert "Lone Ager" not in page
    assert "Inge Kjær" not in page
    form = {"person": str(cast.foreign_leader.id)}
    assert sign_in(cast.author).post(address, data=form).status_code == 422


def test_every_writer_narrows_and_only_the_starter_widens(cast, sign_in):
    cycle = make.cycle(
        by=cast.author,
        house=cast.house,
        visibility=Visibility.HOUSE,
        coauthors=(cast.coauthor,),
    )
    address = f"/forloeb/{cycle.id}/synlighed"
    wider = sign_in(cast.coauthor).post(address, data={"visibility": "project"})
    assert wider.status_code == 422
    assert "Hele projektet" not in sign_in(cast.coauthor).get(address).text
    sign_in(cast.coauthor).post(address, data={"visibility": "private"})
    assert cycle.visibility is Visibility.PRIVATE
    sign_in(cast.author).post(address, data={"visibility": "project"})
    assert cycle.visibility is Visibility.PROJECT


def test_an_asked_colleague_sees_what_she_needs_and_no_more(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, wondering="Det private.")
    author = sign_in(cast.author)
    author.post(
        f"/forloeb/{cycle.id}/bed-en-kollega", data={"person": str(cast.asked_colleague.id)}
    )
    asked = db.session.scalars(ObservationRequest.in_cycle(cycle.id)).one()
    colleague = sign_in(cast.asked_colleague)
    assert "Mette beder dig skrive, hvad du så" in colleague.get("/").text
    page = colleague.get(f"/bedt/{asked.id}").text
    assert "En voksen sidder på gulvet." in page
    assert "Flere børn finder selv ind i legen" in page
    assert "Det private." not in page
    assert colleague.get(f"/forloeb/{cycle.id}").status_code == 404
    went_on = colleague.post(f"/bedt/{asked.id}", data={"text": "To børn kom ind."})
    assert colleague.get(went_on.location).status_code == 200
    assert asked.answered_at is not None
    assert cycle.observations[0].observer is cast.asked_colleague
    assert cycle.stage is Stage.PLAN
    assert "To børn kom ind." in author.get(f"/forloeb/{cycle.id}").text


def test_a_request_can_be_taken_back_and_made_again(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    asked = ask(cycle, cast.asked_colleague, by=cast.author)
    colleague, author = sign_in(cast.asked_colleague), sign_in(cast.author)
    author.post(f"/bedt/{asked.id}/traek-tilbage")
    assert colleague.get(f"/bedt/{asked.id}").status_code == 404
    form = {"person": str(cast.asked_colleague.id)}
    author.post(f"/forloeb/{cycle.id}/bed-en-kollega", data=form)
    assert colleague.get(f"/bedt/{asked.id}").status_code == 200
    assert colleague.post(f"/bedt/{asked.id}/traek-tilbage").location == "/"


def test_a_reader_is_noted_once_a_day_and_the_writers_see_it(cast, sign_in, noon):
    cycle = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    leader = sign_in(cast.leader)
    leader.get(f"/forloeb/{cycle.id}", headers={"Sec-Purpose": "prefetch"})
    assert db.session.scalars(Reading.of(cycle.id)).all() == []
    leader.get(f"/forloeb/{cycle.id}")
    leader.get(f"/forloeb/{cycle.id}")
    readings = db.session.scalars(Reading.of(cycle.id)).all()
    assert [(r.reader, r.read_on) for r in readings] == [(cast.leader, noon.date())]
    assert "Hanne Friis, mandag 7. januar" in sign_in(cast.author).get(f"/forloeb/{cycle.id}").text
    assert "Læst af" not in leader.get(f"/forloeb/{cycle.id}").text


def test_the_lists_hold_what_is_open_and_nothing_else(cast, sign_in):
    for visibility in Visibility:
        make.cycle(
            by=cast.author,
            house=cast.house,
            visibility=visibility,
            title=f"Åbent for {visibility.value}",
        )
    own = sign_in(cast.author).get("/forloeb").text
    assert all(f"Åbent for {each.value}" in own for each in Visibility)
    colleague = sign_in(cast.colleague)
    house = colleague.get(f"/forloeb?hus={cast.house.id}").text
    assert "Åbent for house" in house
    assert "Åbent for leader" not in house
    assert "Åbent for private" not in house
    led = sign_in(cast.leader).get(f"/forloeb?hus={cast.house.id}").text
    assert "Åbent for leader" in led
    assert "Åbent for private" not in led
    project = sign_in(cast.stranger).get("/forloeb?vis=projekt").text
    assert "Åbent for project" in project
    assert "Åbent for house" not in project


def test_lists_of_others_are_not_there(cast, sign_in):
    stranger, coordinator = sign_in(cast.stranger), sign_in(cast.coordinator)
    assert stranger.get(f"/forloeb?hus={cast.house.id}").status_code == 404
    assert coordinator.get("/forloeb?vis=projekt").status_code == 404
    for wrong in ("hus=x", "vis=alle", "trin=nul", "modul=0", "efter=9", "ukendt=1", "vis=hus"):
        assert stranger.get(f"/forloeb?{wrong}").status_code == 404, wrong


def test_a_long_list_comes_a_page_at_a_time(cast, sign_in):
    for number in range(35):
        make.cycle(
            by=cast.author,
            house=cast.house,
            visibility=Visibility.HOUSE,
            title=f"Nummer {number:02}",
            at=NOON + timedelta(minutes=number // 2),
        )
    for who, address in (
        (cast.author, "/forloeb"),
        (cast.colleague, f"/forloeb?hus={cast.house.id}"),
    ):
        client = sign_in(who)
        first = client.get(address).text
        more = first.split('href="')
        link = next(part.split('"')[0] for part in more if "efter=" in part.split('"')[0])
        second = client.get(link.replace("&amp;", "&")).text
        shown = [n for n in range(35) if f"Nummer {n:02}" in first]
        rest = [n for n in range(35) if f"Nummer {n:02}" in second]
        assert len(shown) == 30
        assert sorted(shown + rest) == list(range(35))


def test_the_cells_of_the_overview_lead_to_their_cycles(cast, sign_in):
    make.cycle(
        by=cast.author, house=cast.house, stage=Stage.TRY, visibility=Visibility.LEADER,
        module=cast.module, title="Med modul",
    )  # fmt: skip
    make.cycle(
        by=cast.author, house=cast.house, stage=Stage.TRY, visibility=Visibility.LEADER,
        title="Uden modulnavn",
    )  # fmt: skip
    leader = sign_in(cast.leader)
    address = f"/forloeb?hus={cast.house.id}&trin=try"
    assert "Med modul" in leader.get(f"{address}&modul={cast.module.id}").text
    without = leader.get(f"{address}&modul=uden").text
    assert "Uden modulnavn" in without
    assert "Med modul" not in without
    assert "Med modul" not in leader.get(f"/forloeb?hus={cast.house.id}&trin=plan").text


def test_the_spiral_and_the_timeline_are_drawn_from_the_data(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    author = sign_in(cast.author)
    following = author.post(f"/forloeb/{cycle.id}/byg-videre").location
    page = author.get(following).text
    assert "Spiral: runde 1" in page
    assert 'aria-current="step"' in page
    assert page.count('<li class="todo"') >= 3
    old = author.get(f"/forloeb/{cycle.id}").text
    assert "Byg videre" not in old
    assert "Er begyndt" in old


def test_everyone_who_may_read_sees_the_text_and_no_button(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.PROJECT
    )
    cycle.answer(Question.WHO, "Begge voksne.", by=cast.author, at=NOON)
    db.session.commit()
    page = sign_in(cast.stranger).get(f"/forloeb/{cycle.id}").text
    assert "Det var os voksne, der lavede køen." in page
    assert "Alle i projektet kan se det" in page
    for word in ("Ret<", "Bed om sparring", "Byg videre", "Læg til side", "/frigiv"):
        assert word not in page, word
