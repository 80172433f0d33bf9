"""An instructor prepares a session on a board, prints it, and shows it to a room with the keys."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from logbook.boards.models import Board, BoardPassage
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.releases.models import Release
from tests import factories as make
from tests.browser.checks import problems
from tests.browser.pages import AnyPage
from tests.exports.world import passage

MOST_TAPS = 10
TEXTS = {
    "Vi troede, at de ikke havde tid.": Question.WONDERING,
    "Det var vores egen travlhed.": Question.WHY,
    "En bænk. Det er hele forsøget.": Question.ACTION,
    "Fire familier blev mere end ti minutter.": Question.LEARNED,
    "Jeg stod altid i døren.": Question.SURPRISED,
    "Det er blevet vores morgen.": Question.TAKEAWAY,
}


class BoardPage(AnyPage):
    """A board and what could go on it; counts what is tapped besides the choosing."""

    taps = 0

    def tap(self, name: str, role: Any = "button") -> "BoardPage":
        self.taps += 1
        self.page.get_by_role(role, name=name).first.click()
        return self

    def choose_passage(self, text: str) -> "BoardPage":
        row = self.page.locator(".found", has_text=text)
        with self.page.expect_navigation():
            row.get_by_role("button", name=re.compile("^Sæt på tavlen")).click()
        expect(row.get_by_text("På tavlen")).to_be_visible()
        return self

    def group(self, title: str) -> list[str]:
        section = self.page.get_by_role("region", name=title, exact=True)
        quoted = section.locator(".qcard blockquote").all_inner_texts()
        return [str(each).strip("”") for each in quoted]


@pytest.fixture
def six(cast: SimpleNamespace) -> None:
    houses = [cast.house, cast.other_house, make.house(cast.programme, "Skoven")]
    for number, (text, question) in enumerate(TEXTS.items()):
        passage(cast, text, question=question, house=houses[number % 3])
    db.session.commit()


def test_six_passages_on_a_board_and_printed_in_ten_taps(
    cast: SimpleNamespace, six: None, signed_in: Any, size: dict[str, int]
) -> None:
    page: Page = signed_in(cast.instructor, viewport=size)
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = 1 }")
    board = BoardPage(page).expect_heading("Tavler")
    board.tap("Lav en tavle", "link").tap("Lav tavlen")
    board.expect_heading(cast.module.title)
    for text in TEXTS:
        board.choose_passage(text)
    board.tap("Udskriv")
    expect(page.locator("html")).to_have_attribute("data-printed", "1")
    assert board.taps <= MOST_TAPS
    assert board.group("Vi troede …") == list(TEXTS)[:3]
    assert board.group("Så prøvede vi …") == []
    assert board.group("Nu ved vi …") == list(TEXTS)[3:]
    on_paper(page)
    assert problems(page) == []


def on_paper(page: Page) -> None:
    """The cards are there, and nothing to press or to find by."""
    page.emulate_media(media="print")
    for text in TEXTS:
        expect(page.locator(".qcard", has_text=text)).to_be_visible()
    expect(page.locator(".found").first).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("heading", name="Så prøvede vi …")).to_be_hidden()
    page.emulate_media(media="screen")


def test_the_page_comes_back_to_where_the_thumb_was(
    cast: SimpleNamespace, six: None, signed_in: Any, size: dict[str, int]
) -> None:
    page: Page = signed_in(cast.instructor, viewport=size)
    board = BoardPage(page)
    board.tap("Lav en tavle", "link").tap("Lav tavlen")
    last = list(TEXTS)[-1]
    for text in (list(TEXTS)[3], last):
        board.choose_passage(text)
        expect(page.locator(".found", has_text=text)).to_be_in_viewport()
    card = page.locator(".qcard", has_text=last)
    with page.expect_navigation():
        card.get_by_role("button", name="Op", exact=True).click()
    expect(card).to_be_in_viewport()
    assert board.group("Nu ved vi …") == [last, list(TEXTS)[3]]
    card.locator("summary").click()
    with page.expect_navigation():
        card.get_by_role("button", name="Vi troede …").click()
    expect(card).to_be_in_viewport()
    assert board.group("Vi troede …") == [last]


@pytest.fixture
def shown(cast: SimpleNamespace, six: None) -> Any:
    """A board with three pictures, and one on which something very long hangs."""
    board = make.saved(Board.make(cast.programme, "Ro", None, by=cast.instructor, at=make.NOON))
    long = passage(cast, "En lang historie om garderoben. " * 60)
    made = {release.text: release for release in db.session.scalars(db.select(Release))}
    hung = [*(made[text] for text in list(TEXTS)[:2]), *(made[t] for t in list(TEXTS)[3:]), long]
    for position, release in enumerate(hung, 1):
        group = board.group_for(release.question)
        by = cast.instructor
        db.session.add(BoardPassage.put(release, group, position, by=by, at=make.NOON))
    db.session.commit()
    return board


def at(page: Page, *texts: str) -> None:
    expect(page.locator(".present-card blockquote")).to_have_text([f"”{text}”" for text in texts])


def test_a_remote_goes_through_it_and_esc_leaves(
    cast: SimpleNamespace, shown: Any, signed_in: Any
) -> None:
    page: Page = signed_in(cast.instructor, viewport={"width": 1280, "height": 720})
    page.goto(f"/tavler/{shown.id}/vis")
    texts = list(TEXTS)
    first, second, third = texts[:2], texts[3:5], texts[5:]
    at(page, *first)
    assert problems_of(page) == []
    smallest = page.locator(".present-card blockquote").evaluate_all(
        "all => Math.min(...all.map(each => parseFloat(getComputedStyle(each).fontSize)))"
    )
    assert smallest >= 28
    page.evaluate("document.documentElement.dataset.same = 1")
    for key, there in (
        ("PageDown", second), ("ArrowRight", third), ("ArrowLeft", second), ("PageUp", first),
        ("Space", second), ("Shift+Space", first), ("ArrowDown", second), ("ArrowUp", first),
    ):  # fmt: skip
        page.keyboard.press(key)
        at(page, *there)
    page.keyboard.press("End")
    expect(page.locator(".present-card blockquote")).to_contain_text(["En lang historie"])
    page.keyboard.press("Space")
    page.wait_for_function("() => scrollY > 0")
    page.keyboard.press("ArrowLeft")
    at(page, *third)
    page.keyboard.press("Home")
    at(page, *first)
    expect(page.locator("html")).to_have_attribute("data-same", "1")
    page.get_by_role("button", name="Fuld skærm").click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("PageDown")
    at(page, *second)
    assert page.evaluate("document.fullscreenElement !== null"), "turning leaves it as it is"
    page.evaluate("document.exitFullscreen()")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/tavler/{shown.id}")


def problems_of(page: Page) -> list[str]:
    found = problems(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    return found


def test_what_was_withdrawn_is_gone_at_the_next_key(
    cast: SimpleNamespace, shown: Any, signed_in: Any, fresh: Any
) -> None:
    page: Page = signed_in(cast.instructor, viewport={"width": 1280, "height": 720})
    page.goto(f"/tavler/{shown.id}/vis")
    texts = list(TEXTS)
    fresh()
    release = db.session.scalars(db.select(Release).where(Release.text == texts[3])).one()
    release.withdraw(by=release.proposed_by, at=make.NOON)
    db.session.commit()
    page.keyboard.press("PageDown")
    at(page, *texts[4:6])


def test_it_works_without_a_script(
    cast: SimpleNamespace, six: None, shown: Any, new_context: Any, let_in: Any
) -> None:
    page: Page = let_in(new_context(java_script_enabled=False), cast.instructor)
    page.goto(f"/tavler/{shown.id}")
    board = BoardPage(page)
    expect(page.get_by_role("button", name="Udskriv")).to_be_hidden()
    board.choose_passage(list(TEXTS)[2])
    page.get_by_role("link", name="Vis for holdet").click()
    texts = list(TEXTS)
    at(page, *texts[:2])
    AnyPage(page).follow("Næste")
    at(page, texts[2])
    AnyPage(page).follow("Til tavlen")
    expect(page.get_by_role("heading", name="Ro", level=1)).to_be_visible()
