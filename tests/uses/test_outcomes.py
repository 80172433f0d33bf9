"""After a time of teaching: the text, the passages that were used, and who may say so."""

import pytest

from logbook.boards.models import Board, BoardPassage
from logbook.cycles.models import VersionKind
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.people.models import Role
from logbook.programme.models import SessionKind
from logbook.releases.models import Release
from logbook.uses.models import Outcome, OutcomeVersion, Use
from tests import factories as make
from tests.drafts.sending import Device
from tests.uses.told import TOLD, a_round, been, in_teaching, outcome

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def door(cast):
    return f"/undervisningsgang/{been(cast).id}/brugt"


@pytest.fixture
def passages(cast):
    """Two of that time of teaching, and one that waits for its own."""
    cycle = a_round(cast)
    first, second, third = (
        make.release(cycle, by=cast.author, question=question)
        for question in (Question.LEARNED, Question.NEXT_STEP, Question.TAKEAWAY)
    )
    first.session = second.session = been(cast)
    db.session.commit()
    return first, second, third


def hang(cast, *releases):
    """On a board of that time of teaching."""
    by, at = cast.instructor, make.NOON
    board = make.saved(Board.make(cast.programme, "Ro", been(cast), by=by, at=at))
    for position, release in enumerate(releases, start=1):
        make.saved(BoardPassage.put(release, board.groups[0], position, by=by, at=at))


def used(session_id):
    return {use.release_id for use in db.session.scalars(Use.of_session(session_id))}


def texts(kind=VersionKind.REPLACED):
    return {v.text for v in db.session.scalars(db.select(OutcomeVersion)) if v.kind is kind}


def test_an_instructor_tells_what_the_reflections_were_used_for(cast, sign_in, door):
    client = sign_in(cast.instructor)
    assert "Det brugte vi jeres refleksioner til" in client.get(door).text
    answer = client.post(door, data={"text": TOLD, "revision": "0"})
    assert (answer.status_code, answer.location) == (303, door)
    page = client.get(door).text
    assert TOLD in page
    assert "Sidst skrevet af Inge, 7. januar" in page


def test_what_stood_there_before_is_kept(cast, sign_in, door):
    outcome(cast)
    client = sign_in(cast.instructor)
    client.post(door, data={"text": "Vi øvede pauser.", "revision": "1"})
    assert texts() == {TOLD}
    page = client.get(door).text
    assert "Tidligere udgaver" in page
    assert TOLD in page


def test_two_who_save_keep_both_texts(cast, sign_in, door):
    other = make.member(cast.programme, Role.INSTRUCTOR, "Ole Bak")
    outcome(cast)
    sign_in(cast.instructor).post(door, data={"text": "Hendes.", "revision": "1"})
    client = sign_in(other)
    answer = client.post(door, data={"text": "Hans.", "revision": "1"})
    assert db.session.scalar(Outcome.of(been(cast).id)).text == "Hendes."
    assert texts(VersionKind.CAME_SECOND) == {"Hans."}
    page = client.get(answer.location).text
    assert "Hendes." in page
    assert "Hans." in page
    assert "Ændret to steder" in sign_in(cast.instructor).get(door).text
    again = client.post(door, data={"text": "Hans.", "revision": "1"})
    assert again.location == answer.location
    client.post(answer.location, data={"revision": "2", "keep": "begge"})
    assert db.session.scalar(Outcome.of(been(cast).id)).text == "Hendes.\n\nHans."
    assert client.get(answer.location).status_code == 303


def test_of_two_texts_one_can_be_chosen_unless_a_third_came(cast, sign_in, door):
    outcome(cast)
    client = sign_in(cast.instructor)
    answer = client.post(door, data={"text": "Noget andet.", "revision": "0"})
    stale = client.post(answer.location, data={"revision": "0", "keep": "anden"})
    assert stale.status_code == 422
    assert "Der er gemt noget andet her imens" in stale.text
    client.post(answer.location, data={"revision": "1", "keep": "anden"})
    assert db.session.scalar(Outcome.of(been(cast).id)).text == "Noget andet."
    assert texts() == {TOLD}


