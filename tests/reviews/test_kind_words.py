"""Who needs a kind word, who writes it, how often, and how it goes away again."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from logbook import clock
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.people.models import Role
from logbook.reviews.models import KindWord, NotNow, TooSoon
from tests import factories as make
from tests.drafts.sending import Device

DAY = timedelta(days=1)
WORDS = "Jeg kom til at tænke på jeres sovestue."


def quiet(cast, title="Sovestuen", *, days=19, **fields):
    return make.cycle(
        by=fields.pop("by", cast.author), house=fields.pop("house", cast.house), title=title,
        visibility=fields.pop("visibility", Visibility.LEADER), at=make.NOON - days * DAY, **fields,
    )  # fmt: skip


def listed(cast, client, house=None):
    page = client.get(f"/overblik/{(house or cast.house).id}").text
    return page.partition("Trænger til et venligt puf")[2].partition("</section>")[0]


def nudge(client, cycle, text=WORDS):
    return client.post(f"/forloeb/{cycle.id}/puf", data={"text": text})


def test_the_leader_sees_where_it_is_quiet_the_longest_first(cast, sign_in, noon):
    quiet(cast, "Femten dage", days=15)
    quiet(cast, "Nitten dage", days=19)
    quiet(cast, "Lige fjorten", days=14)
    quiet(cast, "Tretten dage", days=13)
    found = listed(cast, sign_in(cast.leader))
    places = [found.find(title) for title in ("Nitten dage", "Femten dage", "Lige fjorten")]
    assert -1 not in places
    assert places == sorted(places)
    assert "Tretten dage" not in found
    assert "sidst skrevet 19. december" in found


def test_it_is_told_by_whole_days(cast, sign_in, noon, monkeypatch):
    """Else one could read from the list at what hour somebody wrote."""
    late = make.NOON.replace(hour=21) - 14 * DAY
    make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.LEADER, title="Sent", at=late
    )
    client = sign_in(cast.leader)
    monkeypatch.setattr(clock, "now", lambda: make.NOON.replace(hour=5))
    assert "Sent" in listed(cast, client)
    monkeypatch.setattr(clock, "now", lambda: make.NOON.replace(hour=5) - DAY)
    assert "Sent" not in listed(cast, client)


def test_only_what_she_may_open_and_is_under_way(cast, sign_in, noon):
    quiet(cast, "Privat", visibility=Visibility.PRIVATE)
    quiet(cast, "Kladde", stage=Stage.WONDERING)
    quiet(cast, "Slut", stage=Stage.CLOSED)
    quiet(cast, "Aside", stage=Stage.SET_ASIDE)
    quiet(cast, "Andet hus", house=cast.other_house, visibility=Visibility.PROJECT)
    quiet(cast, "Hendes eget", by=cast.leader)
    quiet(cast, "Med hende", coauthors=(cast.leader,))
    for stage in (Stage.PLAN, Stage.TRY, Stage.OBSERVE, Stage.REFLECT):
        quiet(cast, f"Ja {stage}", stage=stage)
    client = sign_in(cast.leader)
    found = client.get(f"/overblik/{cast.house.id}/stille").text
    assert [f"Ja {stage}" in found for stage in ("plan", "try", "observe", "reflect")] == [True] * 4
    for title in ("Privat", "Kladde", "Slut", "Aside", "Andet hus", "Hendes eget", "Med hende"):
        assert title not in found, title
    assert "Se alle, hvor der er stille" in listed(cast, client)


@pytest.mark.parametrize("how", ["note", "answer", "reply"])
def test_writing_takes_it_off_the_list(cast, sign_in, noon, how):
    cycle = quiet(cast)
    if how == "reply":
        asked = make.sparring_request(cycle, by=cast.author, at=make.NOON - 19 * DAY)
        make.sparring(asked, by=cast.leader, at=make.NOON - 18 * DAY)
        assert "Sovestuen" in listed(cast, sign_in(cast.leader))
        asked.reply("Det prøver vi.", by=cast.author, at=make.NOON)
    elif how == "note":
        cycle.observe("De sov.", on=make.TODAY, by=cast.author, at=make.NOON)
    else:
        cycle.answer("who", "Vi to.", by=cast.author, at=make.NOON)
    db.session.commit()
    assert "Sovestuen" not in listed(cast, sign_in(cast.leader))


def test_the_long_list_is_read_on_to_its_end(cast, sign_in, noon):
    titles = {f"Titel nummer {n:02}" for n in range(43)}
    for n, title in enumerate(sorted(titles)):
        quiet(cast, title, days=20 + n // 3)
    client, address, found = sign_in(cast.leader), f"/overblik/{cast.house.id}/stille", []
    for _ in range(3):
        page = client.get(address).text
        found += [title for title in titles if f"<b>{title}</b>" in page]
        _, more, rest = page.partition(f'href="{address.partition("?")[0]}?efter=')
        address = f"/overblik/{cast.house.id}/stille?efter=" + rest.partition('"')[0]
    assert not more
    assert sorted(found) == sorted(titles)
    for wrong in ("1", "", "%00", str(cast.house.id)):
        path = f"/overblik/{cast.house.id}/stille?efter={wrong}"
        assert client.get(path).status_code == 404


# -- writing one --------------------------------------------------------------------------


def test_she_writes_it_herself_and_the_team_sees_who_and_when(cast, sign_in, noon):
    cycle = quiet(cast, coauthors=(cast.coauthor,))
    leader = sign_in(cast.leader)
    page = leader.get(f"/forloeb/{cycle.id}/puf").text
    assert "></textarea>" in page.replace(">\r\n</textarea>", "></textarea>").replace("\n</", "</")
    sent = nudge(leader, cycle)
    assert (sent.status_code, sent.location) == (303, f"/overblik/{cast.house.id}")
    for writer in (cast.author, cast.coauthor):
        for path in ("/", f"/forloeb/{cycle.id}"):
            page = sign_in(writer).get(path).text
            assert WORDS in page
            assert "Hanne har sendt jer et venligt puf" in page
            assert "Hanne Friis, pædagogisk leder · i dag" in page
    assert '<span class="count">1<span class="sr"> ny</span></span>' in page
    assert "Puf sendt i dag" in listed(cast, leader)
    assert WORDS in leader.get(f"/forloeb/{cycle.id}/puf").text


def test_those_who_only_read_do_not_see_it(cast, sign_in, noon):
    cycle = quiet(cast, visibility=Visibility.HOUSE)
    nudge(sign_in(cast.leader), cycle)
    for somebody in (cast.colleague, cast.leader):
        assert WORDS not in sign_in(somebody).get(f"/forloeb/{cycle.id}").text


def test_any_writer_says_thanks_and_it_makes_room(cast, sign_in, noon):
    cycle = quiet(cast, coauthors=(cast.coauthor,))
    leader = sign_in(cast.leader)
    nudge(leader, cycle)
    (sent,) = db.session.scalars(KindWord.of(cycle.id))
    for _ in range(2):
        thanked = sign_in(cast.coauthor).post(f"/puf/{sent.id}/tak")
        assert (thanked.status_code, thanked.location) == (303, f"/forloeb/{cycle.id}")
    assert sent.thanked_by_id == cast.coauthor.id
    assert WORDS not in sign_in(cast.author).get("/").text
    assert "de har sagt tak" in leader.get(f"/forloeb/{cycle.id}/puf").text


def test_it_goes_by_itself_when_somebody_writes(cast, sign_in, noon):
    cycle = quiet(cast, coauthors=(cast.coauthor,))
    nudge(sign_in(cast.leader), cycle)
    cycle.observe("De sov.", on=make.TODAY, by=cast.coauthor, at=make.NOON + timedelta(minutes=1))
    db.session.commit()
    page = sign_in(cast.author).get("/").text
    assert WORDS not in page
    assert 'class="count"' not in page


def test_one_in_seven_days_whoever_writes_it_and_the_text_stays(cast, sign_in, noon, monkeypatch):
    other = make.member(cast.programme, Role.LEADER, "Eva Lind", unit=cast.house)
    cycle = quiet(cast)
    nudge(sign_in(cast.leader), cycle)
    for day in (0, 6):
        monkeypatch.setattr(clock, "now", lambda day=day: make.NOON + day * DAY)
        for who, name in ((cast.leader, "som du skrev"), (other, "som Hanne skrev")):
            refused = nudge(sign_in(who), cycle, "Et puf til fra mig.")
            assert refused.status_code == 422
            assert "Et puf til fra mig.</textarea>" in refused.text
            assert name in refused.text
            assert "næste gang kan være mandag 14. januar" in refused.text
    monkeypatch.setattr(clock, "now", lambda: make.NOON + 7 * DAY)
    assert nudge(sign_in(other), cycle, "Et puf til fra mig.").status_code == 303
    assert [each.number for each in db.session.scalars(KindWord.of(cycle.id))] == [2, 1]


def test_nobody_is_nudged_who_has_just_written(cast, sign_in, noon):
    cycle = quiet(cast, days=13)
    refused = nudge(sign_in(cast.leader), cycle)
    assert refused.status_code == 422
    assert "Der er lige skrevet i forløbet." in refused.text
    assert f"{WORDS}</textarea>" in refused.text
    ended = quiet(cast, stage=Stage.CLOSED)
    assert "Runden er ikke i gang." in nudge(sign_in(cast.leader), ended).text
    assert db.session.query(KindWord).count() == 0


def test_the_same_one_sent_twice_is_one(cast, sign_in, noon):
    client, cycle, key = sign_in(cast.leader), quiet(cast), "0b6f7a52-7d0e-4d63-9f49-0b4d8c3a6f11"
    for _ in range(2):
        sent = client.post(f"/forloeb/{cycle.id}/puf", data={"text": WORDS, "key": key})
        assert sent.status_code == 303
    assert db.session.query(KindWord).count() == 1


@pytest.mark.parametrize("text", ["", "  ", "Barnet 010190-1234"])
def test_nothing_and_numbers_are_refused(cast, sign_in, noon, text):
    assert nudge(sign_in(cast.leader), quiet(cast), text).status_code == 422
    assert db.session.query(KindWord).count() == 0


def test_what_she_began_is_kept(cast, sign_in, noon):
    path = f"/forloeb/{quiet(cast).id}/puf"
    Device.of(cast.leader, sign_in(cast.leader)).draft(path, text="Jeg tænker på")
    assert "Jeg tænker på</textarea>" in sign_in(cast.leader).get(path).text


def test_the_model_keeps_the_rule(cast):
    cycle = quiet(cast)
    today = make.TODAY
    first = make.kind_word(cycle, by=cast.leader)
    given = {"quiet_since": make.NOON, "by": cast.leader, "at": make.NOON}
    with pytest.raises(TooSoon) as told:
        KindWord.send(cycle, "Igen", last=first, today=today + 6 * DAY, **given)
    assert told.value.may_on == today + 7 * DAY
    assert KindWord.send(cycle, "Igen", last=first, today=today + 7 * DAY, **given).number == 2
    cycle.touch(by=cast.author, at=make.NOON)
    with pytest.raises(NotNow):
        KindWord.send(cycle, "Igen", last=None, today=today, **given)


def test_the_database_knows_one_first_kind_word(cast):
    cycle = quiet(cast)
    make.kind_word(cycle, by=cast.leader)
    with pytest.raises(IntegrityError):
        make.kind_word(cycle, by=cast.leader, last=None)


def test_it_goes_with_the_round(cast, sign_in, noon):
    cycle = quiet(cast)
    make.kind_word(cycle, by=cast.leader, at=make.NOON)
    assert sign_in(cast.author).post(f"/forloeb/{cycle.id}/slet").status_code == 303
    assert db.session.query(KindWord).count() == 0


def test_nothing_on_the_overview_is_red_or_says_how_many(cast, sign_in, noon):
    for n in range(4):
        quiet(cast, f"Forløb {n}")
    found = listed(cast, sign_in(cast.leader))
    assert "err" not in found
    assert cast.author.name not in found
    assert "Mette" not in found
