"""The programmes, houses and people in which the filled-in cycles take place."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from logbook.boards.models import Start
from logbook.demo.fill.calendar import CLOSES, OPENS, Calendar
from logbook.demo.fill.rows import Rows
from logbook.demo.fill.texts import Texts
from logbook.demo.moments import shift
from logbook.exports.models import Format
from logbook.looks.mark import choose_nonce, seed_for
from logbook.people.alphabet import in_danish_order
from logbook.people.models import Profession, Role
from logbook.programme.models import SessionKind, TagKind, UnitKind
from logbook.uses.models import UseKind

CYCLES_PER_HOUSE = 1_000
HOUSES_PER_PROGRAMME = 100
PEOPLE_PER_HOUSE = 20
HOUSES_PER_DISTRICT = 25
PPR_CONSULTANTS = 10
INSTRUCTORS = 3
COORDINATORS = 2
MODULES = 12
DAYS_TO_SECOND_SESSION = 35
ON_A_BOARD = 24
TAGS = {
    TagKind.TRACK: ["Spor A", "Spor B", "Spor C"],
    TagKind.GOAL: [f"Projektmål {n}" for n in range(1, 7)],
    TagKind.FOCUS: ["Læringsmiljøer", "Deltagelsesmuligheder", "Tilknytning", "Forældre"],
    TagKind.THEME: ["Alsidig", "Social", "Sprog", "Krop", "Natur", "Kultur"],
}
WHO_WORKS_THERE = [
    *[Profession.PEDAGOGUE] * 10,
    *[Profession.ASSISTANT] * 5,
    *[Profession.PEDAGOGICAL_ASSISTANT] * 2,
    Profession.SUPPORT_PEDAGOGUE,
    Profession.KITCHEN_STAFF,
    Profession.STUDENT,
]


@dataclass(frozen=True)
class Taught:
    """A module: the number of the day it opens, and its times of teaching (id, number of day)."""

    id: str
    opens: int
    sessions: list[tuple[str, int]]

    def next_session(self, day: int) -> str | None:
        return next((key for key, starts in self.sessions if starts > day), None)


@dataclass(frozen=True)
class Area:
    """One programme's ids: its modules in order, tags by kind, and those who belong to no house."""

    id: str
    key: str
    modules: list[Taught]
    tags: dict[TagKind, list[str]]
    districts: list[tuple[str, str]]
    ppr: list[str]
    instructors: list[str]
    # The passages that were released, by the time of teaching they came to.
    released: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    # House, cycle and answer of each of them.
    sources: dict[str, tuple[str, str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class House:
    id: str
    area: Area
    leader: str
    authors: list[str]
    district_leader: str


class World:
    """Makes the rows of programmes and houses. `password_hash` is everybody's."""

    def __init__(self, rows: Rows, texts: Texts, calendar: Calendar, password_hash: str) -> None:
        self.rows, self.texts, self.calendar = rows, texts, calendar
        self.password_hash = password_hash
        self.began = calendar.at(0, OPENS)
        self.seeds: list[tuple[str, int]] = []

    def programme(self, number: int) -> Area:
        add, key = self.rows.add_with_id, f"fyld-{number}"
        programme = add(
            "programme",
            key,
            f"Fyld {number}",
            None,
            None,
            1,
            None,
            12,
            None,
            None,
            None,
            "",
        )
        tags = {
            kind: [add("tag", programme, kind.value, f"{kind.value}-{n}", name, n)
                   for n, name in enumerate(names)]
            for kind, names in TAGS.items()
        }  # fmt: skip
        ppr_unit = add(
            "unit", programme, None, "ppr", "PPR (fyld)", UnitKind.MUNICIPAL.value,
            HOUSES_PER_PROGRAMME, 0,
        )  # fmt: skip
        area = Area(
            id=programme, key=key, modules=[self.module(programme, n) for n in range(MODULES)],
            tags=tags,
            districts=[
                self.district(programme, key, n)
                for n in range(HOUSES_PER_PROGRAMME // HOUSES_PER_DISTRICT)
            ],
            ppr=[
                self.person(programme, f"{key}-ppr-{n}", Profession.PPR_CONSULTANT, Role.AUTHOR,
                            unit=ppr_unit)
                for n in range(1, PPR_CONSULTANTS + 1)
            ],
            instructors=[
                self.person(programme, f"{key}-kp-{n}", Profession.INSTRUCTOR, Role.INSTRUCTOR)
                for n in range(1, INSTRUCTORS + 1)
            ],
        )  # fmt: skip
        for n in range(1, COORDINATORS + 1):
            self.person(
                programme, f"{key}-koordinator-{n}", Profession.PROJECT_MANAGER, Role.COORDINATOR
            )
        return area

    def module(self, programme: str, number: int) -> Taught:
        """Two times of teaching with a trial period between; the last module ends after today."""
        add, days, last = self.rows.add_with_id, self.calendar.days, self.calendar.last
        opens = (last // MODULES) * number
        second = opens + DAYS_TO_SECOND_SESSION
        period = (days[opens + 1], days[second - 1])
        teaching = SessionKind.TEACHING
        plan = [
            ("1", "Undervisningsgang 1", teaching, days[opens], days[opens], opens),
            ("p", "Afprøvning i huset", SessionKind.TRIAL_PERIOD, *period, opens + 1),
            ("2", "Undervisningsgang 2", teaching, days[second], days[second], second),
        ]
        if number == MODULES - 1:
            coming = last + DAYS_TO_SECOND_SESSION
            day = str(shift(date.fromisoformat(days[last]), DAYS_TO_SECOND_SESSION))
            plan.append(("o", "Fælles opsamling", SessionKind.WORKSHOP, day, day, coming))
        module = add("module", programme, f"modul-{number}", f"Modul {number}", "", number)
        sessions = []
        for position, (key, title, kind, starts, ends, begins) in enumerate(plan):
            session = add("session", module, key, title, kind.value, starts, ends, position)
            if kind is not SessionKind.TRIAL_PERIOD:
                sessions.append((session, begins))
        return Taught(module, opens, sessions)

    def district(self, programme: str, key: str, number: int) -> tuple[str, str]:
        """A district and its leader."""
        district = self.rows.add_with_id(
            "district", programme, f"distrikt-{number}", f"Distrikt {number + 1}", number
        )
        leader = self.person(
            programme, f"{key}-distrikt-{number + 1}", Profession.DISTRICT_LEADER,
            Role.DISTRICT_LEADER, district=district,
        )  # fmt: skip
        return district, leader

    def house(self, area: Area, number: int) -> House:
        """A house with its leader and those who write in it; `number` counts from 0."""
        district, district_leader = area.districts[number // HOUSES_PER_DISTRICT]
        name, nonce = self.mark_of(number)
        unit = self.rows.add_with_id(
            "unit", area.id, district, f"hus-{number + 1}", name, UnitKind.HOUSE.value, number,
            nonce,
        )  # fmt: skip
        key = f"{area.key}-{number + 1}"
        leader = self.person(
            area.id, f"{key}-leder", Profession.PEDAGOGICAL_LEADER, Role.LEADER, unit=unit
        )
        authors = [
            self.person(area.id, f"{key}-{n}", profession, Role.AUTHOR, unit=unit)
            for n, profession in enumerate(WHO_WORKS_THERE[: PEOPLE_PER_HOUSE - 1], 1)
        ]
        return House(unit, area, leader, authors, district_leader)

    def mark_of(self, number: int) -> tuple[str, int]:
        """The name and nonce of a house: the same in every programme, since they never meet."""
        for n in range(len(self.seeds), number + 1):
            name = f"Eksempelhus {n + 1}"
            others = [seed_for(other, nonce) for other, nonce in self.seeds]
            self.seeds.append((name, choose_nonce(name, others)))
        return self.seeds[number]

    def person(
        self, programme: str, user_name: str, profession: Profession, role: Role, *,
        unit: str | None = None, district: str | None = None,
    ) -> str:  # fmt: skip
        name = self.rows.random.choice(self.texts.names)
        person = self.rows.add_with_id(
            "person", programme, name, in_danish_order(name), user_name, profession.value,
            self.password_hash, "local", None, None, None, None, self.began, None,
            0,
        )  # fmt: skip
        self.rows.add_with_id("membership", person, role.value, unit, district, self.began, None)
        return person

    def extracts(self, area: Area) -> None:
        """What the instructors took along, the day before each time of teaching that has been."""
        for module in area.modules:
            for session, starts in module.sessions:
                taken = area.released.get(session)
                if not taken or starts > self.calendar.last:
                    continue
                extract = self.rows.add_with_id(
                    "extract", area.id, self.rows.random.choice(area.instructors),
                    self.calendar.at(starts - 1, CLOSES), Format.DOCX.value, "Udvalg (fyld)", 0,
                )  # fmt: skip
                for release in taken:
                    self.rows.add("extract_release", extract, release)
                self.used(area, session, starts, taken)

    def boards(self, area: Area) -> None:
        """A board for each time of teaching that passages were released to, with some of them."""
        for module in area.modules:
            for session, starts in module.sessions:
                if session in area.released:
                    at = self.calendar.at(min(starts, self.calendar.last) - 1, CLOSES)
                    self.board(area, session, at)

    def board(self, area: Area, session: str, at: str) -> None:
        add, by = self.rows.add_with_id, self.rows.random.choice(area.instructors)
        board = add("board", area.id, session, "Tavle (fyld)", 1, by, at)
        groups = [
            add("board_group", board, start.label, 1, start.value, place)
            for place, start in enumerate(Start, 1)
        ]
        for place, release in enumerate(area.released[session][:ON_A_BOARD], 1):
            group = groups[place % len(groups)]
            add("board_passage", board, group, release, place, by, at)
        add("board_note", board, groups[0], "Begynd her.", 1, by, at)

    def used(self, area: Area, session: str, starts: int, taken: list[str]) -> None:
        """Half of them were used, and an instructor told what for."""
        add, random, days = self.rows.add_with_id, self.rows.random, self.calendar.days
        at, by = self.calendar.at(starts, CLOSES), random.choice(area.instructors)
        add("outcome", session, random.choice(self.texts.comments), 1, at, by)
        for release in random.sample(taken, len(taken) // 2):
            add(
                "use", UseKind.SESSION.value, *area.sources[release], release, session, None,
                days[starts], by, at,
            )  # fmt: skip
