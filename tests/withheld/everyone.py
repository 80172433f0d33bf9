"""One text of each kind is reported, and somebody walks through the program after that."""

from tests.walks import WORD, pages_of, words_in
from tests.withheld.texts import READ_BY, REPORTED_BY, door, reread, texts_of


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


def find_what_is_reported(visitors, who, walked, *, is_whole):
    """Nobody but its writers finds a reported text, wherever it stood before.

    `walked` holds each address that she tried before, with the words that stood there. She goes
    again to those that had one of the words that are hidden now, to the pages that everyone has,
    which tell what happened, and wherever these lead her that she has not been; or, for the whole
    of it, everywhere.
    """
    words, doors = report_all(visitors)
    hidden = {word for name in words for word in words[name]}
    hers = {word for name in words for word in words[name] if who in READ_BY[name]}
    again = {path for path, stood in walked.items() if is_whole or stood & hidden}
    again |= {rule.rule for rule in visitors.app.url_map.iter_rules() if is_plain(rule)}
    again |= {path for _, path in doors.values()}
    found = {}
    for path, answer in pages_of(visitors, who, sorted(again), walked.keys() - again):
        for word in words_in(answer) & hidden:
            found.setdefault(word, set()).add(path)
    assert {word: found[word] for word in hidden - hers if word in found} == {}
    for name in words:
        if who in READ_BY[name]:
            assert doors[name][1] in set.union(*(found[word] for word in words[name])), name


def is_plain(rule):
    return "GET" in rule.methods and not rule.arguments
