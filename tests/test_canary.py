"""No text reaches the wrong person: a word in each of them is looked for on everyone's pages.

Each person goes through every door with every id that there is, follows every link she finds,
and takes every kind of extract. She must find the words that are hers to read, and no others.
"""

import io
import re
import zipfile
from itertools import product

import pytest
from sqlalchemy import inspect

from logbook.db import Model
from logbook.jobs.making import make_all_waiting
from logbook.releases.models import Release
from logbook.withheld.models import TextKind
from tests.cast import PEOPLE
from tests.counting import LEADING, names_in, told_of_people
from tests.exports.reading import FORMS, everything_in
from tests.visitors import NOBODY
from tests.world import CLOCK_TIMES

pytestmark = pytest.mark.sweep

WORD = re.compile(r"kanarie-[a-z_-]+\.")
LINK = re.compile(r'href="(/[^"#]*)')
SLUGS = ("handling", "laert", "tegn", "hvad", "anderledes", "saa-og-hoerte", "med", "placering")
# What a search or a list could be asked for, and what kind of thing it means.
ASKED_FOR = {
    "cycles.index": {"hus": "Unit", "efter": "Cycle", "vis": "Person"},
    "reviews.index": {"venter": "Request", "givet": "Request", "faaet": "Request"},
    "releases.index": {"efter": "Release"},
    "exports.taken": {"efter": "Extract"},
    "cycles.today": {"forloeb": "Cycle"},
    "conversations.index": {"huset": "Cycle", "egne": "Cycle"},
    "overview.quiet": {"efter": "Cycle"},
    "uses.house_page": {"efter": "Use"},
    "cycles.new": {"modul": "Module", "citat": "Answer"},
    "releases.propose": {"erstatter": "Release", "gang": "Session"},
    "people.index": {"hus": "Unit", "efter": "Person"},
    "boards.index": {"efter": "Board"},
    "boards.show": {"efter": "Release"},
}
# So many people share the ids that are of another kind than what a page is asked for.
TURNS = 5
# Who wrote that evening may see on her own notes what the clock was.
WROTE = {"author", "coauthor", "colleague", "instructor"}
# A message is told to one person, once, when she signs in.
NEVER = {"kanarie-notice."}


def addresses(visitors, turn=0, turns=1):
    """Every door that can be looked through, with every id in every place.

    What a page can be asked for is asked with each id that fits. Where people take turns, and the
    pages are many, with what belongs to the page, and with one of the others. An id of another
    kind is found by nobody: each page has one of them, or each person a few, whose turn it is.
    """
    places = visitors.stage.places
    ids = {name: [key for kind, key in places.values() if fits(name, kind)] for name in KINDS}
    others = {"slug": SLUGS, "version": SLUGS[:1], "token": [visitors.stage.words["token"]]}
    one_of_each = list(dict(places.values()).values())
    ids.setdefault("subject_id", one_of_each)
    belonging = what_belongs_to(visitors)
    for rule in visitors.app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        names = sorted(rule.arguments)
        texts = reportable(places) if "text_id" in names and "what" in names else None
        pages = list(texts or product(*(others.get(name) or ids[name] for name in names)))
        for number, values in enumerate(pages):
            strays = one_of_each[turn::turns]
            if names:
                strays = [one_of_each[number % len(one_of_each)]]
            there = dict(zip(names, values, strict=True))
            yield visitors.address(rule.endpoint, **there)
            for name, kind in ASKED_FOR.get(rule.endpoint, {}).items():
                fitting = [key for made, key in places.values() if made.__name__.endswith(kind)]
                if turns > 1 and len(pages) > len(fitting) > 0:
                    hers = [key for key in fitting if any((key, v) in belonging for v in values)]
                    fitting = [*hers, fitting[number % len(fitting)]]
                for key in {*fitting, *strays}:
                    yield visitors.address(rule.endpoint, **there, **{name: key})
    yield visitors.address("cycles.index", vis="projekt")
    for board_id in ids["board_id"]:
        yield visitors.address("boards.show", board_id=board_id, huse="")


def what_belongs_to(visitors):
    """Each thing of the world with what it says that it is of: a passage and its answer."""
    with visitors.app.app_context():
        rows = vars(visitors.stage.enter()).values()
        return {
            (row.id, getattr(row, column.key))
            for row in rows
            if isinstance(row, Model)
            for column in inspect(type(row)).column_attrs
            if column.key.endswith("_id")
        }


