"""The words that somebody builds on: what she may read of them, and what of it is with KP."""

from uuid import UUID

from logbook.cycles.models import Answer
from logbook.db import db
from logbook.gate import me
from logbook.policy import Action, can
from logbook.releases.models import Release
from logbook.uses.models import usable_by


def readable_answer(answer_id: UUID) -> Answer | None:
    """An answer of a reflection that she may read."""
    found: Answer | None = db.session.scalar(usable_by(me()).where(Answer.id == answer_id))
    return found


def source_for_plan(answer_id: UUID) -> Answer | None:
    """The same if she may build a round of her own on it."""
    answer = readable_answer(answer_id)
    return answer if answer and can(me(), Action.USE_IN_PLAN, answer.cycle) else None


def released_of(answer: Answer) -> Release | None:
    """The passage of it that is with KP, the newest if there are several."""
    out = [each for each in db.session.scalars(Release.live_of(answer)) if each.is_out]
    return out[-1] if out else None


def words_of(answer: Answer) -> str:
    """What she reads of it: the passage that was released, else what stands in the answer."""
    release = released_of(answer)
    return release.text if release else answer.text
