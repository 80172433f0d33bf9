"""The page without a connection has one form for everything: it turns from one place to another
while what was saved is still on its way, and nothing lands where it does not belong."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from logbook.cycles.questions import Question
from tests.browser.offline.conftest import Device, wait_until_kept
from tests.browser.offline.faults import Faults
from tests.browser.offline.test_leaving import NO_ROOM
from tests.browser.offline.test_shell import FIELD
from tests.browser.offline.test_shell_answers import came_second, choose

assert came_second
NOTE, FIRST, SECOND = "Noten fra gyngerne.", "Fordi de selv finder på.", "Det lærte jeg."
MORE = f"{FIRST} Og mere."
# From one place to the next as fast as a finger goes, or a busy telephone follows.
HURRY = """async ([first, second, pause]) => {
  const what = document.querySelector('[data-shell=what]');
  for (const name of [first, second]) {
    what.value = [...what.options].find(each => each.text === name).value;
    what.dispatchEvent(new Event('change'));
    await new Promise(done => setTimeout(done, pause));
  }
}"""


@pytest.fixture
def shell(device: Device, furnished: SimpleNamespace) -> Device:
    """Opened with a connection, as where it comes and goes."""
    device.page.goto("/uden-net")
    return device


def save(device: Device, text: str) -> None:
    device.page.locator(FIELD).first.fill(text)
    device.page.get_by_role("button", name="Gem", exact=True).click()


def test_while_one_is_on_its_way_another_is_written(
    shell: Device, faults: Faults, furnished: SimpleNamespace, notes: Any, came_second: Any
) -> None:
    """The connection stands still: she need not wait for it, and loses nothing meanwhile."""
    title = furnished.second.title
    choose(shell, title, "Dagens note")
    faults.hangs = True
    save(shell, NOTE)
    shell.expect_status("Gemmer …")
    choose(shell, title, Question.WHY.label)
    save(shell, FIRST)
    choose(shell, title, Question.LEARNED.label)
    shell.page.locator(FIELD).fill(SECOND)
    # The first is given up by now, and the second was never tried.
    shell.offline()
    shell.expect_status("Uden net · 2 venter", timeout=20_000)
    expect(shell.page.locator(FIELD)).to_have_value(SECOND)
    shell.page.get_by_role("button", name="Gem på enheden").click()
    shell.expect_status("Uden net · 3 venter")
    faults.hangs = False
    faults.let_go.set()
    shell.offline(False)
    shell.expect_status("Alt er gemt")
    assert shell.held("outbox") == []
    assert notes().count(NOTE) == 1
    assert notes(Question.WHY).count(FIRST) == 1
    assert notes(Question.LEARNED).count(SECOND) == 1
    assert came_second() == []


@pytest.mark.parametrize(
    ("status", "answer", "word"),
    [(0, {}, ""), (422, {"error": "Der står et tal."}, "Der står et tal."), (503, {}, "")],
)
def test_the_answer_to_what_was_saved_leaves_what_is_written_now_alone(
    shell: Device, faults: Faults, furnished: SimpleNamespace,
    status: int, answer: dict[str, str], word: str,
) -> None:  # fmt: skip
    title = furnished.second.title
    choose(shell, title, "Dagens note")
    faults.hangs = True
    save(shell, NOTE)
    shell.expect_status("Gemmer …")
    choose(shell, "Frokosten", "Dagens note")
    shell.page.locator(FIELD).fill(SECOND)
    faults.say(status, answer)
    with shell.page.expect_response(lambda each: each.request.method == "POST"):
        faults.let_go.set()
    shell.page.wait_for_timeout(1_000)
    expect(shell.page).to_have_title("Uden net – Logbogen")
    expect(shell.page.locator(FIELD)).to_have_value(SECOND)
    expect(shell.page.locator("[data-shell=queue]")).to_contain_text(word)
    # The note that is written now is its own, and is kept as it goes.
    shell.page.locator(FIELD).press_sequentially(" Og mere.")
    wait_until_kept(shell.page, f"{SECOND} Og mere.")
    shell.page.reload()
    choose(shell, "Frokosten", "Dagens note")
    expect(shell.page.locator(FIELD)).to_have_value(f"{SECOND} Og mere.")


@pytest.mark.parametrize("pause", [0, 4, 16])
def test_whoever_changes_her_mind_at_once_finds_each_text_in_its_place(
    shell: Device, furnished: SimpleNamespace, pause: int
) -> None:
    page, why, learned = shell.page, Question.WHY.label, Question.LEARNED.label
    choose(shell, furnished.second.title, why)
    page.locator(FIELD).fill(FIRST)
    choose(shell, furnished.second.title, learned)
    page.locator(FIELD).fill(SECOND)
    choose(shell, furnished.second.title, "Dagens note")
    page.locator(FIELD).fill(NOTE)
    page.evaluate(HURRY, [why, learned, pause])
    expect(page.get_by_label(learned, exact=True)).to_have_value(SECOND)
    page.evaluate(HURRY, [learned, why, pause])
    expect(page.get_by_label(why, exact=True)).to_have_value(FIRST)
    page.evaluate(HURRY, [learned, "Dagens note", pause])
    expect(page.locator(FIELD)).to_have_value(NOTE)


def test_choosing_what_is_chosen_already_leaves_the_text_alone(
    shell: Device, furnished: SimpleNamespace
) -> None:
    """A telephone tells of the cycle and of the thing in it, one right after the other."""
    choose(shell, furnished.second.title, Question.WHY.label)
    shell.page.locator(FIELD).fill(FIRST)
    stood = """async field => {
      document.querySelector('[data-shell=what]').dispatchEvent(new Event('change'));
      await new Promise(done => setTimeout(done, 500));
      return field.isConnected;
    }"""
    assert shell.page.locator(FIELD).evaluate(stood)


def begin_again(device: Device, cycle: str) -> None:
    """Saved without a connection, and written on."""
    device.offline()
    choose(device, cycle, Question.WHY.label)
    device.page.locator(FIELD).fill(FIRST)
    device.page.get_by_role("button", name="Gem på enheden").click()
    device.expect_status("Uden net · 1 venter")
    device.page.locator(FIELD).fill(MORE)
    wait_until_kept(device.page, MORE)


def stay(device: Device, cycle: str) -> None:
    """She is in the middle of it."""


def go_elsewhere(device: Device, cycle: str) -> None:
    choose(device, cycle, Question.LEARNED.label)


def open_anew(device: Device, cycle: str) -> None:
    device.page.goto("/uden-net")
    choose(device, cycle, Question.WHY.label)


@pytest.mark.parametrize("meanwhile", [stay, go_elsewhere, open_anew])
def test_what_she_writes_on_while_it_is_sent_is_no_conflict_with_herself(
    shell: Device, furnished: SimpleNamespace, notes: Any, came_second: Any, meanwhile: Any
) -> None:
    title = furnished.second.title
    begin_again(shell, title)
    meanwhile(shell, title)
    shell.offline(False)
    while shell.held("outbox"):
        shell.page.wait_for_timeout(50)
    if meanwhile is go_elsewhere:
        choose(shell, title, Question.WHY.label)
    expect(shell.page.locator(FIELD)).to_have_value(MORE)
    shell.page.wait_for_timeout(500)
    shell.page.get_by_role("button", name="Gem", exact=True).click()
    shell.page.wait_for_url("**/svar/hvem")
    assert notes(Question.WHY).count(MORE) == 1
    assert came_second() == []


@pytest.mark.parametrize("meanwhile", [stay, go_elsewhere, open_anew])
def test_what_she_writes_on_and_saves_before_it_is_sent_is_none_either(
    shell: Device, furnished: SimpleNamespace, notes: Any, came_second: Any, meanwhile: Any
) -> None:
    title = furnished.second.title
    begin_again(shell, title)
    meanwhile(shell, title)
    if meanwhile is go_elsewhere:
        choose(shell, title, Question.WHY.label)
    expect(shell.page.locator(FIELD)).to_have_value(MORE)
    shell.page.get_by_role("button", name="Gem på enheden").click()
    expect(shell.page.get_by_text("Venter på net")).to_have_count(2)
    shell.offline(False)
    shell.page.wait_for_url("**/svar/hvem")
    shell.expect_status("Alt er gemt")
    assert not any(draft["text"] for draft in shell.held("drafts"))
    assert notes(Question.WHY).count(MORE) == 1
    assert came_second() == []


def test_where_nothing_more_can_be_kept_she_stays_with_what_she_wrote(
    shell: Device, furnished: SimpleNamespace
) -> None:
    """The only copy stands in the form."""
    page = shell.page
    shell.offline()
    choose(shell, furnished.second.title, Question.WHY.label)
    expect(page.get_by_label(Question.WHY.label, exact=True)).to_be_editable()
    page.evaluate(f"() => {{ {NO_ROOM} }}")
    page.locator(FIELD).fill(FIRST)
    choose(shell, furnished.second.title, Question.LEARNED.label)
    expect(page.get_by_text("Browseren kan ikke gemme på enheden")).to_be_visible()
    expect(page.locator("[data-shell=what] option:checked")).to_have_text(Question.WHY.label)
    expect(page.locator("[data-shell=cycle] option:checked")).to_have_text(furnished.second.title)
    expect(page.get_by_label(Question.WHY.label, exact=True)).to_have_value(FIRST)
    expect(page.locator(FIELD)).to_be_editable()


CANNOT_READ = """() => {
  const get = IDBObjectStore.prototype.get;
  IDBObjectStore.prototype.get = function (key) {
    if (this.name === 'inhand') throw new DOMException('lost', 'UnknownError');
    return get.call(this, key);
  };
}"""


def test_where_nothing_can_be_read_she_stays_too(
    shell: Device, furnished: SimpleNamespace, faults: Faults, saved_once: Any
) -> None:
    """What lies in the other place would be written over; and what is on its way is not let go."""
    page, title = shell.page, furnished.second.title
    choose(shell, title, "Dagens note")
    page.get_by_label("Hvad lagde du mærke til i dag?").fill(NOTE)
    wait_until_kept(page, NOTE)
    page.evaluate(CANNOT_READ)
    choose(shell, title, Question.LEARNED.label)
    expect(page.get_by_text("Browseren kan ikke gemme på enheden")).to_be_visible()
    expect(page.locator(FIELD)).to_have_value(NOTE)
    faults.hangs = True
    save(shell, f"{NOTE} Og mere.")
    shell.expect_status("Gemmer …")
    choose(shell, title, Question.LEARNED.label)
    expect(page.locator("[data-shell=what] option:checked")).to_have_text("Dagens note")
    faults.let_go.set()
    page.wait_for_url("**/note/*")
    saved_once(f"{NOTE} Og mere.")


def test_a_day_that_she_corrects_while_it_is_sent_is_not_left_behind(
    shell: Device, furnished: SimpleNamespace, faults: Faults
) -> None:
    page = shell.page
    shell.offline()
    choose(shell, furnished.planned.title, "Ny afprøvning")
    page.get_by_label(Question.WHAT.label).fill(FIRST)
    page.get_by_role("button", name="Gem på enheden").click()
    shell.expect_status("Uden net · 1 venter")
    page.get_by_label("Hvornår prøvede I det?").fill("2026-01-05")
    page.wait_for_timeout(1_000)  # kept by now
    shell.offline(False)
    while shell.held("outbox"):
        page.wait_for_timeout(50)
    page.wait_for_timeout(1_000)
    expect(page).to_have_title("Uden net – Logbogen")
    expect(page.get_by_label("Hvornår prøvede I det?")).to_have_value("2026-01-05")


LEFT_AS = """field => addEventListener('pagehide', () => {
  localStorage.leftAs = field.readOnly ? 'locked' : 'open';
})"""


def test_nothing_is_typed_while_the_next_page_is_on_its_way(
    shell: Device, furnished: SimpleNamespace
) -> None:
    """It would be kept nowhere."""
    shell.offline()
    choose(shell, furnished.second.title, Question.WHY.label)
    shell.page.locator(FIELD).fill(FIRST)
    shell.page.get_by_role("button", name="Gem på enheden").click()
    shell.expect_status("Uden net · 1 venter")
    shell.page.locator(FIELD).evaluate(LEFT_AS)
    shell.offline(False)
    shell.page.wait_for_url("**/svar/hvem")
    assert shell.page.evaluate("localStorage.leftAs") == "locked"
    shell.page.locator("form[data-place] textarea").evaluate(LEFT_AS)
    shell.write(SECOND, "Fortsæt")
    shell.page.wait_for_url("**/svar/tegn")
    assert shell.page.evaluate("localStorage.leftAs") == "locked"
