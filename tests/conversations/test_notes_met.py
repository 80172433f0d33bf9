"""Two texts of a note that met: where they are found again, and what arrives after the end."""

from datetime import timedelta

import pytest

from logbook.conversations.models import Conversation, NoteVersion
from logbook.cycles.models import Cycle
from logbook.cycles.stages import Decision, Visibility
from logbook.db import db
from tests import factories as make
from tests.conversations.talks import NOTE, held, path_of
from tests.drafts.sending import Device
from tests.pages import hidden, words_of

pytestmark = pytest.mark.usefixtures("noon")


def texts_beside(talk):
    return [(each.text, each.waits) for each in db.session.scalars(NoteVersion.of(talk.id))]


# -- found again ----------------------------------------------------------------------------


def test_the_second_text_of_a_note_can_be_found_again(cast, sign_in):
    talk = held(cast)
    author, coauthor = sign_in(cast.author), sign_in(cast.coauthor)
    author.post(path_of(talk), data={"note": "Den første.", "revision": "0"})
    met = coauthor.post(path_of(talk), data={"note": "Den anden.", "revision": "0"})
    for client in (author, coauthor):
        for page in (path_of(talk), "/"):
            assert met.location in client.get(page).text
    assert "Ændret to steder: noten fra en samtale" in author.get("/").text
    assert f"{path_of(talk)}/udgaver" in author.get(path_of(talk)).text


def test_the_second_text_waits_visibly_also_when_there_are_earlier_ones(cast, sign_in):
    talk = held(cast, note="Nul.")
    author, coauthor = sign_in(cast.author), sign_in(cast.coauthor)
    author.post(path_of(talk), data={"note": "Den første.", "revision": "1"})
    met = coauthor.post(path_of(talk), data={"note": "Den anden.", "revision": "1"})
    author.post(path_of(talk), data={"note": "Den første.", "revision": "2", "slut": "1"})
    for client in (author, coauthor):
        for page in (f"/forloeb/{talk.cycle_id}", "/"):
            assert met.location in client.get(page).text
    author.post(met.location, data={"keep": "begge", "revision": "2"})
    for page in (f"/forloeb/{talk.cycle_id}", "/"):
        assert met.location not in author.get(page).text


def test_what_met_in_a_note_waits_for_nobody_who_does_not_write(cast, sign_in):
    talk = held(cast, note="Nul.")
    talk = db.session.get_one(Conversation, talk.id)
    make.saved(talk.beside("Den anden.", by=cast.coauthor, at=make.NOON))
    for who in (cast.colleague, cast.leader):
        assert "/samtalenote/" not in sign_in(who).get("/").text
        assert "/samtalenote/" not in sign_in(who).get(f"/forloeb/{talk.cycle_id}").text


# -- ending although something met ----------------------------------------------------------


def test_the_end_tells_the_script_what_stands(cast, sign_in):
    talk = held(cast, note="Linje et.")
    device = Device.of(cast.author, sign_in(cast.author))
    told = device.save(path_of(talk), note="Linje et.", revision="1", slut="1").json
    assert (told["saved"], told["stands"]["revision"]) == (True, "1")
    assert not told["to"].startswith(path_of(talk))


def test_an_opened_round_is_closed_when_a_writer_ends_it_although_two_texts_met(cast, sign_in):
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.colleague)
    screen, author = sign_in(cast.colleague), sign_in(cast.author)
    screen.post(path_of(talk), data={"note": "Fra skærmen.", "revision": "0"})
    form = {"note": "Fra telefonen.", "revision": "0", "slut": "1"}
    met = author.post(path_of(talk), data=form)
    assert screen.get(path_of(talk)).status_code == 404
    assert "Samtalen er slut. Vælg nu, hvad der skal stå." in author.get(met.location).text
    assert {"Fra skærmen.", "Fra telefonen."} <= words_of(author.get(met.location).text)


def test_who_may_not_choose_after_the_end_is_not_led_there(cast, sign_in):
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.colleague)
    sign_in(cast.author).post(path_of(talk), data={"note": "Fra telefonen.", "revision": "0"})
    form = {"note": "Fra skærmen.", "revision": "0", "slut": "1"}
    answer = sign_in(cast.colleague).post(path_of(talk), data=form)
    assert answer.location == "/samtaler"
    assert texts_beside(talk) == [("Fra skærmen.", True)]


def test_two_conflicts_after_slut_are_still_an_end_and_the_next_round_waits(cast, sign_in):
    talk = held(cast)
    sign_in(cast.coauthor).post(path_of(talk), data={"note": "Først.", "revision": "0"})
    client = sign_in(cast.author)
    form = {
        "note": "Så.", "revision": "0", "slut": "naeste", "learned": "Et.", "next_step": "To.",
        "learned_revision": "0", "next_step_revision": "0", "decision": "keep",
    }  # fmt: skip
    answer = client.post(path_of(talk), data=form)
    assert "Næste runde venter: begynd den fra rundens side" in client.get(answer.location).text
    talk = db.session.get_one(Conversation, talk.id)
    assert talk.is_over
    assert db.session.scalar(Cycle.following(talk.cycle)) is None
    assert "Byg videre" in client.get(f"/forloeb/{talk.cycle_id}").text


