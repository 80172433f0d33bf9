"""Replies: read marks both ways, taking back what is not read, drafts, and who is told."""

from datetime import timedelta

import pytest

from logbook.cycles.stages import Visibility
from logbook.db import db
from logbook.reviews.models import Reply
from tests import factories as make
from tests.drafts.sending import Device
from tests.reviews.talking import cycle_of, thread_of, write

LATER = make.NOON + timedelta(hours=1)


def test_each_side_sees_that_the_other_has_read_it(cast, answered, sign_in):
    author, leader = sign_in(cast.author), sign_in(cast.leader)
    write(author, answered, "Det prøver vi.")
    (mine,) = answered.replies
    assert "Læst" not in reply_on(author, mine)
    leader.get(cycle_of(answered), headers={"Sec-Purpose": "prefetch"})
    sign_in(cast.colleague).get(cycle_of(answered))
    sign_in(cast.coauthor).get(cycle_of(answered))
    assert mine.read_on is None
    leader.get(cycle_of(answered))
    assert mine.read_on == make.TODAY
    assert "Læst i dag" in reply_on(author, mine)
    write(leader, answered, "Godt!")
    hers = answered.replies[1]
    leader.get(cycle_of(answered))
    sign_in(cast.colleague).get(cycle_of(answered))
    assert hers.read_on is None
    sign_in(cast.coauthor).get(cycle_of(answered))
    assert hers.read_on == make.TODAY
    assert "Læst i dag" in reply_on(leader, hers)
    assert "Læst" not in reply_on(sign_in(cast.colleague), hers)


def reply_on(client, reply):
    page = client.get(f"/forloeb/{reply.cycle_id}").text
    return page.partition(f'id="svar-{reply.id}"')[2].partition("</div>")[0]


def test_sparring_that_was_read_says_on_which_day(cast, answered, sign_in, monkeypatch):
    leader = sign_in(cast.leader)
    assert "Ikke læst endnu" in leader.get("/sparring").text
    answered.sparring.read_on = make.TODAY - timedelta(days=6)
    db.session.commit()
    assert "Læst tirsdag" in leader.get("/sparring").text
    assert "Læst tirsdag" in leader.get(cycle_of(answered)).text
    assert "Læst tirsdag" not in sign_in(cast.author).get(cycle_of(answered)).text


def test_the_thread_page_marks_as_read_too(cast, answered, sign_in):
    write(sign_in(cast.author), answered, "Det prøver vi.")
    sign_in(cast.leader).get(thread_of(answered))
    assert answered.replies[0].read_on == make.TODAY


# -- taking it back -----------------------------------------------------------------------


def test_unread_it_can_be_taken_back_and_no_word_is_lost(cast, answered, sign_in):
    author = sign_in(cast.author)
    write(author, answered, "Det her mente jeg ikke helt sådan.")
    (reply,) = answered.replies
    path = f"/sparring/svar/{reply.id}/tag-tilbage"
    assert "Tag tilbage" in author.get(cycle_of(answered)).text
    assert sign_in(cast.coauthor).post(path).status_code == 403
    back = author.post(path)
    assert (back.status_code, back.location) == (303, thread_of(answered))
    assert answered.replies == []
    assert "Det her mente jeg ikke helt sådan.</textarea>" in author.get(back.location).text
    assert "mente jeg ikke" not in sign_in(cast.leader).get(cycle_of(answered)).text


def test_read_it_stays(cast, answered, sign_in):
    author = sign_in(cast.author)
    write(author, answered, "Det prøver vi.")
    (reply,) = answered.replies
    sign_in(cast.leader).get(cycle_of(answered))
    assert "Tag tilbage" not in author.get(cycle_of(answered)).text
    refused = author.post(f"/sparring/svar/{reply.id}/tag-tilbage")
    assert refused.status_code == 409
    assert len(answered.replies) == 1


def test_thanks_are_not_taken_back(cast, answered, sign_in):
    author = sign_in(cast.author)
    author.post(f"/sparring/{answered.id}/tak")
    (thanks,) = answered.replies
    assert author.post(f"/sparring/svar/{thanks.id}/tag-tilbage").status_code == 409


# -- drafts, and telling ------------------------------------------------------------------


@pytest.mark.parametrize("way", ["sparring", "reply"])
def test_typed_left_and_come_back_to_it_stands_there(cast, answered, sign_in, way):
    """On another device, too: the draft lies on the server."""
    if way == "sparring":
        other = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.LEADER)
        waiting = make.sparring_request(other, by=cast.author)
        who, path, field = cast.leader, f"/sparring/{waiting.id}", "curious"
    else:
        who, path, field = cast.author, thread_of(answered), "text"
    assert f'data-place="{path}"' in sign_in(who).get(path).text
    Device.of(who, sign_in(who)).draft(path, **{field: "Hvem fik ikke plads?"})
    page = sign_in(who).get(path).text
    assert "Hvem fik ikke plads?</textarea>" in page
    assert "Kladde fra i dag" in page
    sign_in(who).post(path, data={field: "Hvem fik ikke plads?", "draft": ""})
    assert "Hvem fik ikke plads?</textarea>" not in sign_in(who).get(path).text


def test_home_tells_of_new_replies_until_one_of_them_has_read(cast, answered, sign_in):
    author = sign_in(cast.author)
    author.get(cycle_of(answered))
    write(sign_in(cast.leader), answered, "Jeg tænkte på noget mere.")
    (reply,) = answered.replies
    page = author.get("/").text
    assert "Hanne har skrevet til jer" in page
    assert f'href="{cycle_of(answered)}#svar-{reply.id}"' in page
    assert '<span class="count">1<span class="sr"> ny</span></span>' in page
    sign_in(cast.coauthor).get(cycle_of(answered))
    page = author.get("/").text
    assert "har skrevet til jer" not in page
    assert 'class="count"' not in page


def test_a_narrowed_cycle_tells_its_leader_nothing_more(cast, answered, sign_in):
    write(sign_in(cast.author), answered, "Det prøver vi.")
    answered.cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    leader = sign_in(cast.leader)
    assert "har skrevet" not in leader.get("/sparring").text
    assert leader.get(thread_of(answered)).status_code == 404


def test_a_long_thread_costs_no_more(cast, answered, sign_in, count_queries):
    clients = {who: sign_in(getattr(cast, who)) for who in ("author", "leader")}
    write(clients["author"], answered, "Nr. 0")

    def costs():
        paths = (cycle_of(answered), thread_of(answered))
        for client in clients.values():
            for path in paths:
                client.get(path)
        return [
            count_queries(lambda c=client, p=path: c.get(p))
            for client in clients.values()
            for path in paths
        ]

    few = costs()
    for n in range(30):
        by = (cast.leader, cast.author)[n % 2]
        answered.reply(f"Nr. {n}", by=by, at=LATER + timedelta(minutes=n))
    db.session.commit()
    assert costs() == few
    assert few == [20, 8, 17, 9]
    assert len(list(db.session.scalars(Reply.new_to(cast.leader)))) == 0
