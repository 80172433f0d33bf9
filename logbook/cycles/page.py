"""What the cycle page shows, arranged from things already loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from uuid import UUID

from logbook.conversations.models import Conversation
from logbook.cycles.expected import ThoughtAndSeen, thought_and_seen
from logbook.cycles.models import Answer, Cycle, Observation, ObservationRequest, Reading
from logbook.cycles.questions import Question, questions_of
from logbook.cycles.stages import OPEN_TO_HOUSE, TURN, SparringState, Stage, Visibility
from logbook.cycles.threads import SignThread
from logbook.looks.spiral import Turn
from logbook.people.models import Person
from logbook.releases.models import Release
from logbook.reviews.at_stage import Asked
from logbook.uses.boards import once_a_day
from logbook.uses.models.seeing import Used
from logbook.uses.models.whereabouts import Taken, Whereabouts

State = Literal["done", "now", "todo"]


@dataclass(frozen=True)
class CyclePage:
    """One round with its forløb.

    `asked` and `readings` are for its writers alone, `releases` also for whose own words they are.
    """

    cycle: Cycle
    rounds: list[Cycle]
    sparring: dict[Stage, list[Asked]]
    releases: list[Release]
    asked: list[ObservationRequest]
    readings: list[Reading]
    conversations: list[Conversation]
    writes: bool
    reader: Person
    # For an answer in which two texts met, and which its reader may rewrite: the second one.
    met: dict[UUID, UUID] = field(default_factory=dict)
    # The same for the notes of conversations; nothing where only earlier texts are kept beside it.
    beside_notes: dict[UUID, UUID | None] = field(default_factory=dict)
    threads: Sequence[SignThread] = ()
    # Where its words went, and whose words it is built on; by passage that she may open what KP
    # took along, and on which boards it hangs.
    uses: Sequence[Used] = ()
    went: Whereabouts = field(default_factory=Whereabouts)

    @property
    def reader_id(self) -> UUID:
        return self.reader.id

    @property
    def writes_alone(self) -> bool:
        """Whether all the round's own words are hers: then she has nobody to say it to."""
        return self.writes and len(self.cycle.present_writers) == 1

    @property
    def turns(self) -> list[Turn]:
        """The rounds of the spiral."""
        return [Turn(each.round, states_of(each)) for each in self.rounds]

    def switch(self, url_for: Callable[..., str]) -> list[tuple[str, str, str, bool]]:
        """The rounds to choose between: label, status, address, whether it is this one."""
        return [
            (
                f"Runde {each.round}",
                each.status,
                url_for("cycles.show", cycle_id=each.id),
                each.id == self.cycle.id,
            )
            for each in self.rounds
        ]

    @property
    def is_shown(self) -> bool:
        """Whether others than its writers have been able to read it."""
        return self.cycle.visibility is not Visibility.PRIVATE or bool(self.sparring)

    def aside(self, stage: Stage) -> str:
        """What stands beside the name of a stage on the timeline."""
        return "I gang nu" if self.states[stage] == "now" else ""

    @property
    def comes_next(self) -> bool:
        """Whether the coming round is drawn: not after the forløb was set aside."""
        return self.rounds[-1].stage is not Stage.SET_ASIDE

    @property
    def has_next_round(self) -> bool:
        return any(each.follows_id == self.cycle.id for each in self.rounds)

    @property
    def states(self) -> dict[Stage, State]:
        return dict(zip(TURN, states_of(self.cycle), strict=True))

    @property
    def talked(self) -> list[Conversation]:
        """The conversations that left a note, or a second text of one that waits."""
        ended = [each for each in self.conversations if each.is_over]
        return [each for each in ended if each.note or self.beside_notes.get(each.id)]

    @property
    def is_talked_about(self) -> bool:
        """Whether a conversation about it is under way."""
        return any(not each.is_over for each in self.conversations)

    @property
    def may_be_talked_about(self) -> bool:
        """By its house, if that sees it; else only when one of its writers opens it."""
        house_sees = self.cycle.visibility in OPEN_TO_HOUSE
        return self.cycle.is_planned and (house_sees or self.writes)

    @property
    def waits_for_sparring(self) -> bool:
        return self.cycle.sparring is SparringState.WAITING

    def releases_of(self, answer: Answer) -> list[Release]:
        return [each for each in self.releases if each.answer_id == answer.id]

    def corrected(self, answer: Answer) -> Release | None:
        """The passage of it as it was, where it was written again and not shared anew."""
        given = self.releases_of(answer)
        if any(each.written_at >= answer.written_at for each in given):
            return None
        return next((each for each in given if answer.text not in {"", each.text}), None)

    def uses_of(self, answer: Answer) -> list[Used]:
        """Where its words went, the newest first."""
        return [u for u in self.uses if u.answer_id == answer.id and u.cycle_id == self.cycle.id]

    def taken(self, answer: Answer) -> list[Taken]:
        """What KP took along of it, each once a day."""
        held = (e for r in self.releases_of(answer) for e in self.went.taken.get(r.id, ()))
        return once_a_day(held)

    def boards_with(self, answer: Answer) -> list[str]:
        """The titles of the boards that passages of it hang on, each once."""
        held = (title for r in self.releases_of(answer) for title in self.went.boards.get(r.id, ()))
        return list(dict.fromkeys(held))

    @property
    def built_on(self) -> list[Used]:
        """The words of others that the round is built on."""
        return [each for each in self.uses if each.plan_id == self.cycle.id]

    def concerns_reader(self, release: Release) -> bool:
        """Whether she may open it: her words, or her proposal."""
        return release.concerns(self.reader)

    def may_share(self, seen: Observation) -> bool:
        """What was seen belongs to the one who saw it, and may be proposed by all who write."""
        return self.writes or seen.observer_id == self.reader_id

    def answers_at(self, stage: Stage | str) -> list[tuple[Question, Answer]]:
        """The cycle's own answers of a stage, in the order of the questions."""
        given = ((q, self.cycle.answer_to(q)) for q in questions_of(Stage(stage)))
        return [(question, answer) for question, answer in given if answer and self.shows(answer)]

    def shows(self, answer: Answer | None) -> bool:
        """Whether there is something to read; in an emptied field a second text may wait."""
        return answer is not None and bool(answer.text or answer.id in self.met)

    def has_met(self, answers: list[tuple[Question, Answer]]) -> bool:
        return any(answer.id in self.met for _, answer in answers)

    @property
    def observations(self) -> list[Observation]:
        """Newest first, as one reads them."""
        return sorted(self.cycle.observations, key=lambda seen: seen.observed_on, reverse=True)

    @cached_property
    def thought_and_seen(self) -> ThoughtAndSeen | None:
        return thought_and_seen(self.cycle, self.reader)

    @property
    def beside_at(self) -> Stage:
        """Where what was thought stands beside what was seen: with the reflection once begun."""
        has_begun = self.states[Stage.REFLECT] != "todo" or bool(self.answers_at(Stage.REFLECT))
        return Stage.REFLECT if has_begun else Stage.OBSERVE

    @property
    def waiting_colleagues(self) -> list[ObservationRequest]:
        return [each for each in self.asked if each.waits]


def states_of(cycle: Cycle) -> tuple[State, State, State, State]:
    """How far each of the four stages is: the one where it stands is now, an ending has none."""
    reached = cycle.stage_reached
    at = 0 if reached is Stage.WONDERING else TURN.index(reached)

    def state(step: int) -> State:
        if step == at and not cycle.stage.is_ending:
            return "now"
        stood_still = cycle.stage is Stage.SET_ASIDE and reached is Stage.WONDERING
        return "done" if step <= at and not stood_still else "todo"

    return state(0), state(1), state(2), state(3)
