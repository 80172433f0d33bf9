"""What somebody must be told, and must be able to do, when her text cannot be saved just now."""

from dataclasses import dataclass, replace

from tests.durability.kept import Kept
from tests.durability.visitor import Page, Visitor
from tests.durability.world import Seat, World
from tests.durability.writers import QUESTION, Diary
from tests.hostile.forms import FormOnPage, words_on
from tests.serving import Server


@dataclass(frozen=True)
class Draft:
    """A form that is open in somebody's browser, and what she has written in it."""

    visitor: Visitor
    form: FormOnPage
    name: str
    text: str

    def send(self) -> Page:
        return self.visitor.send(self.form, **{self.name: self.text})

    def again(self, form: FormOnPage) -> "Draft":
        """The same, in the form that came back with it."""
        return replace(self, form=form)

    def must_come_back(self, page: Page) -> FormOnPage:
        """A page in Danish that says what to do, with the text and a button to send it again."""
        said = words_on(page.text)
        assert page.status == 503, said
        assert "Vi kan ikke få fat i det, der er gemt. Vent et minut, og prøv igen." in said
        assert "Din tekst er her endnu" in said
        assert "Prøv igen" in said
        assert self.text in said
        return page.the_form(self.name)

    def must_be_saved(self, again: FormOnPage, url: str) -> None:
        """The button on that page saves just what was written, once."""
        page = self.visitor.send(again)
        assert page.status == 303, words_on(page.text)
        assert self.text in Kept.at(url).texts


def drafts(world: World, server: Server, more: str = "") -> list[Draft]:
    """A note, an answer, a question to the leader and her sparring, each ready to be sent."""
    number, asker = 0, world.pairs[0]

    def open_form(seat: Seat, path: str, *names: str, cookie: str = "") -> Draft:
        nonlocal number
        number += 1
        visitor = Visitor(server.port, cookie or seat.cookie)
        text = f"Fire børn gik selv i gang – {number}.\nDen voksne blev siddende & så på.{more}"
        return Draft(visitor, visitor.form_on(path, *names), names[0], text)

    asks = open_form(asker, f"/forloeb/{asker.cycle_id}/bed-om-sparring", "question")
    Diary("sparring", asker.cycle_id).write(asks.text, lambda _: asks.send())
    waiting = f"/sparring/{request_waiting(asker, server)}"
    answerer, other = world.answerers[0], world.pairs[1]
    return [
        open_form(world.noters[0], "/", "text", "key"),
        open_form(answerer, f"/forloeb/{answerer.cycle_id}/svar/{QUESTION.words.slug}", "text"),
        open_form(other, f"/forloeb/{other.cycle_id}/bed-om-sparring", "question"),
        open_form(asker, waiting, "noticed", cookie=asker.leader),
    ]


def request_waiting(seat: Seat, server: Server) -> str:
    queue = Visitor(server.port, seat.leader).get("/sparring").text
    return queue.split('href="/sparring/')[1].split('"')[0]


def pages_to_read(world: World, server: Server) -> list[tuple[Visitor, str]]:
    """Pages that somebody only reads; a leader's first reading is noted, if it can be."""
    author, asker = world.noters[0], world.pairs[1]
    mine, leaders = Visitor(server.port, author.cookie), Visitor(server.port, asker.leader)
    return [
        (mine, "/"),
        (mine, "/forloeb"),
        (mine, f"/forloeb/{author.cycle_id}"),
        (leaders, "/sparring"),
        (leaders, f"/forloeb/{asker.cycle_id}"),
        (leaders, "/overblik"),
    ]
