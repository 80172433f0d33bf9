"""Coming back: the text stands where it was left, for its writer, on any of her devices."""

from datetime import timedelta

import pytest

from logbook import clock
from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.drafts.models import Draft
from tests import factories as make
from tests.hostile.forms import forms_on
from tests.pages import words_of

OTHER_DEVICE = "Du har også skrevet det her på en anden enhed"


def fields_on(device, path):
    page = device.client.get(path)
    assert page.status_code == 200
    form = next(each for each in forms_on(path, page.text) if "draft" in each.fields)
    return form.filled(), page.text


def later(monkeypatch, **by):
    now = clock.now() + timedelta(**by)
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def trial(cycle):
    return cycle.trials[0]


FORMS = {
    "/forloeb/nyt": "title",
    "/forloeb/{cycle}/undring": "wondering",
    "/forloeb/{cycle}/svar/handling": "text",
    "/forloeb/{cycle}/svar/tegn": "sign_2",
    "/forloeb/{cycle}/svar/laert": "text",
    "/forloeb/{cycle}/svar/tag-med": "text",
    "/forloeb/{cycle}/iagttag": "text",
    "/afproevning/{trial}/anderledes": "text",
    "/iagttagelse/{seen}/saa-og-hoerte": "text",
    "/iagttagelse/{seen}/med": "text",
    "/forloeb/{cycle}/laeg-til-side": "reason",
    "/forloeb/{cycle}/bed-om-sparring": "question",
}


@pytest.mark.parametrize("path", FORMS)
def test_every_form_with_a_text_brings_it_back(device, phone, cycle, path):
    name = FORMS[path]
    path = path.format(cycle=cycle.id, trial=cycle.trials[0].id, seen=cycle.observations[0].id)
    _, before = fields_on(device, path)
    assert f'data-place="{path}"' in before
    assert "data-label=" in before
    assert "Start forfra" not in before
    device.draft(path, **{name: "Halvt skre"})
    for each in (device, phone):
        fields, page = fields_on(each, path)
        assert fields[name] == "Halvt skre"
        assert "Kladde fra i dag" in page
        assert "Start forfra" in page


def test_sparring_that_was_begun(cast, sign_in, noon, cycle):
    from tests.drafts.sending import Device

    request = make.sparring_request(cycle, by=cast.author)
    leader = Device.of(cast.leader, sign_in(cast.leader))
    path = f"/sparring/{request.id}"
    leader.draft(path, noticed="I er", curious="", can_help="Tid", bring_up="staff_meeting")
    fields, _ = fields_on(leader, path)
    assert (fields["noticed"], fields["can_help"]) == ("I er", "Tid")
    leader.save(path, noticed="I er flere", curious="", can_help="Tid", bring_up="")
    assert db.session.scalars(Draft.of(cast.leader)).all() == []


def test_the_note_of_each_forlob_at_home(device, cast, cycle):
    other = make.cycle(by=cast.author, house=cast.house, title="Leg ude")
    for each in (cycle, other):
        device.draft(f"/#{each.id}", text=f"Ude i {each.title}", cycle=str(each.id))
    for each in (cycle, other):
        fields, page = fields_on(device, f"/?forloeb={each.id}")
        assert (fields["text"], fields["cycle"]) == (f"Ude i {each.title}", str(each.id))
        assert f'data-place="/#{each.id}"' in page


def test_it_says_since_when(device, cycle, monkeypatch):
    path = f"/forloeb/{cycle.id}/svar/hvem"
    device.draft(path, text="Os")
    later(monkeypatch, days=1)
    assert "Kladde fra i går" in device.client.get(path).text


def test_what_is_saved_already_is_no_draft(device, cycle):
    path = f"/forloeb/{cycle.id}/svar/laert"
    device.draft(path, text=f" {cycle.text_of(Question.LEARNED)}\r\n", revision="1")
    assert "Start forfra" not in device.client.get(path).text