def reportable(places):
    """Each text that can be reported, by its id and the word for its kind; and one of no kind."""
    for kind in TextKind:
        keys = [key for made, key in places.values() if made is kind.words.model]
        yield from ((key, kind.words.slug) for key in keys)
    yield from ((key, "citat") for made, key in places.values() if made is Release)
    yield next(iter(places.values()))[1], "intet"


KINDS = {
    "cycle_id": "Cycle", "trial_id": "Trial", "observation_id": "Observation",
    "answer_id": "Answer", "release_id": "Release", "house_id": "Unit", "person_id": "Person",
    "request_id": "Request", "kept_id": "KeptForm", "version_id": "Version",
    "district_id": "District", "conversation_id": "Conversation", "board_id": "Board",
    "passage_id": "BoardPassage", "group_id": "BoardGroup", "note_id": "BoardNote",
    "job_id": "Job", "reading_id": "SecondReading", "session_id": "Session",
}  # fmt: skip


def fits(name, kind):
    return kind.__name__.endswith(KINDS[name])


def words_in(answer):
    """The words in an answer, whatever it is: a page, or a file with files in it."""
    data = answer.get_data()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b"".join(parts.read(name) for name in parts.namelist())
    return set(WORD.findall(data.decode("utf-8", "replace")))


def pages_of(visitors, who, start):
    """Every page that somebody comes to from these addresses, by the links that she sees."""
    waiting, seen = list(start), set()
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        answer = visitors.go_on(who, "GET", path)
        assert answer.status_code < 500, (path, visitors.fault)
        yield path, answer
        if answer.location:
            waiting.append(answer.location)
        elif answer.status_code == 200:
            waiting.extend(link.replace("&amp;", "&") for link in LINK.findall(answer.text))


@pytest.mark.parametrize("turns", [TURNS, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("who", [*PEOPLE, NOBODY])
def test_everyone_finds_what_is_hers_to_read_and_nothing_else(visitors, who, turns):
    visitors.undo()
    hers = {word for word, people in visitors.stage.words["audience"].items() if who in people}
    names = names_in(visitors) if who in LEADING else set()
    found, leaks, looked_at = set(), {}, 0
    turn = [*PEOPLE, NOBODY].index(who)
    for path, answer in pages_of(visitors, who, addresses(visitors, turn % turns, turns)):
        words = words_in(answer)
        found |= words
        if words - hers:
            leaks[path] = words - hers
        # A person's own text tells her, and her alone, when she saved it.
        if who not in WROTE and not path.startswith(("/note/", "/svar/", "/udgave/")):
            assert not [time for time in CLOCK_TIMES if time in answer.text], path
        # Whoever leads finds no figure about a person, and no hour.
        if names and answer.status_code == 200 and answer.mimetype == "text/html":
            looked_at += 1
            assert list(told_of_people(path, answer.text, names)) == [], path
    assert looked_at > 8 or not names
    assert leaks == {}
    assert hers - found == set()


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("form", FORMS)
def test_an_extract_holds_what_was_released_to_it(visitors, who, form):
    visitors.undo()
    answer = visitors.go_on(who, "POST", "/udtraek/hent", {"modul": "", "format": form})
    with visitors.app.app_context():
        make_all_waiting()
    if answer.status_code == 303:
        answer = visitors.go_on(who, "GET", f"{answer.location}/fil")
    taken = {
        "instructor": {"kanarie-private-takeaway."},
        "foreign_instructor": {"kanarie-foreign-surprised."},
    }
    everything = everything_in(answer.get_data())
    assert set(WORD.findall(everything)) == taken.get(who, set())
    assert not [time for time in CLOCK_TIMES if time in everything]


@pytest.mark.parametrize("who", [who for who in PEOPLE if who != "removed_coauthor"])
def test_what_one_is_told_at_the_next_sign_in_is_told_to_nobody_else(visitors, who):
    answer = visitors.knock(who, "GET", "/konto")
    assert words_in(answer) & NEVER == set()


def test_every_word_is_in_some_text(visitors):
    """The words are there to be found: one that is in no row would prove nothing."""
    assert len(visitors.stage.words["audience"]) > 100
