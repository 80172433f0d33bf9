"""The screen in the middle of a conversation."""

from collections.abc import Callable
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from logbook.conversations.models import Conversation
from logbook.db import db
from logbook.people.models import Person
from tests.browser.offline.conftest import Device

NOTE = "Fælles note"
Wait = Callable[[Callable[[Conversation], bool]], Conversation]


class Screen(Device):
    """The screen in the middle of the table."""

    def open(self, made: SimpleNamespace) -> "Screen":
        self.page.goto(f"/samtaler/{made.talk.id}")
        expect(self.page.locator(".talk.is-live")).to_be_visible()
        return self

    def turn_to(self, number: int, name: str) -> None:
        self.page.locator(".talk-step").nth(number - 1).click()
        self.expect_part(name)

    def expect_part(self, name: str) -> None:
        expect(self.page.locator(".talk-name:visible")).to_have_text(name)

    def note(self, text: str) -> None:
        self.page.get_by_label(NOTE, exact=True).fill(text)

    def expect_note(self, text: str) -> None:
        expect(self.page.get_by_label(NOTE, exact=True)).to_have_value(text)

    @property
    def words(self) -> Any:
        return self.page.locator("[data-words-of-clock]")


@pytest.fixture
def screen_of(new_context: Any, let_in: Any, furnished: SimpleNamespace) -> Callable[..., Screen]:
    def make(person: Person, **settings: Any) -> Screen:
        return Screen(let_in(new_context(**settings), person), person).open(furnished)

    return make


@pytest.fixture
def until(furnished: SimpleNamespace, fresh: Callable[[], None]) -> Wait:
    """Wait until the conversation is as it should be on the server."""
    key = furnished.talk.id

    def wait(holds: Callable[[Conversation], bool]) -> Conversation:
        end = monotonic() + 40
        while True:
            fresh()
            talk: Conversation = db.session.get_one(Conversation, key)
            if holds(talk):
                return talk
            assert monotonic() < end, (talk.note, talk.part, talk.revision)
            sleep(0.1)

    return wait
