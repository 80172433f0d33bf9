"""The page Sparring: what waits, what was given, what came back."""

from datetime import timedelta
from uuid import UUID

import pytest

from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.reviews.views.lists import PAGE
from tests import factories as make

NOON = make.NOON


def ask(cast, title="Ro i garderoben", *, by=None, days=0, **fields):
    cycle = make.cycle(
        by=by or cast.author, house=cast.house, title=title, visibility=Visibility.LEADER,
        stage=Stage.REFLECT, save=False,
    )  # fmt: skip
    db.session.add(cycle)
    return make.sparring_request(
        cycle, by=by or cast.author, at=NOON - timedelta(days=days), **fields
    )


def give(request, by, days=0):
    return make.saved(
        request.give(
            noticed="Fint set.",
            curious="",
            can_help="",
            bring_up=None,
            by=by,
            at=NOON - timedelta(days=days),
        )
    )


def test_nobody_waits(cast, sign_in):
    assert "Ingen venter." in sign_in(cast.leader).get("/sparring").text
    page = sign_in(cast.author).get("/sparring").text
    assert "Ingen venter." not in page
    assert "Du har ikke fået sparring endnu." in page


def test_the_oldest_stands_open_with_its_quote_and_question(cast, sign_in, noon):
    ask(cast, "Ord på turen", days=1)
    oldest = ask(cast, "Legepladsen", by=cast.colleague, days=4, question="En runde til?")
    page = sign_in(cast.leader).get("/sparring").text
    assert "2 venter på din sparring" in page
    assert "Ældst: for 4 dage siden" in page
    assert page.index("Jonna: ”Legepladsen”") < page.index("Mette: ”Ord på turen”")
    assert "Det var os voksne, der lavede køen." in page
    assert "Jonna spørger: En runde til?" in page
    assert f'href="/sparring/{oldest.id}"' in page
    assert page.count("Giv sparring") == 1
    assert "i går" in page


def test_what_she_has_given_says_whether_it_was_read(cast, sign_in, noon):
    sparring = give(ask(cast), cast.leader, days=3)
    client = sign_in(cast.leader)
    assert "Ikke læst endnu" in client.get("/sparring").text
    sparring.read_on = make.TODAY - timedelta(days=1)
    db.session.commit()
    assert "Læst i går" in client.get("/sparring").text


def test_an_author_sees_what_she_got_and_what_she_waits_for(cast, sign_in):
    sparring = give(ask(cast, "Fået"), cast.leader)
    ask(cast, "Venter")
    page = sign_in(cast.author).get("/sparring").text
    assert f"#sparring-{sparring.id}" in page
    assert "Hanne Friis, pædagogisk leder" in page
    assert "· Ny" in page
    assert "Det venter du på" in page
    assert "Jeres leder · spurgt" in page
    other = sign_in(cast.colleague).get("/sparring").text
    assert "Fået" not in other
    assert "Venter" not in other


def test_a_closed_cycle_that_waits_says_why_nobody_answers(cast, sign_in):
    request = ask(cast, "Lukket igen")
    request.cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    assert "ingen kan svare endnu" in sign_in(cast.author).get("/sparring").text
    assert "Lukket igen" not in sign_in(cast.leader).get("/sparring").text


def test_the_menu_counts_what_is_new(cast, sign_in):
    request = ask(cast)
    count = '<span class="count">1<span class="sr"> ny</span></span>'
    assert count in sign_in(cast.leader).get("/sparring").text
    assert count not in sign_in(cast.author).get("/sparring").text
    give(request, cast.leader)
    assert count in sign_in(cast.author).get("/sparring").text


def test_reading_the_cycle_is_what_makes_it_read(cast, sign_in, noon):
    sparring = give(ask(cast), cast.leader)
    address = f"/forloeb/{sparring.request.cycle_id}"
    sign_in(cast.author).get("/sparring")
    sign_in(cast.leader).get(address)
    sign_in(cast.author).get(address, headers={"Sec-Purpose": "prefetch"})
    assert sparring.read_on is None
    sign_in(cast.author).get(address)
    assert sparring.read_on == make.TODAY


def test_the_author_is_told_that_it_was_read(cast, sign_in, noon):
    request = ask(cast)
    address = f"/forloeb/{request.cycle_id}"
    assert "Læst af" not in sign_in(cast.author).get(address).text
    sign_in(cast.leader).get(f"/sparring/{request.id}")
    assert "Læst af Hanne i dag" in sign_in(cast.author).get(address).text


@pytest.mark.parametrize("name", ["venter", "givet", "faaet"])
def test_long_lists_are_read_on_to_their_end(cast, sign_in, name):
    titles = {f"Titel nummer {n:02}" for n in range(2 * PAGE + 1)}
    for days, title in enumerate(sorted(titles)):
        request = ask(cast, title, days=days // 3)  # some at the very same moment
        if name != "venter":
            give(request, cast.leader, days=days // 3)
    client = sign_in(cast.author if name == "faaet" else cast.leader)
    address, found = "/sparring", []
    for _ in range(3):
        page = client.get(address).text
        found += [title for title in titles if title in page]
        _, is_more, rest = page.partition(f'href="/sparring?{name}=')
        address = f"/sparring?{name}=" + rest.partition('"')[0]
    assert not is_more
    assert sorted(found) == sorted(titles)


@pytest.mark.parametrize(
    "query",
    ["venter=1", "venter=", "x=1", f"givet={UUID(int=7)}", "venter=%00", f"venter={10**80}"],
)
def test_what_is_no_place_in_a_list_is_404(cast, sign_in, query):
    assert sign_in(cast.leader).get(f"/sparring?{query}").status_code == 404


def test_somebody_elses_row_is_no_place_in_her_list(cast, sign_in):
    request = ask(cast)
    assert sign_in(cast.other_leader).get(f"/sparring?venter={request.id}").status_code == 404


@pytest.mark.parametrize(("who", "queries"), [("leader", 9), ("author", 6)])
def test_the_page_costs_the_same_for_one_row_as_for_thirty(
    cast, sign_in, count_queries, who, queries
):
    def one_of_each():
        give(ask(cast), cast.leader)
        ask(cast)

    one_of_each()
    client = sign_in(getattr(cast, who))
    one = count_queries(lambda: client.get("/sparring"))
    for _ in range(15):
        one_of_each()
    assert count_queries(lambda: client.get("/sparring")) == one
    assert one == queries


def test_the_oldest_stands_among_the_next_steps_of_one_who_also_writes(cast, sign_in, noon):
    ask(cast, "Ord på turen", days=1)
    oldest = ask(cast, "Legepladsen", by=cast.colleague, days=4)
    page = sign_in(cast.leader).get("/").text
    assert f'href="/sparring/{oldest.id}">Giv sparring til Jonna' in page
    assert "Ord på turen" not in page
    assert "Giv sparring" not in sign_in(cast.author).get("/").text
