"""A line of the log in Danish words, with the day and never the hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from logbook.audit.models import Act, LogLine
from logbook.clock import day_of
from logbook.cycles.stages import Visibility
from logbook.exports.models import Format
from logbook.people.models import Role

GONE = "En, der har forladt projektet,"
ITSELF = "Logbogen"
# Where a house is named to the coordinator: in a small one it would be as good as a name.
PLACED = (Act.ROLE_GIVEN, Act.ROLE_TAKEN, Act.AUDIENCE_CHANGED)
# What is told to the coordinator without a name: how a passage stands is its writers' choice, and
# to erase or to say that somebody can be recognised is everybody's right.
NAMELESS = (
    Act.AUDIENCE_CHANGED, Act.RELEASED, Act.RELEASE_WITHDRAWN, Act.ERASED, Act.NAME_REMOVED,
    Act.REPORTED, Act.SHOWN_AGAIN,
)  # fmt: skip


@dataclass(frozen=True)
class Around:
    """What the ids in some lines lead to, as far as the reader may know it."""

    reader_id: UUID
    people: Mapping[UUID, str] = field(default_factory=dict)
    rounds: Mapping[UUID, str] = field(default_factory=dict)
    modules: Mapping[UUID, str] = field(default_factory=dict)
    units: Mapping[UUID, str] = field(default_factory=dict)
    # Whence KP took passages: ”til Modul 4”.
    extracts: Mapping[UUID, str] = field(default_factory=dict)

    def who(self, line: LogLine) -> str:
        if line.by_id is None:
            return ITSELF
        return "Du" if line.by_id == self.reader_id else self.people.get(line.by_id, GONE)

    def whom(self, line: LogLine) -> str:
        if line.person_id is None:
            return "husets leder"
        if line.person_id == self.reader_id:
            return "dig"
        return self.people.get(line.person_id, "en, der har forladt projektet")

    def module(self, line: LogLine, before: str = " · ") -> str:
        title = self.modules.get(line.module_id) if line.module_id else None
        return f"{before}{title}" if title else ""


@dataclass(frozen=True)
class Told:
    """One line on a page; `cycle_id` is a round that the reader may open."""

    number: int
    on: date
    words: str
    place: str = ""
    cycle_id: UUID | None = None
    # Told in words that name nobody, so that it may be told once for several times.
    is_nameless: bool = False
    times: int = 1


@dataclass(frozen=True)
class Day:
    """All that is told of one day; or of a week, where a day would say too much."""

    on: date
    lines: tuple[Told, ...]
    is_week: bool = False

    @property
    def key(self) -> str:
        """What names it on the page; the number of a line says between which two it came."""
        return f"{'uge' if self.is_week else 'dag'}-{self.on.isoformat()}"


def by_day(lines: Iterable[Told]) -> list[Day]:
    """In the order in which they come; what names nobody is told once a day in the same words."""
    days: dict[date, dict[tuple[object, ...], Told]] = {}
    for line in lines:
        told = days.setdefault(line.on, {})
        words = line.words, line.place, line.cycle_id, None if line.is_nameless else line.number
        times = told[words].times + 1 if words in told else 1
        told[words] = replace(told.get(words, line), times=times)
    return [Day(on, tuple(told.values())) for on, told in days.items()]


def by_week(lines: Iterable[Told]) -> list[Day]:
    """The same by the Monday of each week, and each only once a week in the same words."""
    return [
        replace(day, is_week=True)
        for day in by_day(replace(line, on=week_of(line.on), number=0) for line in lines)
    ]


def week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def with_weeks(
    days: list[Day], weeks: list[Day], *, goes_on: bool, since: date | None
) -> list[Day]:
    """Each week below the days of it, on the one page on which its days end.

    `goes_on` if there are older days on another page; `since` is the last day of the page before.
    """
    ends = week_of(days[-1].on) if goes_on and days else date.min
    begins = week_of(since) if since else date.max
    here = [week for week in weeks if ends < week.on <= begins]
    return sorted([*days, *here], key=lambda day: (week_of(day.on), not day.is_week, day.on))[::-1]


def to_author(line: LogLine, around: Around) -> Told:
    """What was done with a text of the reader's own, and in which round."""
    title = around.rounds.get(line.cycle_id) if line.cycle_id else None
    place = title or ("en runde, du har skrevet i" if line.cycle_id else "")
    return Told(
        line.number, day_of(line.at), done_to_text(line, around), place,
        line.cycle_id if title else None, line.act in {Act.RELEASED, Act.REPORTED},
    )  # fmt: skip


