"""No text reaches the wrong person: a word in each of them is looked for on everyone's pages.

Each person goes through every door with every id that there is, follows every link she finds,
and takes every kind of extract. She must find the words that are hers to read, and no others.
"""

import pytest

from logbook.jobs.making import make_all_waiting
from tests.cast import PEOPLE
from tests.counting import LEADING, names_in, told_of_people
from tests.exports.reading import FORMS, everything_in
from tests.visitors import NOBODY
from tests.walks import TURNS, WORD, addresses, pages_of, words_in
from tests.withheld.everyone import find_what_is_reported
from tests.world import CLOCK_TIMES

pytestmark = pytest.mark.sweep

# Who wrote that evening may see on her own notes what the clock was.
WROTE = {"author", "coauthor", "colleague", "instructor"}
# A message is told to one person, once, when she signs in.
NEVER = {"kanarie-notice."}


@pytest.mark.parametrize("turns", [TURNS, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("who", [*PEOPLE, NOBODY])
def test_everyone_finds_what_is_hers_to_read_and_nothing_else(visitors, who, turns):
    """As it is; and once more when one text of each kind is reported, which its writers still see.

    Two tests in one: the second walk need only go where the first one found those words.
    """
    walked = walk(visitors, who, turns)
    find_what_is_reported(visitors, who, walked, is_whole=turns == 1)


def walk(visitors, who, turns):
    """Look at every page; tells which words stood on each."""
    visitors.undo()
    hers = {word for word, people in visitors.stage.words["audience"].items() if who in people}
    names = names_in(visitors) if who in LEADING else set()
    walked, leaks, looked_at = {}, {}, 0
    turn = [*PEOPLE, NOBODY].index(who)
    start = addresses(visitors, turn % turns, turns)
    for path, answer in pages_of(visitors, who, start, is_whole=turns == 1):
        walked[path] = words = words_in(answer)
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
    assert hers - set().union(*walked.values()) == set()
    return walked


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
