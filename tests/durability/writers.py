"""Eight people who write without a pause, and a diary of what the server told each of them."""

import random
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Event
from uuid import uuid4

from logbook.cycles.questions import Question
from logbook.privacy.guard import look_at
from tests.durability.visitor import NoAnswer, Page, Visitor
from tests.durability.world import Seat, World

WORDS = (
    "Børnene",
    "byggede",
    "på",
    "gulvet,",
    "æblerne",
    "lå",
    "der.\nDen",
    "voksne",
    "satte sig –",
)
LONGEST = 3_000
QUESTION = Question.WHO
WAITING = re.compile(r'href="(/sparring/[0-9a-f-]{36})"')


@dataclass
class Diary:
    """What one person sent: `saved` is what the server said yes to, in order.

    `unsure` is what was on its way when the connection broke; `refused` what was not saved.
    """

    kind: str
    cycle_id: str
    saved: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def write(self, text: str, send: Callable[[str], Page]) -> Page:
        """Send one text, and note what became of it."""
        try:
            page = send(text)
        except NoAnswer:
            self.unsure.append(text)
            raise
        if page.status == 303:
            self.saved.append(text)
        else:
            self.refused.append(f"{page.status} {page.path}")
            # The database was gone before it could say whether it had saved.
            self.unsure += [text] if page.status == 503 else []
        return page


def words() -> str:
    """A text that nobody else writes, of any length, the same after it was cleaned."""
    many = int(random.paretovariate(0.5) * 10) % (LONGEST // 5)
    return f"{key_that_is_no_number()} {' '.join(random.choices(WORDS, k=many))}".strip()


def key_that_is_no_number() -> str:
    """Some ids look like a CPR or a phone number, which the guard would ask about, rightly."""
    return next(key for key in (str(uuid4()) for _ in count()) if not look_at(key))


def notes(seat: Seat, port: int, diary: Diary) -> None:
    """The note of the day."""
    visitor = Visitor(port, seat.cookie)
    form = visitor.form_on("/", "text", "key")
    diary.write(words(), lambda text: visitor.send(form, text=text))


def answers(seat: Seat, port: int, diary: Diary) -> None:
    """The same question again and again: each save replaces the one before it."""
    visitor = Visitor(port, seat.cookie)
    path = f"/forloeb/{seat.cycle_id}/svar/{QUESTION.words.slug}"
    form = visitor.form_on(path, "text", "revision")
    diary.write(words(), lambda text: visitor.send(form, text=text))


def sparring(seat: Seat, port: int, diary: Diary) -> None:
    """A question to the leader, and what she answers in the first box."""
    author, leader = Visitor(port, seat.cookie), Visitor(port, seat.leader)
    form = author.get(f"/forloeb/{seat.cycle_id}/bed-om-sparring").form("question")
    if form:
        diary.write(words(), lambda text: author.send(form, question=text))
    waiting = WAITING.search(leader.get("/sparring").text)
    if waiting:
        given = leader.get(waiting[1]).form("noticed")
        if given:
            diary.write(words(), lambda text: leader.send(given, noticed=text))


class Writers:
    """All eight at a server on this port; each diary goes on from one sitting to the next."""

    def __init__(self, world: World, port: int) -> None:
        self.port = port
        self.places = [
            (write, seat, Diary(write.__name__, seat.cycle_id))
            for write, seats in (
                (notes, world.noters),
                (answers, world.answerers),
                (sparring, world.pairs),
            )
            for seat in seats
        ]
        self.diaries = [diary for _, _, diary in self.places]

    @property
    def number_saved(self) -> int:
        return sum(len(diary.saved) for diary in self.diaries)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """They write until the block ends, or until nobody answers."""
        stop = Event()

        def sit(write: Callable[[Seat, int, Diary], None], seat: Seat, diary: Diary) -> None:
            while not stop.is_set():
                try:
                    write(seat, self.port, diary)
                except NoAnswer:
                    return

        with ThreadPoolExecutor(len(self.places)) as pool:
            sittings: list[Future[None]] = [pool.submit(sit, *place) for place in self.places]
            try:
                yield
            finally:
                stop.set()
        for sitting in sittings:
            sitting.result()

    def write(self, at_least: int, within: float = 120) -> None:
        """Let them write until so many texts more are saved."""
        goal, until = self.number_saved + at_least, time.monotonic() + within
        with self.writing():
            while self.number_saved < goal and time.monotonic() < until:
                time.sleep(0.02)
