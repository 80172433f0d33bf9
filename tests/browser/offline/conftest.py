"""A device that keeps things, and a connection that can fail in every way there is."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from logbook.cycles.models import Answer
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.people.models import Person
from tests.browser.checks import mistakes_in
from tests.browser.conftest import PASSWORD, PHONE
from tests.browser.offline.faults import Faults
from tests.browser.pages import SignInPage

READY = """() => navigator.serviceWorker.ready.then(() => new Promise(done => {
  if (navigator.serviceWorker.controller) done();
  else navigator.serviceWorker.oncontrollerchange = () => done();
}))"""
# What a store of the browser holds, read past the program's own module.
HELD = """name => new Promise((done, fail) => {
  const asked = indexedDB.open('logbogen');
  asked.onerror = () => fail(asked.error);
  asked.onsuccess = () => {
    const database = asked.result;
    const close = value => { database.close(); done(value); };
    if (!database.objectStoreNames.contains(name)) return close([]);
    const all = database.transaction(name).objectStore(name).getAll();
    all.onsuccess = () => close(all.result);
  };
})"""
IN_TIME = """argument => Promise.race([
  (%s)(argument),
  new Promise((_, fail) => setTimeout(fail, 30000, new Error('the page never answered'))),
])"""
CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found.push(new URL(request.url).pathname);
  return found.sort();
}"""


@pytest.fixture
def faults(app: Flask) -> Faults:
    made = Faults(app)
    app.wsgi_app = made  # type: ignore[method-assign]
    return made


@pytest.fixture
def new_context(
    chromium: Browser, faults: Faults, base_url: str
) -> Iterator[Callable[..., BrowserContext]]:
    """Here alone the service worker may run."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def new(**settings: Any) -> BrowserContext:
        context = chromium.new_context(
            base_url=base_url, locale="da-DK", reduced_motion="reduce",
            **({"viewport": PHONE} | settings),
        )  # fmt: skip
        context.set_default_timeout(30_000)
        context.on("weberror", lambda told: broken.extend(mistakes_in(told)))
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        # A context that closes while a page of it is still coming sometimes never does.
        context.set_offline(False)
        for page in context.pages * 2:
            with suppress(Error):
                page.goto("about:blank")
        context.close()
    assert broken == [], "a script broke off"


class Device:
    """One person's telephone, with the page that is open on it."""

    def __init__(self, page: Page, person: Person) -> None:
        self.page, self.person = page, person
        self.user_name = person.user_name

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def sign_in(self, user_name: str = "") -> "Device":
        SignInPage(self.page).open().sign_in(user_name or self.user_name, PASSWORD)
        self.page.wait_for_url(lambda address: "/log-ind" not in address)
        return self

    def settle(self) -> "Device":
        """Until it could go on without a connection."""
        self.ask(READY)
        end = monotonic() + 30
        while not self.held("inhand"):
            assert monotonic() < end, "it never learned what is in hand"
            self.page.wait_for_timeout(50)
        return self

    def ask(self, script: str, argument: Any = None) -> Any:
        """What the page answers; one that never does is a failure, not a wait without end."""
        return self.page.evaluate(IN_TIME % script, argument)

    def offline(self, is_so: bool = True) -> None:
        self.context.set_offline(is_so)

    def type_and_wait(self, text: str) -> None:
        """Until the server has the draft."""
        with self.page.expect_response("**/kladder"):
            self.page.locator("form[data-place] textarea").first.fill(text)
        self.expect_status("Alt er gemt")

    def write(self, text: str, button: str = "Gem note") -> None:
        self.page.locator("form[data-place] textarea").first.fill(text)
        self.page.get_by_role("button", name=button, exact=True).click()

    def held(self, store: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask(HELD, store)
        return found

    def cached(self) -> list[str]:
        found: list[str] = self.ask(CACHED)
        return found

    def expect_status(self, words: str, timeout: float = 40_000) -> None:
        status = self.page.get_by_role("status").locator("[data-words]")
        expect(status).to_have_text(words, timeout=timeout)
        if words == "Alt er gemt":
            # A page begins with these words, before it has looked at what waits here.
            self.wait_until_sent()
            expect(status).to_have_text(words, timeout=timeout)

    def wait_until_sent(self) -> None:
        """Until nothing waits of whoever's page this is; a shared device keeps nothing to wait."""
        body = self.page.locator("body")
        if body.get_attribute("data-shared") is not None:
            return
        owner, end = body.get_attribute("data-owner"), monotonic() + 40
        while any(
            row["state"] in {"ready", "signin"} and owner in {None, row["owner"]}
            for row in self.held("outbox")
        ):
            assert monotonic() < end, "it was never sent"
            self.page.wait_for_timeout(50)


def wait_until_kept(page: Page, text: str) -> None:
    """Until the device holds it as a draft; a busy machine takes more than a moment for it."""
    end = monotonic() + 30
    while not any(text in each["fields"].values() for each in page.evaluate(HELD, "drafts")):
        assert monotonic() < end, f"it was never kept: {text}"
        page.wait_for_timeout(50)


@pytest.fixture
def new_device(new_context: Any, let_in: Any) -> Callable[[Person], Device]:
    """A phone of somebody's, on her first page, ready to go into the forest."""

    def device_of(person: Person) -> Device:
        return Device(let_in(new_context(), person), person).settle()

    return device_of


@pytest.fixture
def device(cast: SimpleNamespace, furnished: SimpleNamespace, new_device: Any) -> Device:
    made: Device = new_device(cast.author)
    return made


@pytest.fixture
def sign_in_shared() -> Callable[[Page, Person], Device]:
    def sign_in(page: Page, person: Person) -> Device:
        page.goto("/log-ind")
        page.get_by_label("Delt enhed").check()
        page.get_by_label("Brugernavn").fill(person.user_name)
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Log ind").click()
        page.wait_for_url(lambda address: "/log-ind" not in address)
        return Device(page, person)

    return sign_in


@pytest.fixture
def shared(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any, sign_in_shared: Any
) -> Device:
    """The tablet of the house, with the author at it."""
    made: Device = sign_in_shared(new_context().new_page(), cast.author)
    return made


@pytest.fixture
def drafts(fresh: Callable[[], None]) -> Callable[[], list[str]]:
    """What the server holds of texts that are not saved."""

    def held() -> list[str]:
        fresh()
        return [draft.texts["text"] for draft in db.session.query(Draft) if draft.fields]

    return held


@pytest.fixture
def shots() -> Callable[[Page, str], None]:
    """Pictures for a person to look at, into the folder that LOGBOOK_SHOTS names."""
    folder = os.environ.get("LOGBOOK_SHOTS")

    def shoot(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return shoot


@pytest.fixture
def notes(fresh: Callable[[], None]) -> Callable[..., list[str]]:
    """What is saved of one question, each answer once."""

    def saved(question: Question = Question.SAW) -> list[str]:
        fresh()
        return [each.text for each in db.session.query(Answer) if each.question is question]

    return saved


@pytest.fixture
def saved_once(notes: Callable[..., list[str]]) -> Callable[[str], None]:
    """Wait until a note has come to the server, and see that it came once."""

    def wait(text: str) -> None:
        end = monotonic() + 40
        while text not in notes():
            assert monotonic() < end, f"it never came: {text}"
            sleep(0.1)
        assert notes().count(text) == 1

    return wait
