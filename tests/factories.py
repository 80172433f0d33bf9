"""One function per thing; every argument has a sensible default."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from logbook.conversations.models import Conversation
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import ROAD, Decision, Stage, Visibility
from logbook.db import Model, db
from logbook.people.models import Membership, Person, Profession, Role
from logbook.programme.models import (
    District,
    Module,
    Programme,
    Session,
    SessionKind,
    Tag,
    TagKind,
    Unit,
    UnitKind,
)
from logbook.releases.models import Attribution, Release
from logbook.reviews.models import KindWord, Sparring, SparringRequest

NOON = datetime(2030, 1, 7, 11, tzinfo=UTC)  # a Monday
TODAY = date(2030, 1, 7)
numbers = count(1)


M = TypeVar("M", bound=Model)


def saved(thing: M) -> M:
    db.session.add(thing)
    db.session.commit()
    return thing


def programme(name: str = "Sammen om børn", **fields: Any) -> Programme:
    """A programme with two districts' worth of tags, and nothing in it yet."""
    number = next(numbers)
    made = Programme(key=f"programme-{number}", name=name, **fields)
    tags = {
        TagKind.TRACK: ["Spor A", "Spor B", "Spor C"],
        TagKind.GOAL: ["Samarbejde om tidlig sprogindsats"],
        TagKind.FOCUS: ["Læringsmiljøer", "Tilknytning"],
        TagKind.THEME: ["Social udvikling", "Kommunikation og sprog", "Natur, udeliv og science"],
    }
    for kind, names in tags.items():
        for position, each in enumerate(names):
            made.tags.append(Tag(kind=kind, key=f"{kind}{position}", name=each, position=position))
    return saved(made)


def district(programme: Programme, name: str = "Baltorp") -> District:
    position = next(numbers)
    return saved(
        District(programme=programme, key=f"district-{position}", name=name, position=position)
    )


def house(
    programme: Programme,
    name: str = "Kastanjen",
    kind: UnitKind = UnitKind.HOUSE,
    district: District | None = None,
) -> Unit:
    position = next(numbers)
    return saved(
        Unit(
            programme=programme,
            district=district,
            key=f"unit-{position}",
            name=name,
            kind=kind,
            position=position,
        )
    )


def module(
    programme: Programme, title: str = "Deltagelsesmuligheder", first_on: date | None = None
) -> Module:
    """A module of two sessions with a trial period between them."""
    position = next(numbers)
    start = first_on or TODAY - timedelta(days=14)
    made = Module(programme=programme, key=f"module-{position}", title=title, position=position)
    for key, name, kind, begins, ends in [
        ("1", "Undervisningsgang 1", SessionKind.TEACHING, 0, 0),
        ("t", "Afprøvning i huset", SessionKind.TRIAL_PERIOD, 1, 27),
        ("2", "Undervisningsgang 2", SessionKind.TEACHING, 28, 28),
    ]:
        made.sessions.append(
            Session(
                key=key,
                title=name,
                kind=kind,
                position=begins,
                starts_on=start + timedelta(days=begins),
                ends_on=start + timedelta(days=ends),
            )
        )
    return saved(made)


def person(
    programme: Programme, name: str = "Mette Holm", profession: Profession = Profession.PEDAGOGUE
) -> Person:
    number = next(numbers)
    first = name.split()[0].lower()
    return saved(
        Person(
            programme=programme,
            name=name,
            user_name=f"{first}{number}",
            profession=profession,
            invited_at=NOON,
        )
    )


def member(
    programme: Programme,
    role: Role,
    name: str,
    *,
    unit: Unit | None = None,
    district: District | None = None,
    profession: Profession = Profession.PEDAGOGUE,
) -> Person:
    made = person(programme, name, profession)
    saved(Membership(person=made, role=role, unit=unit, district=district, given_at=NOON))
    return made


