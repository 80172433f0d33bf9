"""Troede / så: the plan is copied when somebody first looks, and never again."""

import re
from uuid import uuid4

import pytest

from logbook.cycles.models import Expectation, ExpectedSign, ObservationRequest, Wording
from logbook.cycles.next_round import build_on
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.cycles.test_threads import look, next_round
from tests.drafts.sending import Device
from tests.factories import NOON
from tests.pages import hidden, words_of

WHY = "Så er der altid nogen at vende til."
LATER = "Fordi vi tror på ro."
SIGN, REWORDED = "Mindre gråd", "Næsten ingen gråd"


@pytest.fixture
def cycle(cast):
    planned = make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.HOUSE, coauthors=(cast.coauthor,)
    )
    planned.answer(Question.WHY, WHY, by=cast.author, at=NOON)
    planned.plan_signs([SIGN], by=cast.author, at=NOON)
    db.session.commit()
    return planned


def copied(cycle):
    db.session.expire_all()
    kept = cycle.expectation
    return kept and (kept.why, [sign.text for sign in kept.signs])


def change_the_plan(cast, cycle):
    cycle.answer(Question.WHY, LATER, by=cast.author, at=NOON)
    cycle.plan_signs([REWORDED, "Et tegn mere"], by=cast.author, at=NOON)
    db.session.commit()


def write_at_home(client, cycle):
    key = hidden(client.get("/").text, "key")
    return client.post("/", data={"cycle": str(cycle.id), "text": "Roligt i dag.", "key": key})


def write_on_the_page(client, cycle):
    return client.post(f"/forloeb/{cycle.id}/iagttag", data={"text": "Roligt i dag."})


@pytest.mark.parametrize("write", [write_at_home, write_on_the_page])
def test_the_plan_is_copied_with_the_first_observation_and_only_then(
    cast, sign_in, noon, cycle, write
):
    author = sign_in(cast.author)
    assert copied(cycle) is None
    assert write(author, cycle).status_code == 303
    assert copied(cycle) == (WHY, [SIGN])
    change_the_plan(cast, cycle)
    assert write_on_the_page(sign_in(cast.coauthor), cycle).status_code == 303
    assert len(cycle.observations) == 2
    assert copied(cycle) == (WHY, [SIGN])
    assert cycle.text_of(Question.WHY) == LATER, "the plan itself is free"


def test_an_asked_colleagues_observation_may_be_the_first(cast, sign_in, noon, cycle):
    asked = make.saved(ObservationRequest.ask(cycle, cast.asked_colleague, by=cast.author, at=NOON))
    written = sign_in(cast.asked_colleague).post(f"/bedt/{asked.id}", data={"text": "Stille."})
    assert written.status_code == 303
    assert copied(cycle) == (WHY, [SIGN])


def test_what_the_script_sends_later_copies_it_too(cast, sign_in, noon, cycle):
    """As from the device's queue: with a key, and answered in data."""
    client, op = sign_in(cast.author), uuid4()
    key = hidden(client.get("/").text, "key")
    form = {"cycle": str(cycle.id), "text": "Uden net.", "key": key}
    for _ in range(2):
        kept = Device.of(cast.author, client).save("/", op=op, **form)
        assert kept.status_code == 200, kept.text
    assert copied(cycle) == (WHY, [SIGN])
    assert len(db.session.scalars(db.select(Expectation.id)).all()) == 1


def test_what_is_not_saved_copies_nothing(cast, sign_in, noon, cycle):
    author = sign_in(cast.author)
    assert author.post(f"/forloeb/{cycle.id}/iagttag", data={"text": ""}).status_code == 422
    refused = author.post(f"/forloeb/{cycle.id}/iagttag", data={"text": "Hun er 010190-1234."})
    assert refused.status_code == 422
    assert copied(cycle) is None


def test_a_plan_without_words_is_copied_as_it_is(cast, sign_in, noon, cycle):
    """Else a later plan would be taken for what was thought before."""
    cycle.answer(Question.WHY, "", by=cast.author, at=NOON)
    cycle.plan_signs([""], by=cast.author, at=NOON)
    look_once(cast, cycle)
    change_the_plan(cast, cycle)
    assert copied(cycle) == ("", [])
    assert "Troede" not in words_on(sign_in(cast.author), cycle)


def look_once(cast, cycle, score=None):
    seen = cycle.observe("Roligt i dag.", on=make.TODAY, by=cast.author, at=NOON)
    if score is not None:
        seen.score(cycle.signs[0], score)
    db.session.commit()
    return seen


