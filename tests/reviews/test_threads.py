"""What is said after the sparring: a thread that stays one, read marks, and who speaks last."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from logbook import clock
from logbook.cycles.stages import IllegalMove, Stage, Visibility
from logbook.db import db
from logbook.reviews.models import Reply
from tests import factories as make
from tests.drafts.sending import Device

LATER = make.NOON + timedelta(hours=1)


@pytest.fixture
def noon(monkeypatch):
    """The clock goes on, a second each time that somebody asks, so that one reply comes first."""
    seconds = count()
    monkeypatch.setattr(clock, "now", lambda: make.NOON + timedelta(seconds=next(seconds)))
    return make.NOON


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE,
        coauthors=(cast.coauthor,), at=make.NOON - timedelta(days=9),
    )  # fmt: skip


@pytest.fixture
def request_(cast, cycle, noon):
    asked = make.sparring_request(cycle, by=cast.author, at=make.NOON - timedelta(days=5))
    make.sparring(asked, by=cast.leader, at=make.NOON - timedelta(days=3))
    return asked


def thread_of(request):
    return f"/sparring/{request.id}/svar"


def cycle_of(request):
    return f"/forloeb/{request.cycle_id}"


def replies(request):
    return [(each.by.first_name, each.text) for each in request.replies]


def write(client, request, text, **fields):
    return client.post(thread_of(request), data={"text": text, **fields})


def test_a_thread_stays_a_thread_at_its_stage(cast, request_, sign_in):
    author, leader = sign_in(cast.author), sign_in(cast.leader)
    for client, text in (
        (author, "Det prøver vi på mandag."), (leader, "Sig til, hvis I mangler en voksen."),
        (sign_in(cast.coauthor), "Vi mangler én kl. 9 hver dag."),
    ):  # fmt: skip
        sent = write(client, request_, text)
        assert (sent.status_code, sent.location[:45]) == (303, cycle_of(request_))
    assert replies(request_) == [
        ("Mette", "Det prøver vi på mandag."),
        ("Hanne", "Sig til, hvis I mangler en voksen."),
        ("Ali", "Vi mangler én kl. 9 hver dag."),
    ]
    for somebody in (cast.author, cast.leader, cast.colleague):
        page = sign_in(somebody).get(cycle_of(request_)).text
        at_stage = page.partition('id="reflect"')[2]
        places = [at_stage.find(text) for _, text in replies(request_)]
        assert -1 not in places
        assert places == sorted(places)
        assert "Ali Kaya, pædagogmedhjælper · i dag" in page
    assert "kl. 11" not in page


def test_who_reads_but_has_no_part_in_it_does_not_write(cast, request_, sign_in):
    client = sign_in(cast.colleague)
    assert client.get(thread_of(request_)).status_code == 403
    assert write(client, request_, "Må jeg være med?").status_code == 403
    assert "/svar" not in client.get(cycle_of(request_)).text
    assert request_.replies == []


def test_nothing_is_written_before_there_is_sparring(cast, sign_in, noon):
    other = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.LEADER)
    waiting = make.sparring_request(other, by=cast.author)
    client = sign_in(cast.author)
    assert client.get(thread_of(waiting)).location == cycle_of(waiting)
    refused = write(client, waiting, "Hvornår kommer den?")
    assert refused.status_code == 409
    assert "Hvornår kommer den?" in refused.text


def test_an_empty_reply_and_a_number_are_refused_with_the_text(cast, request_, sign_in):
    client = sign_in(cast.author)
    assert "Skriv dit svar." in write(client, request_, "  ").text
    refused = write(client, request_, "Barnet 010190-1234 sov")
    assert refused.status_code == 422
    assert "010190-1234 sov" in refused.text
    assert request_.replies == []


def test_the_same_reply_sent_twice_is_one_and_another_is_another(cast, request_, sign_in):
    client, key = sign_in(cast.author), "0b6f7a52-7d0e-4d63-9f49-0b4d8c3a6f11"
    for text in ("Tak!", "Tak!", "Tak for det!"):
        assert write(client, request_, text, key=key).status_code == 303
    assert [text for _, text in replies(request_)] == ["Tak!", "Tak for det!"]


# -- the last word ------------------------------------------------------------------------


def test_one_tap_is_the_last_word_and_nothing_nags_after_it(cast, request_, sign_in):
    author, leader = sign_in(cast.author), sign_in(cast.leader)
    assert "Tak, vi tager det med" in author.get(cycle_of(request_)).text
    for _ in range(2):
        assert author.post(f"/sparring/{request_.id}/tak").status_code == 303
    assert replies(request_) == [("Mette", "")]
    assert "/tak" not in author.get(cycle_of(request_)).text
    for path in ("/sparring", f"/overblik/{cast.house.id}"):
        page = leader.get(path).text
        assert "Ingen venter" in page
        assert "har skrevet til dig" not in page
        assert 'class="count"' not in page
    page = leader.get(cycle_of(request_)).text
    assert "Mette:</b> Tak, vi tager det med" in page
    assert "/svar" not in page


def test_a_leader_who_comes_after_the_thanks_keeps_her_text(cast, request_, sign_in):
    leader = sign_in(cast.leader)
    sign_in(cast.author).post(f"/sparring/{request_.id}/tak")
    refused = write(leader, request_, "Én ting mere, jeg tænkte på.")
    assert refused.status_code == 409
    assert "Én ting mere, jeg tænkte på." in refused.text
    assert "De har sagt tak" in refused.text
    assert len(request_.replies) == 1


def test_the_writers_can_always_go_on(cast, request_, sign_in):
    author = sign_in(cast.author)
    author.post(f"/sparring/{request_.id}/tak")
    write(author, request_, "Vi kom i tanke om noget.")
    assert write(sign_in(cast.leader), request_, "Fortæl!").status_code == 303
    assert "Tak, vi tager det med" in author.get(cycle_of(request_)).text
    assert [text for _, text in replies(request_)] == ["", "Vi kom i tanke om noget.", "Fortæl!"]


def test_after_the_writers_own_reply_the_leader_is_told_once_and_asked_for_nothing(
    cast, request_, sign_in
):
    write(sign_in(cast.author), request_, "Det prøver vi.")
    leader = sign_in(cast.leader)
    for path in ("/sparring", f"/overblik/{cast.house.id}"):
        page = leader.get(path).text
        assert "Mette har skrevet til dig" in page
        assert "Ingen venter" in page
        assert 'class="count"' not in page
    leader.get(cycle_of(request_))
    assert "har skrevet til dig" not in leader.get("/sparring").text


def test_a_leader_cannot_thank(cast, request_, sign_in):
    assert sign_in(cast.leader).post(f"/sparring/{request_.id}/tak").status_code == 403


def test_the_database_knows_no_thanks_of_a_leader(cast, request_):
    request_.reply("", by=cast.leader, at=LATER)
    with pytest.raises(IntegrityError):
        db.session.commit()


said = st.lists(st.sampled_from(["writer", "coauthor", "leader", "thanks"]), max_size=8)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=said)
def test_whatever_is_said_the_writers_can_always_end_it(cast, said):
    cycle = make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.LEADER, coauthors=(cast.coauthor,)
    )
    asked = make.sparring_request(cycle, by=cast.author)
    make.sparring(asked, by=cast.leader)
    by = {"writer": cast.author, "coauthor": cast.coauthor, "leader": cast.leader}
    kept: list[str] = []
    for n, who in enumerate(said):
        at = make.NOON + timedelta(minutes=n + 1)
        if who == "thanks":
            kept += [] if kept and kept[-1] != "leader" else ["thanks"]
            asked.thank(by=cast.author, at=at, today=make.TODAY)
        elif who == "leader" and kept and kept[-1] == "thanks":
            with pytest.raises(IllegalMove):
                asked.reply(f"Nr. {n}", by=cast.leader, at=at)
        else:
            asked.reply(f"Nr. {n}", by=by[who], at=at)
            kept.append(who)
        db.session.commit()
        db.session.expire(asked)
        assert len(asked.replies) == len(kept)
        assert asked.has_last_word_of_writers == (bool(kept) and kept[-1] != "leader")
        assert asked.is_thanked == (bool(kept) and kept[-1] == "thanks")
    assert all(
        reply.is_thanks == (who == "thanks") for reply, who in zip(asked.replies, kept, strict=True)
    )


# -- read marks ---------------------------------------------------------------------------


def test_each_side_sees_that_the_other_has_read_it(cast, request_, sign_in):
    author, leader = sign_in(cast.author), sign_in(cast.leader)
    write(author, request_, "Det prøver vi.")
    (mine,) = request_.replies
    assert "Læst" not in reply_on(author, mine)
    leader.get(cycle_of(request_), headers={"Sec-Purpose": "prefetch"})
    sign_in(cast.colleague).get(cycle_of(request_))
    sign_in(cast.coauthor).get(cycle_of(request_))
    assert mine.read_on is None
    leader.get(cycle_of(request_))
    assert mine.read_on == make.TODAY
    assert "Læst i dag" in reply_on(author, mine)
    write(leader, request_, "Godt!")
    hers = request_.replies[1]
    leader.get(cycle_of(request_))
    sign_in(cast.colleague).get(cycle_of(request_))
    assert hers.read_on is None
    sign_in(cast.coauthor).get(cycle_of(request_))
    assert hers.read_on == make.TODAY
    assert "Læst i dag" in reply_on(leader, hers)
    assert "Læst" not in reply_on(sign_in(cast.colleague), hers)


def reply_on(client, reply):
    page = client.get(f"/forloeb/{reply.cycle_id}").text
    return page.partition(f'id="svar-{reply.id}"')[2].partition("</div>")[0]


def test_sparring_that_was_read_says_on_which_day(cast, request_, sign_in, monkeypatch):
    leader = sign_in(cast.leader)
    assert "Ikke læst endnu" in leader.get("/sparring").text
    request_.sparring.read_on = make.TODAY - timedelta(days=6)
    db.session.commit()
    assert "Læst tirsdag" in leader.get("/sparring").text
    assert "Læst tirsdag" in leader.get(cycle_of(request_)).text
    assert "Læst tirsdag" not in sign_in(cast.author).get(cycle_of(request_)).text


def test_the_thread_page_marks_as_read_too(cast, request_, sign_in):
    write(sign_in(cast.author), request_, "Det prøver vi.")
    sign_in(cast.leader).get(thread_of(request_))
    assert request_.replies[0].read_on == make.TODAY


# -- taking it back -----------------------------------------------------------------------


def test_unread_it_can_be_taken_back_and_no_word_is_lost(cast, request_, sign_in):
    author = sign_in(cast.author)
    write(author, request_, "Det her mente jeg ikke helt sådan.")
    (reply,) = request_.replies
    path = f"/sparring/svar/{reply.id}/tag-tilbage"
    assert "Tag tilbage" in author.get(cycle_of(request_)).text
    assert sign_in(cast.coauthor).post(path).status_code == 403
    back = author.post(path)
    assert (back.status_code, back.location) == (303, thread_of(request_))
    assert request_.replies == []
    assert "Det her mente jeg ikke helt sådan.</textarea>" in author.get(back.location).text
    assert "mente jeg ikke" not in sign_in(cast.leader).get(cycle_of(request_)).text


def test_read_it_stays(cast, request_, sign_in):
    author = sign_in(cast.author)
    write(author, request_, "Det prøver vi.")
    (reply,) = request_.replies
    sign_in(cast.leader).get(cycle_of(request_))
    assert "Tag tilbage" not in author.get(cycle_of(request_)).text
    refused = author.post(f"/sparring/svar/{reply.id}/tag-tilbage")
    assert refused.status_code == 409
    assert len(request_.replies) == 1


def test_thanks_are_not_taken_back(cast, request_, sign_in):
    author = sign_in(cast.author)
    author.post(f"/sparring/{request_.id}/tak")
    (thanks,) = request_.replies
    assert author.post(f"/sparring/svar/{thanks.id}/tag-tilbage").status_code == 409


# -- drafts, and telling ------------------------------------------------------------------


@pytest.mark.parametrize("way", ["sparring", "reply"])
def test_typed_left_and_come_back_to_it_stands_there(cast, request_, sign_in, way):
    """On another device, too: the draft lies on the server."""
    if way == "sparring":
        other = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.LEADER)
        waiting = make.sparring_request(other, by=cast.author)
        who, path, field = cast.leader, f"/sparring/{waiting.id}", "curious"
    else:
        who, path, field = cast.author, thread_of(request_), "text"
    assert f'data-place="{path}"' in sign_in(who).get(path).text
    Device.of(who, sign_in(who)).draft(path, **{field: "Hvem fik ikke plads?"})
    page = sign_in(who).get(path).text
    assert "Hvem fik ikke plads?</textarea>" in page
    assert "Kladde fra i dag" in page
    sign_in(who).post(path, data={field: "Hvem fik ikke plads?", "draft": ""})
    assert "Hvem fik ikke plads?</textarea>" not in sign_in(who).get(path).text


def test_home_tells_of_new_replies_until_one_of_them_has_read(cast, request_, sign_in):
    author = sign_in(cast.author)
    author.get(cycle_of(request_))
    write(sign_in(cast.leader), request_, "Jeg tænkte på noget mere.")
    (reply,) = request_.replies
    page = author.get("/").text
    assert "Hanne har skrevet til jer" in page
    assert f'href="{cycle_of(request_)}#svar-{reply.id}"' in page
    assert '<span class="count">1<span class="sr"> ny</span></span>' in page
    sign_in(cast.coauthor).get(cycle_of(request_))
    page = author.get("/").text
    assert "har skrevet til jer" not in page
    assert 'class="count"' not in page


def test_a_narrowed_cycle_tells_its_leader_nothing_more(cast, request_, sign_in):
    write(sign_in(cast.author), request_, "Det prøver vi.")
    request_.cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    leader = sign_in(cast.leader)
    assert "har skrevet" not in leader.get("/sparring").text
    assert leader.get(thread_of(request_)).status_code == 404


def test_a_long_thread_costs_no_more(cast, request_, sign_in, count_queries):
    clients = {who: sign_in(getattr(cast, who)) for who in ("author", "leader")}
    write(clients["author"], request_, "Nr. 0")

    def costs():
        paths = (cycle_of(request_), thread_of(request_))
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
        request_.reply(f"Nr. {n}", by=by, at=LATER + timedelta(minutes=n))
    db.session.commit()
    assert costs() == few
    assert few == [16, 8, 13, 9]
    assert len(list(db.session.scalars(Reply.new_to(cast.leader)))) == 0
