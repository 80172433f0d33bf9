"""The browser's guard says the same as the server's, of every text, and weighs little."""

from types import SimpleNamespace
from typing import Any

import brotli
from flask import Flask, url_for
from playwright.sync_api import Page

from logbook.privacy.guard import look_at
from logbook.privacy.lists import danish, for_the_browser
from tests.privacy.cases import cases, chance_texts

KILO = 1000
SCRIPT_AND_LIST = 45 * KILO
# Places as Python counts them: a character that the browser keeps as two is one.
LOOK = """
async ([guard, list, texts]) => {
  const { $guard } = await import(guard);
  const names = await $guard.namesFrom(list);
  const places = (text, place) => [...text.slice(0, place)].length;
  return texts.map(text => $guard.lookAt(text, { names }).map(mark => [
    mark.kind, places(text, mark.start), places(text, mark.end), mark.words, mark.offers,
  ]));
}
"""


def addresses(app: Flask) -> tuple[str, str]:
    with app.test_request_context():
        return url_for("script_guard"), url_for("names.current")


def marked_in_the_browser(app: Flask, page: Page, texts: list[str]) -> list[Any]:
    page.goto("/")
    marks: list[Any] = page.evaluate(LOOK, [*addresses(app), texts])
    return marks


def marked(text: str) -> list[Any]:
    return [
        [mark.kind.value, mark.start, mark.end, mark.words, list(mark.offers)]
        for mark in look_at(text)
    ]


def test_the_browser_marks_what_the_table_says(
    app: Flask, cast: SimpleNamespace, signed_in: Any
) -> None:
    table = cases()
    marks = marked_in_the_browser(app, signed_in(cast.author), [case.text for case in table])
    for case, found in zip(table, marks, strict=True):
        assert [(kind, words) for kind, _, _, words, _ in found] == case.marks, case.text
        assert found == marked(case.text), case.text


def test_the_browser_and_the_server_say_the_same_of_any_text(
    app: Flask, cast: SimpleNamespace, signed_in: Any
) -> None:
    texts = chance_texts(4000)
    expected = [marked(text) for text in texts]
    assert sum(map(bool, expected)) > 2000
    found = marked_in_the_browser(app, signed_in(cast.author), texts)
    differ = [
        (text, said, meant)
        for text, said, meant in zip(texts, found, expected, strict=True)
        if said != meant
    ]
    assert differ == []


def test_script_and_list_are_light(app: Flask, client: Any) -> None:
    script, _ = addresses(app)
    sent = client.get(script, headers={"Accept-Encoding": "br"}).data
    names = brotli.compress(for_the_browser(danish()), quality=11)
    assert len(sent) + len(names) <= SCRIPT_AND_LIST, (len(sent), len(names))


def test_the_list_is_asked_for_once(app: Flask, cast: SimpleNamespace, signed_in: Any) -> None:
    page = signed_in(cast.author)
    marked_in_the_browser(app, page, ["Ida"])
    sizes = """performance.getEntriesByType('resource').filter(
      each => each.name.includes('/navneliste')).map(each => each.transferSize)"""
    assert sum(page.evaluate(sizes)) > 30 * KILO
    marked_in_the_browser(app, page, ["Ida"])
    assert page.evaluate(sizes) == [0]
