"""A reported text is seen by its writers alone, of every kind, on every page and in every file."""

import pytest

from logbook.jobs.making import make_all_waiting
from tests.exports.reading import FORMS
from tests.walks import pages_of, words_in
from tests.withheld.everyone import report_all

pytestmark = pytest.mark.sweep


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
