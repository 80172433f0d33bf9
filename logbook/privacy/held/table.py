"""What is said of one table that leads to a person: why, who sees it, how long, how it goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a table is about, as the page ”Om dine oplysninger” divides it."""

    ACCOUNT = "account"
    WRITING = "writing"
    SPARRING = "sparring"
    TALKS = "talks"
    KP = "kp"
    TEACHING = "teaching"
    BEGUN = "begun"
    SAFETY = "safety"

    @property
    def label(self) -> str:
        return TOPICS[self][0]

    @property
    def purpose(self) -> str:
        return TOPICS[self][1]


TOPICS = {
    Topic.ACCOUNT: (
        "Din konto",
        "At du kan logge ind, og at dine kolleger kan se, hvem der skriver",
    ),
    Topic.WRITING: (
        "Det, du skriver",
        "At I kan undre jer, prøve af, iagttage og lære af jeres egen praksis",
    ),
    Topic.SPARRING: ("Sparring og hilsener", "At I kan få faglig sparring på jeres forløb"),
    Topic.TALKS: ("Samtaler", "At teamet kan holde en reflekterende samtale og huske den"),
    Topic.KP: (
        "Det, der er delt med KP",
        "At undervisningen tager afsæt i jeres praksis, og at I kan se, hvor jeres ord kom hen",
    ),
    Topic.TEACHING: (
        "Undervisernes tavler og udtræk",
        "At underviserne kan forberede undervisningen og fortælle, hvad de brugte",
    ),
    Topic.BEGUN: ("Kladder og ikke gemt tekst", "At intet, du skriver, går tabt"),
    Topic.SAFETY: (
        "Sikkerhed og drift",
        "At ingen misbruger en adgang, og at kommunen kan gøre rede for, hvad der er sket",
    ),
}


class Lasts(StrEnum):
    """How long it is kept."""

    PROGRAMME = "programme"
    MEMBERSHIP = "membership"
    YEAR = "year"
    YEAR_UNUSED = "year_unused"
    MONTH = "month"
    FORTNIGHT = "fortnight"
    DAY = "day"
    HOUR = "hour"
    QUARTER = "quarter"
    AUDIT = "audit"

    @property
    def label(self) -> str:
        return LASTS[self]


LASTS = {
    Lasts.PROGRAMME: "Til projektets slettefrist, eller til du sletter det",
    Lasts.MEMBERSHIP: "Så længe du er med i projektet, og senest til projektets slettefrist",
    Lasts.YEAR: "12 måneder, efter at du sidst har rørt det",
    Lasts.YEAR_UNUSED: "12 måneder, efter at enheden sidst blev brugt",
    Lasts.MONTH: "30 dage",
    Lasts.FORTNIGHT: "14 dage",
    Lasts.DAY: "Et døgn",
    Lasts.HOUR: "En time",
    Lasts.QUARTER: "Et kvarter",
    Lasts.AUDIT: "Så længe projektet findes i systemet; der står numre og dage, aldrig tekst",
}


class Erased(StrEnum):
    """How it goes."""

    WITH_TEXT = "with_text"
    WITH_ROUND = "with_round"
    WITH_ACCOUNT = "with_account"
    BY_ITSELF = "by_itself"
    NAME_TO_ROLE = "name_to_role"
    WITH_PROGRAMME = "with_programme"

    @property
    def label(self) -> str:
        return ERASED[self]


ERASED = {
    Erased.WITH_TEXT: "Slettes for altid sammen med teksten",
    Erased.WITH_ROUND: "Slettes for altid sammen med runden",
    Erased.WITH_ACCOUNT: "Slettes, når du forlader projektet",
    Erased.BY_ITSELF: "Slettes af sig selv, når tiden er gået",
    Erased.NAME_TO_ROLE: "Bliver hos huset; navnet bliver til en rolle, når du forlader projektet",
    Erased.WITH_PROGRAMME: "Slettes sammen med projektet",
}


class Sees(StrEnum):
    """Who sees it, as a sentence to the one whom it is about."""

    HERSELF = "Kun du selv"
    NOBODY = "Ingen; det står der for systemets skyld"
    ROUND = "Du, dem, du skriver med, og dem, I har åbnet runden for"
    WRITERS = "Dem, der skriver i runden"
    PROJECT = "De andre i projektet"
    LOOKS_AFTER = "Du selv, projektets koordinator og lederen af dit hus"
    THREAD = "Dem, der skriver i runden, den, der giver sparring, og dem, I har åbnet runden for"
    TEAM = "Teamet og den, der skrev"
    GIVEN = "KP’s undervisere, når alle, der skrev i det, har sagt ja; og dem, der skrev"
    SECOND_READER = "Den, der spurgte, og den, der blev bedt om at læse"
    HIDDEN = "Kun dem, der skrev teksten; ingen får at vide, hvem der sagde det"
    INSTRUCTORS = "KP’s undervisere i projektet"
    COORDINATOR = "Du selv; projektets koordinator ser, hvem der har gjort hvad, aldrig tekst"


@dataclass(frozen=True)
class Column:
    """One column, and how it stands in what its person can take out: or why it does not."""

    name: str
    # Its key in the file; empty where it is left out.
    given_as: str = ""
    # The column holds an id, and the file the name that stands for it.
    is_named: bool = False
    # Whose name, where no foreign key says it.
    names: str = ""
    left_out: str = ""


@dataclass(frozen=True)
class Held:
    """One table."""

    table: str
    what: str
    topic: Topic
    sees: Sees
    lasts: Lasts
    erased: Erased
    columns: tuple[Column, ...]
    # Why nothing of it is in the file; empty where something is.
    left_out: str = ""

    @property
    def given(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.given_as)

    @property
    def is_given(self) -> bool:
        return not self.left_out

    def column(self, name: str) -> Column:
        return next(each for each in self.columns if each.name == name)


def held(
    table: str, what: str, topic: Topic, sees: Sees, lasts: Lasts, erased: Erased,
    *columns: Iterator[Column], left_out: str = "",
) -> Held:  # fmt: skip
    every = tuple(column for some in columns for column in some)
    return Held(table, what, topic, sees, lasts, erased, every, left_out)


def given(names: str) -> Iterator[Column]:
    """Columns that stand in the file as they are."""
    return (Column(name, given_as=name) for name in names.split())


def named(names: str, *, of: str = "") -> Iterator[Column]:
    """Columns with an id, for which a name stands in the file: `by_id` becomes `by`.

    `of` is the table of what is named where no foreign key says it.
    """
    return (
        Column(name, given_as=name.removesuffix("_id"), is_named=True, names=of)
        for name in names.split()
    )


def left_out(why: str, names: str) -> Iterator[Column]:
    return (Column(name, left_out=why) for name in names.split())


def unused(names: str) -> Iterator[Column]:
    """The columns of a table that is left out whole: the table says why."""
    return (Column(name) for name in names.split())


# Why single columns are left out.
HASH = "Et tal, som intet kan læses ud af"
COUNTER = "Tæller udgaver, så to ikke skriver oven i hinanden"
COPY = "Står et andet sted i filen"
OTHERS = "Handler om en anden end dig"
