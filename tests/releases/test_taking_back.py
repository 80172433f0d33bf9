"""One who proposed a passage without a word of hers in it takes it back while it waits."""

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.releases.models import Release
from tests import factories as make


@pytest.fixture
def release(cast, noon):
    """The ppr consultant writes with the author, and proposes what the author alone wrote."""
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        coauthors=(cast.ppr_consultant,),
    )  # fmt: skip
    return make.release(made, by=cast.ppr_consultant, question=Question.LEARNED)


def test_the_proposal_is_taken_back(cast, sign_in, release):
    client, door = sign_in(cast.ppr_consultant), f"/frigivet/{release.id}"
    page = client.get(door).text
    assert "Træk forslaget tilbage" in page
    assert "Til en anden gang?" not in page
    page = client.post(f"{door}/traek-tilbage", follow_redirects=True).text
    assert "Citatet bliver ikke delt." in page
    assert db.session.get(Release, release.id).withdrawn_by_id == cast.ppr_consultant.id
    assert f"/frigivet/{release.id}" not in sign_in(cast.author).get("/").text


def test_what_is_out_is_the_writers(cast, sign_in, release):
    release.say_yes(by=cast.author, at=make.NOON, today=make.TODAY)
    db.session.commit()
    client, door = sign_in(cast.ppr_consultant), f"/frigivet/{release.id}"
    assert "tilbage</button>" not in client.get(door).text
    assert client.post(f"{door}/traek-tilbage").status_code == 409
    assert client.post(f"{door}/ja").status_code == 403
    assert db.session.get(Release, release.id).is_out
