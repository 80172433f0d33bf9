"""What every page owes every reader, measured in the browser; each finding is one line."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, WebError

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (390, 1280)
NARROW = 320
TARGET = 44

ASK_AXE = """tags => axe.run(
  document, {runOnly: tags, resultTypes: ['violations'], preload: false}
).then(found => found.violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 140)}`))"""
# Colours alone depend on the scheme; everything else is the same page.
ASK_AXE_COLOURS = ASK_AXE.replace("runOnly: tags", "runOnly: {type: 'rule', values: tags}")

OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return '';
  const out = [...document.querySelectorAll('main *, header *, footer *, nav *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1
      && !e.closest('.pattern, .scroller, .sr')).pop();
  return `${wide} px too wide` + (out ? `: ${out.outerHTML.slice(0, 120)}` : '');
}"""

SMALL = """size => {
  const area = e => {
    const boxes = [e.getBoundingClientRect()];
    const after = getComputedStyle(e, '::after');
    if (after.content !== 'none' && after.position === 'absolute' && e.closest('.rowlink'))
      boxes.push(e.closest('.rowlink').getBoundingClientRect());
    for (const label of e.labels || [])
      if (e.matches('[type=radio], [type=checkbox]')) boxes.push(label.getBoundingClientRect());
    return [Math.max(...boxes.map(b => b.width)), Math.max(...boxes.map(b => b.height))];
  };
  const stands_in_text = e => e.tagName === 'A' && getComputedStyle(e).display === 'inline'
    && e.parentElement.textContent.trim().length > e.textContent.trim().length + 1;
  return [...document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(e => e.checkVisibility() && !e.closest('.skip') && !stands_in_text(e))
    .map(e => [area(e), e])
    .filter(([[wide, high]]) => wide < size - .5 || high < size - .5)
    .map(([[wide, high], e]) =>
      `${Math.round(wide)} × ${Math.round(high)} px: ${e.outerHTML.slice(0, 120)}`);
}"""


def problems(page: Page, axe_at: Sequence[int] = WIDTHS) -> list[str]:
    """Everything that is wrong with the page as it stands, at all widths and in both schemes.

    Axe, which takes longest, looks at it at the widths `axe_at`.
    """
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate(AXE_SCRIPT)
    return list(found(page, axe_at))


def found(page: Page, axe_at: Sequence[int]) -> Iterator[str]:
    for width in WIDTHS:
        resize(page, width)
        for told in page.evaluate(ASK_AXE, RULES) if width in axe_at else ():
            yield f"{width} px: {told}"
        for told in page.evaluate(SMALL, TARGET):
            yield f"{width} px: a small target, {told}"
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if told := page.evaluate(OVERFLOW):
            yield f"{width} px, text at 200 %: {told}"
        page.evaluate("document.documentElement.style.fontSize = ''")
    resize(page, NARROW)
    if told := page.evaluate(OVERFLOW):
        yield f"{NARROW} px: {told}"
    yield from in_the_dark(page)


def in_the_dark(page: Page) -> Iterator[str]:
    """The colours of the dark scheme, at the width that the page has."""
    page.emulate_media(color_scheme="dark")
    for told in page.evaluate(ASK_AXE_COLOURS, ["color-contrast"]):
        yield f"dark: {told}"
    page.emulate_media(color_scheme="light")


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})


def listed(problems: list[tuple[str, Any]]) -> str:
    """One line per page and finding."""
    return "\n".join(f"{name}: {told}" for name, each in problems for told in each)


def mistakes_in(told: WebError) -> list[str]:
    """What a script stopped at, unless it is a file that a lost connection kept from it."""
    mistake = str(told.error)
    is_ours = re.search(r"(Reference|Syntax|Type)Error", f"{told.error.name} {mistake}")
    if not is_ours or "fetch" in mistake:
        return []
    return [f"{told.page.url if told.page else ''}: {mistake}"]
