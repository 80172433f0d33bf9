"""What the writers of passages have said is no name in the answers that they are of."""

from uuid import UUID

from sqlalchemy import Select

from logbook.cycles.models import NotName
from logbook.releases.models.release import Release


def no_names_released_to(programme_id: UUID) -> Select[UUID, UUID, str]:
    """By passage that the instructors of a programme may see: the answer, and a word's hash."""
    released = Release.released_to(programme_id).join(
        NotName, NotName.answer_id == Release.answer_id
    )
    return released.with_only_columns(Release.id, NotName.text_id, NotName.word_hash)
