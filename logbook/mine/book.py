"""”Min bog”: her rounds of one period as a printed book, forløb after forløb."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from logbook.cycles.stages import in_a_row
from logbook.exports.printed import lines_of, printed
from logbook.jobs.kinds import Tell
from logbook.looks.days import in_danish
from logbook.looks.mark import mark
from logbook.mine.gathering import Mine
from logbook.mine.rounds import Block, Round, SeenSign, rounds_of

TITLE = "Min bog"
# The colours of the mark's blocks on the dark cover, for where the style sheet does not reach.
COLOURS = {"plan": "#7FA0F5", "try": "#F6BF45", "observe": "#6AD6C9", "reflect": "#E08AAF"}
# More points than a line on the page has room for are told in words alone.
MOST_POINTS = 40
# The typesetter takes about 0.25 MB for each.
TEXTS_IN_VOLUME = 600


@dataclass(frozen=True)
class Period:
    """Which rounds: those of one module, those that were written in between two days, or all."""

    module: str = ""
    begins: date | None = None
    ends: date | None = None

    def holds(self, each: Round) -> bool:
        is_in_module = not self.module or each.thing["module"] == self.module
        is_before = self.ends is not None and each.begins > self.ends
        is_after = self.begins is not None and each.ends < self.begins
        return is_in_module and not is_before and not is_after

    @property
    def words(self) -> str:
        day = "d. MMMM y"
        first = in_danish(self.begins, day) if self.begins else ""
        last = in_danish(self.ends, day) if self.ends else ""
        if first and last:
            days = f"{first} – {last}"
        else:
            days = f"Fra {first}" if first else f"Til {last}" if last else ""
        return " · ".join(each for each in (self.module, days) if each) or "Alle mine forløb"


def rounds_in(mine: Mine, period: Period) -> list[Round]:
    return [each for each in rounds_of(mine) if period.holds(each)]


def as_books(mine: Mine, rounds: list[Round], period: Period, tell: Tell) -> list[bytes]:
    """One book; of very much more than anybody writes, several volumes."""
    volumes = in_volumes(rounds)
    if len(volumes) == 1:
        return [as_book(mine, rounds, period)]
    books = []
    for number, volume in enumerate(volumes, start=1):
        tell(number - 1, len(volumes))
        part = f" · bind {number} af {len(volumes)}"
        books.append(as_book(mine, volume, period, part))
    return books


def in_volumes(rounds: list[Round]) -> list[list[Round]]:
    """Whole rounds, as many together as one volume has room for."""
    volumes: list[list[Round]] = [[]]
    room = TEXTS_IN_VOLUME
    for each in rounds:
        if each.texts > room and volumes[-1]:
            volumes.append([])
            room = TEXTS_IN_VOLUME
        volumes[-1].append(each)
        room -= each.texts
    return volumes


def as_book(mine: Mine, rounds: list[Round], period: Period, part: str = "") -> bytes:
    units = mine.person.memberships
    house = next((each.unit for each in units if each.unit), None)
    return printed(
        "book",
        {
            "title": TITLE,
            "over": house.name if house else mine.person.programme.name,
            "owner": mine.person.name,
            "period": period.words + part,
            "under": f"{mine.person.programme.name} · Logbogen. Kun til dig selv: Her står også "
            "det, der ikke er delt med andre.",
            "mark": drawn(house.mark_seed if house else mine.person.programme.name),
            "paths": list(paths(rounds)),
        },
        is_apart=True,
    )


def drawn(seed: str) -> str:
    """The mark of the house as a picture that stands alone."""
    picture = str(mark(seed, 200)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    for stage, colour in COLOURS.items():
        picture = picture.replace(f'class="fill-{stage}"', f'fill="{colour}"')
    return picture


def paths(rounds: Iterable[Round]) -> Iterator[dict[str, Any]]:
    for _first, every in groupby(rounds, key=lambda each: each.first_id):
        path = list(every)
        place = in_a_row(list(dict.fromkeys(e.thing["house"] for e in path if e.thing["house"])))
        number = f"{len(path)} runder" if len(path) > 1 else "1 runde"
        yield {
            "title": path[0].title,
            "told": " · ".join(each for each in (place, number) if each),
            "rounds": [as_data(each) for each in path],
        }


def as_data(each: Round) -> dict[str, Any]:
    told = (each.days, each.thing["module"], each.status, each.decision, each.writers)
    return {
        "title": f"Runde {each.number}: {each.title}",
        "told": " · ".join(part for part in told if part),
        "blocks": [block_data(block) for block in each.blocks],
        "signs": [sign_data(sign) for sign in each.signs],
        "beside": [block_data(block) for block in each.beside],
    }


def block_data(block: Block) -> dict[str, Any]:
    texts = [
        {"heading": text.heading, "lines": lines_of(text.text), "told": text.told}
        for text in block.texts
    ]
    return {"stage": block.stage, "heading": block.heading, "texts": texts}


def sign_data(sign: SeenSign) -> dict[str, Any]:
    scores = [score for _on, score in sign.sightings]
    told = [f"{on}: {word}" for on, word in sign.in_words]
    return {
        "text": sign.text,
        "scores": scores if 0 < len(scores) <= MOST_POINTS else [],
        "told": " · ".join(told) or "Ingen har kigget efter det endnu.",
    }
