"""Signs over time on the page of a round, and what was thought beside what was seen."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from logbook.cycles.questions import Question
from tests.browser.conftest import PASSWORD
from tests.browser.pages import AnyPage, CyclePage, NotePage, QuestionPage, SignInPage
from tests.browser.world import LONG_WORD, SIGN

NOW = "Flere finder selv ind i legen, og de bliver der"
WHY = "Det talte vi om på modulet."


@pytest.fixture(params=["with script", "without script"])
def device(
    request: pytest.FixtureRequest, new_context: Any, size: dict[str, int]
) -> BrowserContext:
    is_on = request.param == "with script"
    context: BrowserContext = new_context(viewport=size, java_script_enabled=is_on)
    return context


def chart(page: Page, sign: str) -> Locator:
    return page.get_by_role("img", name=f"Tegnet ”{sign}”")


def points(page: Page, sign: str) -> tuple[int, int]:
    """How many stand solid, and how many hollow."""
    drawn = chart(page, sign)
    hollow = drawn.locator(".dot.is-other").count()
    return drawn.locator(".dot").count() - hollow, hollow


def test_she_sees_her_sign_over_both_rounds_and_adds_to_it(
    cast: SimpleNamespace, furnished: SimpleNamespace, device: BrowserContext
) -> None:
    page, address = device.new_page(), f"/forloeb/{furnished.second.id}"
    SignInPage(page).open().sign_in(cast.author.user_name, PASSWORD)
    page.goto(address)
    assert points(page, NOW) == (2, 6)
    expect(chart(page, NOW)).to_have_accessible_name(
        f"Tegnet ”{NOW}”, dag for dag. Runde 1: Set lidt, Set lidt, Ikke set og Set tydeligt"
        " samme dag, Set lidt, Kiggede ikke efter, Set tydeligt; den midterste er set lidt."
        " Runde 2, den du ser på: Set tydeligt, Set hele vejen."
    )
    stage = CyclePage(page).stage("Iagttag")
    expect(stage.get_by_text(f"I runde 1 hed tegnet ”{SIGN}”")).to_be_visible()
    CyclePage(page).unfold("Se dag for dag")
    table = page.get_by_role("table", name=NOW)
    expect(table.get_by_role("row")).to_have_count(1 + 7 + 2)
    expect(table.get_by_role("row").last).to_have_text("18. december 20292Set hele vejen")

    beside = stage.locator(".thought")
    expect(beside).to_contain_text(WHY)
    expect(beside).to_contain_text("Set hele vejen")
    writes_what_she_saw(page)
    page.goto(address)
    assert points(page, NOW) == (3, 6)
    expect(beside).to_contain_text("Set lidt")


def writes_what_she_saw(page: Page) -> None:
    CyclePage(page).stage("Iagttag").get_by_role("link", name="Skriv en iagttagelse").click()
    QuestionPage(page).answer("Hvad så og hørte du?", "Tre byggede, og to kom til.")
    AnyPage(page).expect_heading("Hvordan så det ud fra børnenes side?").press("Fortsæt")
    who = "Hvem fik mulighed for at være med – og hvem fik ikke?"
    AnyPage(page).expect_heading(who).press("Fortsæt").expect_heading("Så du tegnene?")
    page.get_by_role("group", name=NOW).get_by_label("Set lidt").check()
    AnyPage(page).press_and_go("Gem og luk")


def test_the_plan_is_free_and_what_was_thought_stays(
    cast: SimpleNamespace, furnished: SimpleNamespace, device: BrowserContext, fresh: Any
) -> None:
    page, address = device.new_page(), f"/forloeb/{furnished.second.id}"
    SignInPage(page).open().sign_in(cast.author.user_name, PASSWORD)
    page.goto(f"{address}/svar/hvorfor")
    label = "Hvorfor tror I, det kan gøre en forskel for børnene?"
    AnyPage(page).fill(label, "Fordi vi nu ved mere.").press_and_go("Gem og luk")
    fresh()
    assert furnished.second.text_of(Question.WHY) == "Fordi vi nu ved mere."
    expect(page.locator(".thought")).to_contain_text(WHY)
    page.goto(f"{address}/svar/laert")
    expect(page.locator(".so-far .thought")).to_contain_text(WHY)
    expect(page.locator(".so-far .thought")).to_contain_text("Set hele vejen")

    page.goto(f"{address}/svar/tegn")
    AnyPage(page).fill("Hvilke tegn vil I kigge efter?", "").press_and_go("Gem og luk")
    AnyPage(page).expect_text(f"”{NOW}” er der allerede kigget efter, så tegnet bliver stående.")


def test_a_leader_sees_the_rounds_that_are_open_to_her(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any, size: dict[str, int]
) -> None:
    page = signed_in(cast.leader, viewport=size)
    page.goto(f"/forloeb/{furnished.second.id}")
    assert points(page, NOW) == (2, 6)
    page.goto(f"/forloeb/{furnished.first.id}")
    assert points(page, SIGN) == (6, 2)
    assert points(page, f"{LONG_WORD} fylder mindre") == (6, 0)


def test_one_tap_at_home_is_a_point(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any
) -> None:
    page = signed_in(cast.author)
    page.goto(f"/note/{furnished.seen.id}")
    NotePage(page).score(NOW, "Ikke set").expect_score(NOW, "Ikke set")
    page.goto(f"/forloeb/{furnished.second.id}")
    assert points(page, NOW) == (2, 6)
    assert "Runde 2, den du ser på: Ikke set, Set hele vejen." in (
        chart(page, NOW).get_attribute("aria-label") or ""
    )
