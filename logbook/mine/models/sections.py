"""The parts of ”Mine data”: for each table in the map that is given out, which rows are hers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, or_, select

from logbook.db import Model
from logbook.mine.models import account, kp, log, rounds, sparring
from logbook.mine.models.conditions import Asker, Rows
from logbook.privacy.personal_data import HELD


@dataclass(frozen=True)
class Section:
    """One table. `whose` is the column that names who acted.

    Of what others did the day is told and never the hour. Without a column it is about herself
    alone; with an empty one it tells of everybody, and so never the hour.
    """

    table: str
    rows: Callable[[Asker], Rows]
    whose: str | None = None

    def of(self, asker: Asker) -> Rows:
        """Her rows as plain columns, in an order that stays."""
        table: Table = Model.metadata.tables[self.table]
        keys = [table.c.id] if "id" in table.c else list(table.primary_key.columns)
        return self.rows(asker).with_only_columns(*table.c).order_by(None).order_by(*keys)

    def is_hers(self, row: Any, asker: Asker) -> bool:
        """Whether the hour may be told."""
        if self.whose is None:
            return True
        return bool(self.whose) and getattr(row, self.whose) == asker.id


PEOPLE = "person.id"


def where_she_is_named(table: str) -> Callable[[Asker], Rows]:
    """The rows that name her, in whatever column: for tables that have nobody's text in them."""

    def rows(asker: Asker) -> Rows:
        held: Table = Model.metadata.tables[table]
        hers = [
            column == asker.id
            for column in held.c
            if any(key.target_fullname == PEOPLE for key in column.foreign_keys)
        ]
        return select(held).where(or_(*hers))

    return rows


TOLD = {
    section.table: section
    for section in (
        Section("person", account.person),
        Section("membership", account.memberships),
        Section("invitation", account.invitations),
        Section("sign_in", account.sign_ins),
        Section("known_device", account.known_devices),
        Section("draft", account.drafts),
        Section("kept_form", account.kept_forms),
        Section("job", account.jobs),
        Section("cycle", rounds.cycles, ""),
        Section("cycle_tag", rounds.tags, ""),
        Section("cycle_writer", rounds.writing),
        Section("cycle_guest", rounds.guests, ""),
        Section("move", rounds.moves),
        Section("answer", rounds.answers, "written_by_id"),
        Section("answer_writer", rounds.words_in),
        Section("version", rounds.versions, "written_by_id"),
        Section("wording", rounds.wordings, "replaced_by_id"),
        Section("sign", rounds.signs, ""),
        Section("expectation", rounds.expectations, ""),
        Section("expected_sign", rounds.expected_signs, ""),
        Section("trial", rounds.trials, "written_by_id"),
        Section("observation", rounds.observations, "observer_id"),
        Section("sign_score", rounds.scores, ""),
        Section("observation_request", rounds.requests, ""),
        Section("reading", rounds.readings, ""),
        Section("conversation", rounds.conversations, ""),
        Section("note_version", rounds.note_versions, "written_by_id"),
        Section("sparring_request", sparring.requests, ""),
        Section("sparring", sparring.sparring, "by_id"),
        Section("reply", sparring.replies, "by_id"),
        Section("snooze", sparring.snoozes),
        Section("kind_word", sparring.kind_words, ""),
        Section("withheld", rounds.hidden, ""),
        Section("release", kp.releases, ""),
        Section("second_reading", kp.second_readings, ""),
        Section("consent", kp.consents, "person_id"),
        Section("extract", kp.extracts, ""),
        Section("extract_release", kp.in_extracts, ""),
        Section("use", kp.uses, ""),
        Section("board", kp.boards),
        Section("board_passage", kp.hung, ""),
        Section("board_note", kp.notes),
        Section("withdrawal_seen", kp.withdrawals_seen),
        Section("outcome", kp.outcomes),
        Section("outcome_version", kp.outcome_versions),
        Section("log_line", log.lines, "by_id"),
    )
}
# In the order of the map; what nothing more is said of tells her what names her.
SECTIONS = {
    held.table: TOLD.get(held.table) or Section(held.table, where_she_is_named(held.table), "")
    for held in HELD
    if held.is_given
}
