"""Two people change a name or a sign at once: no word is lost, and none is lost silently."""

from sqlalchemy import func, select

from logbook.cycles.models import Cycle, Sign
from logbook.db import db
from tests.cycles.test_wordings import NAME, SIGN, kept, plan, rename, signs_of, texts, use
from tests.pages import hidden


def test_the_second_name_is_shown_beside_the_first_and_both_are_found(author, coauthor, cycle):
    address = f"/forloeb/{cycle.id}/maerker"
    seen = hidden(coauthor.get(address).text, "seen")
    rename(author, cycle, "Mettes navn")
    older = {"title": "Alis navn", "module": "", "seen": seen}
    met = coauthor.post(address, data=older)
    assert met.status_code == 422
    assert 'value="Alis navn"' in met.text
    assert '<dd class="text">Mettes navn</dd>' in met.text
    assert (texts(), cycle.title) == ([NAME], "Mettes navn")
    coauthor.post(address, data=older | {"seen": hidden(met.text, "seen")})
    assert (texts(), cycle.title) == ([NAME, "Mettes navn"], "Alis navn")


def test_a_name_that_comes_in_the_same_moment_is_not_overwritten(author, coauthor, cycle, between):
    address = f"/forloeb/{cycle.id}/maerker"
    seen = hidden(author.get(address).text, "seen")
    between(lambda: rename(coauthor, cycle, "Alis navn"))
    met = author.post(address, data={"title": "Mettes navn", "module": "", "seen": seen})
    assert met.status_code == 422
    assert 'value="Mettes navn"' in met.text
    assert "Alis navn" in met.text
    assert (texts(), cycle.title) == ([NAME], "Alis navn")


def test_signs_that_come_in_the_same_moment_are_not_overwritten(author, coauthor, cycle, between):
    address = f"/forloeb/{cycle.id}/svar/tegn"
    seen = hidden(author.get(address).text, "seen")
    between(lambda: plan(coauthor, cycle, "Alis tegn"))
    met = author.post(address, data={"sign_1": "Mettes tegn", "seen": seen})
    assert met.status_code == 422
    assert 'value="Mettes tegn"' in met.text
    assert "Alis tegn" in met.text
    assert (texts(), signs_of(cycle)) == ([SIGN], ["Alis tegn"])


def test_no_two_add_a_sign_in_the_same_moment(author, coauthor, cycle, between):
    address = f"/forloeb/{cycle.id}/svar/tegn"
    seen = hidden(author.get(address).text, "seen")
    between(lambda: plan(coauthor, cycle, SIGN, "To", "Tre"))
    hers = {"sign_1": SIGN, "sign_2": "Mettes andet", "sign_3": "Mettes tredje", "seen": seen}
    met = author.post(address, data=hers)
    assert met.status_code == 422
    assert all(f'value="{words}"' in met.text for words in ("Mettes andet", "Mettes tredje"))
    assert signs_of(cycle) == [SIGN, "To", "Tre"]


def test_what_is_brought_back_in_the_same_moment_as_a_new_name_gives_way(
    author, coauthor, cycle, between
):
    page = f"/forloeb/{cycle.id}/navn-og-tegn"
    rename(author, cycle, "Et andet navn")
    wording, revision = kept()[0], hidden(author.get(page).text, "revision")
    between(lambda: rename(coauthor, cycle, "Alis navn"))
    met = use(author, page, wording, revision=revision)
    assert met.status_code == 422
    assert "Der er gemt noget andet her imens" in met.text
    db.session.expire_all()
    assert cycle.title == "Alis navn"


def test_a_note_in_the_same_moment_as_a_new_name_is_saved_with_it(author, coauthor, cycle, between):
    before = db.session.scalar(select(func.count()).select_from(Sign))
    between(lambda: rename(coauthor, cycle, "Alis navn"))
    note = {"cycle": str(cycle.id), "text": "Det så jeg.", "key": "a"}
    assert author.post("/", data=note).status_code == 303
    db.session.expire_all()
    assert (db.session.get(Cycle, cycle.id).title, len(cycle.observations)) == ("Alis navn", 2)
    assert db.session.scalar(select(func.count()).select_from(Sign)) == before
