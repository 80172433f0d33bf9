"""What people write in a cycle, who writes, and who may see it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from sqlalchemy.orm import Mapped

from logbook.cycles.models.expectations import Expectation
from logbook.cycles.models.readers import CycleGuest
from logbook.cycles.models.texts import Answer
from logbook.cycles.models.trials import Observation, Sign, Trial
from logbook.cycles.models.versions import Version
from logbook.cycles.models.writers import CycleWriter
from logbook.cycles.questions import Question
from logbook.cycles.stages import IllegalMove, Stage, Visibility
from logbook.db import keep_with
from logbook.jobs.models import forget_files_with
from logbook.people.models import Person

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle

SEEN_BY_OTHERS = "Det er ændret, hvem der ser en runde i filen, så filen er slettet. Hent den igen."


class Writing:
    """The part of a cycle that is its words and its people."""

    if TYPE_CHECKING:
        stage: Mapped[Stage]
        visibility: Mapped[Visibility]
        started_by_id: Mapped[UUID]
        changed_at: Mapped[datetime]
        writers: Mapped[list[CycleWriter]]
        guests: Mapped[list[CycleGuest]]
        signs: Mapped[list[Sign]]
        trials: Mapped[list[Trial]]
        observations: Mapped[list[Observation]]
        all_answers: Mapped[list[Answer]]
        expectation: Mapped[Expectation | None]

    @property
    def itself(self) -> "Cycle":
        """This part as the whole that it is."""
        return cast("Cycle", self)

    def is_written_by(self, person: Person) -> bool:
        return any(w.person_id == person.id for w in self.present_writers)

    @property
    def present_writers(self) -> list[CycleWriter]:
        return [writer for writer in self.writers if writer.removed_at is None]

    def joined_at(self, person: Person) -> datetime | None:
        """Since when she writes here; who comes later reads what stood here then, and since."""
        hers = (each.added_at for each in self.present_writers if each.person_id == person.id)
        return next(hers, None)

    @property
    def in_charge(self) -> CycleWriter | None:
        """Who adds writers, widens and deletes: the one who started it, while she is here.

        When she no longer writes in it, or has left the programme, it is the one who joined first.
        """
        here = [writer for writer in self.present_writers if writer.person.is_active]
        return min(
            here, key=lambda w: (w.person_id != self.started_by_id, w.added_at, w.id), default=None
        )

    def is_in_charge(self, person: Person) -> bool:
        return self.in_charge is not None and self.in_charge.person_id == person.id

    def touch(self, *, by: Person, at: datetime) -> None:
        """Remember that somebody wrote: what is newest, and which cycle she has in hand."""
        self.changed_at = at
        for writer in self.present_writers:
            if writer.person_id == by.id:
                writer.used_at = at

    def answer_to(self, question: Question) -> Answer | None:
        """The cycle's own answer to a question, not those of its trials and observations."""
        return next(
            (
                answer
                for answer in self.all_answers
                if answer.question == question
                and answer.trial_id is None
                and answer.observation_id is None
            ),
            None,
        )

    def text_of(self, question: Question) -> str:
        answer = self.answer_to(question)
        return answer.text if answer else ""

    def answer(
        self,
        question: Question,
        words: str,
        *,
        by: Person,
        at: datetime,
        about: Trial | Observation | None = None,
    ) -> Answer | None:
        """Save what was written to a question; nothing is kept of a question left empty.

        What stood there before is kept as a version.
        """
        given = about.answer_to(question) if about else self.answer_to(question)
        if given is None:
            if not words:
                return None
            given = Answer(question=question, text="", revision=0, cycle=self.itself, written_at=at)
            if isinstance(about, Trial):
                given.trial, given.trial_id = about, about.id
            elif about is not None:
                given.observation, given.observation_id = about, about.id
            keep_with(self.itself, given)
        elif given.text and given.text != words:
            keep_with(self.itself, Version.replaced(given, at=at))
        given.rewrite(words, by=by, at=at)
        self.touch(by=by, at=at)
        return given

    @property
    def scored_signs(self) -> set[UUID]:
        """The ids of the signs that somebody has looked for, or said that she did not."""
        return {score.sign_id for seen in self.observations for score in seen.scores}

    def try_out(
        self, on: date, *, several_times: bool = False, by: Person, at: datetime,
        id: UUID | None = None,
    ) -> Trial:  # fmt: skip
        """Note that the action was tried; what was done is answered about the trial."""
        self.must_be_planned()
        trial = Trial(
            **({"id": id} if id else {}),
            cycle=self.itself, tried_on=on, several_times=several_times, written_by=by,
            written_at=at,
        )  # fmt: skip
        keep_with(self.itself, trial)
        self.touch(by=by, at=at)
        return trial

    def observe(
        self, words: str, *, on: date, by: Person, at: datetime, id: UUID | None = None
    ) -> Observation:
        """Keep what one person saw; it never needs a move and never makes one.

        What the plan expected is copied before anything is seen, once in a round.
        """
        self.must_be_planned()
        if self.expectation is None:
            self.expectation = Expectation.of_plan(self.itself, at=at)
        observation = Observation(
            **({"id": id} if id else {}),
            cycle=self.itself, observer=by, observer_id=by.id, observed_on=on, written_at=at,
        )  # fmt: skip
        keep_with(self.itself, observation)
        self.answer(Question.SAW, words, by=by, at=at, about=observation)
        return observation

    def must_be_planned(self) -> None:
        if not self.is_planned:
            raise IllegalMove("Gør planen færdig, og tryk Begynd først.")

    @property
    def is_planned(self) -> bool:
        """Whether its plan was done; until then it is a draft, also when it was set aside."""
        return self.itself.stage_reached is not Stage.WONDERING

    def let_write(self, person: Person, *, added_by: Person, at: datetime) -> None:
        """Add a writer, or let one who was removed write again."""
        earlier = next((w for w in self.writers if w.person_id == person.id), None)
        if earlier:
            earlier.removed_at, earlier.added_at = None, at
        else:
            self.writers.append(
                CycleWriter(
                    person=person,
                    person_id=person.id,
                    added_by_id=added_by.id,
                    added_at=at,
                    used_at=at,
                )
            )

    def stop_writing(self, person: Person, *, at: datetime) -> None:
        """Remove a writer; what she wrote stays hers. The one in charge cannot be removed."""
        if self.is_in_charge(person):
            raise IllegalMove("Den, der står for forløbet, kan ikke fjernes.")
        for writer in self.present_writers:
            if writer.person_id == person.id:
                writer.removed_at = at
        forget_files_with(cast("Cycle", self), SEEN_BY_OTHERS)

    def show_to(self, visibility: Visibility) -> None:
        """Widen or narrow who may see the cycle; a draft stays private. Private has no guests."""
        if visibility is not Visibility.PRIVATE and not self.is_planned:
            raise IllegalMove("En kladde er kun for jer, der skriver.")
        self.visibility = visibility
        if visibility is Visibility.PRIVATE:
            self.guests.clear()
        forget_files_with(cast("Cycle", self), SEEN_BY_OTHERS)
