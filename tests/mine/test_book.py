"""”Min bog”: a tagged Danish PDF of her rounds, of the period that was chosen."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.jobs.kinds import CannotBeMade, in_silence
from logbook.mine import binding, book
from logbook.mine.book import Period, as_book, as_books, rounds_in
from logbook.mine.gathering import gathered
from tests import factories as make


@pytest.fixture
def two_forloeb(cast):
    """One in January with two rounds, one in March."""
    day = timedelta(days=1)
    first = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, title="Ro i garderoben",
        coauthors=(cast.coauthor,), module=cast.module,
    )  # fmt: skip
    first.answer(Question.LEARNED, "Vi lærte at vente. Æ, ø og å.", by=cast.author, at=make.NOON)
    later = make.cycle(
        by=cast.author, house=cast.house, title="Flere ved bordet", at=make.NOON + 60 * day
    )
    db.session.commit()
    return first, later


def read(content):
    reader = PdfReader(io.BytesIO(content))
    return reader, " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def test_a_tagged_danish_book(cast, two_forloeb):
    mine = gathered(cast.author, make.NOON)
    reader, text = read(as_book(mine, rounds_in(mine, Period()), Period()))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Min bog"
    for words in ("Min bog", cast.author.name, "Indhold", "Ro i garderoben", "Flere ved bordet",
                  "Vi lærte at vente. Æ, ø og å.", "Alle mine forløb"):  # fmt: skip
        assert words in text


def test_a_period_by_days_and_by_module(cast, two_forloeb):
    mine = gathered(cast.author, make.NOON)

    def titles(**period):
        return [each.title for each in rounds_in(mine, Period(**period))]

    assert titles(ends=date(2030, 1, 31)) == ["Ro i garderoben"]
    assert titles(begins=date(2030, 2, 1)) == ["Flere ved bordet"]
    assert titles(module=cast.module.title) == ["Ro i garderoben"]
    assert titles(begins=date(2031, 1, 1)) == []
    words = Period(begins=date(2030, 1, 1), ends=date(2030, 1, 31)).words
    assert words == "1. januar 2030 – 31. januar 2030"


def test_what_is_in_no_round_of_hers_is_not_in_the_book(cast, two_forloeb):
    mine = gathered(cast.colleague, make.NOON)
    assert rounds_in(mine, Period()) == []
    asked = binding.ask(module="", begins=None, ends=None, by=cast.colleague, at=make.NOON)
    asked.asked_by = cast.colleague
    with db.session.no_autoflush, pytest.raises(CannotBeMade, match="periode"):
        binding.make(asked, in_silence)


def test_a_very_long_one_has_volumes(cast, two_forloeb, monkeypatch):
    """Each whole, with its own cover; no round is parted, and each text is in one of them."""
    monkeypatch.setattr(book, "TEXTS_IN_VOLUME", 3)
    mine = gathered(cast.author, make.NOON)
    rounds = rounds_in(mine, Period())
    books = as_books(mine, rounds, Period(), in_silence)
    assert len(books) == 2
    texts = [read(each)[1] for each in books]
    assert "bind 1 af 2" in texts[0]
    assert "Ro i garderoben" in texts[0]
    assert "Flere ved bordet" in texts[1]
    with zipfile.ZipFile(io.BytesIO(binding.volumes(books))) as file:
        assert file.namelist() == ["Min bog – bind 1.pdf", "Min bog – bind 2.pdf"]


def test_the_words_of_people_are_never_program(cast):
    words = '#panic("x") *fed* $x$ <script> [ ] { } "#image" \\ @mette'
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT, title="#strong[x]")
    cycle.answer(Question.LEARNED, words, by=cast.author, at=make.NOON)
    db.session.commit()
    mine = gathered(cast.author, make.NOON)
    _reader, text = read(as_book(mine, rounds_in(mine, Period()), Period()))
    assert "#strong[x]" in text
    assert '#panic("x")' in text
