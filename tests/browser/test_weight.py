"""How much a visit weighs on a phone's connection, and whether anything moves while it comes."""

from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import PASSWORD
from tests.browser.pages import HomePage, SignInPage

KILO = 1000
# The guard comes by itself, when the page is usable, and is weighed by itself.
GUARD = ("/guard.js", "/navneliste")
GUARD_AND_LIST, HEADERS = 45 * KILO, 2 * KILO
FIRST_VISIT, NEXT_PAGE, SCRIPT, REQUESTS = 60 * KILO, 10 * KILO, 15 * KILO, 10
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const each of list.getEntries()) window.shifted += each.value;
}).observe({type: 'layout-shift', buffered: true});
"""
LATER_HAS_COME = """performance.getEntriesByType('resource').some(
  each => each.name.endsWith('/later.js') && each.responseEnd)"""


class Scales:
    """What comes over the wire to a page, counted by the browser: headers and all."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, float] = {}
        self.kinds: dict[str, str] = {}
        self.guard: dict[str, float] = {}
        devtools = page.context.new_cdp_session(page)
        devtools.on("Network.responseReceived", self.begins)
        devtools.on("Network.loadingFinished", self.ends)
        devtools.send("Network.enable")

    def begins(self, told: dict[str, Any]) -> None:
        if any(each in told["response"]["url"] for each in GUARD):
            self.guard[told["requestId"]] = 0
        elif not told["response"].get("fromDiskCache"):
            self.kinds[told["requestId"]] = told["type"]

    def ends(self, told: dict[str, Any]) -> None:
        if told["requestId"] in self.guard:
            self.guard[told["requestId"]] = told["encodedDataLength"]
        elif told["requestId"] in self.kinds:
            self.bytes[told["requestId"]] = told["encodedDataLength"]

    def empty(self) -> None:
        self.bytes.clear()
        self.kinds.clear()

    @property
    def total(self) -> float:
        return sum(self.bytes.values())


def open_whole(page: Page, path: str) -> None:
    page.goto(path, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_load_state("networkidle")


def test_a_first_visit_is_light_and_the_next_page_lighter(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any, signed_in: Any,
) -> None:  # fmt: skip
    page = new_context().new_page()
    scales = Scales(page)
    open_whole(page, "/log-ind")
    door, at_the_door = scales.total, len(scales.kinds)
    assert "Script" not in scales.kinds.values(), "nothing is written at the door"
    scales.empty()
    SignInPage(page).sign_in(cast.author.user_name, PASSWORD)
    page.wait_for_load_state("networkidle")
    # Asked from here: the policy lets no page look for itself.
    for _ in range(600):
        if page.evaluate(LATER_HAS_COME):
            break
        page.wait_for_timeout(50)
    # Once, for all pages to come: the script, and what the device may hold.
    home, requests = scales.total, len(scales.kinds)
    script = sum(size for key, size in scales.bytes.items() if scales.kinds[key] == "Script")
    heaviest: tuple[float, str] = (0, "")
    for path in ("/forloeb", f"/forloeb/{furnished.second.id}", "/sparring", "/frigivet", "/"):
        scales.empty()
        open_whole(page, path)
        heaviest = max(heaviest, (scales.total, path))
    told = (
        f"door {door:.0f} bytes in {at_the_door}; home {home:.0f} bytes in {requests}, "
        f"script {script:.0f}; guard and its list {sum(scales.guard.values()):.0f}; "
        f"heaviest next page {heaviest[1]} {heaviest[0]:.0f} bytes"
    )
    assert door <= FIRST_VISIT, told
    assert max(at_the_door, requests) <= REQUESTS, told
    assert script <= SCRIPT, told
    assert sum(scales.guard.values()) <= GUARD_AND_LIST + HEADERS, told
    assert heaviest[0] <= NEXT_PAGE, told


def test_nothing_moves_while_a_page_comes(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any, new_context: Any,
    size: dict[str, int],
) -> None:  # fmt: skip
    cookies = signed_in(cast.author).context.cookies()
    for path in ("/log-ind", "/", f"/forloeb/{furnished.second.id}", "/forloeb", "/sparring"):
        context = new_context(viewport=size)  # nothing is in its cache, not even the typefaces
        if path != "/log-ind":
            context.add_cookies(cookies)
        page = context.new_page()
        page.add_init_script(WATCH_SHIFTS)
        open_whole(page, path)
        assert page.evaluate("window.shifted") == 0, path
        open_whole(page, path)
        assert page.evaluate("window.shifted") == 0, f"{path}, seen again"


def test_the_button_is_in_view_on_a_small_phone(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any
) -> None:
    page = new_context(viewport={"width": 390, "height": 664}).new_page()
    SignInPage(page).open().sign_in(cast.author.user_name, PASSWORD)
    home = HomePage(page).open()
    page.evaluate("document.fonts.ready.then(() => true)")
    button = home.save.bounding_box()
    menu = page.get_by_role("navigation", name="Hovedmenu").bounding_box()
    assert button
    assert menu
    assert button["y"] + button["height"] <= menu["y"]
