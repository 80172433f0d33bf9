"""Nobody is counted: leaders and coordinators find no figure about a person, and no clock.

They go through every door with every id that there is, and follow every link that they see.
"""

import re

import pytest

from logbook.db import db
from logbook.people.alphabet import in_danish_order
from logbook.people.models import Person
from tests.cast import PEOPLE
from tests.pages import parser, seen_in
from tests.test_canary import ASKED_FOR, addresses, pages_of

pytestmark = pytest.mark.sweep

LEADING = ("leader", "other_leader", "district_leader", "coordinator")
# The lists of what others wrote; ”Personer” goes on after somebody in its alphabet.
LISTS = {"cycles.index", "reviews.index", "releases.index"}
PARTS = {"cycles", "reviews", "releases", "overview", "figures"}
# What is hers alone: her account, and what she wrote herself.
HER_OWN = ("/konto", "/note/", "/svar/", "/udgave/")
BLOCKS = {
    "li",
    "tr",
    "p",
    "dt",
    "dd",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "cite",
    "footer",
    "caption",
}
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


def counts_in(text, names):
    """The lines that name somebody and say a number of her."""
    for line in lines_of(parser.parse(text)):
        is_about = any(name in line or name.split()[0] in line.split() for name in names)
        if is_about and re.search(r"\d", SAYS_WHEN.sub("", without_codes(line))):
            yield line


def without_codes(line):
    """User names end with a number here: the tests make them so."""
    return re.sub(r"\b[a-zæøå]+\d+\b", "", line)


def rankings_in(text, names):
    """The lists and tables whose lines begin with people, and are not in alphabetical order."""
    for tag in parser.parse(text).iter():
        if tag.tag in {"ul", "ol", "tbody"}:
            begins = [" ".join(seen_in(line).split()) for line in tag]
            people = [next((n for n in names if each.startswith(n)), None) for each in begins]
            if len(people) > 2 and all(people):
                keys = [in_danish_order(name) for name in people]
                if keys != sorted(keys):
                    yield people


def clocks_in(text):
    page = parser.parse(text).find("body")
    return CLOCK.findall(" ".join("".join(page.itertext()).split()))


@pytest.mark.parametrize("who", LEADING)
def test_no_page_counts_or_ranks_people_or_says_the_hour(visitors, who):
    visitors.undo()
    names = names_in(visitors)
    seen = 0
    for path, answer in pages_of(visitors, who, addresses(visitors)):
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        seen += 1
        assert list(counts_in(answer.text, names)) == [], path
        assert list(rankings_in(answer.text, names)) == [], path
        title = parser.parse(answer.text).findtext(".//title")
        assert not [n for n in names if n in title] or path.startswith("/personer/"), path
        if not path.startswith(HER_OWN):
            assert clocks_in(answer.text) == [], path
    assert seen > 8


@pytest.mark.parametrize("who", LEADING)
def test_no_list_can_be_asked_for_one_person(visitors, who):
    """A person's id means nothing in any address but her own page among the people."""
    for endpoint, names in ASKED_FOR.items():
        for name in names if endpoint in LISTS else ():
            for other in ("author", "colleague"):
                path = visitors.address(endpoint, **{name: visitors.id(other)})
                answer = visitors.knock(who, "GET", path)
                assert answer.status_code in {302, 403, 404}, path


def test_no_address_takes_somebody(visitors):
    person = re.compile(r"person|forfatter|skrevet-?af|medarbejder|kollega|hvem|navn|author|by")
    for rule in visitors.app.url_map.iter_rules():
        if "GET" in rule.methods:
            view = visitors.app.view_functions[rule.endpoint]
            asked = getattr(view, "parameters", frozenset())
            assert not [name for name in asked if person.search(name)], rule
            is_of_people = rule.endpoint.startswith("people.")
            assert "person_id" not in rule.arguments or is_of_people, rule


def test_every_list_that_can_be_narrowed_is_asked(visitors):
    """A new parameter is to be tried with a person's id as well."""
    words = {"modul", "trin", "side"}
    for rule in visitors.app.url_map.iter_rules():
        view = visitors.app.view_functions[rule.endpoint]
        left = getattr(view, "parameters", frozenset()) - words
        if rule.endpoint.split(".")[0] in PARTS and "GET" in rule.methods:
            assert left <= set(ASKED_FOR.get(rule.endpoint, ())), rule.endpoint


COUNTED = "<li>Mette Holm <span>7 noter</span></li>"
RANKED = "<ol><li>Sara Bech</li><li>Ali Kaya</li><li>Mette Holm</li></ol>"


def page(inside):
    head = '<!doctype html><html lang="da"><head><title>x</title></head>'
    return f"{head}<body>{inside}</body></html>"


@pytest.mark.parametrize(
    "planted",
    [
        f"<ul>{COUNTED}</ul>",
        "<table><tbody><tr><th>Mette Holm</th><td>3</td></tr></tbody></table>",
        "<p>Mette har skrevet 12 gange</p>",
    ],
)
def test_a_count_that_is_planted_is_found(planted):
    assert list(counts_in(page(planted), {"Mette Holm", "Sara Bech"}))


def test_a_ranking_that_is_planted_is_found():
    names = {"Mette Holm", "Sara Bech", "Ali Kaya"}
    assert list(rankings_in(page(RANKED), names))
    in_order = "<ol><li>Ali Kaya</li><li>Mette Holm</li><li>Sara Bech</li></ol>"
    assert not list(rankings_in(page(in_order), names))


@pytest.mark.parametrize(
    "planted", ["<p>i dag kl. 9</p>", "<p>6. januar 18.47</p>", "<td>9:30</td>"]
)
def test_an_hour_that_is_planted_is_found(planted):
    assert clocks_in(page(f"<div>{planted}</div>".replace("td", "span")))


@pytest.mark.parametrize(
    "harmless", ["Mette Holm · 6. januar 2030", "Mette: runde 2 · for 4 dage siden", "Uge 2, Mette"]
)
def test_what_says_when_is_no_count(harmless):
    assert not list(counts_in(page(f"<p>{harmless}</p>"), {"Mette Holm"}))
    assert not clocks_in(page(f"<p>{harmless}</p>"))