def test_what_is_typed_is_kept_as_a_draft(cast, sign_in, door):
    device = Device.of(cast.instructor, sign_in(cast.instructor))
    device.draft(door, text="Vi øvede", revision="0")
    assert "Vi øvede</textarea>" in device.client.get(door).text
    saved = device.save(door, text="Vi øvede pauser.", revision="0")
    assert saved.status_code == 200
    assert db.session.scalars(Draft.of(cast.instructor)).all() == []


def test_before_it_nothing_is_told(cast, sign_in):
    coming = cast.module.sessions[2]
    client = sign_in(cast.instructor)
    for path in ("brugt", "brugte-citater"):
        there = f"/undervisningsgang/{coming.id}/{path}"
        assert client.get(there).status_code == 409
        assert client.post(there, data={"text": TOLD, "revision": "0"}).status_code == 409
    assert db.session.scalar(Outcome.of(coming.id)) is None


def test_a_trial_period_is_not_taught(cast, sign_in):
    period = next(s for s in cast.module.sessions if s.kind is SessionKind.TRIAL_PERIOD)
    there = f"/undervisningsgang/{period.id}/brugt"
    assert sign_in(cast.instructor).get(there).status_code == 404


def test_a_cpr_number_goes_nowhere(cast, sign_in, door):
    page = sign_in(cast.instructor).post(door, data={"text": "010120-1234", "revision": "0"})
    assert page.status_code == 422
    assert db.session.scalar(Outcome.of(been(cast).id)) is None


# -- which passages -------------------------------------------------------------------------


def test_the_passages_of_the_session_are_marked_and_unmarked(cast, sign_in, door, passages):
    first, second, third = (str(each.id) for each in passages)
    client, there = sign_in(cast.instructor), door + "e-citater"
    page = client.get(there).text
    assert first in page
    assert third not in page
    assert "checked" not in page
    client.post(there, data={"vist": [first, second], "brugt": [first, third]})
    assert used(been(cast).id) == {passages[0].id}
    assert passages[0].text in client.get(door).text
    data = {"vist": [first, second], "foer": [first], "brugt": [second]}
    client.post(there, data=data)
    assert used(been(cast).id) == {passages[1].id}


def test_what_another_marked_meanwhile_stays(cast, sign_in, door, passages):
    first, second, _ = (str(each.id) for each in passages)
    client, there = sign_in(cast.instructor), door + "e-citater"
    client.post(there, data={"vist": [first, second], "brugt": [first]})
    # Opened before that: neither was marked.
    client.post(there, data={"vist": [first, second], "brugt": [second]})
    assert used(been(cast).id) == {passages[0].id, passages[1].id}


def test_a_withdrawn_passage_is_gone_from_the_instructors_pages(cast, sign_in, door):
    cycle = a_round(cast)
    release = in_teaching(cast, cycle)
    client = sign_in(cast.instructor)
    for there in (door, door + "e-citater"):
        assert release.text in client.get(there).text
    db.session.get_one(Release, release.id).withdraw(by=cast.author, at=make.NOON)
    db.session.commit()
    for there in (door, door + "e-citater"):
        assert release.text not in client.get(there).text
    # Her words still tell their author where they went.
    page = sign_in(cast.author).get(f"/frigivet/{release.id}").text
    assert "Brugt til Undervisningsgang 1" in page


def test_a_waiting_passage_cannot_be_marked(cast, sign_in, door):
    cycle = a_round(cast, coauthors=(cast.coauthor,))
    cycle.answer(Question.LEARNED, "Vi to lavede køen.", by=cast.coauthor, at=make.NOON)
    waiting = make.release(cycle, by=cast.author)
    waiting.session = been(cast)
    db.session.commit()
    client = sign_in(cast.instructor)
    assert "Vi to lavede køen." not in client.get(door + "e-citater").text
    client.post(door + "e-citater", data={"vist": [str(waiting.id)], "brugt": [str(waiting.id)]})
    assert used(been(cast).id) == set()


