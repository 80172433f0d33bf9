"""What of hers was shared with KP and where it went; and what an instructor has written herself."""

from typing import Any

from sqlalchemy import Select, or_, select

from logbook.boards.models import Board, BoardNote, BoardPassage
from logbook.boards.models.passage import withdrawal_seen
from logbook.exports.models import Extract
from logbook.exports.models.extract import extract_release
from logbook.mine.models.conditions import Asker, Rows
from logbook.releases.models import Consent, Release, SecondReading
from logbook.uses.models import Outcome, OutcomeVersion, Use
from logbook.uses.models.seeing import is_hers, is_told


def her_passages(asker: Asker) -> Select[Any]:
    """The ids of those that hold her words, or that she proposed."""
    found = Release.concerning(asker.person).order_by(None).options()
    return found.with_only_columns(Release.id)


def her_words(asker: Asker) -> Select[Any]:
    """The ids of those that hold her words: where they went is hers to know."""
    return select(Consent.release_id).where(Consent.person_id == asker.id)


def releases(asker: Asker) -> Rows:
    return select(Release).where(Release.id.in_(her_passages(asker)))


def second_readings(asker: Asker) -> Rows:
    """What she asked, and what she was asked to read and is not let off."""
    asked = SecondReading.asked_by_id == asker.id
    to_read = SecondReading.to_read(asker.person).with_only_columns(SecondReading.id)
    return select(SecondReading).where(or_(asked, SecondReading.id.in_(to_read)))


def consents(asker: Asker) -> Rows:
    return select(Consent).where(Consent.release_id.in_(her_passages(asker)))


def in_extracts(asker: Asker) -> Rows:
    """Which of her passages were taken along."""
    table = extract_release
    return select(table).where(table.c.release_id.in_(her_words(asker)))


def extracts(asker: Asker) -> Rows:
    """What was taken along with her words in it, and what she took herself."""
    held = in_extracts(asker).with_only_columns(extract_release.c.extract_id)
    return select(Extract).where(or_(Extract.id.in_(held), Extract.taken_by_id == asker.id))


def uses(asker: Asker) -> Rows:
    """As far as she may know of them where her words are."""
    return select(Use).where(is_hers(asker.person), is_told(asker.person))


def hung(asker: Asker) -> Rows:
    """Which boards her passages hang on, as long as they are shared."""
    is_out = Release.released_at.is_not(None) & Release.withdrawn_at.is_(None)
    return (
        select(BoardPassage)
        .join(BoardPassage.release)
        .where(BoardPassage.release_id.in_(her_words(asker)), is_out)
    )


def boards(asker: Asker) -> Rows:
    return select(Board).where(Board.made_by_id == asker.id)


def notes(asker: Asker) -> Rows:
    return select(BoardNote).where(BoardNote.by_id == asker.id)


def withdrawals_seen(asker: Asker) -> Rows:
    return select(withdrawal_seen).where(withdrawal_seen.c.person_id == asker.id)


def outcomes(asker: Asker) -> Rows:
    return select(Outcome).where(Outcome.written_by_id == asker.id)


def outcome_versions(asker: Asker) -> Rows:
    return select(OutcomeVersion).where(OutcomeVersion.written_by_id == asker.id)
