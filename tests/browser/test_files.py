"""A file that takes its time, in a browser without a script: the page itself leads to it."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from logbook.jobs.making import make_all_waiting
from tests.browser.pages import AnyPage
from tests.exports.world import passages


@pytest.mark.parametrize(("form", "begins"), [("Uddelingsark", b"%PDF"), ("PowerPoint", b"PK")])
def test_without_a_script_its_page_leads_to_the_file(
    cast: SimpleNamespace, signed_in: Any, fresh: Any, form: str, begins: bytes
) -> None:
    passages(cast, 3)
    page: Page = signed_in(cast.instructor, java_script_enabled=False)
    AnyPage(page).menu("Citater").press(form)
    expect(page.get_by_role("heading", name="Vi gør filen klar", level=1)).to_be_visible()
    # It lies on the page of citations too, for whoever closes this one.
    where = page.url
    AnyPage(page).menu("Citater")
    page.get_by_role("region", name="Dine filer").get_by_role("link").click()
    assert page.url == where
    fresh()
    assert make_all_waiting() == 1
    # Nobody presses anything: the page asks again by itself.
    expect(page.get_by_role("heading", name="Filen er klar", level=1)).to_be_visible()
    assert page.url == where
    with page.expect_download() as caught:
        page.get_by_role("link", name="Hent", exact=True).click()
    assert caught.value.path().read_bytes().startswith(begins)
    assert caught.value.suggested_filename.startswith("Udtræk ")
