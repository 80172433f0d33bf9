"""`fill`: so many cycles in programmes of their own, beside which nothing real may stand."""

from collections.abc import Callable
from datetime import date
from random import Random

from logbook.db import db
from logbook.demo.fill.around import Forloeb
from logbook.demo.fill.bulk import MANY_CYCLES, bulk
from logbook.demo.fill.calendar import calendar_until
from logbook.demo.fill.rows import Rows
from logbook.demo.fill.texts import Texts
from logbook.demo.fill.world import CYCLES_PER_HOUSE, HOUSES_PER_PROGRAMME, World
from logbook.people.passwords import hashed
from logbook.programme.models import Programme

# Known to everyone, as every person here is invented: for the benchmarks to sign in with.
PASSWORD = "fyld-og-atter-fyld-2000"
HOUSES_AT_ONCE = 4

Say = Callable[[int], None]


class RealProgramme(Exception):
    """The database holds a programme that is no example; its name is the message."""


def fill(cycles: int, *, seed: int, today: date, say: Say = lambda done: None) -> list[str]:
    """Write so many cycles that end before `today`; returns the keys of the new programmes.

    All or nothing, and its own transaction. Raises RealProgramme, and DBAPIError if the database
    is in use.
    """
    first = number_of_next_programme()
    # A second fill with the same seed must not make the same ids.
    random = Random(f"{seed} {first}")
    rows, texts = Rows(random), Texts(random)
    calendar = calendar_until(today)
    world = World(rows, texts, calendar, hashed(PASSWORD))
    keys: list[str] = []
    done = 0
    with bulk(many=cycles >= MANY_CYCLES) as database:

        def send() -> None:
            for table, some in rows.taken():
                database.write(table, some)

        for start in range(0, cycles, CYCLES_PER_HOUSE * HOUSES_PER_PROGRAMME):
            area = world.programme(first + len(keys))
            keys.append(area.key)
            left = min(cycles - start, CYCLES_PER_HOUSE * HOUSES_PER_PROGRAMME)
            for number, begins in enumerate(range(0, left, CYCLES_PER_HOUSE)):
                count = min(left - begins, CYCLES_PER_HOUSE)
                Forloeb(rows, texts, calendar, world.house(area, number)).fill(count)
                done += count
                if number % HOUSES_AT_ONCE == 0:
                    send()
                    say(done)
            world.extracts(area)
            world.boards(area)
            send()
    return keys


def number_of_next_programme() -> int:
    """How many programmes of earlier fills there are, and one. Raises RealProgramme."""
    programmes = db.session.scalars(Programme.all()).all()
    for programme in programmes:
        if not programme.is_example:
            raise RealProgramme(f"{programme.key} ({programme.name})")
    numbers = [p.key.removeprefix("fyld-") for p in programmes if p.key.startswith("fyld-")]
    return 1 + max((int(number) for number in numbers if number.isdigit()), default=0)
