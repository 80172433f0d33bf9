"""What the device may hold: where her cycles stand and what they ask, never what anybody wrote."""

import json
from uuid import uuid4

import pytest

from logbook.cycles.models import Version
from logbook.cycles.models.versions import VersionKind
from logbook.cycles.questions import SIGNS_LABEL, Question
from logbook.cycles.stages import Stage
from logbook.db import db
from tests import factories as make
from tests.walks import words_in


def things(device, cycle):
    told = device.client.get("/i-haanden").json
    (held,) = [each for each in told["cycles"] if each["id"] == str(cycle.id)]
    return held["things"]


def named(device, cycle, name):
    return next(each for each in things(device, cycle) if each["name"] == name)


def came_second():
    """The texts that were put beside what somebody else had saved."""
    second = db.select(Version.text).where(Version.kind == VersionKind.CAME_SECOND)
    return db.session.scalars(second).all()


def save(device, thing, **words):
    """As the shell sends it: what it holds, and what was written."""
    fields = {name: str(value) for name, value in thing["fields"].items()} | words
    if "key" in thing["fields"]:
        fields["key"] = str(uuid4())
    assert device.draft(thing["place"], **fields).status_code == 200
    return device.save(thing["place"].split("#")[0], **fields)


@pytest.fixture
def begun(cast):
    """A round that has only its plan, and not a sign in it."""
    cycle = make.cycle(by=cast.author, house=cast.house, title="Frokosten", stage=Stage.PLAN)
    cycle.signs.clear()
    db.session.commit()
    return cycle


def test_each_cycle_with_all_that_can_be_written_in_it(cast, device, cycle):
    draft = make.cycle(by=cast.author, house=cast.house, title="En undring", stage=Stage.WONDERING)
    told = device.client.get("/i-haanden").json
    assert (told["owner"], told["name"]) == (device.owner, "Mette Holm")
    planned = next(each for each in told["cycles"] if each["title"] == "Ro i garderoben")
    assert (planned["id"], planned["stage"], planned["round"]) == (str(cycle.id), "reflect", 1)
    note, *others = planned["things"]
    assert note == {
        "place": f"/#{cycle.id}", "name": "Dagens note",
        "asks": [["text", "Hvad lagde du mærke til i dag?"]],
        "fields": {"cycle": str(cycle.id), "key": ""},
    }  # fmt: skip
    names = [each["name"] for each in others]
    asked = [q.label for q in Question if q is not Question.SET_ASIDE]
    assert [name for name in asked if name not in names] == []
    assert [name for name in names if name not in asked] == ["Ny afprøvning", "Ny iagttagelse"]
    assert [each["place"] for each in things(device, draft)] == [
        f"/forloeb/{draft.id}/undring",
        *(
            f"/forloeb/{draft.id}/svar/{slug}"
            for slug in ("handling", "hvorfor", "hvem", "iagttagere", "tegn")
        ),
    ]


def test_what_is_sent_from_it_is_saved(device, cycle):
    """Every place takes a text that starts from the revision that stood there."""
    held = things(device, cycle)
    for thing in held:
        words = {name: f"Skovens svar til {name}." for name, _, *kind in thing["asks"] if not kind}
        days = {name: "2026-03-02" for name, _, *kind in thing["asks"] if kind == ["date"]}
        assert save(device, thing, **words, **days).json.get("saved"), thing
    again = {each["place"]: each["fields"].get("revision") for each in things(device, cycle)}
    learned, wondering = f"/forloeb/{cycle.id}/svar/laert", f"/forloeb/{cycle.id}/undring"
    assert (again[learned], again[wondering]) == (2, 2)
    assert db.session.scalars(db.select(Version)).all(), "what stood there is kept"
    assert came_second() == []


def test_the_first_trial_comes_with_what_was_done(device, begun):
    assert not [each for each in things(device, begun) if "/afproevning/" in each["place"]]
    words = {"tried_on": "2026-03-02", "what": "Vi satte os.", "different": "Det regnede."}
    op = uuid4()
    thing = named(device, begun, "Ny afprøvning")
    fields = thing["fields"] | {"key": str(uuid4())} | words
    for _ in range(2):
        assert device.save(thing["place"], op=op, **fields).json["saved"]
    assert device.save(thing["place"], **fields).json["saved"], "by its key it is the same one"
    (trial,) = begun.trials
    assert trial.tried_on.isoformat() == "2026-03-02"
    assert trial.answer_to(Question.WHAT).text == "Vi satte os."
    assert trial.answer_to(Question.DIFFERENT).text == "Det regnede."
    assert begun.stage is Stage.TRY
    assert [each for each in things(device, begun) if "/afproevning/" in each["place"]]