def test_it_remembers_what_it_started_from(device, hers, cycle):
    path = f"/forloeb/{cycle.id}/svar/laert"
    device.draft(path, text="Mit.", revision="1")
    hers.save(path, text="Hendes.", revision="1")
    fields, _ = fields_on(device, path)
    assert (fields["text"], fields["revision"]) == ("Mit.", "1")
    answer = device.client.post(path, data=fields)
    assert words_of(device.client.get(answer.location).text) >= {"Hendes.", "Mit."}
    assert fields_on(device, path)[0]["text"] == "Hendes.", "her draft is kept there now"


def test_the_newest_stands_in_the_form_and_the_other_beside_it(device, phone, cycle, monkeypatch):
    path = f"/forloeb/{cycle.id}/svar/hvem"
    device.draft(path, text="På tabletten")
    later(monkeypatch, minutes=1)
    phone.draft(path, text="På telefonen")
    fields, page = fields_on(device, path)
    assert fields["text"] == "På telefonen"
    assert OTHER_DEVICE in page
    assert "På tabletten" in page
    later(monkeypatch, minutes=1)
    device.draft(path, text="På telefonen")
    assert OTHER_DEVICE not in device.client.get(path).text


def test_what_does_not_fit_stays_out(device, cycle):
    device.draft(
        "/forloeb/nyt", title="Ro", house="x", module="findes ikke", revision="9" * 30, felt="y"
    )
    fields, _ = fields_on(device, "/forloeb/nyt")
    assert fields["title"] == "Ro"
    assert fields["module"] != "findes ikke"


def test_tags_in_a_draft_are_text(device, phone, cycle):
    text = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    path = f"/forloeb/{cycle.id}/svar/hvem"
    device.draft(path, text=text)
    phone.draft(path, text=text + "!")
    page = device.client.get(path).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


# -- nobody else ----------------------------------------------------------------------------


def test_nobody_else_sees_it(device, hers, cast, sign_in, cycle):
    path = f"/forloeb/{cycle.id}/svar/laert"
    device.draft(path, text="Kun mit.")
    device.draft(f"/#{cycle.id}", text="Kun mit.", cycle=str(cycle.id))
    leader = sign_in(cast.leader)
    for client, paths in (
        (hers.client, [path, "/", f"/forloeb/{cycle.id}", "/forloeb"]),
        (leader, [f"/forloeb/{cycle.id}", "/overblik", "/sparring", "/forloeb"]),
        (device.client, [f"/forloeb/{cycle.id}", "/forloeb", "/i-haanden"]),
    ):
        for each in paths:
            assert "Kun mit." not in client.get(each, follow_redirects=True).text


# -- saved ----------------------------------------------------------------------------------


def test_saving_lets_go_of_it_and_of_the_same_text_elsewhere(cast, device, phone, cycle):
    path = f"/forloeb/{cycle.id}/svar/hvem"
    device.draft(path, text="Os")
    phone.draft(path, text="Os to.")
    assert device.save(path, text="Os to.", revision="0").json["saved"]
    assert db.session.scalars(Draft.of(cast.author)).all() == []


def test_another_text_elsewhere_stays(cast, device, phone, hers, cycle):
    path = f"/forloeb/{cycle.id}/svar/hvem"
    phone.draft(path, text="Os tre")
    hers.draft(path, text="Os fire")
    device.draft(path, text="Os")
    device.save(path, text="Os to.", revision="0")
    assert [d.words for d in db.session.scalars(Draft.of(cast.author))] == [{"text": "Os tre"}]
    assert [d.words for d in db.session.scalars(Draft.of(cast.coauthor))] == [{"text": "Os fire"}]


def test_what_was_written_after_gem_stays(cast, device, cycle):
    """The note waited in the queue; the next one was begun meanwhile."""
    place, mark = f"/#{cycle.id}", f"{device.id}/1"
    device.draft(place, text="Den første.")
    device.draft(place, text="Den anden")
    device.save("/", cycle=str(cycle.id), text="Den første.", draft=mark)
    assert [d.words for d in db.session.scalars(Draft.of(cast.author))] == [{"text": "Den anden"}]


