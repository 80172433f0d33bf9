"""What an instructor sees: what is released, in order, and no more than five allow."""

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision
from logbook.db import db
from logbook.exports.passages import FIRST, ORDER, joined
from logbook.people.models import Profession
from logbook.programme.models import TagKind
from logbook.releases.models import Attribution
from tests import factories as make
from tests.exports.world import passage, passages, tag

pytestmark = pytest.mark.usefixtures("noon")


def places(page, *words):
    found = [page.text.index(word) for word in words]
    assert found == sorted(found), words


@pytest.mark.parametrize("who", ["author", "leader", "district_leader", "coordinator"])
def test_only_those_who_teach_may_extract(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get("/udtraek").status_code == 403
    assert client.post("/udtraek/hent", data={"format": "csv"}).status_code == 403


def test_every_question_has_its_place():
    assert set(ORDER) == set(Question)
    assert list(ORDER)[:5] == list(FIRST)


def test_the_order_is_the_one_agreed_then_by_stage(cast, sign_in):
    wanted = [
        Question.TAKEAWAY, Question.LEARNED, Question.SURPRISED, Question.NEXT_STEP,
        Question.WONDERING, Question.ACTION, Question.MODULE_LINK,
    ]  # fmt: skip
    for question in reversed(wanted):
        passage(cast, f"Om {question.value}.", question=question)
    db.session.commit()
    places(sign_in(cast.instructor).get("/udtraek"), *(f"Om {q.value}." for q in wanted))


def test_groups_by_focus_area_each_passage_once(cast, sign_in):
    near, far = tag(cast, TagKind.FOCUS), tag(cast, TagKind.FOCUS, 1)
    passage(cast, "Uden.", tags=())
    passage(cast, "Anden.", tags=(far,))
    passage(cast, "Begge.", tags=(far, near))
    db.session.commit()
    page = sign_in(cast.instructor).get("/udtraek")
    body = page.text.split("chips")[1]
    heads = ["Læringsmiljøer", "Begge.", "Tilknytning", "Anden.", "Uden fokusområde", "Uden."]
    found = [body.index(f">{h}<") if h[-1] != "." else body.index(h) for h in heads]
    assert found == sorted(found)
    assert body.count("”Begge.”") == 1


def test_groups_by_theme_when_asked(cast, sign_in):
    passage(cast, "Om sprog.", tags=(tag(cast, TagKind.THEME, 1),))
    passage(cast, "Om alt.")
    db.session.commit()
    page = sign_in(cast.instructor).get("/udtraek?gruppe=tema")
    places(page, "Kommunikation og sprog</h2>", "Om sprog.", "Uden læreplanstema", "Om alt.")


def test_the_module_that_is_taught_next_is_shown_first(cast, sign_in):
    old = make.module(cast.programme, "Gammelt modul", first_on=make.TODAY.replace(year=2029))
    passage(cast, "Fra det nye.")
    passage(cast, "Fra det gamle.", module=old)
    db.session.commit()
    client = sign_in(cast.instructor)
    page = client.get("/udtraek").text
    assert "Fra det nye." in page
    assert "Fra det gamle." not in page
    assert "<h1>Deltagelsesmuligheder</h1>" in page
    everything = client.get("/udtraek?modul=").text
    assert "Fra det nye." in everything
    assert "Fra det gamle." in everything
    assert "<h1>Alle moduler</h1>" in everything


def test_when_everything_is_over_it_is_the_last_module(cast, sign_in, monkeypatch):
    cast.module.sessions[2].ends_on = cast.module.sessions[2].starts_on = make.TODAY.replace(day=2)
    cast.module.sessions[1].ends_on = make.TODAY.replace(day=1)
    db.session.commit()
    assert "<h1>Deltagelsesmuligheder</h1>" in sign_in(cast.instructor).get("/udtraek").text


def test_a_programme_without_modules_shows_all(cast, sign_in):
    page = sign_in(cast.foreign_instructor).get("/udtraek")
    assert "<h1>Alle moduler</h1>" in page.text
    assert "Ingen citater her endnu" in page.text


def test_each_choice_narrows(cast, sign_in):
    track, focus = tag(cast, TagKind.TRACK), tag(cast, TagKind.FOCUS)
    passage(cast, "Begge dele.", tags=(track, focus))
    passage(cast, "Kun spor.", tags=(track,))
    passage(cast, "Kun fokus.", tags=(focus,))
    db.session.commit()
    client = sign_in(cast.instructor)
    assert "2 citater · Spor A" in client.get(f"/udtraek?spor={track.id}").text
    both = client.get(f"/udtraek?spor={track.id}&fokus={focus.id}").text
    assert "1 citat · Spor A · Læringsmiljøer" in both
    assert "Kun spor." not in both


def test_a_session_brings_its_module_and_another_modules_counts_not(cast, sign_in):
    other = make.module(cast.programme, "Overgange")
    passage(cast, "Til anden gang.")
    db.session.commit()
    second = cast.module.sessions[2]
    client = sign_in(cast.instructor)
    page = client.get(f"/udtraek?undervisningsgang={second.id}").text
    assert "<h1>Deltagelsesmuligheder</h1>" in page
    assert "Til anden gang." in page
    first = client.get(f"/udtraek?undervisningsgang={cast.module.sessions[0].id}").text
    assert "Til anden gang." not in first
    page = client.get(f"/udtraek?modul={other.id}&undervisningsgang={second.id}").text
    assert "<h1>Overgange</h1>" in page
    assert "hører til et andet modul. Du ser hele Overgange." in page
    assert "hører til et andet modul" not in client.get(f"/udtraek?modul={other.id}").text


@pytest.mark.parametrize(
    "query",
    [
        "modul=x", "spor=7", "fokus=%00", "undervisningsgang=00000000-0000-4000-8000-000000000000",
        "gruppe=hus", "side=0", "side=x", "side=99", f"side={10**400}", "hus=1", "modul=%ED%A0%80",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_404(cast, sign_in, query):
    assert sign_in(cast.instructor).get(f"/udtraek?{query}").status_code == 404


def test_what_is_another_programmes_is_404(cast, sign_in):
    module = make.module(cast.elsewhere)
    focus = next(t for t in cast.elsewhere.tags if t.kind is TagKind.FOCUS)
    client = sign_in(cast.instructor)
    assert client.get(f"/udtraek?modul={module.id}").status_code == 404
    assert client.get(f"/udtraek?undervisningsgang={module.sessions[0].id}").status_code == 404
    assert client.get(f"/udtraek?fokus={focus.id}").status_code == 404
    # A focus area is no track, and a trial period is no time of teaching.
    assert client.get(f"/udtraek?spor={tag(cast, TagKind.FOCUS).id}").status_code == 404
    period = cast.module.sessions[1]
    assert client.get(f"/udtraek?undervisningsgang={period.id}").status_code == 404


def test_four_of_a_kind_say_nothing_and_five_say_all(cast, sign_in):
    client = sign_in(cast.instructor)
    passages(cast, 4)
    page = client.get("/udtraek").text
    assert "Det lærte vi · fagprofessionel<" in page
    assert "Baltorp" not in page
    passages(cast, 1)
    page = client.get("/udtraek").text
    assert "Det lærte vi · pædagog · Børnehus · distrikt Baltorp · uge 2, 2030" in page
    assert "fagprofessionel<" not in page


def test_the_house_and_the_writers_are_never_there(cast, sign_in):
    passages(cast, 6)
    page = sign_in(cast.instructor).get("/udtraek").text
    assert "Kastanjen" not in page
    assert "Mette" not in page


def test_an_anonymous_passage_never_says_a_profession(cast, sign_in):
    passages(cast, 6, attribution=Attribution.ANONYMOUS, profession=Profession.CHILDMINDER)
    page = sign_in(cast.instructor).get("/udtraek").text
    assert "Det lærte vi · fagprofessionel · Børnehus · distrikt Baltorp" in page
    assert "dagplejer<" not in page
    assert "dagplejer ·" not in page


def test_a_name_stands_only_where_it_was_given(cast, sign_in):
    passage(cast, "Mit navn.", attribution=Attribution.NAME, name="Signe Bæk")
    passage(cast, "Ikke mit.", name="Lise Toft")
    db.session.commit()
    page = sign_in(cast.instructor).get("/udtraek").text
    assert "Det lærte vi · Signe Bæk<" in page
    assert "Lise" not in page


def test_a_decision_stands_with_its_next_step(cast, sign_in):
    passage(cast, "Vi bliver ved.", question=Question.NEXT_STEP, decision=Decision.ADJUST)
    db.session.commit()
    assert "Næste skridt · Beslutning: Justér" in sign_in(cast.instructor).get("/udtraek").text


def test_a_hundred_on_a_page_and_all_of_them_counted(cast, sign_in):
    passages(cast, 103)
    client = sign_in(cast.instructor)
    first, second = client.get("/udtraek"), client.get("/udtraek?side=2")
    assert first.text.count("<blockquote>") == 100
    assert second.text.count("<blockquote>") == 3
    assert "103 citater" in first.text
    assert "Side 2 af 2" in second.text
    # The threshold is that of the whole extract, whatever page a passage stands on.
    assert "distrikt Baltorp" in second.text


def test_the_page_costs_the_same_for_five_as_for_fifty(cast, sign_in, count_queries):
    client = sign_in(cast.instructor)
    passages(cast, 5, tags=(tag(cast, TagKind.FOCUS),))
    five = count_queries(lambda: client.get("/udtraek"))
    passages(cast, 45, tags=(tag(cast, TagKind.FOCUS),))
    assert count_queries(lambda: client.get("/udtraek")) == five
    assert five <= 14  # with the line of what was read, and the short wait for it


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")],
)
def test_several_are_joined_in_danish(words, said):
    assert joined(words) == said
