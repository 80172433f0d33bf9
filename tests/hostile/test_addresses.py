"""Hostile strings in every kind of part of an address: what we do not know is not found."""

import pytest

from logbook.gate import is_path_here
from tests.hostile.strings import STRINGS, encoded
from tests.hostile.test_fields import assert_escaped

pytestmark = pytest.mark.sweep

# One of each kind: an id, a choice, a number, and who may ask.
PARAMETERS = [
    ("author", "/forloeb", "efter"),
    ("author", "/forloeb", "vis"),
    ("leader", "/forloeb", "modul"),
    ("leader", "/forloeb", "trin"),
    ("author", "/forloeb", "hus"),
    ("leader", "/sparring", "venter"),
    ("author", "/frigivet", "efter"),
    ("instructor", "/udtraek", "modul"),
    ("instructor", "/udtraek", "undervisningsgang"),
    ("instructor", "/udtraek", "spor"),
    ("instructor", "/udtraek", "fokus"),
    ("instructor", "/udtraek", "gruppe"),
    ("instructor", "/udtraek", "side"),
    ("instructor", "/tavler", "efter"),
    ("instructor", "/tavler/ny", "undervisningsgang"),
    ("instructor", "/tavler/{board}", "trin"),
    ("instructor", "/tavler/{board}", "find"),
    ("instructor", "/tavler/{board}", "efter"),
    ("instructor", "/tavler/{board}/vis", "gruppe"),
    ("coordinator", "/personer", "hus"),
    ("coordinator", "/personer", "find"),
    ("coordinator", "/personer", "efter"),
]
# What says the same as leaving it out.
NOTHING = {"", "mine"}


def fetch(visitors, who, path, text):
    answer = visitors.go_on(who, "GET", path)
    assert answer.status_code < 500, (path[:200], visitors.fault)
    assert_escaped(answer, text)
    return answer


def short(text):
    """A server takes no address longer than a few thousand letters."""
    return text[:4_000]


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        pytest.param("author", "/forloeb/", "", id="id"),
        pytest.param("author", "/forloeb/{cycle}/svar/", "", id="slug"),
        pytest.param("nobody", "/velkommen/", "", id="token"),
    ],
)
def test_a_part_of_the_path(visitors, who, before, after):
    before = before.format(cycle=visitors.id("private_cycle"))
    for text in map(short, STRINGS):
        answer = fetch(visitors, who, f"{before}{encoded(text)}{after}", text)
        assert answer.status_code in {404, 308, 200 if not text else 404}, repr(text)


def ask(visitors, who, path, name, text):
    path = path.format(board=visitors.id("board"))
    answer = fetch(visitors, who, f"{path}?{name}={encoded(text)}", text)
    # A number may be written in many ways; anything else that we know is not hostile.
    known = {200, 404} if name in {"side", "gruppe"} or text.strip() in NOTHING else {404}
    # One may look for anybody; what no name can hold is said at the field.
    known = {200, 422} if name == "find" else known
    assert answer.status_code in known, (path, name, repr(text))


def test_a_parameter(visitors):
    """Each string at one of them, so that each kind meets many."""
    for number, text in enumerate(map(short, STRINGS)):
        ask(visitors, *PARAMETERS[number % len(PARAMETERS)], text)


@pytest.mark.long
@pytest.mark.parametrize(("who", "path", "name"), PARAMETERS)
def test_every_parameter(visitors, who, path, name):
    for text in map(short, STRINGS):
        ask(visitors, who, path, name, text)


def test_the_way_on_after_signing_in_stays_here(visitors):
    for text in map(short, STRINGS):
        answer = fetch(visitors, "author", f"/log-ind?naeste={encoded(text)}", text)
        assert answer.status_code == 302, repr(text)
        assert is_path_here(answer.headers["Location"]), repr(text)
        assert answer.headers["Location"].isascii()
