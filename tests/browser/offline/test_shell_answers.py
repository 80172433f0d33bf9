"""Each question of each stage is answered without a connection, from what stood there before."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from logbook import clock
from logbook.cycles.models import Cycle, Trial, Version
from logbook.cycles.models.versions import VersionKind
from logbook.cycles.questions import SIGNS_LABEL, Question, questions_of
from logbook.cycles.stages import Stage
from logbook.db import db
from tests.browser.offline.conftest import Device, wait_until_kept
from tests.browser.offline.faults import Faults
from tests.browser.offline.test_waiting import AGED

STAGES = [Stage.WONDERING, Stage.PLAN, Stage.TRY, Stage.OBSERVE, Stage.REFLECT]
MINE, HERS = "Skrevet i skoven.", "Skrevet på stuen imens."


@pytest.fixture
def came_second(fresh: Callable[[], None]) -> Callable[[], list[str]]:
    """The texts that were put beside another, except the one that stands there from the start."""

    def found() -> list[str]:
        fresh()
        second = db.select(Version.text).where(Version.kind == VersionKind.CAME_SECOND)
        return [text for text in db.session.scalars(second) if "Ro smitter" not in text]

    return found


def choose(device: Device, cycle: str, what: str) -> None:
    device.page.get_by_label("Forløb").select_option(label=cycle)
    device.page.get_by_label("Hvad vil du skrive?").select_option(label=what)


def answer(device: Device, cycle: Cycle, question: Question, text: str, waiting: int = 1) -> None:
    """Choose it in the shell, and save it on the telephone."""
    choose(device, cycle.title, question.label)
    device.page.get_by_label(question.label, exact=True).fill(text)
    save(device, waiting)


def save(device: Device, waiting: int = 1) -> None:
    device.page.get_by_role("button", name="Gem på enheden").click()
    device.expect_status(f"Uden net · {waiting} venter")


def open_shell(device: Device) -> None:
    device.offline()
    device.page.goto("/")


def connect(device: Device) -> None:
    device.offline(False)
    device.expect_status("Alt er gemt")
    assert device.held("outbox") == []


@pytest.mark.parametrize("stage", STAGES)
def test_every_question_of_a_stage_can_be_answered(
    stage: Stage, device: Device, furnished: SimpleNamespace, notes: Any, came_second: Any
) -> None:
    open_shell(device)
    for n, question in enumerate(questions_of(stage), 1):
        answer(device, furnished.second, question, f"Uden net: {question}.", n)
    connect(device)
    for question in questions_of(stage):
        assert notes(question).count(f"Uden net: {question}.") == 1
    assert came_second() == [], "nobody else wrote"


def test_it_says_what_will_take_the_place_of_an_answer(
    device: Device, furnished: SimpleNamespace
) -> None:
    open_shell(device)
    hint = device.page.get_by_text("Her står allerede et svar")
    choose(device, furnished.second.title, Question.WHY.label)
    expect(hint).to_be_visible()
    choose(device, furnished.second.title, Question.LEARNED.label)
    expect(hint).to_be_hidden()
    device.page.get_by_text("Det her må vente, til der er net").click()
    expect(device.page.get_by_text("At ændre tegn, der allerede står")).to_be_visible()


def test_what_another_wrote_meanwhile_is_kept_beside_it(
    device: Device, furnished: SimpleNamespace, cast: SimpleNamespace, notes: Any, came_second: Any
) -> None:
    open_shell(device)
    answer(device, furnished.second, Question.WHY, MINE)
    furnished.second.answer(Question.WHY, HERS, by=cast.coauthor, at=clock.now())
    db.session.commit()
    device.offline(False)
    device.expect_status("Ændret to steder")
    assert notes(Question.WHY).count(HERS) == 1
    assert came_second() == [MINE]
    device.page.get_by_role("status").get_by_role("link").click()
    for text in (MINE, HERS):
        expect(device.page.get_by_text(text).first).to_be_visible()


def test_her_own_next_answer_is_no_conflict_with_herself(
    device: Device, furnished: SimpleNamespace, notes: Any, came_second: Any
) -> None:
    """Saved from the shell, or on the page itself: the device knows what was saved last."""
    open_shell(device)
    answer(device, furnished.second, Question.WHY, "Det første.")
    choose(device, furnished.second.title, Question.WHO.label)
    connect(device)
    device.offline()
    answer(device, furnished.second, Question.WHY, "Det andet.")
    connect(device)
    device.page.goto(f"/forloeb/{furnished.second.id}/svar/hvorfor")
    device.write("Det tredje.", "Fortsæt")
    device.page.wait_for_url("**/svar/hvem")
    open_shell(device)
    answer(device, furnished.second, Question.WHY, "Det fjerde.")
    connect(device)
    assert notes(Question.WHY).count("Det fjerde.") == 1
    assert came_second() == []


def test_what_was_told_before_she_saved_does_not_count_after_it(
    device: Device, furnished: SimpleNamespace, faults: Faults, notes: Any, came_second: Any
) -> None:
    """Another tab asked what is in hand just before, and gets its answer just after."""
    path = f"/forloeb/{furnished.second.id}/svar/hvorfor"
    device.page.goto(path)
    other = device.context.new_page()
    other.goto("/konto")
    other.wait_for_timeout(1_000)  # both pages have looked at what is in hand
    other.evaluate(AGED, ["inhand", 1])
    faults.late = "/i-haanden"
    other.reload()
    assert faults.made_late.wait(30)
    device.write("Det første.", "Fortsæt")
    device.page.wait_for_url("**/svar/hvem", wait_until="commit")
    device.page.goto("about:blank")
    with other.expect_response("**/i-haanden"):
        faults.let_go.set()
    other.wait_for_timeout(500)
    other.close()
    open_shell(device)
    answer(device, furnished.second, Question.WHY, "Det andet.")
    connect(device)
    assert notes(Question.WHY).count("Det andet.") == 1
    assert came_second() == []


def test_the_wondering_and_the_signs_of_a_draft(
    device: Device, furnished: SimpleNamespace, notes: Any, fresh: Any
) -> None:
    draft = furnished.draft
    draft.signs.clear()
    db.session.commit()
    device.page.goto("/forloeb")
    know_anew(device)
    open_shell(device)
    answer(device, draft, Question.WONDERING, MINE)
    choose(device, draft.title, SIGNS_LABEL)
    for label, text in ((SIGNS_LABEL, "Flere leger med."), ("Et tegn mere", "Ro ved døren.")):
        device.page.get_by_label(label, exact=True).fill(text)
    save(device, 2)
    connect(device)
    assert notes(Question.WONDERING).count(MINE) == 1
    kept = db.session.get(Cycle, draft.id)
    assert kept is not None
    assert [sign.text for sign in kept.signs] == ["Flere leger med.", "Ro ved døren."]


def know_anew(device: Device) -> None:
    """As after ten minutes: the device asks again what is in hand."""
    device.page.evaluate(
        """() => new Promise(done => {
          const asked = indexedDB.open('logbogen');
          asked.onsuccess = () => {
            const all = asked.result.transaction('inhand', 'readwrite');
            all.objectStore('inhand').clear();
            all.oncomplete = () => { asked.result.close(); done(); };
          };
        })"""
    )
    device.page.reload()
    device.settle()


def test_the_first_trial_with_its_day_and_what_was_done(
    device: Device, furnished: SimpleNamespace, fresh: Any
) -> None:
    open_shell(device)
    choose(device, furnished.planned.title, "Ny afprøvning")
    day = device.page.get_by_label("Hvornår prøvede I det?")
    today = device.page.evaluate("new Date().toLocaleDateString('sv')")
    assert day.input_value() == today
    yesterday = date.fromisoformat(today) - timedelta(days=1)
    day.fill(yesterday.isoformat())
    device.page.get_by_label(Question.WHAT.label).fill(MINE)
    wait_until_kept(device.page, MINE)
    # Half-written, it stands there again.
    device.page.reload()
    choose(device, furnished.planned.title, "Ny afprøvning")
    expect(device.page.get_by_label(Question.WHAT.label)).to_have_value(MINE)
    expect(day).to_have_value(yesterday.isoformat())
    save(device)
    connect(device)
    fresh()
    (trial,) = db.session.scalars(db.select(Trial).where(Trial.cycle_id == furnished.planned.id))
    done = trial.answer_to(Question.WHAT)
    assert done is not None
    assert (trial.tried_on, done.text) == (yesterday, MINE)
