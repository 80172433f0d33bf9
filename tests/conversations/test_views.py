"""What people see of a conversation, and what it changes."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from logbook import clock
from logbook.conversations.models import Conversation, NoteVersion
from logbook.cycles.models import Reading
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.conversations.talks import NOTE, a_round, held, path_of
from tests.pages import hidden, words_of

AS_DATA = {"Accept": "application/json"}
PARTS = {f"part_{number}": str(number + 4) for number in range(1, 6)}
pytestmark = pytest.mark.usefixtures("noon")


def running_in(cycle):
    return db.session.scalar(Conversation.running_in(cycle.id))


# -- beginning ------------------------------------------------------------------------------


def test_a_colleague_chooses_and_begins(cast, sign_in):
    cycle = a_round(cast)
    client = sign_in(cast.colleague)
    assert f"/forloeb/{cycle.id}/samtale" in client.get("/samtaler").text
    answer = client.post(f"/forloeb/{cycle.id}/samtale", data=PARTS)
    talk = running_in(cycle)
    assert answer.location == path_of(talk)
    assert (talk.minutes, talk.screen_of_id) == ([5, 6, 7, 8, 9], cast.colleague.id)
    assert talk.opened_by_id is None


def test_sent_twice_it_is_one_conversation(cast, sign_in):
    cycle, client = a_round(cast), sign_in(cast.colleague)
    form = PARTS | {"key": str(uuid4())}
    first = client.post(f"/forloeb/{cycle.id}/samtale", data=form)
    second = client.post(f"/forloeb/{cycle.id}/samtale", data=form)
    assert first.location == second.location


@pytest.mark.parametrize("minutes", ["0", "31", "2,5", "fem", "", "-1", "9" * 400])
def test_minutes_are_whole_and_between_one_and_thirty(cast, sign_in, minutes):
    cycle = a_round(cast)
    answer = sign_in(cast.colleague).post(
        f"/forloeb/{cycle.id}/samtale", data=PARTS | {"part_3": minutes}
    )
    assert answer.status_code == 422
    assert "Skriv et helt antal minutter fra 1 til 30." in answer.text
    assert running_in(cycle) is None


def test_who_writes_opens_a_private_round_and_is_told_what_that_means(cast, sign_in):
    cycle, client = a_round(cast, Visibility.PRIVATE), sign_in(cast.author)
    page = client.get(f"/forloeb/{cycle.id}/samtale").text
    assert "det, I har prøvet, og iagttagelserne med navn på den, der så det" in page
    assert "Det slutter, når samtalen slutter" in page
    assert "Det bliver noteret, at du åbnede den" in page
    refused = client.post(f"/forloeb/{cycle.id}/samtale", data=PARTS | {"screen": ""})
    assert refused.status_code == 422
    assert running_in(cycle) is None
    chosen = {"screen": str(cast.colleague.id), "opens": "y"}
    there = client.post(f"/forloeb/{cycle.id}/samtale", data=PARTS | chosen).location
    assert f"på skærmen hos {cast.colleague.first_name}, til samtalen" in client.get(there).text
    talk = running_in(cycle)
    assert (talk.opened_by_id, talk.screen_of_id) == (cast.author.id, cast.colleague.id)
    assert talk.opened_at == make.NOON


def test_a_round_is_opened_on_no_screen_outside_the_house(cast, sign_in):
    cycle = a_round(cast, Visibility.PRIVATE)
    chosen = {"screen": str(cast.stranger.id), "opens": "y"}
    answer = sign_in(cast.author).post(f"/forloeb/{cycle.id}/samtale", data=PARTS | chosen)
    assert answer.status_code == 422


def test_the_one_whose_screen_it_is_finds_it_at_home_until_it_ends(cast, sign_in):
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.colleague)
    client = sign_in(cast.colleague)
    for page in ("/", "/samtaler"):
        assert path_of(talk) in client.get(page).text
    assert client.get(f"/forloeb/{talk.cycle_id}").status_code == 404
    page = client.get(path_of(talk)).text
    assert talk.cycle.text_of(Question.WONDERING) in words_of(page)
    assert "Fire børn byggede på gulvet." in words_of(page)
    client.post(path_of(talk), data={"note": NOTE, "revision": "0", "slut": "1"})
    assert client.get(path_of(talk)).status_code == 404
    assert path_of(talk) not in client.get("/").text


def test_who_reads_an_opened_round_is_noted_with_the_date(cast, sign_in):
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.colleague)
    sign_in(cast.colleague).get(path_of(talk))
    (reading,) = db.session.scalars(Reading.of(talk.cycle_id))
    assert (reading.reader, reading.read_on) == (cast.colleague, make.TODAY)


def test_one_that_is_under_way_is_taken_up_instead_of_begun(cast, sign_in):
    talk = held(cast)
    answer = sign_in(cast.leader).get(f"/forloeb/{talk.cycle_id}/samtale")
    assert answer.location == path_of(talk)
    assert "Tag samtalen op igen" in sign_in(cast.leader).get(f"/forloeb/{talk.cycle_id}").text


def test_one_that_was_opened_stands_in_the_way_and_shows_nothing(cast, sign_in):
    talk = held(cast, Visibility.PRIVATE)
    talk.cycle.show_to(Visibility.HOUSE)
    db.session.commit()
    client = sign_in(cast.colleague)
    answer = client.get(f"/forloeb/{talk.cycle_id}/samtale")
    assert answer.location == f"/forloeb/{talk.cycle_id}"
    page = client.get(answer.location).text
    assert "Der er allerede en samtale i gang om runden. De, der skriver i runden, kan" in page


def test_a_forgotten_opening_does_not_stand_in_the_way_for_ever(cast, sign_in):
    cycle = a_round(cast, Visibility.PRIVATE)
    forgotten = make.conversation(cycle, by=cast.author, at=make.NOON - timedelta(days=100))
    cycle.show_to(Visibility.HOUSE)
    db.session.commit()
    writer, client = sign_in(cast.author), sign_in(cast.colleague)
    there = f"/forloeb/{cycle.id}/samtale"
    assert writer.get(there).location == path_of(forgotten)
    assert client.get(there).status_code == 200
    answer = client.post(there, data=PARTS)
    assert db.session.get_one(Conversation, forgotten.id).ended_at == make.NOON
    assert answer.location == path_of(running_in(cycle)) != path_of(forgotten)


def test_a_consultant_finds_the_round_that_she_writes_in(cast, sign_in):
    cycle = make.cycle(
        by=cast.ppr_consultant, house=cast.house, stage=Stage.OBSERVE, visibility=Visibility.HOUSE
    )
    assert f"/forloeb/{cycle.id}/samtale" in sign_in(cast.ppr_consultant).get("/samtaler").text


@pytest.mark.parametrize("visibility", [Visibility.HOUSE, Visibility.PRIVATE])
def test_both_lists_have_more_than_one_page(cast, sign_in, visibility):
    for _ in range(25):
        a_round(cast, visibility)
    client = sign_in(cast.author)
    first = client.get("/samtaler").text
    more = re.search(r'href="(/samtaler\?[^"]+)">Vis flere', first)[1]
    second = client.get(more).text
    found = [set(re.findall(r"/forloeb/([^/\"]+)/samtale", page)) for page in (first, second)]
    assert [len(each) for each in found] == [20, 5]
    assert not found[0] & found[1]
    assert "Vis flere" not in second


@pytest.mark.parametrize("name", ["huset", "egne"])
def test_a_page_begins_after_a_round_that_she_may_see(cast, sign_in, name):
    hidden_round = make.cycle(by=cast.stranger, house=cast.other_house)
    client = sign_in(cast.author)
    for key in (hidden_round.id, "x"):
        assert client.get(f"/samtaler?{name}={key}").status_code == 404


# -- the parts, without a script ------------------------------------------------------------


def shown_part(page):
    return re.findall(r'data-part-of="(\d)" data-stage="\w+">', page)


def test_all_five_parts_are_on_the_page_and_one_is_shown(cast, sign_in):
    talk, client = held(cast), sign_in(cast.colleague)
    page = client.get(path_of(talk)).text
    assert len(re.findall(r'data-part-of="\d"', page)) == 5
    assert shown_part(page) == ["1"]
    answer = client.post(path_of(talk), data={"note": NOTE, "revision": "0", "gaa": "4"})
    assert answer.status_code == 303
    page = client.get(path_of(talk)).text
    assert shown_part(page) == ["4"]
    assert "7 minutter" in page
    assert (db.session.get_one(Conversation, talk.id).note, hidden(page, "revision")) == (NOTE, "1")


def test_the_clock_goes_on_and_waits_while_it_is_paused(cast, sign_in, monkeypatch):
    talk, client = held(cast), sign_in(cast.author)

    def press(button, minutes):
        monkeypatch.setattr(clock, "now", lambda: make.NOON + timedelta(minutes=minutes))
        revision = db.session.get_one(Conversation, talk.id).revision
        form = {"note": "", "revision": str(revision), "gaa": button}
        assert client.post(path_of(talk), data=form).status_code == 303
        return db.session.get_one(Conversation, talk.id)

    press("start", 0)
    assert press("2", 4).used == [240, 0, 0, 0, 0]
    assert press("pause", 5).used == [240, 60, 0, 0, 0]
    assert press("mere", 9).minutes == [5, 6, 8, 7, 5]
    page = client.get(path_of(talk)).text
    assert 'data-used="240 60 0 0 0"' in page
    assert " data-runs" not in page


def test_the_script_tells_how_the_clock_stands(cast, sign_in):
    talk, client = held(cast, note=NOTE), sign_in(cast.colleague)
    told = {"tilstand": "3 1 300 290 12 0 0 5 5 9 7 5"}
    answer = client.post(path_of(talk), data=told, headers={"Accept": "application/json"})
    assert answer.json["saved"] is True
    after = db.session.get_one(Conversation, talk.id)
    assert (after.part, after.used, after.minutes) == (3, [300, 290, 12, 0, 0], [5, 5, 9, 7, 5])
    assert after.running_since == make.NOON
    assert after.note == NOTE


@pytest.mark.parametrize(
    "told",
    ["", "x", "6 1 0 0 0 0 0 5 5 8 7 5", "1 1 0 0 0 0 0 5 5 8 7 31", "1 1 0 0 0 0 0 5 5 8 7 0"],
)  # fmt: skip
def test_nonsense_about_the_clock_changes_nothing(cast, sign_in, told):
    talk = held(cast)
    answer = sign_in(cast.author).post(path_of(talk), data={"tilstand": told})
    assert answer.status_code == 422
    assert db.session.get_one(Conversation, talk.id).minutes == [5, 5, 8, 7, 5]


# -- the note -------------------------------------------------------------------------------


def test_a_script_is_told_which_text_it_goes_on_from(cast, sign_in):
    talk = held(cast)
    answer = sign_in(cast.author).post(
        path_of(talk), data={"note": NOTE, "revision": "0"},
        headers=AS_DATA,
    )  # fmt: skip
    assert (answer.json["saved"], answer.json["stands"]["revision"]) == (True, "1")


def test_it_goes_on_without_meeting_itself(cast, sign_in):
    talk, client = held(cast), sign_in(cast.author)
    summed_up = {"learned": "Et.", "learned_revision": "0", "next_step_revision": "0"}
    form = {"note": NOTE, "revision": "0", "decision": "keep"} | summed_up
    stands = client.post(path_of(talk), data=form, headers=AS_DATA).json["stands"]
    more = {"note": "Mere.", "learned": "To.", "decision": "drop"}
    assert client.post(path_of(talk), data=form | stands | more, headers=AS_DATA).json["saved"]


def test_two_devices_never_overwrite_each_other(cast, sign_in):
    talk = held(cast)
    sign_in(cast.author).post(path_of(talk), data={"note": "Fra skærmen.", "revision": "0"})
    client = sign_in(cast.colleague)
    for _ in range(2):  # A page that is loaded again sends it once more.
        met = client.post(path_of(talk), data={"note": "Fra telefonen.", "revision": "0"})
    assert db.session.get_one(Conversation, talk.id).note == "Fra skærmen."
    (second,) = db.session.scalars(NoteVersion.of(talk.id))
    page = client.get(met.location).text
    assert {"Fra skærmen.", "Fra telefonen."} <= words_of(page)
    client.post(met.location, data={"keep": "begge", "revision": hidden(page, "revision")})
    after = db.session.get_one(Conversation, talk.id)
    assert after.note == "Fra skærmen.\n\nFra telefonen."
    assert not db.session.get_one(NoteVersion, second.id).waits
    assert "Fra skærmen." in words_of(client.get(f"{path_of(talk)}/udgaver").text)


def test_a_choice_made_on_an_older_text_is_asked_again(cast, sign_in):
    talk, client = held(cast, note="Min."), sign_in(cast.colleague)
    met = client.post(path_of(talk), data={"note": "Din.", "revision": "0"})
    answer = client.post(met.location, data={"keep": "anden", "revision": "0"})
    assert answer.status_code == 422
    assert db.session.get_one(Conversation, talk.id).note == "Min."


def test_a_note_that_comes_after_the_end_is_kept(cast, sign_in):
    talk = held(cast, note="Før.", is_over=True)
    answer = sign_in(cast.coauthor).post(path_of(talk), data={"note": "Efter.", "revision": "1"})
    assert answer.location == f"/forloeb/{talk.cycle_id}#reflect"
    assert db.session.get_one(Conversation, talk.id).note == "Efter."


def test_a_cpr_number_is_refused_and_the_text_stays(cast, sign_in):
    talk = held(cast)
    answer = sign_in(cast.author).post(
        path_of(talk), data={"note": "Vi talte om 010180-1234 i dag.", "revision": "0"}
    )
    assert answer.status_code == 422
    assert "Vi talte om 010180-1234 i dag." in answer.text
    assert db.session.get_one(Conversation, talk.id).note == ""
