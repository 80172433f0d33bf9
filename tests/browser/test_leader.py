"""A leader sees what waits, gives sparring, goes on to the next; the author sees it was read."""

from types import SimpleNamespace
from typing import Any

from playwright.sync_api import expect

from tests.browser.pages import AnyPage, CyclePage, SignInPage, SparringPage


def test_she_gives_sparring_from_first_to_last(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any, size: dict[str, int]
) -> None:
    page = signed_in(cast.leader, viewport=size)
    AnyPage(page).expect_heading("Overblik for Kastanjen").expect_text("2 venter på din sparring")
    AnyPage(page).expect_no_text(furnished.draft.title)  # nobody has let her in there
    table = page.get_by_role("table")
    expect(table.get_by_role("link")).not_to_have_count(0)

    AnyPage(page).menu("Sparring").expect_text("Skal vi blive ved, eller prøve noget andet?")
    AnyPage(page).follow("Giv sparring til Mette")
    giving = SparringPage(page).expect_heading("Garderoben som mødested")

    writer = signed_in(cast.author, viewport=size)
    CyclePage(writer).menu("Forløb")
    writer.goto(f"/forloeb/{furnished.second.id}")
    CyclePage(writer).expect_at_stage("Iagttag", "Læst af Hanne")

    giving.send()
    giving.expect_text("Skriv i mindst én af de tre bokse.")
    giving.write(noticed="I sidder stille, og det smitter.", can_help="Jeg tager telefonen.")
    giving.check("Stuemøde").send()
    giving.expect_heading(furnished.other.title)
    giving.write(curious="Hvem fik ikke plads?").press("Send sparring")
    giving.expect_text("Tak – sparringen er sendt.").expect_text("Ingen venter.")
    giving.expect_text("Ikke læst endnu")

    AnyPage(writer).menu("Sparring").expect_text("Ny")
    writer.get_by_role("link", name="Garderoben som mødested").first.click()
    read = CyclePage(writer).expect_at_stage("Iagttag", "I sidder stille, og det smitter.")
    read.expect_at_stage("Iagttag", "Tages op på stuemøde.")
    page.reload()
    AnyPage(page).expect_text("Læst i dag")


def test_a_colleague_from_another_house_finds_no_way_in(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any
) -> None:
    page = new_context().new_page()
    page.goto(f"/sparring/{furnished.waiting.id}")
    SignInPage(page).sign_in(cast.stranger.user_name, "gul cykel under broen")
    AnyPage(page).expect_heading("Siden findes ikke")
