"""What waits for one person, three things at most: people first, then her own cycles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import aliased

from logbook.conversations.models import Conversation
from logbook.conversations.models.beside import notes_met_for
from logbook.cycles.models import Answer, Cycle, ObservationRequest, Version
from logbook.cycles.models.trials import title_known_to
from logbook.cycles.questions import Question
from logbook.cycles.stages import TURN, SparringState, Stage
from logbook.erasing.models import ErasureProposal, Kind
from logbook.pages import day
from logbook.people.alphabet import first_name
from logbook.people.models import Person
from logbook.releases.models import Release, SecondReading
from logbook.retention.models import WARNED_FOR, RetentionWarning, Warned
from logbook.withheld.models import Withheld

SHOWN = 3
IN_HAND = 10


@dataclass(frozen=True)
class Step:
    """One line: the endpoint and its values, what it says, under it, and since when."""

    endpoint: str
    values: dict[str, Any]
    says: str
    about: str
    stage: Stage
    since: datetime | None = None
    is_done: bool = True


# What comes next at each stage, and where one does it.
OWN = {
    Stage.WONDERING: ("cycles.plan", "Gør planen færdig", Stage.PLAN),
    Stage.PLAN: ("cycles.try_out", "Skriv, hvad I gjorde", Stage.TRY),
    Stage.TRY: ("cycles.observe", "Skriv en iagttagelse", Stage.OBSERVE),
    Stage.OBSERVE: ("cycles.reflect", "Reflektér sammen", Stage.REFLECT),
    Stage.REFLECT: ("cycles.show", "Byg videre, eller afslut runden", Stage.REFLECT),
}


def first_in_hand(person: Person) -> Select[Cycle]:
    """What she writes in and has not ended, the last one changed first."""
    under_way = Cycle.written_by(person).where(Cycle.ended_from.is_(None))
    return under_way.options(*Cycle.for_lists()).limit(IN_HAND)


def first_met(person: Person) -> Select[*tuple[Any, ...]]:
    """Two texts that met in what she may rewrite, and wait to be looked at."""
    return (
        Version.waiting_for(person)
        .join(Answer.cycle)
        .with_only_columns(
            Version.id,
            Version.written_at,
            Answer.question,
            title_known_to(person, Answer.cycle_id).label("title"),
        )
        .limit(SHOWN)
    )


def first_met_in_notes(person: Person) -> Select[*tuple[Any, ...]]:
    """The same in the notes of conversations about what she writes in."""
    return notes_met_for(person).limit(SHOWN)


def first_asked(person: Person) -> Select[*tuple[Any, ...]]:
    """Where somebody wants to know what she saw."""
    asked = ObservationRequest.waiting_for(person).limit(SHOWN)
    return asked.join(ObservationRequest.asked_by).with_only_columns(
        ObservationRequest.id,
        ObservationRequest.asked_at,
        Cycle.title,
        Person.name.label("asked_by"),
    )


def first_to_read_again(person: Person) -> Select[Withheld]:
    """What she has a part in and somebody thinks that a person can be recognised in."""
    return Withheld.waiting_for(person).limit(SHOWN)


def first_to_read_second(person: Person) -> Select[*tuple[Any, ...]]:
    """The passages that she is asked to read before they leave the house; and what others said."""
    reader, asker = aliased(Person), aliased(Person)
    return (
        SecondReading.news_for(person)
        .join(reader, reader.id == SecondReading.reader_id)
        .join(asker, asker.id == SecondReading.asked_by_id)
        .with_only_columns(
            SecondReading.id, SecondReading.answer_id, SecondReading.is_clear,
            SecondReading.asked_at, SecondReading.answered_at,
            reader.name.label("reader"), asker.name.label("asked_by"),
        )
        .limit(SHOWN)
    )  # fmt: skip


def first_to_say_yes_to(person: Person) -> Select[*tuple[Any, ...]]:
    """The passages that wait for her yes."""
    return (
        Release.awaiting(person)
        .join(Release.proposed_by)
        .with_only_columns(Release.id, Release.proposed_at, Person.name.label("proposed_by"))
        .limit(SHOWN)
    )


def first_to_erase(person: Person) -> Select[*tuple[Any, ...]]:
    """What others propose to delete for good, in which she has written; and of what she proposed
    herself that which somebody wants to keep.
    """
    return (
        ErasureProposal.waiting_for(person)
        .join(ErasureProposal.proposed_by)
        .with_only_columns(
            ErasureProposal.kind, ErasureProposal.subject_id, ErasureProposal.proposed_at,
            (ErasureProposal.proposed_by_id == person.id).label("is_own"),
            Person.name.label("proposed_by"),
        )
        .limit(SHOWN)
    )  # fmt: skip


def first_to_end(person: Person) -> Select[*tuple[Any, ...]]:
    """What will be erased because of its age, of hers or of the whole programme."""
    return (
        RetentionWarning.to(person)
        .with_only_columns(RetentionWarning.of, RetentionWarning.warned_on)
        .limit(SHOWN)
    )


def first_under_way(person: Person, since: datetime) -> Select[Conversation]:
    """The conversations on her screen that are not over."""
    return Conversation.under_way(person, since).limit(SHOWN)


def drawn(question: Question) -> Stage:
    """The one of the four drawn stages where a question belongs."""
    stage = question.words.stage
    return stage if stage in TURN else Stage.PLAN


def is_being_read(cycle: Cycle) -> bool:
    """Whether its reflection lies with somebody for sparring."""
    return cycle.stage is Stage.REFLECT and cycle.sparring is SparringState.WAITING


ENDING = {
    Warned.DRAFT: (
        "people.unsaved", "En gammel kladde bliver snart slettet",
        "Ret i den, hvis du vil beholde den",
    ),
    Warned.PROGRAMME: (
        "people.account", "Projektets tekster bliver snart slettet",
        "Hent dine egne tekster under Min konto, hvis du vil have dem med",
    ),
}  # fmt: skip


def step_of_reading(reading: Any) -> Step:
    """A passage to read through, or what the one who was asked said."""
    if reading.answered_at is None:
        return Step(
            "second_readings.read", {"reading_id": reading.id},
            f"{first_name(reading.asked_by)} beder dig læse et citat igennem",
            "Før det bliver delt med KP", Stage.REFLECT, reading.asked_at,
        )  # fmt: skip
    return Step(
        "releases.propose", {"answer_id": reading.answer_id},
        f"{first_name(reading.reader)} har læst dit citat igennem",
        "Kan ikke genkende nogen" if reading.is_clear else "Tænker, at nogen kan genkendes",
        Stage.REFLECT, reading.answered_at,
    )  # fmt: skip


def next_steps(
    *,
    met: Sequence[Any], asked: Sequence[Any], consents: Sequence[Any], sparring: Sequence[Any],
    replies: Sequence[Any], cycles: Sequence[Cycle], waiting: Sequence[Any] = (),
    conversations: Sequence[Conversation] = (), met_in_notes: Sequence[Any] = (),
    to_erase: Sequence[Any] = (), to_end: Sequence[Any] = (),
    hidden: Sequence[Withheld] = (), readings: Sequence[Any] = (),
) -> list[Step]:  # fmt: skip
    """The first three of what others wait for and what she has in hand.

    All but `cycles` are lines: what each of them says is their columns. `waiting` is what waits
    for her own sparring.
    """

    answered = {given.cycle_id for given in sparring}

    def steps() -> Iterator[Step]:
        for each in hidden:
            words = each.kind.words
            yield Step(
                "withheld.reread", {"what": words.slug, "text_id": each.subject_id},
                "En læser tænker, at nogen kan genkendes",
                f"{words.name[:1].upper()}{words.name[1:]} er skjult, til den er læst igennem",
                # Since when is not told: the day could say who was here.
                Stage.REFLECT,
            )  # fmt: skip
        for reading in readings:
            yield step_of_reading(reading)
        for second in met:
            yield Step(
                "cycles.two_texts", {"version_id": second.id},
                f"Ændret to steder: {second.question.words.short}", second.title,
                drawn(second.question), second.written_at,
            )  # fmt: skip
        for second in met_in_notes:
            yield Step(
                "conversations.two_notes", {"version_id": second.id},
                "Ændret to steder: noten fra en samtale", second.title,
                Stage.REFLECT, second.written_at,
            )  # fmt: skip
        for held in conversations:
            yield Step(
                "conversations.show", {"conversation_id": held.id}, "Tag samtalen op igen",
                held.cycle.title, Stage.REFLECT, held.started_at,
            )  # fmt: skip
        for request in waiting:
            yield Step(
                "reviews.give", {"request_id": request.id},
                f"Giv sparring til {first_name(request.asked_by)}", request.title,
                request.stage, request.asked_at,
            )  # fmt: skip
        for given in sparring:
            yield Step(
                "cycles.show", {"cycle_id": given.cycle_id, "_anchor": f"sparring-{given.id}"},
                f"{first_name(given.by)} har givet dig sparring", given.title,
                given.stage, given.given_at,
            )  # fmt: skip
        for reply in replies:
            yield Step(
                "cycles.show", {"cycle_id": reply.cycle_id, "_anchor": f"svar-{reply.id}"},
                f"{first_name(reply.by)} har skrevet til {'dig' if reply.to_id else 'jer'}",
                reply.title, reply.stage, reply.written_at,
            )  # fmt: skip
        for request in asked:
            yield Step(
                "cycles.answer_request", {"request_id": request.id},
                f"{first_name(request.asked_by)} beder dig skrive, hvad du så",
                request.title, Stage.OBSERVE, request.asked_at,
            )  # fmt: skip
        for proposal in to_erase:
            label = Kind(proposal.kind).label
            says, about = (
                (f"{label.capitalize()}, du ville slette, bliver stående",
                 "Ikke alle, der har skrevet, har sagt ja")
                if proposal.is_own
                else (f"{first_name(proposal.proposed_by)} vil slette {label}, du har skrevet i",
                      "Den slettes kun, hvis alle siger ja")
            )  # fmt: skip
            yield Step(
                "erasing.page", {"slug": proposal.kind, "subject_id": proposal.subject_id},
                says, about, Stage.REFLECT, proposal.proposed_at,
            )  # fmt: skip
        for warning in to_end:
            endpoint, says, about = ENDING[warning.of]
            first = f"Tidligst {day(warning.warned_on + WARNED_FOR)}. {about}"
            yield Step(endpoint, {}, says, first, Stage.REFLECT, warning.warned_on)
        for release in consents:
            yield Step(
                "releases.show", {"release_id": release.id},
                f"{first_name(release.proposed_by)} vil dele et citat, du har skrevet i",
                "Dit ja mangler, før KP kan se det", Stage.REFLECT, release.proposed_at,
            )  # fmt: skip
        for cycle in cycles:
            # What was answered stands above, and a reflection that waits for sparring waits.
            if cycle.id in answered or is_being_read(cycle):
                continue
            endpoint, says, stage = OWN[cycle.stage]
            yield Step(endpoint, {"cycle_id": cycle.id}, says, cycle.title, stage, is_done=False)

    return list(islice(steps(), SHOWN))
