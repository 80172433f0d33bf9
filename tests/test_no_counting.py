"""Nobody is counted: leaders and coordinators find no figure about a person, and no clock.

`test_canary` goes with them through every door, and looks for it on each page; here it is tried
whether what looks would find it.
"""

import re

import pytest

from tests.counting import LEADING, clocks_in, counts_in, rankings_in
from tests.pages import parser
from tests.walks import ASKED_FOR

pytestmark = pytest.mark.sweep

# The lists of what others wrote; ”Personer” goes on after somebody in its alphabet.
LISTS = {"cycles.index", "reviews.index", "releases.index"}
PARTS = {"cycles", "reviews", "releases", "overview", "figures"}


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
    return parser.parse(f"{head}<body>{inside}</body></html>")


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
