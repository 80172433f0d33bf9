"""What every page owes its reader."""

import re
from collections import Counter
from html import unescape
from typing import Any

import html5lib

parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
UNLABELLED = {"hidden", "submit", "button"}

# What no parser stumbles on, and no rule below asks about.
PLAIN = r"[\w \n\t\xa0\xad.,:;?!…()”’–·×/+%#=~-]+"
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WORDS = re.compile(rf">(?=[^<]*\w){PLAIN}<")
SAID = re.compile(rf'(?<= )(value|content|href|action|title|datetime|data-[a-z-]+)="{PLAIN}"')
shapes_seen: set[str] = set()


def check_page(html: str) -> None:
    """Fail unless the page is valid HTML with one h1, a title, unique ids and labelled fields.

    Reading a page strictly takes longer than making it, so each shape is read once.
    """
    shape = shape_of(html)
    if shape not in shapes_seen:
        check_whole_page(html)
        shapes_seen.add(shape)


def shape_of(html: str) -> str:
    """The page without what differs between two that are alike: its words, and which rows."""
    keys: dict[str, str] = {}
    html = KEY.sub(lambda key: keys.setdefault(key[0], f"key{len(keys)}"), html)
    return SAID.sub(r'\1=""', WORDS.sub(">words<", html))


def check_whole_page(html: str) -> None:
    page = parser.parse(html)
    assert len(page.findall(".//h1")) == 1, "a page has one <h1>"
    assert (page.findtext(".//title") or "").strip(), "a page has a title"
    assert page.get("lang") == "da", "a page says that it is Danish"
    ids = Counter(tag.get("id") for tag in page.iter() if tag.get("id"))
    assert not [name for name, n in ids.items() if n > 1], "ids are unique"
    labelled = {label.get("for") for label in page.iter("label")}
    inside = {id(field) for label in page.iter("label") for field in label.iter()}
    for kind in ("input", "textarea", "select"):
        for field in page.iter(kind):
            is_labelled = field.get("id") in labelled or id(field) in inside
            assert is_labelled or field.get("type") in UNLABELLED or field.get("aria-label"), (
                f"{field.get('name')} has no label"
            )
    assert not [tag for tag in page.iter() if tag.get("style")], "no inline style passes the CSP"


def hidden(page: str, name: str) -> str | None:
    """What a hidden field of the page's first form holds."""
    found = re.search(rf"name=['\"]{name}['\"][^>]* value=['\"]([^'\"]*)['\"]", page)
    return found.group(1) if found else None


def words_of(page: str) -> set[str]:
    """Each text of the page as it was written, whatever is marked in it."""
    found = re.findall(r'<p class="text">(.*?)</p>', page, re.DOTALL)
    return {unescape(re.sub(r"</?mark>", "", text)) for text in found}


def rows_of(page: str, caption: str) -> list[list[str]]:
    """The lines of the table whose caption holds these words, as they are read."""
    for table in parser.parse(page).iter("table"):
        if caption in "".join(table.find("caption").itertext()):
            return [
                [" ".join(seen_in(cell).replace("\N{SOFT HYPHEN}", "").split()) for cell in row]
                for row in table.iter("tr")
                if row.find("td") is not None
            ]
    return []


def seen_in(element: Any) -> str:
    """What an element says to one who sees, without what is there for the ear alone."""
    if element.get("class") == "sr":
        return element.tail or ""
    inside = (element.text or "") + "".join(seen_in(child) for child in element)
    return inside + (element.tail or "")