def test_a_trial_of_which_only_the_date_is_known_goes_no_further(device, begun):
    thing = named(device, begun, "Ny afprøvning")
    assert save(device, thing, tried_on="2026-03-02").json["saved"]
    assert begun.stage is Stage.PLAN
    refused = save(device, thing, tried_on="2999-01-01", what="I morgen.")
    assert (refused.status_code, "fremtiden" in refused.json["error"]) == (422, True)


def test_a_trial_begun_without_a_connection_stands_on_the_page(device, begun):
    place = named(device, begun, "Ny afprøvning")["place"]
    assert "Hvad gjorde I helt konkret?" not in device.client.get(place).text
    device.draft(place, tried_on="2026-03-02", what="Vi satte", different="")
    page = device.client.get(place).text
    assert "Vi satte" in page
    assert "Hvad gjorde I helt konkret?" in page
    assert "Hvad blev anderledes" not in page


def test_an_observation_comes_with_all_of_its_answers(device, begun):
    thing = named(device, begun, "Ny iagttagelse")
    words = {"text": "De lo.", "children": "Trygt.", "participation": "Alle."}
    assert save(device, thing, **words).json["saved"]
    (seen,) = begun.observations
    asked = (Question.SAW, Question.CHILDREN, Question.PARTICIPATION)
    assert [seen.answer_to(q).text for q in asked] == ["De lo.", "Trygt.", "Alle."]


def test_signs_are_asked_for_only_where_there_are_none(device, begun):
    """Her three lines would take the place of three that she does not see."""
    thing = named(device, begun, SIGNS_LABEL)
    assert save(device, thing, sign_1="Flere børn leger.", sign_2="Ro.").json["saved"]
    assert [sign.text for sign in begun.signs] == ["Flere børn leger.", "Ro."]
    assert SIGNS_LABEL not in [each["name"] for each in things(device, begun)]
    # Somebody else was first: nothing is replaced, and her words stay in her queue.
    late = save(device, thing, sign_1="Mine tegn.")
    assert (late.status_code, late.json["kept"]) == (422, False)
    assert [sign.text for sign in begun.signs] == ["Flere børn leger.", "Ro."]


def test_a_wondering_alone_leaves_the_name_and_the_module(cast, device, cycle):
    thing = named(device, cycle, Question.WONDERING.label)
    cycle.title = "Et andet navn"
    db.session.commit()
    assert save(device, thing, wondering="Hvad mon der sker?").json["saved"]
    assert (cycle.title, cycle.module) == ("Et andet navn", cast.module)
    assert cycle.text_of(Question.WONDERING) == "Hvad mon der sker?"


def test_a_draft_of_the_wondering_alone_does_not_empty_the_name(device, cycle):
    device.draft(f"/forloeb/{cycle.id}/undring", wondering="Halvt skre", revision="1")
    page = device.client.get(f"/forloeb/{cycle.id}/undring").text
    assert "Halvt skre" in page
    assert f'value="{cycle.title}"' in page


def test_what_another_saved_meanwhile_is_kept_beside_it(device, hers, cycle):
    thing = named(device, cycle, Question.LEARNED.label)
    assert save(hers, thing, text="Hendes.").json["saved"]
    late = save(device, thing, text="Mine fra skoven.")
    assert (late.status_code, late.json["kept"]) == (409, True)
    assert cycle.text_of(Question.LEARNED) == "Hendes."
    assert came_second() == ["Mine fra skoven."]


def test_ten_at_most_and_none_that_has_ended(cast, device):
    for n in range(12):
        make.cycle(by=cast.author, house=cast.house, title=f"Forløb {n}")
    make.cycle(by=cast.author, house=cast.house, title="Slut", stage=Stage.SET_ASIDE)
    titles = [each["title"] for each in device.client.get("/i-haanden").json["cycles"]]
    assert len(titles) == 10
    assert "Slut" not in titles


def test_nobodys_text_is_in_it(visitors):
    for who in ("author", "coauthor", "leader", "colleague"):
        answer = visitors.knock(who, "GET", "/i-haanden")
        assert {word for word in words_in(answer) if not word.endswith("-title.")} == set(), who
    titles = words_in(visitors.knock("author", "GET", "/i-haanden"))
    assert titles, "her titles are there to be found"
    assert json.loads(answer.get_data())["cycles"] == []