def test_those_on_a_board_are_ticked_until_somebody_has_saved(cast, sign_in, door, passages):
    first, second, _ = passages
    hang(cast, first)
    client = sign_in(cast.instructor)
    page = client.get(door + "e-citater").text
    assert page.count("checked") == 1
    assert "står på jeres tavle" in page
    client.post(door + "e-citater", data={"vist": [str(first.id)], "brugt": [str(second.id)]})
    page = client.get(door + "e-citater").text
    assert page.count("checked") == 1
    assert "står på jeres tavle" not in page


def test_what_hangs_on_its_board_is_offered_wherever_it_was_released_to(
    cast, sign_in, door, passages
):
    *_, third = passages
    assert third.session_id != been(cast).id
    hang(cast, third)
    client, there, key = sign_in(cast.instructor), door + "e-citater", str(third.id)
    page = client.get(there).text
    assert page.count("checked") == 1
    assert key in page.split("checked")[1].split(">")[0]
    client.post(there, data={"vist": [key], "brugt": [key]})
    assert used(been(cast).id) == {third.id}
    # It is offered still when it hangs there no longer, and can be unmarked.
    board_passage = db.session.scalars(db.select(BoardPassage)).one()
    db.session.delete(board_passage)
    db.session.commit()
    assert key in client.get(there).text
    client.post(there, data={"vist": [key], "foer": [key]})
    assert used(been(cast).id) == set()


def test_to_save_the_first_page_leaves_the_ticks_of_the_second(cast, sign_in, door):
    cycle = a_round(cast)
    for n in range(60):
        cycle.answer(Question.LEARNED, f"Vi så {n} ting.", by=cast.author, at=make.NOON)
        make.release(cycle, by=cast.author).session = been(cast)
    db.session.commit()
    released = db.session.scalars(db.select(Release).order_by(Release.id)).all()
    first, last = released[0], released[-1]
    hang(cast, first, last)
    client, there = sign_in(cast.instructor), door + "e-citater"
    page = client.get(there).text
    assert page.count("checked") == 1
    shown = [str(each.id) for each in released[:50]]
    data = {"vist": shown, "brugt": [str(first.id)], "naeste": "1"}
    onward = client.post(there, data=data).location
    page = client.get(onward).text
    assert page.count("checked") == 1
    assert "står på jeres tavle" in page
    shown = [str(each.id) for each in released[50:]]
    client.post(onward, data={"vist": shown, "brugt": [str(last.id)]})
    assert used(been(cast).id) == {first.id, last.id}


def test_many_passages_come_page_by_page(cast, sign_in, door):
    cycle = a_round(cast)
    for n in range(60):
        cycle.answer(Question.LEARNED, f"Vi så {n} ting.", by=cast.author, at=make.NOON)
        make.release(cycle, by=cast.author).session = been(cast)
    db.session.commit()
    client, there = sign_in(cast.instructor), door + "e-citater"
    page = client.get(there).text
    assert page.count('type="checkbox"') == 50
    assert client.get(f"{there}?side=2").text.count('type="checkbox"') == 10
    for wrong in ("3", "0", "x", "-1", ""):
        assert client.get(f"{there}?side={wrong}").status_code == 404
    onward = client.post(there, data={"naeste": "1"})
    assert onward.location == f"{there}?side=2"


def test_the_way_there_stands_with_the_extracts(cast, sign_in, door):
    page = sign_in(cast.instructor).get("/udtraek").text
    assert "Efter undervisningen" in page
    assert door in page
    assert str(cast.module.sessions[2].id) + "/brugt" not in page
