"""”Mine data” as one ZIP: pages to read, and the same as data with its schema."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import current_app

from logbook.clock import day_of
from logbook.jobs.kinds import Tell, in_silence
from logbook.mine.gathering import Mine, grouped
from logbook.mine.in_words import in_words, is_told
from logbook.mine.rounds import Round, day_in_words, rounds_of
from logbook.mine.schema import schema
from logbook.privacy.held.words import KEYS
from logbook.privacy.personal_data import BY_TABLE

HERE = Path(__file__).parent
FOLDER = "mine-data"
ABOUT_WHOM, IN_ROUND = "Om hvem", "Runde"
NAME_LIMIT = 40
# What has a page of its own, and what stands only in the data: numbers that tie rows together.
ON_PAGES = {
    "cycle", "cycle_tag", "wording", "sign", "reading", "answer_writer", "extract_release",
    "person", "log_line",
}  # fmt: skip
# What stands on the page of its round, if she writes there.
IN_ROUNDS = {"answer", "trial", "observation"}
ASCII = (("æ", "ae"), ("ø", "oe"), ("å", "aa"))
SOME_DAY = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Line:
    """A key in words, and its value in words."""

    key: str
    value: str


@dataclass(frozen=True)
class Listed:
    """All rows of one table, for the page of what has no other."""

    what: str
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Passage:
    """One passage that was shared or is on its way, and where it went."""

    thing: dict[str, Any]
    taken: tuple[str, ...]
    boards: tuple[str, ...]
    used: tuple[str, ...]

    @property
    def state(self) -> str:
        if self.thing["withdrawn_at"]:
            return f"Trukket tilbage {day_in_words(self.thing['withdrawn_at'])}"
        if self.thing["released_at"]:
            return f"Delt med KP {day_in_words(self.thing['released_at'])}"
        return f"Foreslået {day_in_words(self.thing['proposed_at'])}; venter på et ja"


def as_zip(mine: Mine, tell: Tell = in_silence) -> bytes:
    """Everything in one folder; two made of the same are the same, byte for byte."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in contents(mine, tell):
            info = zipfile.ZipInfo(f"{FOLDER}/{name}", SOME_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return made.getvalue()


def contents(mine: Mine, tell: Tell) -> Iterator[tuple[str, str]]:
    rounds = rounds_of(mine)
    names = {each.id: f"runder/{place:03}-{slug(each)}.html" for place, each in numbered(rounds)}
    about = {
        "owner": mine.person, "made_on": day_in_words(day_of(mine.at)), "rounds": rounds,
        "names": names, "day": day_in_words,
    }  # fmt: skip
    yield (
        "begynd-her.html",
        page("mine/file/index.html", about | {"account": lines_of(mine, "person")[0]}),
    )
    for place, each in numbered(rounds):
        tell(place, len(rounds) + 1)
        yield names[each.id], page("mine/file/round.html", about | {"round": each, "up": "../"})
    yield (
        "delt-med-kp.html",
        page("mine/file/shared.html", about | {"passages": list(passages(mine))}),
    )
    yield "hvem-har-laest.html", page("mine/file/read.html", about | {"lines": log_lines(mine)})
    yield "alt-andet.html", page("mine/file/rest.html", about | {"listed": list(rest(mine))})
    yield "udseende.css", (HERE / "file.css").read_text("utf-8")
    yield "mine-data.json", json.dumps(mine.as_json(), ensure_ascii=False, indent=1)
    yield "mine-data.schema.json", json.dumps(schema(), ensure_ascii=False, indent=1)


def numbered(rounds: list[Round]) -> Iterator[tuple[int, Round]]:
    return enumerate(rounds, start=1)


def page(name: str, about: dict[str, Any]) -> str:
    """Made outside any request: the file is read where there is neither menu nor sign-in."""
    template = current_app.jinja_env.get_template(name)
    return template.render({"up": ""} | about)


def slug(each: Round) -> str:
    """Its name in letters that every computer can have in a file's name."""
    plain = each.title.lower()
    for letter, others in ASCII:
        plain = plain.replace(letter, others)
    return re.sub(r"[^a-z0-9]+", "-", plain)[:NAME_LIMIT].strip("-") or "runde"


def lines_of(mine: Mine, table: str) -> list[tuple[Line, ...]]:
    return [line_of(row) for row in mine.parts[table]]


def line_of(row: dict[str, Any]) -> tuple[Line, ...]:
    return tuple(
        Line(KEYS[key], in_words(key, value)) for key, value in row.items() if is_told(key, value)
    )


def rest(mine: Mine) -> Iterator[Listed]:
    """What stands on no other page: also what she wrote in rounds that are not hers."""
    rounds = {each["id"] for each in mine.parts["cycle"]}
    answers = {each["id"] for each in mine.parts["answer"] if each["cycle_id"] in rounds}
    for table, rows in mine.parts.items():
        if table == "version":
            rows = [row for row in rows if row["answer_id"] not in answers]
        elif table in IN_ROUNDS:
            rows = [row for row in rows if row["cycle_id"] not in rounds]
        elif table in ON_PAGES:
            continue
        listed = tuple((*of_round(mine, row), *lines) for row in rows if (lines := line_of(row)))
        if listed:
            yield Listed(BY_TABLE[table].what, listed)


def of_round(mine: Mine, row: dict[str, Any]) -> tuple[Line, ...]:
    """In which round it was, first of all."""
    title = mine.titles.get(row.get("cycle_id") or "")
    return (Line(IN_ROUND, title),) if title else ()


def log_lines(mine: Mine) -> list[tuple[Line, ...]]:
    """The newest first, as on her own page of them."""
    newest = sorted(mine.parts["log_line"], key=lambda line: line["at"], reverse=True)
    return [(*told_of_log(line), *of_round(mine, line)) for line in newest]


def told_of_log(line: dict[str, Any]) -> tuple[Line, ...]:
    """When it was comes first, and whom it is about is no second ”Hvem”."""
    person = line["person"]
    lines = line_of({"at": line["at"]} | line | {"person": None})
    return (*lines, Line(ABOUT_WHOM, person)) if person and person != line["by"] else lines


def passages(mine: Mine) -> Iterator[Passage]:
    """Her passages, the newest first, each with every place that she may know it went to."""
    of = mine.parts
    extracts = {each["id"]: each for each in of["extract"]}
    taken, hung, used = (
        grouped(of[table], "release_id") for table in ("extract_release", "board_passage", "use")
    )
    for release in sorted(of["release"], key=lambda r: (r["proposed_at"], r["id"]), reverse=True):
        id = release["id"]
        from_kp = [extracts[each["extract_id"]] for each in taken[id]]
        yield Passage(
            release,
            tuple(f"{each['selection']}, {day_in_words(each['taken_at'])}" for each in from_kp),
            tuple(each["board"] for each in hung[id] if each["board"]),
            tuple(used_in_words(each) for each in used[id]),
        )


def used_in_words(use: dict[str, Any]) -> str:
    where = {
        "session": f"Brugt til {use['session']}",
        "meeting": "Brugt på et møde i huset",
        "plan": "Brugt i en ny plan",
    }[use["kind"]]
    return where if use["kind"] == "plan" else f"{where}, {day_in_words(use['used_on'])}"


def file_name(on: date) -> str:
    return f"Mine data {on.isoformat()}.zip"
