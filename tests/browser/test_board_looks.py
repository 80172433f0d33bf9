"""A board's pages are easy to see through: nothing jumps, touches, or is cut away."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page

from logbook.db import db
from tests.exports.world import passage

SPACE = 8


@pytest.fixture(params=[390, 1280])
def at(request: pytest.FixtureRequest, cast: SimpleNamespace, signed_in: Any) -> Page:
    passage(cast, "Endnu et, som ikke hænger der.")
    db.session.commit()
    page: Page = signed_in(cast.instructor, viewport={"width": request.param, "height": 844})
    page.set_default_timeout(8000)
    return page


def top(page: Page, what: str) -> float:
    return float(page.locator(what).first.evaluate("e => e.getBoundingClientRect().top"))


def between(page: Page, above: str, below: str) -> float:
    end = page.locator(above).first.evaluate("e => e.getBoundingClientRect().bottom")
    return top(page, below) - float(end)


def test_names_in_the_list_are_links_and_a_new_one_is_at_hand(
    at: Page, furnished: SimpleNamespace
) -> None:
    at.goto("/tavler")
    name = at.get_by_role("link", name=furnished.board.title, exact=True).first
    assert "underline" in name.evaluate("e => getComputedStyle(e).textDecorationLine")
    new = at.get_by_role("link", name="Lav en tavle", exact=True).bounding_box()
    assert new is not None
    assert new["y"] + new["height"] < 600


def test_nothing_jumps_when_a_card_is_to_be_moved(at: Page, furnished: SimpleNamespace) -> None:
    at.goto(f"/tavler/{furnished.board.id}")
    at.evaluate("document.fonts.ready")
    for what in (".turns details.more", ".found details.more"):
        fold = at.locator(f"{what} > summary").first
        before = fold.evaluate("e => [e.getBoundingClientRect().x, e.getBoundingClientRect().y]")
        fold.evaluate("e => e.click()")
        after = fold.evaluate("e => [e.getBoundingClientRect().x, e.getBoundingClientRect().y]")
        assert after == before, what


def test_text_keeps_its_distance_to_buttons(at: Page, furnished: SimpleNamespace) -> None:
    at.goto(f"/tavler/{furnished.board.id}")
    at.locator(".board-side details.more", has_text="Hent tavlen").first.evaluate("e => e.open = 1")
    at.evaluate("document.fonts.ready")
    assert between(at, ".board-side > .board-head .btn", ".board-side > .board-head + p") >= SPACE
    assert between(at, ".board-side details.more p", ".board-side details.more form") >= SPACE
    assert between(at, ".qcard > p.muted", ".qcard > .turns") >= SPACE
    assert between(at, ".found > p.muted", ".found > form") >= SPACE
    # What is at the end of the page stands apart from the cards, and its links from each other.
    assert between(at, ".board-group:nth-last-of-type(1)", ".board-side > .links") >= 3 * SPACE


def test_what_is_looked_for_can_be_read(at: Page, furnished: SimpleNamespace) -> None:
    at.goto(f"/tavler/{furnished.board.id}")
    room = at.locator("select[name=modul]").evaluate("e => e.getBoundingClientRect().width")
    whole = at.locator(".board-filters").evaluate("e => e.getBoundingClientRect().width")
    assert room == whole


def test_a_group_goes_on_on_the_next_sheet(at: Page, furnished: SimpleNamespace) -> None:
    at.goto(f"/tavler/{furnished.board.id}")
    at.emulate_media(media="print")
    group = at.locator(".board-group:has(.qcard)").first
    assert group.evaluate("e => getComputedStyle(e).breakInside") == "auto"
    head = group.locator(".head").first
    assert head.evaluate("e => getComputedStyle(e).breakAfter") == "avoid"
