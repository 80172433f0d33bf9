"""The programme file: what a municipality's project manager writes, read and checked whole.

Pure: text in, entries or problems out. `demo/programme.toml` shows every part of the format.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from logbook.programme.models import SessionKind, TagKind, UnitKind
from logbook.programme.notice import NoticeEntry, read_notice
from logbook.programme.problems import FileRefused, Problem, did_you_mean, shown
from logbook.programme.syntax import decoded, read
from logbook.programme.tables import Table

NAME_LIMIT = 120
TITLE_LIMIT = 200
DESCRIPTION_LIMIT = 2000


@dataclass(frozen=True)
class DistrictEntry:
    key: str
    name: str


@dataclass(frozen=True)
class UnitEntry:
    key: str
    name: str
    kind: UnitKind
    district: str | None


@dataclass(frozen=True)
class TagEntry:
    kind: TagKind
    key: str
    name: str


@dataclass(frozen=True)
class SessionEntry:
    key: str
    title: str
    kind: SessionKind
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class ModuleEntry:
    key: str
    title: str
    description: str
    sessions: tuple[SessionEntry, ...]


@dataclass(frozen=True)
class About:
    """The programme itself. The line says where to point when the database has an objection."""

    key: str
    name: str
    begins_on: date | None
    ends_on: date | None
    is_example: bool
    is_example_line: int = field(default=1, compare=False)


@dataclass(frozen=True)
class RetentionEntry:
    """How many months texts are kept after the end, and drafts that nobody touches."""

    months_after: int | None = None
    drafts_months: int = 12


@dataclass(frozen=True)
class ProgrammeFile:
    """A whole file without a mistake; everything in the file's order."""

    about: About
    districts: tuple[DistrictEntry, ...]
    units: tuple[UnitEntry, ...]
    tags: tuple[TagEntry, ...]
    modules: tuple[ModuleEntry, ...]
    notice: NoticeEntry = field(default_factory=NoticeEntry)
    retention: RetentionEntry = RetentionEntry()


def read_programme(source: str | bytes) -> ProgrammeFile:
    """The programme in this text, or in the bytes of a file.

    Raises FileRefused with every mistake in it, those against TOML and those against the format.
    """
    text = decoded(source) if isinstance(source, bytes) else source
    if isinstance(text, Problem):
        raise FileRefused([text])
    reading = read(text)
    root = Table(reading, (), reading.values)
    file = ProgrammeFile(
        about=read_about(root),
        districts=tuple(DistrictEntry(*pair) for pair in named(root, "district", NAME_LIMIT)),
        units=read_units(root),
        tags=tuple(
            TagEntry(kind, key, name)
            for kind in TagKind
            for key, name in named(root, kind.value, TITLE_LIMIT)
        ),
        modules=read_modules(root),
        notice=read_notice(root),
        retention=read_retention(root),
    )
    root.refuse_unknown()
    if reading.problems:
        raise FileRefused(reading.problems)
    return file


def read_about(root: Table) -> About:
    table = root.table("programme")
    if "programme" not in root.values:
        root.missing("programme", "mangler. Filen skal have et afsnit [programme] med key og name.")
        return About("", "", None, None, is_example=False)
    begins_on, ends_on = table.days("begins_on", "ends_on")
    about = About(
        key=table.key(),
        name=table.text("name", NAME_LIMIT),
        begins_on=begins_on,
        ends_on=ends_on,
        is_example=table.flag("is_example"),
        is_example_line=table.line_of("is_example"),
    )
    table.refuse_unknown()
    return about


def read_retention(root: Table) -> RetentionEntry:
    table = root.table("retention")
    entry = RetentionEntry(
        months_after=table.number("months_after", 1, 240),
        drafts_months=table.number("drafts_months", 1, 60) or 12,
    )
    table.refuse_unknown()
    return entry


def named(root: Table, name: str, limit: int) -> Iterator[tuple[str, str]]:
    """The pairs of a table [name] that holds nothing but keys and names, each name once."""
    once = Once("navnet")
    table = root.table(name)
    for key in table.values:
        text = table.text(key, limit)
        once.check(table, key, text)
        if table.may_be_key(key, key):
            yield key, text


class Once:
    """What may stand only once in some part of the file."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.first: dict[str, int] = {}

    def check(self, table: Table, key: str, value: str) -> None:
        if not value:
            return
        if value.casefold() in self.first:
            line = self.first[value.casefold()]
            table.problem(key, f"{self.what} ”{shown(value)}” står allerede på linje {line}.")
        self.first.setdefault(value.casefold(), table.line_of(key))


def read_units(root: Table) -> tuple[UnitEntry, ...]:
    """The tables [[house]], [[childminding]] and [[municipal]], in the order of their lines."""
    # Also a district whose name was refused is there to be pointed to.
    districts = list(root.table("district").values)
    once_key, once_name = Once("nøglen"), Once("navnet")
    by_line: list[tuple[int, UnitEntry]] = []
    every = [(table, kind) for kind in UnitKind for table in root.tables(kind.value)]
    for table, kind in sorted(every, key=lambda pair: pair[0].line):
        key, name = table.key(), table.text("name", NAME_LIMIT)
        once_key.check(table, "key", key)
        once_name.check(table, "name", name)
        needs_district = bool(districts) and kind is UnitKind.HOUSE
        district = table.text("district", NAME_LIMIT, is_required=needs_district)
        if district and district not in districts and root.reading.was_whole:
            table.problem(
                "district",
                f"distriktet ”{shown(district)}” findes ikke.{did_you_mean(district, districts)}",
            )
        table.refuse_unknown()
        by_line.append((table.line, UnitEntry(key, name, kind, district or None)))
    return tuple(entry for _, entry in by_line)


def read_modules(root: Table) -> tuple[ModuleEntry, ...]:
    once = Once("nøglen")
    modules = []
    for table in root.tables("module"):
        key, title = table.key(), table.text("title", TITLE_LIMIT)
        once.check(table, "key", key)
        description = table.text("description", DESCRIPTION_LIMIT, is_required=False, rows=True)
        sessions = read_sessions(table)
        table.refuse_unknown()
        modules.append(ModuleEntry(key, title, description, sessions))
    return tuple(modules)


def read_sessions(module: Table) -> tuple[SessionEntry, ...]:
    """The tables [[module.session]]; one that ends on no other day lasts a day."""
    once = Once("nøglen")
    sessions = []
    for table in module.tables("session"):
        key, title = table.key(), table.text("title", TITLE_LIMIT)
        once.check(table, "key", key)
        kind = table.one_of("kind", SessionKind)
        starts_on, ends_on = table.days("starts_on", "ends_on", is_required=True)
        table.refuse_unknown()
        if kind and starts_on:
            sessions.append(SessionEntry(key, title, kind, starts_on, ends_on or starts_on))
    return tuple(sessions)