def cycle(
    *,
    by: Person,
    house: Unit,
    stage: Stage = Stage.PLAN,
    visibility: Visibility = Visibility.PRIVATE,
    title: str = "Ro i garderoben",
    wondering: str = "Jeg undrer mig over, hvad der sker i garderoben.",
    module: Module | None = None,
    coauthors: tuple[Person, ...] = (),
    at: datetime = NOON,
    save: bool = True,
) -> Cycle:
    """A cycle that reached `stage` by legal moves, so its history is true."""
    made = Cycle.start(house=house, title=title, wondering=wondering, module=module, by=by, at=at)
    for coauthor in coauthors:
        made.let_write(coauthor, added_by=by, at=at)
    if stage is not Stage.WONDERING:
        made.answer(Question.ACTION, "En voksen sidder på gulvet.", by=by, at=at)
        made.answer(Question.WHY, "Det talte vi om på modulet.", by=by, at=at)
        made.plan_signs(["Flere børn finder selv ind i legen"], by=by, at=at)
        made.begin(visibility, by=by, at=at)
    for step in ROAD[2 : ROAD.index(stage) + 1] if stage in ROAD else ROAD[2:]:
        answer_for(made, step, by=by, at=at)
        made.move_to(step, by=by, at=at)
    if stage is Stage.CLOSED:
        made.move_to(Stage.CLOSED, by=by, at=at)
    elif stage is Stage.SET_ASIDE:
        made.set_aside("Vi var for få.", by=by, at=at)
    if save:
        saved(made)
    return made


def answer_for(cycle: Cycle, stage: Stage, *, by: Person, at: datetime) -> None:
    """Answer just what the stage needs."""
    if stage is Stage.TRY:
        trial = cycle.try_out(at.date(), by=by, at=at)
        cycle.answer(Question.WHAT, "Vi prøvede mandag til torsdag.", by=by, at=at, about=trial)
    elif stage is Stage.OBSERVE:
        cycle.observe("Fire børn byggede på gulvet.", on=at.date(), by=by, at=at)
    elif stage is Stage.REFLECT:
        cycle.answer(Question.LEARNED, "Det var os voksne, der lavede køen.", by=by, at=at)
        cycle.answer(Question.NEXT_STEP, "Vi taler med vores leder om vagtplanen.", by=by, at=at)
        cycle.answer(Question.TAKEAWAY, "Ventetid skaber uro.", by=by, at=at)
        cycle.decision = Decision.KEEP


def conversation(
    cycle: Cycle, *, by: Person, screen_of: Person | None = None, note: str = "",
    is_over: bool = False, at: datetime = NOON,
) -> Conversation:  # fmt: skip
    """One that was begun, written in and ended by legal moves."""
    made = saved(Conversation.begin(cycle, screen_of=screen_of or by, by=by, at=at))
    if note:
        made.write(note, revision=0, by=by, at=at)
    if is_over:
        made.end(by=by, at=at)
    return saved(made)


def sparring_request(
    cycle: Cycle, *, by: Person, of: Person | None = None, question: str = "Hvad ser du?",
    about: Answer | None = None, at: datetime = NOON,
) -> SparringRequest:  # fmt: skip
    return saved(SparringRequest.ask(cycle, question, of=of, about=about, by=by, at=at))


def sparring(
    request: SparringRequest, *, by: Person, noticed: str = "I flyttede jer selv.",
    at: datetime = NOON,
) -> Sparring:  # fmt: skip
    return saved(
        request.give(noticed=noticed, curious="", can_help="", bring_up=None, by=by, at=at)
    )


def kind_word(
    cycle: Cycle, *, by: Person, text: str = "Jeg tænker på jer.", last: KindWord | None = None,
    at: datetime = NOON,
) -> KindWord:  # fmt: skip
    return saved(
        KindWord.send(cycle, text, last=last, quiet_since=at, by=by, at=at, today=at.date())
    )


def release(
    cycle: Cycle,
    *,
    by: Person,
    question: Question = Question.LEARNED,
    attribution: Attribution = Attribution.ANONYMOUS,
    passage: str | None = None,
    at: datetime = NOON,
) -> Release:
    answer = cycle.answer_to(question)
    assert answer is not None
    return saved(
        Release.propose(
            answer,
            passage or answer.text,
            attribution,
            session=None,
            by=by,
            at=at,
            today=at.date(),
        )
    )
