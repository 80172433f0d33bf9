"""With several writers: everyone's yes, one who says no, and one's own name taken off."""

from logbook.cycles.models import Answer, Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Visibility
from logbook.db import db
from logbook.people.models import Person
from tests import factories as make
from tests.erasing.test_erasing import erase, is_there
from tests.factories import NOON


def together(cast, **more):
    cycle = make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,),
        visibility=Visibility.HOUSE, **more,
    )  # fmt: skip
    cycle.answer(Question.WHO, "Ali står i døren.", by=cast.coauthor, at=NOON)
    db.session.commit()
    return cycle


def test_with_several_writers_it_goes_with_everyones_yes(cast, sign_in):
    cycle = together(cast)
    there, cycle_id = f"/slet/runde/{cycle.id}", cycle.id
    assert sign_in(cast.coauthor).post(there).status_code == 403
    assert erase(sign_in, cast.author, cycle).location == there
    assert is_there(cycle_id)
    assert "vil slette runden" in sign_in(cast.coauthor).get("/").text
    assert "Ja, slet det" in sign_in(cast.coauthor).get(there).text
    answered = sign_in(cast.coauthor).post(f"{there}/svar", data={"svar": "ja"})
    assert answered.location == "/forloeb"
    assert not is_there(cycle_id)
    # Who said the last yes has seen it happen; the others are told.
    notices = {each.id: each.notice for each in db.session.scalars(db.select(Person))}
    assert "Alle sagde ja" in notices.pop(cast.author.id)
    assert not any(notices.values())
    assert "vil slette runden" not in sign_in(cast.coauthor).get("/").text


def test_one_no_keeps_it_and_a_yes_falls_when_the_text_is_changed(cast, sign_in):
    cycle = together(cast)
    there, cycle_id = f"/slet/runde/{cycle.id}", cycle.id
    erase(sign_in, cast.author, cycle)
    sign_in(cast.coauthor).post(f"{there}/svar", data={"svar": "nej"})
    assert "vil gerne beholde" in sign_in(cast.author).get(there).text
    assert is_there(cycle_id)
    erase(sign_in, cast.author, cycle)
    cycle = db.session.get(Cycle, cycle_id)
    cycle.answer(Question.WHO, "Noget helt andet, som ingen har sagt ja til.",
                 by=cast.author, at=NOON)  # fmt: skip
    db.session.commit()
    late = sign_in(cast.coauthor).post(f"{there}/svar", data={"svar": "ja"})
    assert late.location == there
    assert is_there(cycle_id)
    sign_in(cast.coauthor).post(f"{there}/svar", data={"svar": "ja"})
    assert is_there(cycle_id), "the first yes was to another text"
    sign_in(cast.author).post(f"{there}/svar", data={"svar": "ja"})
    assert not is_there(cycle_id)


def test_who_was_asked_about_an_earlier_text_can_still_answer(cast, sign_in):
    cycle = together(cast)
    there, cycle_id = f"/slet/runde/{cycle.id}", cycle.id
    erase(sign_in, cast.author, cycle)
    db.session.get(Cycle, cycle_id).answer(
        Question.WHO, "Skrevet om imens.", by=cast.author, at=NOON
    )
    db.session.commit()
    assert "vil slette runden" in sign_in(cast.coauthor).get("/").text
    page = sign_in(cast.coauthor).get(there).text
    assert "Teksten er ændret siden" in page
    assert "Ja, slet det" in page
    sign_in(cast.coauthor).post(f"{there}/svar", data={"svar": "nej"})
    assert "vil slette runden" not in sign_in(cast.coauthor).get("/").text
    assert is_there(cycle_id)


