"""A pedagogue comes in with her slip and goes round the spiral; also without any script."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from logbook.cycles.models import Observation
from logbook.db import db
from logbook.people.models import Person
from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import (
    AccountPage,
    AnyPage,
    CyclePage,
    HomePage,
    InvitePage,
    NotePage,
    QuestionPage,
    SignInPage,
    SparringPage,
    WelcomePage,
)

NEW_PASSWORD = "fire blå skeer i sandkassen"
TITLE = "Ro i garderoben"
SIGN = "Flere børn finder selv ind i legen"
NOTE = "Fire børn byggede på gulvet, mens de ventede på hinanden."
PLAN = {
    "Hvad vil I gøre anderledes?": "En voksen sidder på gulvet fra start.",
    "Hvorfor tror I, det kan gøre en forskel for børnene?": "Så er der altid nogen at vende til.",
    "Hvem gør hvad, hvor og hvornår?": "Vi to åbner garderoben klokken ti.",
    "Hvilke tegn vil I kigge efter?": SIGN,
    "Hvem iagttager, og hvordan?": "Den, der ikke sidder på gulvet.",
}
REFLECTION = {
    "Hvad har I lært om jeres egen praksis?": "Det var os voksne, der lavede køen.",
    "Hvad kom bag på jer?": "At børnene hjalp hinanden.",
    "Hvordan hænger det sammen med det, I arbejdede med på modulet?": "Det handler om adgang.",
}
AFTER_DECISION = {
    "Hvad er næste skridt – hvem gør det, og hvornår?": "Vi taler om vagtplanen på mandag.",
    "Hvad vil I tage med til næste undervisningsgang?": "Ventetid skaber uro.",
}
COUNT_TAPS = """
addEventListener('pointerdown', () => {
  localStorage.taps = Number(localStorage.taps || 0) + 1;
}, true);
"""


@pytest.fixture(
    params=[
        pytest.param((PHONE, True), id="phone"),
        pytest.param((DESK, True), id="desk", marks=pytest.mark.long),
        pytest.param((PHONE, False), id="phone without script"),
        pytest.param((DESK, False), id="desk without script", marks=pytest.mark.long),
    ]
)
def way(request: pytest.FixtureRequest) -> tuple[dict[str, int], bool]:
    """How large the screen is, and whether its browser runs scripts."""
    size, is_on = request.param
    return size, is_on


@pytest.fixture
def size(way: tuple[dict[str, int], bool]) -> dict[str, int]:
    return way[0]


@pytest.fixture
def device(new_context: Any, way: tuple[dict[str, int], bool]) -> BrowserContext:
    context: BrowserContext = new_context(viewport=way[0], java_script_enabled=way[1])
    return context


def test_she_is_invited_and_goes_round_twice(
    cast: SimpleNamespace, device: BrowserContext, signed_in: Any, size: dict[str, int]
) -> None:
    code = invited_by(signed_in(cast.coordinator, viewport=size))
    page = device.new_page()
    WelcomePage(page).open().come_in("freja.holst", code, NEW_PASSWORD)
    AnyPage(page).expect_heading("Hej Freja. Hvad undrer du dig over?")
    AccountPage(page).sign_out()
    SignInPage(page).sign_in("freja.holst", NEW_PASSWORD)

    plans_and_begins(page, cast)
    tries(page)
    writes_from_home(page)
    a_colleague_is_asked(page, signed_in(cast.asked_colleague, viewport=size))
    reflects(page)
    gets_sparring(page, signed_in(cast.leader, viewport=size))
    builds_on(page)
    sets_aside_and_takes_up(page)


def invited_by(page: Page) -> str:
    slip = InvitePage(page).invite(
        "Freja Holst", "freja.holst", "pædagog", "Skriver i logbogen", "Kastanjen"
    )
    slip.expect_text("Velkommen til Logbogen").expect_text("freja.holst")
    return slip.code


def plans_and_begins(page: Page, cast: SimpleNamespace) -> None:
    AnyPage(page).follow("Start et forløb").expect_heading("Hvad undrer du dig over?")
    start = AnyPage(page)
    start.fill(
        "Hvad lægger du mærke til i jeres praksis, som du gerne vil blive klogere på?",
        "Jeg undrer mig over, hvad der sker i garderoben, når vi voksne har travlt.",
    )
    start.fill("Giv forløbet et kort navn", TITLE)
    start.choose("Hvilket modul hænger det sammen med?", cast.module.title).press("Fortsæt")
    QuestionPage(page).answer_all(PLAN)
    AnyPage(page).expect_heading("Tjek planen, og begynd").expect_text(SIGN)
    AnyPage(page).check("Os, der skriver, og lederen i Kastanjen").press("Begynd")
    CyclePage(page).expect_heading(TITLE).expect_stage_is_now("Planlæg")
    AnyPage(page).expect_text("I, der skriver, og jeres leder kan se det")


def tries(page: Page) -> None:
    AnyPage(page).follow("Skriv, hvad I gjorde").expect_heading("Hvornår prøvede I det?")
    AnyPage(page).check("Vi prøvede det flere gange").press("Fortsæt")
    QuestionPage(page).answer("Hvad gjorde I helt konkret?", "Vi sad på gulvet fra mandag.")
    AnyPage(page).expect_heading("Hvad blev anderledes end planlagt?").press("Gem og luk")
    CyclePage(page).expect_stage_is_now("Afprøv").expect_at_stage("Afprøv", "Vi sad på gulvet")


def writes_from_home(page: Page) -> None:
    """Two taps and the typing; then a sign, with one tap."""
    page.context.add_init_script(COUNT_TAPS)
    home = HomePage(page).open().expect_heading("Hej Freja. Hvad lagde du mærke til i dag?")
    home.note.click()
    page.keyboard.type(NOTE)
    home.save.click()
    note = NotePage(page).expect_heading("Tak, Freja. Det er gemt.").expect_text(NOTE)
    if taps := page.evaluate("localStorage.taps"):
        assert taps == "2"
    note.score(SIGN, "Set tydeligt").expect_score(SIGN, "Set tydeligt")
    AnyPage(page).follow("Færdig").expect_text(NOTE)


def a_colleague_is_asked(page: Page, hers: Page) -> None:
    CyclePage(page).open(TITLE)
    CyclePage(page).stage("Afprøv").get_by_role("link", name="Skriv en iagttagelse").click()
    QuestionPage(page).answer("Hvad så og hørte du?", "To hjalp en tredje med støvlerne.")
    AnyPage(page).expect_heading("Hvordan så det ud fra børnenes side?").press("Gem og luk")
    CyclePage(page).expect_stage_is_now("Iagttag")
    AnyPage(page).follow("Bed en kollega").choose("Kollega", "Sara Bech, pædagog").press("Spørg")
    AnyPage(page).expect_text("Sara er spurgt og finder det i Logbogen.")

    AnyPage(hers).menu("I dag").follow("Freja beder dig skrive, hvad du så")
    QuestionPage(hers).answer("Hvad så og hørte du?", "Der blev stille, da døren stod åben.")
    AnyPage(hers).expect_heading("Hvordan så det ud fra børnenes side?").press("Gem og luk")
    AnyPage(hers).expect_text("Tak – din iagttagelse er gemt.")
    CyclePage(hers).menu("Forløb").expect_no_text(TITLE)

    page.reload()
    CyclePage(page).expect_at_stage("Iagttag", "Der blev stille").expect_at_stage("Iagttag", "Sara")


def reflects(page: Page) -> None:
    AnyPage(page).follow("Begynd refleksion")
    QuestionPage(page).answer_all(REFLECTION)
    AnyPage(page).expect_heading("Hvad gør I nu?").check("Justér").press("Fortsæt")
    QuestionPage(page).answer_all(AFTER_DECISION)
    CyclePage(page).expect_stage_is_now("Reflektér").expect_at_stage("Reflektér", "Justér")


def gets_sparring(page: Page, leaders: Page) -> None:
    AnyPage(page).follow("Bed om sparring")
    AnyPage(page).fill("Hvad vil du gerne have sparring på?", "Hvad ser du, som vi ikke ser?")
    AnyPage(page).press("Jeg har tjekket – del")
    CyclePage(page).expect_at_stage("Reflektér", "Hvad ser du, som vi ikke ser?")

    leaders.goto("/sparring")
    leaders.get_by_role("link", name="Giv sparring").first.click()
    SparringPage(leaders).expect_heading(TITLE).write(noticed="I fik øje på køen.")
    AnyPage(leaders).press("Send sparring")
    AnyPage(leaders).expect_text("Tak – sparringen er sendt.")

    AnyPage(page).menu("I dag").follow("Hanne har givet dig sparring")
    CyclePage(page).expect_at_stage("Reflektér", "I fik øje på køen.")


def builds_on(page: Page) -> None:
    AnyPage(page).press("Byg videre i runde 2")
    CyclePage(page).expect_rounds(2).expect_text("Det var os voksne, der lavede køen.")
    expect(page.get_by_role("img", name="Runde 2").first).to_be_visible()
    CyclePage(page).expect_at_stage("Planlæg", "En voksen sidder på gulvet fra start.")
    AnyPage(page).follow("Tjek planen, og begynd")
    AnyPage(page).check("Alle i Kastanjen").press("Begynd")
    CyclePage(page).expect_stage_is_now("Planlæg").expect_text("Alle i huset kan se det")


def sets_aside_and_takes_up(page: Page) -> None:
    CyclePage(page).unfold("Flere muligheder")
    AnyPage(page).follow("Læg til side")
    why = "Blev det ikke til noget? Skriv kort hvorfor – det er også viden."
    AnyPage(page).fill(why, "Vi blev for få i huset.").press("Læg til side")
    AnyPage(page).expect_text("Vi blev for få i huset.")
    AnyPage(page).press("Tag op igen")
    CyclePage(page).expect_text("Forløbet er taget op igen.").expect_stage_is_now("Planlæg")


def test_one_tap_too_many_saves_the_note_once(
    cast: SimpleNamespace, signed_in: Any, furnished: SimpleNamespace, fresh: Any
) -> None:
    page = signed_in(cast.author)
    home = HomePage(page).open()
    home.note.fill(NOTE)
    home.save.dblclick()
    NotePage(page).expect_heading("Tak, Mette. Det er gemt.").expect_text(NOTE)
    fresh()
    assert len(notes_of(cast.author)) == 1


def notes_of(person: Person) -> list[Observation]:
    kept = db.session.scalars(Observation.by(person)).unique()
    return [each for each in kept if (saw := each.answer_to("saw")) and saw.text == NOTE]