def test_a_draft_that_comes_after_it_was_saved_is_no_ghost(cast, device, cycle):
    device.draft(f"/#{cycle.id}", text="Det så")
    device.number = 3
    device.save("/", cycle=str(cycle.id), text="Det så jeg.")
    late = device.put(place=f"/#{cycle.id}", fields={"text": "Det så j"}, revision=2)
    assert late.json == {"revision": 3, "kept": False}
    assert db.session.scalars(Draft.of(cast.author)).all() == []


def test_without_script_it_goes_with_the_form_that_took_it_in(cast, device, cycle):
    path = f"/forloeb/{cycle.id}/svar/hvem"
    device.draft(path, text="Os")
    fields, _ = fields_on(device, path)
    answer = device.client.post(path, data=fields | {"text": "Os to, og Ali."})
    assert answer.status_code == 303
    assert db.session.scalars(Draft.of(cast.author)).all() == []
    assert "Start forfra" not in device.client.get(path).text


def test_a_form_with_errors_lets_go_of_nothing(cast, device):
    device.draft("/forloeb/nyt", title="Ro", wondering="")
    fields, _ = fields_on(device, "/forloeb/nyt")
    answer = device.client.post("/forloeb/nyt", data=fields | {"wondering": ""})
    assert answer.status_code == 422
    assert fields["draft"] in answer.text
    assert len(db.session.scalars(Draft.of(cast.author)).all()) == 1


@pytest.mark.parametrize("mark", ["x", "/", "x/1", "1/x", "\0", "é" * 400, "9" * 5000, " / " * 99])
def test_a_mark_that_is_none_lets_go_of_nothing(cast, device, cycle, mark):
    path = f"/forloeb/{cycle.id}/svar/hvem"
    device.draft(path, text="Os")
    assert device.save(path, text="Os to.", revision="0", draft=mark).status_code == 200
    assert len(db.session.scalars(Draft.of(cast.author)).all()) == 1


def test_a_note_that_was_saved_is_not_shown_again(device, cycle):
    """The same text came too late to be let go of."""
    device.client.post("/", data={"cycle": str(cycle.id), "text": "Det så jeg."})
    device.draft(f"/#{cycle.id}", text="Det så jeg.")
    fields, _ = fields_on(device, f"/?forloeb={cycle.id}")
    assert fields["text"] == ""


def test_another_text_under_the_number_of_a_note_is_another_note(cast, device, cycle):
    note = {"cycle": str(cycle.id), "key": "6f1e3b8e-33a4-4a56-8b0e-0a2f6a0f1d11"}
    number = len(cycle.observations)
    for text in ("Først.", "Først.", "Så noget andet."):
        assert device.client.post("/", data=note | {"text": text}).status_code == 303
    seen = db.session.get_one(Cycle, cycle.id).observations
    assert len(seen) == number + 2
    texts = {each.answer_to(Question.SAW).text for each in seen}
    assert {"Først.", "Så noget andet."} <= texts


# -- what it costs --------------------------------------------------------------------------


def test_one_query_however_many_there_are(device, cast, cycle, sign_in, count_queries):
    from tests.drafts.sending import Device

    path = f"/forloeb/{cycle.id}/svar/hvem"

    def opened():
        assert device.client.get(path).status_code == 200

    opened()
    none = count_queries(opened)
    for n in range(9):
        Device.of(cast.author, device.client).draft(path, text=f"Nummer {n}")
    assert count_queries(opened) == none


# -- forgotten ------------------------------------------------------------------------------


def test_a_text_is_never_forgotten_in_silence(cast, device):
    device.draft("/forloeb/nyt", title="Ro")
    device.draft("/forloeb/nyt?x=1", title="Leg")
    device.draft("/forloeb/nyt?x=1", title="")
    for days, left in ((0, 2), (2, 1), (365, 1), (4000, 1)):
        db.session.execute(Draft.forget_old(clock.now() + timedelta(days=days)))
        assert len(list(db.session.scalars(Draft.__table__.select()))) == left
    db.session.rollback()
