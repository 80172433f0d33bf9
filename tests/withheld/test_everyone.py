"""A reported text is seen by its writers alone, of every kind, on every page and in every file."""

import pytest

from logbook.jobs.making import make_all_waiting
from tests.cast import PEOPLE
from tests.exports.reading import FORMS
from tests.test_canary import WORD, addresses, pages_of, words_in
from tests.visitors import NOBODY
from tests.withheld.texts import READ_BY, REPORTED_BY, door, reread, texts_of

pytestmark = pytest.mark.sweep


def words_of(held):
    return {word for text in held.words.values() for word in WORD.findall(text)}


def report_all(visitors):
    """Everything is reported by somebody who sees it: the words, by who may still read them."""
    visitors.undo()
    with visitors.app.app_context():
        texts = texts_of(visitors.stage.enter())
        words = {name: words_of(held) for name, held in texts.items()}
        doors = {name: (door(name, held), reread(held)) for name, held in texts.items()}
        doors["passage"] = (f"/genkendes/citat/{visitors.id('released')}", doors["passage"][1])
        assert all(words.values())
    for name, who in REPORTED_BY.items():
        page = visitors.go_on(who, "GET", doors[name][0])
        assert page.status_code == 200, name
        assert words_in(page) & words[name], f"{name}: she sees what she reports"
        assert visitors.go_on(who, "POST", doors[name][0]).status_code == 303, name
    return words, doors


@pytest.mark.parametrize("who", [*PEOPLE, NOBODY])
def test_nobody_but_its_writers_finds_a_reported_text(visitors, who):
    words, doors = report_all(visitors)
    hers = {word for name in words for word in words[name] if who in READ_BY[name]}
    gone = {word for name in words for word in words[name]} - hers
    rereading = {path for _, path in doors.values()}
    found = {}
    for path, answer in pages_of(visitors, who, [*addresses(visitors), *rereading]):
        for word in words_in(answer):
            found.setdefault(word, set()).add(path)
    assert {word: found[word] for word in gone if word in found} == {}
    for name in words:
        if who in READ_BY[name]:
            assert doors[name][1] in set.union(*(found[word] for word in words[name])), name


@pytest.mark.parametrize("form", FORMS)
def test_no_extract_holds_a_passage_that_was_reported(visitors, form):
    words, _ = report_all(visitors)
    visitors.go_on("instructor", "POST", "/udtraek/hent", {"modul": "", "format": form})
    with visitors.app.app_context():
        make_all_waiting()
    for _path, answer in pages_of(visitors, "instructor", ["/udtraek", "/udtraek/hentet"]):
        assert not words_in(answer) & words["passage"]


def test_a_file_that_lay_there_is_gone(visitors):
    visitors.undo()
    file = visitors.address("jobs.file", job_id=visitors.id("job"))
    assert visitors.go_on("instructor", "GET", file).status_code == 200
    visitors.go_on("instructor", "POST", f"/genkendes/citat/{visitors.id('released')}")
    assert visitors.go_on("instructor", "GET", file).status_code != 200
