"""What is said after the sparring: a thread that stays one, read marks, and who speaks last."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from logbook.cycles.stages import IllegalMove, Visibility
from logbook.db import db
from tests import factories as make
from tests.reviews.talking import cycle_of, replies, thread_of, write

LATER = make.NOON + timedelta(hours=1)


def test_a_thread_stays_a_thread_at_its_stage(cast, answered, sign_in):
    author, leader = sign_in(cast.author), sign_in(cast.leader)
    for client, text in (
        (author, "Det prøver vi på mandag."), (leader, "Sig til, hvis I mangler en voksen."),
        (sign_in(cast.coauthor), "Vi mangler én kl. 9 hver dag."),
    ):  # fmt: skip
        sent = write(client, answered, text)
        assert (sent.status_code, sent.location[:45]) == (303, cycle_of(answered))
    assert replies(answered) == [
        ("Mette", "Det prøver vi på mandag."),
        ("Hanne", "Sig til, hvis I mangler en voksen."),
        ("Ali", "Vi mangler én kl. 9 hver dag."),
    ]
    for somebody in (cast.author, cast.leader, cast.colleague):
        page = sign_in(somebody).get(cycle_of(answered)).text
        at_stage = page.partition('id="reflect"')[2]
        places = [at_stage.find(text) for _, text in replies(answered)]
        assert -1 not in places
        assert places == sorted(places)
        assert "Ali Kaya, pædagogmedhjælper · i dag" in page
    assert "kl. 11" not in page


def test_who_reads_but_has_no_part_in_it_does_not_write(cast, answered, sign_in):
    client = sign_in(cast.colleague)
    assert client.get(thread_of(answered)).status_code == 403
    assert write(client, answered, "Må jeg være med?").status_code == 403
    assert thread_of(answered) not in client.get(cycle_of(answered)).text
    assert answered.replies == []


def test_nothing_is_written_before_there_is_sparring(cast, sign_in, ticking):
    other = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.LEADER)
    waiting = make.sparring_request(other, by=cast.author)
    client = sign_in(cast.author)
    assert client.get(thread_of(waiting)).location == cycle_of(waiting)
    refused = write(client, waiting, "Hvornår kommer den?")
    assert refused.status_code == 409
    assert "Hvornår kommer den?" in refused.text


def test_an_empty_reply_and_a_number_are_refused_with_the_text(cast, answered, sign_in):
    client = sign_in(cast.author)
    assert "Skriv dit svar." in write(client, answered, "  ").text
    refused = write(client, answered, "Barnet 010190-1234 sov")
    assert refused.status_code == 422
    assert "010190-1234 sov" in refused.text
    assert answered.replies == []


def test_the_same_reply_sent_twice_is_one_and_another_is_another(cast, answered, sign_in):
    client, key = sign_in(cast.author), "0b6f7a52-7d0e-4d63-9f49-0b4d8c3a6f11"
    for text in ("Tak!", "Tak!", "Tak for det!"):
        assert write(client, answered, text, key=key).status_code == 303
    assert [text for _, text in replies(answered)] == ["Tak!", "Tak for det!"]


# -- the last word ------------------------------------------------------------------------


def test_one_tap_is_the_last_word_and_nothing_nags_after_it(cast, answered, sign_in):
    author, leader = sign_in(cast.author), sign_in(cast.leader)
    assert "Tak, vi tager det med" in author.get(cycle_of(answered)).text
    for _ in range(2):
        assert author.post(f"/sparring/{answered.id}/tak").status_code == 303
    assert replies(answered) == [("Mette", "")]
    assert "/tak" not in author.get(cycle_of(answered)).text
    for path in ("/sparring", f"/overblik/{cast.house.id}"):
        page = leader.get(path).text
        assert "Ingen venter" in page
        assert "har skrevet til dig" not in page
        assert 'class="count"' not in page
    page = leader.get(cycle_of(answered)).text
    assert "Mette:</b> Tak, vi tager det med" in page
    assert thread_of(answered) not in page


def test_a_leader_who_comes_after_the_thanks_keeps_her_text(cast, answered, sign_in):
    leader = sign_in(cast.leader)
    sign_in(cast.author).post(f"/sparring/{answered.id}/tak")
    refused = write(leader, answered, "Én ting mere, jeg tænkte på.")
    assert refused.status_code == 409
    assert "Én ting mere, jeg tænkte på." in refused.text
    assert "De har sagt tak" in refused.text
    assert len(answered.replies) == 1


def test_the_writers_can_always_go_on(cast, answered, sign_in):
    author = sign_in(cast.author)
    author.post(f"/sparring/{answered.id}/tak")
    write(author, answered, "Vi kom i tanke om noget.")
    assert write(sign_in(cast.leader), answered, "Fortæl!").status_code == 303
    assert "Tak, vi tager det med" in author.get(cycle_of(answered)).text
    assert [text for _, text in replies(answered)] == ["", "Vi kom i tanke om noget.", "Fortæl!"]


def test_after_the_writers_own_reply_the_leader_is_told_once_and_asked_for_nothing(
    cast, answered, sign_in
):
    write(sign_in(cast.author), answered, "Det prøver vi.")
    leader = sign_in(cast.leader)
    for path in ("/sparring", f"/overblik/{cast.house.id}"):
        page = leader.get(path).text
        assert "Mette har skrevet til dig" in page
        assert "Ingen venter" in page
        assert 'class="count"' not in page
    leader.get(cycle_of(answered))
    assert "har skrevet til dig" not in leader.get("/sparring").text


def test_a_leader_cannot_thank(cast, answered, sign_in):
    assert sign_in(cast.leader).post(f"/sparring/{answered.id}/tak").status_code == 403


def test_the_database_knows_no_thanks_of_a_leader(cast, answered):
    answered.reply("", by=cast.leader, at=LATER)
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
