"""Looks on a page for figures about a person, for ranks, and for the hour."""

import re

from logbook.db import db
from logbook.people.alphabet import in_danish_order
from logbook.people.models import Person
from tests.cast import PEOPLE
from tests.pages import parser, seen_in

LEADING = ("leader", "other_leader", "district_leader", "coordinator")
# What is hers alone: her account, and what she wrote herself.
HER_OWN = ("/konto", "/note/", "/svar/", "/udgave/")
BLOCKS = {
    "li", "tr", "p", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "cite", "footer", "caption",
}  # fmt: skip
CLOCK = re.compile(r"\bkl\.|\b\d{1,2}[.:]\d{2}\b(?!\.)", re.IGNORECASE)
MONTH = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
# Numbers that say when, which round, which week or which module: not how much.
SAYS_WHEN = re.compile(
    rf"\b\d{{1,2}}\.\s*(?:{MONTH})\w*\.?(?:\s+\d{{4}})?|\bfor \d+ dage siden|\brunde \d+|\buge \d+"
    rf"|\bspor \w|\bmodul \d+|\bundervisningsgang \d+|\b\d{{4}}-\d\d-\d\d",
    re.IGNORECASE,
)


def names_in(visitors):
    with visitors.app.app_context():
        people = [db.session.get_one(Person, visitors.id(who)) for who in PEOPLE]
        return {person.name for person in people}


def lines_of(page):
    """What stands together on a page, each line once: the innermost blocks and rows."""
    for tag in page.iter():
        inside = [each for each in tag.iter() if each is not tag and each.tag in BLOCKS]
        if tag.tag in BLOCKS and (tag.tag == "tr" or not inside):
            yield " ".join("".join(tag.itertext()).split())


def counts_in(page, names):
    """The lines that name somebody and say a number of her."""
    for line in lines_of(page):
        is_about = any(name in line or name.split()[0] in line.split() for name in names)
        if is_about and re.search(r"\d", SAYS_WHEN.sub("", without_codes(line))):
            yield line


def without_codes(line):
    """User names end with a number here: the tests make them so."""
    return re.sub(r"\b[a-zæøå]+\d+\b", "", line)


def rankings_in(page, names):
    """The lists and tables whose lines begin with people, and are not in alphabetical order."""
    for tag in page.iter():
        if tag.tag in {"ul", "ol", "tbody"}:
            begins = [" ".join(seen_in(line).split()) for line in tag]
            people = [next((n for n in names if each.startswith(n)), None) for each in begins]
            if len(people) > 2 and all(people):
                keys = [in_danish_order(name) for name in people]
                if keys != sorted(keys):
                    yield people


def clocks_in(page):
    return CLOCK.findall(" ".join("".join(page.find("body").itertext()).split()))


def told_of_people(path, text, names):
    """What a page says of somebody that nobody should read: a count, a rank, the hour."""
    page = parser.parse(text)
    yield from counts_in(page, names)
    yield from rankings_in(page, names)
    title = page.findtext(".//title")
    if not path.startswith("/personer/"):
        yield from (name for name in names if name in title)
    if not path.startswith(HER_OWN):
        yield from clocks_in(page)
