"""The guard finds what could tell who a child is, and lets Danish words be."""

import json
import signal
from itertools import pairwise
from pathlib import Path

import pytest

from logbook.privacy.guard import Kind, bare, look_at
from logbook.privacy.lists import Names, danish
from tests.privacy.cases import hostile_texts

EXAMPLES = json.loads((Path("logbook/demo/example_cycles.json")).read_text("utf-8"))


def found(text: str, **said) -> list[tuple[str, str]]:
    return [(mark.kind.value, mark.words) for mark in look_at(text, **said)]


def every_text(part) -> list[str]:
    if isinstance(part, str):
        return [part]
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [text for each in inside for text in every_text(each)]


def test_the_24_example_cycles_are_left_alone():
    texts = every_text(EXAMPLES["cycles"])
    assert len(texts) > 500
    assert [(text, found(text)) for text in texts if found(text)] == []


@pytest.mark.parametrize(
    "sample", EXAMPLES["privacy_check_samples"], ids=lambda sample: sample["text"]
)
def test_the_samples_are_told_as_the_domain_says(sample):
    expected = {
        "Storm græd, da hans mor gik.": [("name", "Storm")],
        "M. på 3 år slog igen.": [("initials", "M. på 3 år")],
        "Barn A og Barn B legede.": [("initials", "Barn A"), ("initials", "Barn B")],
        "cpr 010119-0000": [("cpr", "010119-0000")],
        "Ring til mor på 00 00 00 00": [("phone", "00 00 00 00")],
        "Vi overvejer en underretning.": [("concern", "underretning")],
        "Drengen, der lige har fået en diagnose, var ikke med.": [("health", "diagnose")],
    }
    assert found(sample["text"]) == expected.get(sample["text"], [])
    assert bool(expected.get(sample["text"])) == (sample["expect"] != "ok")


def test_a_mark_stands_where_its_words_stand_though_nobody_sees_all_of_them():
    text = "Så kom I\u200bda og Ali\u0301 😀 med Åse."
    for mark in look_at(text):
        assert text[mark.start : mark.end] == mark.words
    assert found(text) == [("name", "I\u200bda"), ("name", "Ali\u0301"), ("name", "Åse")]


def test_the_offer_reads_well_where_it_is_put():
    assert look_at("Ida græd.")[0].offers == ("Et barn", "Et af børnene")
    assert look_at("Ring på 44 77 20 00.")[0].offers == ("et telefonnummer",)
    assert look_at("Skriv til ida@eksempel.dk.")[0].offers == ("en mailadresse",)
    assert look_at("Hun bor på Storgade 12.")[0].offers == ("en adresse",)
    assert look_at("Så græd Ida.")[0].offers == ("et barn", "et af børnene")
    assert look_at("Vi så Idas mor.")[0].offers == ("et barns", "et af børnenes")
    for words in ("Annas", "Alis", "annas"):
        assert look_at(f"Vi fandt {words} sko.")[0].offers == ("et barns", "et af børnenes")
    assert look_at("Vi så Lukas.")[0].offers == ("et barn", "et af børnene")
    assert look_at("Vi så Mads' mor.")[0].offers == ("et barns", "et af børnenes")


def test_what_somebody_said_is_no_name_is_not_asked_about_again():
    text = "Så kom Ida med Idas mor og Ali."
    assert found(text, not_names=frozenset({bare("Ida")})) == [("name", "Ali")]
    assert found("cpr 010119-0000", not_names=frozenset({"010119-0000"})) != []


def test_another_list_counts_too():
    assert found("I dag var Qwertia med os.") == []
    both = danish() | Names(["qwertia"])
    assert found("I dag var Qwertia med os.", names=both) == [("name", "Qwertia")]


def test_of_two_that_overlap_one_is_told():
    marks = look_at("Skriv til ida.jensen@example.dk, Ida Jensen, Idasvej 12, 2. th.")
    assert [mark.kind for mark in marks] == [Kind.EMAIL, Kind.NAME, Kind.ADDRESS]
    assert all(one.end <= other.start for one, other in pairwise(marks))


@pytest.fixture
def patience():
    """Two seconds of the processor's time: many times what a look takes, a trifle of what an
    expression takes that tries everything twice."""

    def gives_up(*_):
        raise TimeoutError("the guard is stuck")

    before = signal.signal(signal.SIGVTALRM, gives_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, 2)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("text", hostile_texts(20_000), ids=lambda text: ascii(text[:12]))
def test_no_text_holds_the_guard_up(text, patience):
    """How long it takes is measured by `python -m tests.privacy.measure`."""
    look_at(text)