def test_who_proposed_is_told_of_a_no_and_lets_it_be(cast, sign_in):
    cycle = together(cast)
    there = f"/slet/runde/{cycle.id}"
    erase(sign_in, cast.author, cycle)
    assert "bliver stående" not in sign_in(cast.author).get("/").text
    sign_in(cast.coauthor).post(f"{there}/svar", data={"svar": "nej"})
    told = sign_in(cast.author).get("/").text
    assert "Runden, du ville slette, bliver stående" in told
    assert "bliver stående" not in sign_in(cast.coauthor).get("/").text
    assert "Spørg de andre igen" in sign_in(cast.author).get(there).text
    kept = sign_in(cast.author).post(f"{there}/svar", data={"svar": "nej"})
    assert kept.location == f"/forloeb/{cycle.id}"
    assert "bliver stående" not in sign_in(cast.author).get("/").text
    assert "vil gerne beholde" not in sign_in(cast.author).get(there).text


def test_who_writes_there_no_more_answers_without_reading_what_stands_there_now(cast, sign_in):
    cycle = together(cast)
    answer = db.session.scalars(db.select(Answer).where(Answer.question == Question.WHO)).one()
    cycle.stop_writing(cast.coauthor, at=NOON)
    cycle.visibility = Visibility.PRIVATE
    cycle.answer(Question.WHO, "Skrevet, da hun var gået.", by=cast.author, at=NOON)
    db.session.commit()
    there = f"/slet/svar/{answer.id}"
    assert sign_in(cast.coauthor).get(f"/forloeb/{cycle.id}").status_code == 404
    assert "Skrevet, da hun var gået." in sign_in(cast.author).get(there).text
    sign_in(cast.author).post(there)
    page = sign_in(cast.coauthor).get(there).text
    assert "Nej, behold det" in page
    assert "Skrevet, da hun" not in page
    assert cycle.title not in page


def test_a_name_is_taken_off_and_the_words_stay(cast, sign_in):
    cycle = together(cast)
    there, _cycle_id = f"/slet/runde/{cycle.id}", cycle.id
    assert "Fjern mit navn" in sign_in(cast.coauthor).get(there).text
    assert sign_in(cast.coauthor).post(f"{there}/navn").location == "/forloeb"
    page = sign_in(cast.author).get(f"/forloeb/{cycle.id}").text
    assert "Ali står i døren." in page
    assert "Ali Kaya" not in page
    assert "Pædagogmedhjælper" in page
    assert sign_in(cast.stranger).post(f"{there}/navn").status_code == 404


def test_who_takes_her_name_off_is_asked_no_more(cast, sign_in):
    cycle = together(cast)
    there = f"/slet/runde/{cycle.id}"
    erase(sign_in, cast.author, cycle)
    assert there in sign_in(cast.coauthor).get("/").text
    sign_in(cast.coauthor).post(f"{there}/navn")
    assert there not in sign_in(cast.coauthor).get("/").text, "the page is closed to her now"


def test_who_takes_her_name_off_after_a_no_proposes_it_no_more(cast, sign_in):
    cycle = together(cast)
    there = f"/slet/runde/{cycle.id}"
    erase(sign_in, cast.author, cycle)
    sign_in(cast.coauthor).post(f"{there}/svar", data={"svar": "nej"})
    assert there in sign_in(cast.author).get("/").text
    sign_in(cast.author).post(f"{there}/navn")
    assert there not in sign_in(cast.author).get("/").text, "the page is closed to her now"
    assert "har foreslået" not in sign_in(cast.coauthor).get(there).text


def test_what_all_who_are_left_agree_to_can_be_deleted(cast, sign_in):
    writers = (cast.coauthor, cast.colleague)
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=writers)
    for writer in writers:
        cycle.answer(Question.WHO, f"{writer.name} skriver.", by=writer, at=NOON)
    db.session.commit()
    there, cycle_id = f"/slet/runde/{cycle.id}", cycle.id
    erase(sign_in, cast.author, cycle)
    sign_in(cast.coauthor).post(f"{there}/svar", data={"svar": "ja"})
    assert "Ja, slet det" not in sign_in(cast.author).get(there).text
    sign_in(cast.colleague).post(f"{there}/navn")
    page = sign_in(cast.author).get(there).text
    assert "Alle andre, der skal spørges, har sagt ja." in page
    assert "Ja, slet det" in page
    sign_in(cast.author).post(f"{there}/svar", data={"svar": "ja"})
    assert not is_there(cycle_id)
