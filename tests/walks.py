"""Walking through the program as somebody who tries every address and follows every link."""

import io
import re
import zipfile
from collections import Counter, deque
from itertools import product

from sqlalchemy import inspect

from logbook.db import Model
from logbook.erasing.models.kinds import Kind
from logbook.releases.models import Release
from logbook.withheld.models import TextKind

WORD = re.compile(r"kanarie-[a-z_-]+\.")
LINK = re.compile(r'href="(/[^"#]*)')
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SIGN_IN = "/log-ind"
# Some of those that each page knows, and one of another page.
SLUGS = {
    "cycles.question": ("handling", "laert", "hvad"),
    "cycles.trial": ("hvad", "anderledes", "laert"),
    "cycles.observation": ("saa-og-hoerte", "tegn", "med", "placering", "laert"),
}
ALL_SLUGS = tuple(sorted({slug for slugs in SLUGS.values() for slug in slugs}))
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
# So often a door that is closed is asked for something more, of each kind.
ENOUGH = 3


def addresses(visitors, turn=0, turns=1):
    """Every door that can be looked through, with every id in every place.

    What a page can be asked for is asked with each id that fits. Where people take turns, and the
    pages are many, with what belongs to the page, and with one of the others. An id of another
    kind is found by nobody: each page has one of them, or each person a few, whose turn it is.
    """
    places = visitors.stage.places
    one_of_each = list(dict(places.values()).values())
    belonging = what_belongs_to(visitors)
    for rule in visitors.app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        names = sorted(rule.arguments)
        pages = list(places_of(visitors, rule, is_whole=turns == 1))
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
    for made, key in places.values():
        if made.__name__ == "Board":
            yield visitors.address("boards.show", board_id=key, huse="")


def places_of(visitors, rule, *, is_whole):
    """What can stand in the address of a page, by the names in it in their order."""
    places = visitors.stage.places
    names = sorted(rule.arguments)
    one_of_each = list(dict(places.values()).values())
    if names == ["text_id", "what"]:
        return reportable(places)
    if names == ["slug", "subject_id"]:
        return erasable(places, one_of_each if is_whole else one_of_each[:1])
    ids = {name: [key for kind, key in places.values() if fits(name, kind)] for name in KINDS}
    slugs = ALL_SLUGS if is_whole else SLUGS.get(rule.endpoint, ALL_SLUGS)
    others = {
        "slug": slugs,
        "version": ALL_SLUGS[:1],
        "token": [visitors.stage.words["token"]],
        "subject_id": one_of_each,
    }
    return product(*(others.get(name) or ids[name] for name in names))


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


def erasable(places, strays):
    """Each text that can be erased, by the word for its kind and its id; and some of no kind."""
    for kind in Kind:
        keys = [key for made, key in places.values() if made is kind.model]
        yield from ((kind.value, key) for key in (*keys, *strays))
    yield from (("intet", key) for key in strays)


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


def pages_of(visitors, who, start, known=(), *, is_whole=True):
    """Every page that somebody comes to from these addresses, by the links that she sees.

    Those that are `known` are left out. A door that she does not come in at is closed whatever
    more it is asked for: unless the walk is whole, that is tried some times of each kind.
    """
    waiting, seen, closed, tried = deque(start), set(known), {SIGN_IN}, Counter()
    while waiting:
        path = waiting.popleft()
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        page, _, asked_for = path.partition("?")
        if not is_whole and asked_for and page in closed:
            tried[ID.sub("", path)] += 1
            if tried[ID.sub("", path)] > ENOUGH:
                continue
        answer = visitors.go_on(who, "GET", path)
        assert answer.status_code < 500, (path, visitors.fault)
        if answer.status_code in {403, 404} and not asked_for:
            closed.add(page)
        yield path, answer
        if answer.location:
            waiting.append(answer.location)
        elif answer.status_code == 200:
            waiting.extend(link.replace("&amp;", "&") for link in LINK.findall(answer.text))
