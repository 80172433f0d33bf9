"""What the device may hold: where her cycles stand and what they ask, never what anybody wrote."""

import json

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from tests import factories as make
from tests.test_canary import words_in


def test_each_cycle_with_its_note_and_its_questions(cast, device, cycle):
    draft = make.cycle(by=cast.author, house=cast.house, title="En undring", stage=Stage.WONDERING)
    told = device.client.get("/i-haanden").json
    assert (told["owner"], told["name"]) == (device.owner, "Mette Holm")
    by_title = {each["title"]: each for each in told["cycles"]}
    planned, wondered = by_title["Ro i garderoben"], by_title["En undring"]
    assert (planned["id"], planned["stage"], planned["round"]) == (str(cycle.id), "reflect", 1)
    place = f"/#{cycle.id}"
    assert planned["note"] == {"place": place, "action": "/", "fields": {"cycle": str(cycle.id)}}
    assert wondered["note"] is None
    assert {q["place"].split("/")[1] for q in planned["questions"]} == {
        "forloeb", "afproevning", "iagttagelse",
    }  # fmt: skip
    assert [q["place"] for q in wondered["questions"]] == [
        f"/forloeb/{draft.id}/svar/{q.words.slug}"
        for q in (Question.ACTION, Question.WHY, Question.WHO, Question.OBSERVING)
    ]


def test_what_is_sent_from_it_is_saved(device, cycle):
    """Every place takes an answer with the revision that stood there."""
    (held,) = device.client.get("/i-haanden").json["cycles"]
    assert len(held["questions"]) == 14
    for asked in held["questions"]:
        fields = {asked["field"]: "Skrevet i skoven.", "revision": str(asked["revision"])}
        assert device.draft(asked["place"], **fields).status_code == 200
        assert device.save(asked["action"], **fields).json.get("saved"), asked
    note = held["note"]
    assert device.draft(note["place"], text="Ude.").status_code == 200
    assert device.save(note["action"], text="Ude.", **note["fields"]).json["saved"]
    again = device.client.get("/i-haanden").json["cycles"][0]["questions"]
    learned = f"/forloeb/{cycle.id}/svar/laert"
    assert [asked["revision"] for asked in again if asked["place"] == learned] == [2]


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