def done_to_text(line: LogLine, around: Around) -> str:
    who, whom = around.who(line), around.whom(line)
    match line.act:
        case Act.READ:
            own = {
                "sparring": "din sparring", "reply": "dit svar", "release": "et af dine citater",
            }  # fmt: skip
            return f"{who} læste {own.get(line.about_kind or '', 'med')}"
        case Act.AUDIENCE_CHANGED:
            return f"{who} ændrede, hvem der kan se den: {audience_in(line)}"
        case Act.WRITER_ADDED:
            return f"{who} lod {whom} skrive med"
        case Act.WRITER_REMOVED if line.by_id == line.person_id:
            return f"{who} holdt op med at skrive med"
        case Act.WRITER_REMOVED:
            return f"{who} fjernede {whom} som medforfatter"
        case Act.OPENED_ON_SCREEN:
            return f"{who} åbnede den på skærmen hos {whom} til en samtale"
        case Act.COLLEAGUE_ASKED:
            return f"{who} bad {whom} skrive en iagttagelse"
        case Act.COLLEAGUE_NOT_ASKED:
            return f"{who} trak spørgsmålet til {whom} tilbage"
        case Act.SPARRING_ASKED:
            return f"{who} bad {whom} om sparring"
        case Act.SPARRING_NOT_ASKED:
            return f"{who} trak et spørgsmål om sparring tilbage"
        case Act.SPARRING_GIVEN:
            return f"{who} gav sparring"
        case Act.RELEASE_PROPOSED:
            return f"{who} foreslog at dele et citat med KP{around.module(line)}"
        case Act.RELEASE_AGREED:
            return f"{who} sagde ja til at dele et citat med KP{around.module(line)}"
        case Act.RELEASED:
            return f"Et citat blev delt med KP{around.module(line)}"
        case Act.RELEASE_WITHDRAWN:
            return f"{who} trak et citat tilbage"
        case Act.SECOND_READING_ASKED:
            return f"{who} bad {whom} læse et citat igennem"
        case Act.SECOND_READING_GIVEN:
            return f"{who} læste et citat igennem"
        case Act.EXTRACTED:
            whence = around.extracts.get(line.about_id) if line.about_id else None
            return f"{who} hentede et af dine citater {whence or 'til undervisningen'}"
        case Act.REPORTED if line.by_id is None:
            return "Teksten blev skjult igen, da en sikkerhedskopi blev gendannet"
        case Act.REPORTED:
            # Who it was stays with her: nobody shall hesitate to say it.
            return "Nogen sagde til, at en person kan genkendes, og teksten blev skjult"
        case Act.SHOWN_AGAIN:
            return f"{who} viste teksten igen"
        case Act.ERASED:
            return f"{who} slettede en tekst for altid"
        case Act.ERASURE_PROPOSED:
            return f"{who} foreslog at slette en tekst for altid"
        case Act.NAME_REMOVED:
            # Whose it was is what shall stand there no more.
            if line.by_id == around.reader_id:
                return "Du fik dit navn fjernet fra en tekst"
            return "Et navn blev fjernet fra en tekst"
    return f"{who} gjorde noget, som denne side ikke kender ordet for"


def audience_in(line: LogLine) -> str:
    known = {each.value: each.in_short for each in Visibility}
    return known.get(line.detail or "", "ukendt")


def to_coordinator(line: LogLine, around: Around) -> Told:
    """What was done, without a word of what was written."""
    unit_id = line.unit_id if line.act in PLACED else None
    place = around.units.get(unit_id, "") if unit_id else ""
    return Told(
        line.number, day_of(line.at), done_by(line, around), place, None, line.act in NAMELESS
    )  # fmt: skip


def done_by(line: LogLine, around: Around) -> str:
    """Of texts and passages no name is told."""
    who, whom = around.who(line), around.whom(line)
    match line.act:
        case Act.INVITED:
            return f"{who} inviterede {whom}"
        case Act.CODE_RENEWED:
            return f"{who} lavede en ny kode til {whom}"
        case Act.CODE_WITHDRAWN:
            return f"{who} trak koden til {whom} tilbage"
        case Act.ROLE_GIVEN:
            return f"{who} gav {whom} rollen {role_in(line)}"
        case Act.ROLE_TAKEN:
            return f"{who} tog rollen {role_in(line)} fra {whom}"
        case Act.PERSON_REMOVED:
            return f"{who} fjernede adgangen for {whom}"
        case Act.PERSON_BACK:
            return f"{who} gav {whom} adgang igen"
        case Act.LEFT:
            return "En person forlod projektet" if who == GONE else f"{who} forlod projektet"
        case Act.AUDIENCE_CHANGED:
            return "En runde blev åbnet for hele projektet"
        case Act.RELEASED:
            return f"Et citat blev delt med KP{around.module(line)}"
        case Act.RELEASE_WITHDRAWN:
            return f"Et citat blev trukket tilbage{around.module(line)}"
        case Act.EXTRACTED | Act.BOARD_TAKEN:
            return f"{who} hentede {passages_in(line)}{around.module(line)}{form_of(line)}"
        case Act.ERASED:
            return "En tekst blev slettet for altid"
        case Act.NAME_REMOVED:
            return "Et navn blev fjernet fra en tekst"
        case Act.REPORTED if line.by_id is None:
            return "En tekst blev skjult igen, da en sikkerhedskopi blev gendannet"
        case Act.REPORTED:
            return "En tekst blev skjult, fordi nogen kan genkendes i den"
        case Act.SHOWN_AGAIN:
            return "En tekst blev vist igen efter gennemlæsning"
        case Act.RETENTION_WARNED:
            return f"{who} varslede, at noget bliver slettet efter projektets frister"
        case Act.RETENTION_RAN:
            return f"{who} slettede efter projektets frister"
        case Act.HELD:
            return f"{who} satte sletningen i bero"
        case Act.HOLD_LIFTED:
            return f"{who} satte sletningen i gang igen"
        case Act.RESTORED:
            return "Databasen blev gendannet fra en sikkerhedskopi"
        case Act.PROGRAMME_LOADED:
            return "Projektets opsætning blev indlæst"
    return f"{who} gjorde noget, som denne side ikke kender ordet for"


def role_in(line: LogLine) -> str:
    known = {each.value: each.label for each in Role}
    return f"”{known.get(line.detail or '', 'ukendt')}”"


def form_of(line: LogLine) -> str:
    known = {each.value: each.label for each in Format}
    return f" · {known[line.detail]}" if line.detail in known else ""


def passages_in(line: LogLine) -> str:
    number = line.count or 0
    return "et citat" if number == 1 else f"{number} citater"