# -- a decision made elsewhere --------------------------------------------------------------


@pytest.mark.parametrize("ends", [{}, {"slut": "1"}])
def test_decision_changed_elsewhere_does_not_cost_the_note(cast, sign_in, ends):
    talk, client = held(cast), sign_in(cast.author)
    seen = hidden(client.get(path_of(talk)).text, "seen")
    other = {"note": "", "revision": "0", "decision": "keep"}
    sign_in(cast.coauthor).post(path_of(talk), data=other)
    form = {"note": NOTE, "revision": "0", "seen": seen, "decision": "adjust"} | ends
    answer = Device.of(cast.author, client).save(path_of(talk), **form)
    assert (answer.status_code, answer.json["kept"]) == (409, True)
    talk = db.session.get_one(Conversation, talk.id)
    assert (talk.note, talk.cycle.decision, talk.is_over) == (NOTE, Decision.KEEP, bool(ends))
    page = client.get(answer.json["to"]).text
    assert "”Behold” blev valgt et andet sted imens. Du valgte ”Justér”." in page


# -- after the end --------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["colleague", "leader"])
def test_earlier_texts_of_a_note_are_the_writers_after_the_end(cast, sign_in, who):
    talk = held(cast, note="Sagsakt-Villads råber.")
    talk.write("Der er larm.", revision=1, by=cast.author, at=make.NOON)
    talk.end(by=cast.author, at=make.NOON)
    second = make.saved(talk.beside("Den anden.", by=cast.coauthor, at=make.NOON))
    client = sign_in(getattr(cast, who))
    assert client.get(f"{path_of(talk)}/udgaver").status_code == 403
    assert client.get(f"/samtalenote/{second.id}").status_code == 403
    assert "Sagsakt-Villads råber." in words_of(
        sign_in(cast.coauthor).get(f"{path_of(talk)}/udgaver").text
    )


def test_a_colleague_who_does_not_write_cannot_rewrite_the_note_of_a_talk_long_over(cast, sign_in):
    talk = held(cast, note=NOTE, is_over=True, at=make.NOON - timedelta(days=300))
    client = sign_in(cast.colleague)
    for _ in range(2):  # A page that is loaded again sends it once more.
        answer = client.post(path_of(talk), data={"note": "Noget helt andet.", "revision": "1"})
    assert "ligger hos dem, der skriver i runden" in client.get(answer.location).text
    assert db.session.get_one(Conversation, talk.id).note == NOTE
    assert texts_beside(talk) == [("Noget helt andet.", True)]


def test_the_own_note_of_the_person_whose_screen_it_was_still_arrives(cast, sign_in):
    """Written without a connection; a writer ended it on her own phone meanwhile."""
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.colleague)
    client, author = sign_in(cast.colleague), sign_in(cast.author)
    author.post(path_of(talk), data={"note": "Kun for os.", "revision": "0", "slut": "1"})
    device = Device.of(cast.colleague, client)
    told = device.save(path_of(talk), note="Alt det, vi sagde.", revision="0").json
    assert (told["saved"], told["to"], "stands" in told) == (True, "/samtaler", False)
    assert client.get(path_of(talk)).status_code == 404
    assert texts_beside(talk) == [("Alt det, vi sagde.", True)]
    assert "/samtalenote/" in author.get("/").text


def test_what_arrives_late_is_refused_in_words_and_shows_nothing_else(cast, sign_in):
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.colleague, note=NOTE, is_over=True)
    client = sign_in(cast.colleague)
    answer = client.post(path_of(talk), data={"note": "Om 010180-1234.", "revision": "0"})
    assert answer.status_code == 422
    assert "Om 010180-1234." in answer.text
    assert not {NOTE, talk.cycle.title} & words_of(answer.text)
    assert texts_beside(talk) == []


@pytest.mark.parametrize("who", ["leader", "asked_colleague", "stranger"])
def test_nobody_else_can_send_to_what_was_opened(cast, sign_in, who):
    talk = held(cast, Visibility.PRIVATE, screen_of=cast.colleague, is_over=True)
    answer = sign_in(getattr(cast, who)).post(path_of(talk), data={"note": "x", "revision": "0"})
    assert answer.status_code == 404
    sent = {"tilstand": "3 1 300 290 12 0 0 5 5 9 7 5"}
    assert sign_in(cast.colleague).post(path_of(talk), data=sent).status_code == 404
