"""On paper stands what people wrote, and nothing to press."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from logbook.privacy.held.table import Topic
from logbook.privacy.personal_data import HELD, about

PRESSABLE = "nav, form, button, .btn, input, select, textarea, .foot, .flash"


@pytest.fixture(
    params=["a cycle", "the overview", "a board", "a conversation's sheet", "the record"]
)
def page(
    request: pytest.FixtureRequest, cast: SimpleNamespace, furnished: SimpleNamespace,
    signed_in: Any,
) -> Page:  # fmt: skip
    page: Page
    if request.param == "a cycle":
        page = signed_in(cast.author)
        page.goto(f"/forloeb/{furnished.second.id}")
    elif request.param == "the overview":
        page = signed_in(cast.leader)
    elif request.param == "the record":
        page = signed_in(cast.coordinator)
        page.goto("/fortegnelse")
    elif request.param == "a conversation's sheet":
        page = signed_in(cast.author)
        page.goto(f"/forloeb/{furnished.second.id}/samtaleark")
    else:
        page = signed_in(cast.instructor)
        page.goto(f"/tavler/{furnished.board.id}")
    page.emulate_media(media="print")
    return page


def test_nothing_to_press_is_printed(page: Page) -> None:
    shown = page.locator(PRESSABLE).evaluate_all(
        "found => found.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 100))"
    )
    assert shown == []
    assert page.get_by_role("heading", level=1).is_visible()
    lines = page.get_by_role("main").inner_text().splitlines()
    assert "·" not in {line.strip() for line in lines}, "what stood between two links"


def test_it_prints(page: Page) -> None:
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")


def test_nothing_is_cut_in_two(page: Page) -> None:
    cut = page.locator(".qcard, .note, .sparring, tr, .rows > li").evaluate_all(
        """found => found.filter(e => e.checkVisibility()
          && getComputedStyle(e).breakInside !== 'avoid'
          && !e.parentElement.closest('.qcard, .note, .sparring'))
          .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert cut == []


def test_folded_text_is_opened(page: Page) -> None:
    hidden = page.locator("details > :not(summary)").evaluate_all(
        "found => found.filter(e => e.parentElement.checkVisibility()"
        " && !e.getBoundingClientRect().height).length"
    )
    assert hidden == 0


def test_the_record_is_short_on_the_screen_and_whole_on_paper(
    cast: SimpleNamespace, signed_in: Any
) -> None:
    """What is folded has to be on the paper of whoever opened none of it."""
    page = signed_in(cast.coordinator)
    page.goto("/fortegnelse")
    last = page.get_by_role("heading", name=about(Topic.SAFETY)[-1].what, include_hidden=True)
    assert not last.is_visible()
    page.locator("summary").last.click()
    assert last.is_visible()
    page.locator("summary").last.click()
    page.emulate_media(media="print")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    text = " ".join("".join(each.extract_text() for each in PdfReader(BytesIO(pdf)).pages).split())
    assert [held.table for held in HELD if held.table not in text] == []


@pytest.mark.parametrize("name", ["Udskriv siden", "Udskriv arket"])
def test_a_conversation_and_its_sheet_have_a_button_that_prints(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any, name: str
) -> None:
    page = signed_in(cast.author)
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = 1 }")
    is_sheet = name == "Udskriv arket"
    page.goto(
        f"/forloeb/{furnished.second.id}/samtaleark"
        if is_sheet
        else f"/samtaler/{furnished.talk.id}"
    )
    button = page.get_by_role("button", name=name)
    assert button.bounding_box()["height"] >= 44
    button.click()
    expect(page.locator("html")).to_have_attribute("data-printed", "1")
    page.emulate_media(media="print")
    expect(button).to_be_hidden()
    if not is_sheet:
        expect(page.get_by_label("Noten", exact=True).get_by_role("textbox")).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)
