"""Who has reported a text, or read it through, is back where she came from, and nowhere else."""

import pytest

from logbook.cycles.stages import Stage, Visibility
from tests import factories as make
from tests.pages import hidden

pytestmark = pytest.mark.usefixtures("noon")
HERE = "http://localhost"


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        visibility=Visibility.HOUSE,
    )  # fmt: skip


def press(client, door, whence):
    """The link on one page, then the button on the other, as a browser sends them."""
    page = client.get(door, headers={"Referer": whence})
    assert page.status_code == 200
    sent = {"tilbage": hidden(page.text, "tilbage"), "vis": "ja"}
    return page, client.post(door, data=sent, headers={"Referer": f"{HERE}{door}"})


def test_who_reports_a_passage_from_the_passages_is_back_there(cast, sign_in, cycle):
    release = make.release(cycle, by=cast.author)
    whence = f"/udtraek?modul={cast.module.id}"
    page, sent = press(sign_in(cast.instructor), f"/genkendes/citat/{release.id}", HERE + whence)
    assert f'href="{whence}"' in page.text
    assert sent.location == whence


def test_who_reads_it_through_is_back_where_she_was_told(cast, sign_in, cycle):
    sign_in(cast.colleague).post(f"/genkendes/navn/{cycle.id}")
    writer = sign_in(cast.author)
    door = f"/laes-igen/navn/{cycle.id}"
    page = writer.get(door, headers={"Referer": f"{HERE}/"})
    sent = {"tilbage": hidden(page.text, "tilbage"), "title": "Ro", "vis": "ja"}
    assert writer.post(door, data=sent).location == "/"


@pytest.mark.parametrize(
    "whence",
    [
        "http://elsewhere.example/forloeb", "http://localhost.example/", "http://localhost:1/",
        "https://localhost@elsewhere.example/", "", "about:blank", "http://[/", f"{HERE}/log-ind",
        f"{HERE}/log-ud", f"{HERE}/slet-ikke-en-side", f"{HERE}//elsewhere.example/",
    ],
)  # fmt: skip
def test_nothing_else_leads_anywhere(cast, sign_in, cycle, whence):
    door = f"/genkendes/navn/{cycle.id}"
    _, sent = press(sign_in(cast.colleague), door, whence)
    assert sent.location == f"/forloeb/{cycle.id}"


@pytest.mark.parametrize(
    "given",
    [
        "//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "\t/", "\x00",
        "javascript:alert(1)", "/genkendes/navn/x", "/" + "a" * 5000, "\ud800",
    ],
)  # fmt: skip
def test_nor_does_what_is_sent_instead(cast, sign_in, cycle, given):
    data = {"tilbage": given.encode("utf-8", "replace").decode()}
    sent = sign_in(cast.colleague).post(f"/genkendes/navn/{cycle.id}", data=data)
    assert sent.location == f"/forloeb/{cycle.id}"


def test_it_never_leads_round_in_a_circle(cast, sign_in, cycle):
    door = f"/genkendes/navn/{cycle.id}"
    _, sent = press(sign_in(cast.colleague), door, HERE + door)
    assert sent.location == f"/forloeb/{cycle.id}"
