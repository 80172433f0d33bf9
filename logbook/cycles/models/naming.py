"""The name of a round and its signs, and what they were before; nothing else assigns them."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from logbook.cycles.models.trials import Sign
from logbook.cycles.models.wordings import Wording, WordingOf
from logbook.cycles.models.writing import Writing
from logbook.cycles.questions import MOST_SIGNS
from logbook.db import keep_with
from logbook.people.models import Person


class Naming(Writing):
    """The part of a cycle that is its short words. Each change keeps what stood there before."""

    if TYPE_CHECKING:
        id: Mapped[UUID]
        title: Mapped[str]
        words_revision: Mapped[int]

    def rename(self, title: str, *, by: Person, at: datetime) -> None:
        """Give the round another name; the same name again is no change."""
        if title == self.title:
            return
        self.keep_wording(WordingOf.TITLE, self.title, by=by, at=at)
        self.title = title
        self.words_changed(by=by, at=at)

    def plan_signs(self, texts: list[str], *, by: Person, at: datetime) -> None:
        """Set the signs in order. A sign that was scored can be reworded but not removed.

        Where one is removed, the same sign of the next round goes on from the round before.
        """
        scored = self.scored_signs
        before = [(sign.id, sign.text) for sign in self.signs]
        kept = []
        for position, sign in enumerate(self.signs):
            words = texts[position] if position < len(texts) else ""
            if not words and sign.id not in scored:
                self.keep_wording(WordingOf.SIGN, sign.text, sign=sign, by=by, at=at)
                for later in list(sign.continued_by):
                    later.continues = sign.continues
                continue
            self.reword(sign, words or sign.text, by=by, at=at)
            kept.append(sign)
        kept += [Sign(text=words) for words in texts[len(self.signs) :] if words]
        for position, sign in enumerate(kept):
            sign.position = position
        if [(sign.id, sign.text) for sign in kept] != before:
            self.signs[:] = kept
            self.words_changed(by=by, at=at)
        self.touch(by=by, at=at)

    def bring_back(self, wording: Wording, *, by: Person, at: datetime) -> bool:
        """Let earlier words stand there again; False if there is no room for one more sign."""
        if wording.what is WordingOf.TITLE:
            self.rename(wording.text, by=by, at=at)
            return True
        sign = next((each for each in self.signs if each.id == wording.sign_id), None)
        if sign:
            if wording.text == sign.text:
                return True
            self.reword(sign, wording.text, by=by, at=at)
        elif len(self.signs) >= MOST_SIGNS:
            return False
        else:
            again = Sign(
                id=wording.sign_id, continues_id=wording.continues_id,
                position=len(self.signs), text=wording.text,
            )  # fmt: skip
            self.signs.append(again)
        self.words_changed(by=by, at=at)
        return True

    def reword(self, sign: Sign, words: str, *, by: Person, at: datetime) -> None:
        if words != sign.text:
            self.keep_wording(WordingOf.SIGN, sign.text, sign=sign, by=by, at=at)
            sign.text = words

    def keep_wording(
        self, what: WordingOf, words: str, *, sign: Sign | None = None, by: Person, at: datetime
    ) -> None:
        keep_with(
            self.itself,
            Wording(
                cycle=self.itself, what=what, revision=self.words_revision or 0,
                sign_id=sign.id if sign else None,
                continues_id=sign.continues_id if sign else None,
                text=words, replaced_by_id=by.id, replaced_at=at,
            ),
        )  # fmt: skip

    def words_changed(self, *, by: Person, at: datetime) -> None:
        self.words_revision = (self.words_revision or 0) + 1
        self.touch(by=by, at=at)
