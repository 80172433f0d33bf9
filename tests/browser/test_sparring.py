"""Sparring that flows, in the browser: few taps, a thread, ”Senere”, and a kind word."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import problems
from tests.browser.conftest import PHONE
from tests.browser.pages import AnyPage, CyclePage, SparringPage

LOOKS = "I sidder stille, og det smitter."
COUNT_TAPS = """document.addEventListener('pointerdown', () => {
  sessionStorage.taps = Number(sessionStorage.taps || 0) + 1;
}, true);"""


def count_taps(page: Page) -> None:
    """From here on, on every page that comes."""
    page.add_init_script(COUNT_TAPS)


def taps(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.taps || 0)"))


@pytest.mark.parametrize("start", ["/overblik", "/"])
def test_three_taps_and_the_typing(
    start: str, cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any
) -> None:
    """From opening to sent: Giv sparring, into the field, Send."""
    page = signed_in(cast.leader, viewport=PHONE, has_touch=True)
    count_taps(page)
    page.goto(start)
    page.get_by_role("link", name="Giv sparring til Mette").tap()
    field = page.get_by_label("Det lægger jeg mærke til …", exact=True)
    field.tap()
    page.keyboard.type(LOOKS)
    page.get_by_role("button", name="Send og gå til næste").tap()
    AnyPage(page).expect_text("Tak – sparringen er sendt.")
    AnyPage(page).expect_heading(furnished.other.title)
    assert taps(page) == 3
    field.tap()
    page.keyboard.type("Hvem fik ikke plads?")
    page.get_by_role("button", name="Send sparring").tap()
    AnyPage(page).expect_text("Ingen venter.")
    assert taps(page) == 5


def test_a_thread_from_both_sides(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any, size: dict[str, int]
) -> None:
    leader = signed_in(cast.leader, viewport=size)
    AnyPage(leader).follow("Giv sparring til Mette")
    SparringPage(leader).write(noticed=LOOKS)
    SparringPage(leader).press_and_go("Send og gå til næste")

    author = signed_in(cast.author, viewport=size)
    # On her first page a text that was changed in two places and a conversation come before it.
    author.goto("/sparring")
    author.get_by_role("region", name="Sparring til dig").get_by_role("link").first.click()
    stage = CyclePage(author).expect_at_stage("Iagttag", LOOKS).stage("Iagttag")
    stage.get_by_role("link", name="Svar Hanne").click()
    page = AnyPage(author).expect_heading("Svar Hanne")
    author.get_by_label("Dit svar", exact=True).fill("Så bliver vi siddende.")
    # She leaves it, and it stands there when she comes back.
    expect(author.locator("[data-words]").first).to_have_text("Alt er gemt", timeout=15_000)
    author.goto("/")
    author.goto(f"/sparring/{furnished.waiting.id}/svar")
    expect(author.get_by_label("Dit svar", exact=True)).to_have_value("Så bliver vi siddende.")
    page.press_and_go("Send svar")
    CyclePage(author).expect_at_stage("Iagttag", "Så bliver vi siddende.")

    leader.goto("/")
    AnyPage(leader).expect_text("Mette har skrevet til dig")
    leader.get_by_role("link", name="Mette har skrevet til dig").click()
    CyclePage(leader).expect_at_stage("Iagttag", "Så bliver vi siddende.")
    leader.get_by_role("link", name="Skriv til dem").first.click()
    leader.get_by_label("Dit svar", exact=True).fill("Sig til, når I vil have mig med.")
    AnyPage(leader).press_and_go("Send svar")

    author.reload()
    stage = (
        CyclePage(author)
        .expect_at_stage("Iagttag", "Sig til, når I vil have mig med.")
        .stage("Iagttag")
    )
    expect(stage.get_by_text("Læst i dag").first).to_be_visible()
    with author.expect_navigation():
        stage.get_by_role("button", name="Tak, vi tager det med").click()
    CyclePage(author).expect_at_stage("Iagttag", "Mette:")
    assert problems(author) == []

    leader.reload()
    AnyPage(leader).expect_text("Tak, vi tager det med.")
    leader.goto("/")
    AnyPage(leader).expect_no_text("har skrevet til dig")


def test_later_keeps_what_was_typed(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any, size: dict[str, int]
) -> None:
    page = signed_in(cast.leader, viewport=size)
    AnyPage(page).follow("Giv sparring til Mette")
    SparringPage(page).write(noticed=LOOKS).press_and_go("Senere")
    AnyPage(page).expect_heading("Senere")
    assert problems(page) == []
    page.set_viewport_size(size)
    AnyPage(page).check("I morgen").press_and_go("Læg den til senere")
    AnyPage(page).expect_text("Den kommer igen tirsdag 8. januar.")
    AnyPage(page).expect_text("1 venter på din sparring").expect_text("Kommer igen")
    page.get_by_role("link", name="Mette: ”Garderoben som mødested”").click()
    expect(page.get_by_label("Det lægger jeg mærke til …", exact=True)).to_have_value(LOOKS)


def test_without_a_script_later_keeps_it_too(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any
) -> None:
    page = signed_in(cast.leader, java_script_enabled=False)
    page.goto(f"/sparring/{furnished.waiting.id}")
    SparringPage(page).write(noticed=LOOKS).press_and_go("Senere")
    AnyPage(page).press_and_go("Læg den til senere").expect_text("Kommer igen")
    page.goto(f"/sparring/{furnished.waiting.id}")
    expect(page.get_by_label("Det lægger jeg mærke til …", exact=True)).to_have_value(LOOKS)


def test_a_kind_word_and_a_thank_you(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any, size: dict[str, int]
) -> None:
    leader = signed_in(cast.leader, viewport=size)
    AnyPage(leader).expect_text("Trænger til et venligt puf")
    AnyPage(leader).follow("Skriv et puf til Sovestuen som rolig start")
    leader.get_by_label("Din besked til dem", exact=True).fill("Hvordan går det i sovestuen?")
    AnyPage(leader).press_and_go("Send puffet")
    AnyPage(leader).expect_text("Tak – dit puf er sendt.").expect_text("Puf sendt i dag")

    writer = signed_in(cast.coauthor, viewport=size)
    writer.goto("/")
    AnyPage(writer).expect_text("Hvordan går det i sovestuen?")
    assert problems(writer) == []
    writer.set_viewport_size(size)
    hers = writer.get_by_role("listitem").filter(has_text="Hvordan går det i sovestuen?")
    with writer.expect_navigation():
        hers.get_by_role("button", name="Tak").click()
    AnyPage(writer).expect_heading("Sovestuen som rolig start")
    AnyPage(writer).expect_no_text("Hvordan går det i sovestuen?")
