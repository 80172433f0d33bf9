"""The kinds of text that can be reported, where the words of each stand, and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from logbook.boards.models import Board, BoardGroup, BoardNote
from logbook.conversations.models import Conversation
from logbook.cycles.models import Answer, Cycle, Sign
from logbook.db import Model
from logbook.privacy.hidden import HIDDEN_NAME, HIDDEN_SIGN, HIDDEN_TEXT, is_hidden
from logbook.reviews.models import KindWord, Reply, SparringRequest
from logbook.reviews.models.conditions import BOX_HEADINGS
from logbook.reviews.models.given import Sparring
from logbook.uses.models import Outcome


class TextKind(StrEnum):
    ANSWER = "answer"
    TITLE = "title"
    SIGN = "sign"
    QUESTION = "question"
    SPARRING = "sparring"
    REPLY = "reply"
    KIND_WORD = "kind_word"
    NOTE = "note"
    OUTCOME = "outcome"
    BOARD = "board"
    GROUP = "group"
    BOARD_NOTE = "board_note"

    @property
    def words(self) -> "Words":
        return WORDS[self]

    @classmethod
    def of_slug(cls, slug: str) -> "TextKind | None":
        return next((kind for kind in cls if kind.words.slug == slug), None)

    @classmethod
    def of_table(cls, name: str) -> "TextKind | None":
        return next((kind for kind in cls if kind.words.model.__tablename__ == name), None)

    @classmethod
    def of_row(cls, row: Model) -> "TextKind | None":
        return next((kind for kind in cls if type(row) is kind.words.model), None)


@dataclass(frozen=True)
class Words:
    """Where the words of one kind stand.

    `columns` has a label for each; `limit` is how long each may be, and `may_be_empty` whether
    nothing may be left of them.
    """

    model: type[Any]
    slug: str
    name: str
    columns: Mapping[str, str]
    stand_in: str = HIDDEN_TEXT
    limit: int = 0
    may_be_empty: bool = False


TEXT = {"text": "Teksten"}
BOXES = dict(zip(("noticed", "curious", "can_help"), BOX_HEADINGS, strict=True))

WORDS: dict[TextKind, Words] = {
    TextKind.ANSWER: Words(Answer, "svar", "teksten", TEXT, may_be_empty=True),
    TextKind.TITLE: Words(
        Cycle, "navn", "forløbets navn", {"title": "Navnet"}, HIDDEN_NAME, limit=120
    ),
    TextKind.SIGN: Words(Sign, "tegn", "tegnet", {"text": "Tegnet"}, HIDDEN_SIGN, limit=300),
    TextKind.QUESTION: Words(
        SparringRequest, "spoergsmaal", "spørgsmålet", {"question": "Spørgsmålet"},
        may_be_empty=True,
    ),
    TextKind.SPARRING: Words(Sparring, "sparring", "sparringen", BOXES, may_be_empty=True),
    TextKind.REPLY: Words(Reply, "traad", "svaret i tråden", TEXT),
    TextKind.KIND_WORD: Words(KindWord, "puf", "det venlige puf", TEXT),
    TextKind.NOTE: Words(
        Conversation, "samtalenote", "noten fra samtalen", {"note": "Noten"}, may_be_empty=True
    ),
    TextKind.OUTCOME: Words(
        Outcome, "brugt", "teksten om, hvad refleksionerne blev brugt til", TEXT,
        may_be_empty=True,
    ),
    TextKind.BOARD: Words(
        Board, "tavle", "tavlens navn", {"title": "Navnet"}, HIDDEN_NAME, limit=200
    ),
    TextKind.GROUP: Words(
        BoardGroup, "tavlegruppe", "gruppens navn", {"title": "Navnet"}, HIDDEN_NAME, limit=200
    ),
    TextKind.BOARD_NOTE: Words(BoardNote, "tavlenote", "noten på tavlen", TEXT),
}  # fmt: skip


@dataclass(frozen=True)
class Reportable:
    """A text in its place: what kind it is, and its row."""

    kind: TextKind
    row: Any

    @property
    def id(self) -> UUID:
        key: UUID = self.row.id
        return key

    @property
    def words(self) -> dict[str, str]:
        """What stands there now, by column; nothing of a column that is empty."""
        stands = {name: getattr(self.row, name) or "" for name in self.kind.words.columns}
        return {name: text for name, text in stands.items() if text}

    @property
    def is_hidden(self) -> bool:
        return any(is_hidden(text) for text in self.words.values())

    @property
    def cycle_id(self) -> UUID | None:
        """The round that it stands in; none for what stands on a board or about a session."""
        if self.kind is TextKind.TITLE:
            return self.id
        if self.kind is TextKind.SPARRING:
            held: UUID = self.row.request.cycle_id
            return held
        return getattr(self.row, "cycle_id", None)

    @property
    def owner_id(self) -> UUID | None:
        """Whose alone it is; nobody's where several write in it together."""
        row = self.row
        if self.kind is TextKind.ANSWER:
            return row.observation.observer_id if row.observation else None
        if self.kind is TextKind.QUESTION:
            asked: UUID = row.asked_by_id
            return asked
        return getattr(row, "by_id", None)

    @property
    def programme_id(self) -> UUID:
        row = self.row
        if self.kind in {TextKind.TITLE, TextKind.BOARD}:
            held: UUID = row.programme_id
        elif self.kind is TextKind.OUTCOME:
            held = row.session.module.programme_id
        elif self.kind in {TextKind.GROUP, TextKind.BOARD_NOTE}:
            held = row.board.programme_id
        elif self.kind is TextKind.SPARRING or self.kind is TextKind.REPLY:
            held = row.request.cycle.programme_id
        else:
            held = row.cycle.programme_id
        return held

    def count(self) -> None:
        """One text more has stood there: who saves over what she has not seen is told."""
        holder = self.row.cycle if self.kind is TextKind.SIGN else self.row
        for name in ("words_revision", "revision"):
            if hasattr(holder, name):
                setattr(holder, name, (getattr(holder, name) or 0) + 1)
