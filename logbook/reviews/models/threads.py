"""What is said after the sparring: who may write, who has the last word, and when it is said."""

from datetime import date, datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID, uuid5

from sqlalchemy.orm import Mapped

from logbook.cycles.models import Cycle
from logbook.cycles.stages import IllegalMove
from logbook.db import keep_with
from logbook.people.models import Person
from logbook.reviews.models.given import Sparring
from logbook.reviews.models.replies import Reply

if TYPE_CHECKING:
    from logbook.reviews.models.sparring import SparringRequest


class Thread:
    """The part of a request that is the conversation about it."""

    if TYPE_CHECKING:
        id: Mapped[UUID]
        cycle_id: Mapped[UUID]
        cycle: Mapped[Cycle]
        sparring: Mapped[Sparring | None]
        replies: Mapped[list[Reply]]

    @property
    def request(self) -> "SparringRequest":
        return cast("SparringRequest", self)

    def is_taken_part_in_by(self, person: Person) -> bool:
        """Whether she may write in the thread: all who write, who was asked, and who gave."""
        gave = self.sparring is not None and self.sparring.by_id == person.id
        return gave or self.request.is_addressed_to(person) or self.cycle.is_written_by(person)

    @property
    def has_last_word_of_writers(self) -> bool:
        """Whether nobody waits for anything: it is the writers who speak last."""
        return bool(self.replies) and self.replies[-1].is_from_writers

    @property
    def is_thanked(self) -> bool:
        return bool(self.replies) and self.replies[-1].is_thanks

    def reply(self, words: str, *, by: Person, at: datetime, id: UUID | None = None) -> Reply:
        """Write in the thread. Raises IllegalMove before there is sparring, and after a thank-you
        to anybody but the writers, who may always go on.
        """
        if self.sparring is None:
            raise IllegalMove("Der er ikke givet sparring endnu.")
        writes = self.cycle.is_written_by(by)
        if self.is_thanked and not writes:
            raise IllegalMove("De har sagt tak og tager det med. De kan altid selv skrive igen.")
        reply = Reply(
            **({"id": id} if id else {}),
            request=self.request, request_id=self.id, cycle_id=self.cycle_id, by=by, by_id=by.id,
            to_id=self.sparring.by_id if writes else None, text=words, written_at=at,
        )  # fmt: skip
        keep_with(self.request, reply)
        if writes:
            self.cycle.touch(by=by, at=at)
        return reply

    def thank(self, *, by: Person, at: datetime, today: date) -> None:
        """”Tak, vi tager det med”: the last word without a text; said once, however often sent."""
        if self.has_last_word_of_writers:
            return
        last = self.replies[-1].id if self.replies else self.id
        reply = self.reply("", by=by, at=at, id=uuid5(last, "tak"))
        reply.read_on = today
