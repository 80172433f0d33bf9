"""A writer gives the words she marks; they are used in teaching, and she reads what for."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.releases.models import Release
from tests import factories as make
from tests.browser.checks import problems
from tests.browser.pages import AnyPage

TOLD = "I fik os til at øve pauser."
MARK = """([from, to]) => {
  const text = document.querySelector("[data-whole]").firstChild, range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def cycle(cast: SimpleNamespace) -> Any:
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE,
        module=cast.module, title="Ro i garderoben",
    )  # fmt: skip


def mark(page: Page, words: str, text: str) -> None:
    begins = text.index(words)
    page.evaluate(MARK, [begins, begins + len(words)])


def test_marked_words_go_to_kp_and_come_back_as_used(
    cast: SimpleNamespace, cycle: Any, signed_in: Any, size: dict[str, int]
) -> None:
    answer = cycle.answer_to(Question.LEARNED)
    writer = signed_in(cast.author, viewport=size)
    writer.goto(f"/svar/{answer.id}/frigiv")
    AnyPage(writer).press("Brug det markerede").expect_text("Markér først nogle ord.")
    # Whole words, though the mark begins and ends inside of them.
    mark(writer, "ksne, der lave", answer.text)
    AnyPage(writer).press("Brug det markerede").expect_text("Det markerede står nu i feltet.")
    expect(writer.get_by_role("textbox", name="Citatet")).to_have_value("voksne, der lavede")
    assert problems(writer) == []
    AnyPage(writer).check("Anonymt").press_and_go("Fortsæt")
    AnyPage(writer).expect_text("”voksne, der lavede”").press_and_go("Jeg har tjekket – del")

    release = db.session.scalars(Release.ever_of(cycle)).one()
    release.session = cast.module.sessions[0]
    db.session.commit()
    page = signed_in(cast.instructor, viewport=size)
    page.goto("/udtraek")
    AnyPage(page).follow("Hvad brugte I?").fill("Det brugte vi jeres refleksioner til", TOLD)
    AnyPage(page).press_and_go("Gem").expect_text("Nu kan husene læse det.")
    AnyPage(page).follow("Vælg citater").check("”voksne, der lavede” · Det lærte vi")
    AnyPage(page).press_and_go("Gem").expect_text("De, der har skrevet, kan se det.")
    assert problems(page) == []

    writer.reload()
    AnyPage(writer).expect_text("Brugt til Undervisningsgang 1").expect_text(TOLD)
    writer.goto("/")
    AnyPage(writer).expect_text("Det brugte vi jeres refleksioner til")
    AnyPage(writer).follow("Se, hvad der blev brugt").expect_heading("Brugt her")
    assert problems(writer) == []


def test_without_a_script_the_field_is_there(
    cast: SimpleNamespace, cycle: Any, new_context: Any, signed_in: Any
) -> None:
    page = signed_in(cast.author, java_script_enabled=False)
    page.goto(f"/svar/{cycle.answer_to(Question.LEARNED).id}/frigiv")
    expect(page.get_by_role("textbox", name="Citatet")).to_be_visible()
    expect(page.get_by_role("button", name="Brug det markerede")).to_have_count(0)


def test_home_keeps_its_button_in_view(cast: SimpleNamespace, cycle: Any, signed_in: Any) -> None:
    page = signed_in(cast.author, viewport={"width": 390, "height": 664})
    page.goto("/")
    page.evaluate("document.fonts.ready")
    AnyPage(page).expect_text("Tag én fortælling med")
    button = page.get_by_role("button", name="Gem note").bounding_box()
    menu = page.get_by_role("navigation", name="Hovedmenu").bounding_box()
    assert button["y"] + button["height"] < menu["y"]