def words_on(client, cycle, path=""):
    page = client.get(f"/forloeb/{cycle.id}{path}").text
    found = re.search(r'<div class="thought">(.*?)</ul>\s*</div>\s*</div>', page, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


def test_it_stands_beside_what_was_seen_last(cast, sign_in, noon, cycle):
    author = sign_in(cast.author)
    assert words_on(author, cycle) == ""
    look(cycle, 0, 2)
    look(cycle, 1, day=1, by=cast.coauthor)
    change_the_plan(cast, cycle)
    told = (
        f"Troede {WHY} Sådan stod det i planen 7. januar, da den første iagttagelse blev skrevet."
        f" Så {SIGN} (nu: {REWORDED}) Set lidt og Set tydeligt samme dag 8. januar"
        " Et tegn mere (kom til undervejs) Ikke skrevet endnu"
    )
    assert words_on(author, cycle) == told
    assert words_on(author, cycle, "/svar/laert") == told, "and while reflecting"
    assert words_on(author, cycle, "/svar/handling") == ""


def test_it_moves_to_the_reflection_once_that_has_begun(cast, sign_in, noon, cycle):
    look_once(cast, cycle, 2)
    author = sign_in(cast.author)

    def stands_at():
        page = author.get(f"/forloeb/{cycle.id}").text
        assert page.count('class="thought"') == 1
        at = page.index('class="thought"')
        return [page.rindex(f'id="{stage}"') < at for stage in ("observe", "reflect")]

    assert stands_at() == [True, False]
    cycle.answer(Question.LEARNED, "Det var os.", by=cast.author, at=NOON)
    db.session.commit()
    assert stands_at() == [True, True]


def test_not_having_looked_is_said(cast, sign_in, noon, cycle):
    seen = look_once(cast, cycle)
    author = sign_in(cast.author)
    assert words_on(author, cycle).endswith(f"{SIGN} Ikke skrevet endnu")
    seen.score(cycle.signs[0], None)
    db.session.commit()
    assert words_on(author, cycle).endswith(f"{SIGN} Kiggede ikke efter")


def test_a_sign_that_was_taken_out_is_still_what_was_expected(cast, sign_in, noon, cycle):
    look_once(cast, cycle)
    cycle.plan_signs([""], by=cast.author, at=NOON)
    db.session.commit()
    assert copied(cycle) == (WHY, [SIGN])
    author = sign_in(cast.author)
    assert words_on(author, cycle).endswith(f"{SIGN} Ikke i planen længere")
    gone = db.session.scalar(db.select(Wording).where(Wording.text == SIGN))
    cycle.bring_back(gone, by=cast.author, at=NOON)
    db.session.commit()
    assert words_on(author, cycle).endswith(f"{SIGN} Ikke skrevet endnu"), "the same sign again"


def test_who_may_not_open_the_round_sees_nothing_of_it(cast, sign_in, noon, cycle):
    look_once(cast, cycle, 2)
    change_the_plan(cast, cycle)
    for reader in (cast.author, cast.coauthor, cast.leader, cast.colleague):
        assert LATER in words_of(sign_in(reader).get(f"/forloeb/{cycle.id}").text)
    assert sign_in(cast.stranger).get(f"/forloeb/{cycle.id}").status_code == 404
    cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    for reader in (cast.leader, cast.colleague, cast.coordinator):
        assert sign_in(reader).get(f"/forloeb/{cycle.id}").status_code == 404


def test_a_new_round_expects_anew(cast, cycle):
    look_once(cast, cycle)
    for stage in (Stage.TRY, Stage.OBSERVE, Stage.REFLECT):
        make.answer_for(cycle, stage, by=cast.author, at=NOON)
        cycle.move_to(stage, by=cast.author, at=NOON)
    following = make.saved(build_on(cycle, by=cast.author, at=NOON))
    assert following.expectation is None
    following.answer(Question.WHY, LATER, by=cast.author, at=NOON)
    following.begin(Visibility.PRIVATE, by=cast.author, at=NOON)
    look_once(cast, following)
    assert (copied(cycle)[0], copied(following)[0]) == (WHY, LATER)


def test_it_goes_with_the_round(cast, sign_in, noon):
    alone = make.cycle(by=cast.author, house=cast.house, stage=Stage.OBSERVE)
    assert alone.expectation
    assert sign_in(cast.author).post(f"/forloeb/{alone.id}/slet").status_code == 303
    assert db.session.scalars(db.select(Expectation.id)).all() == []
    assert db.session.scalars(db.select(ExpectedSign)).all() == []


def test_a_round_built_on_one_goes_without_it(cast, sign_in, noon):
    alone = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    following = next_round(alone)
    assert sign_in(cast.author).post(f"/forloeb/{following.id}/slet").status_code == 303
    assert db.session.scalars(db.select(Expectation.cycle_id)).all() == [alone.id]
