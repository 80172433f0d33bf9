"""Passages in which something may lead to a person, without what their writers said is no name."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from logbook.cycles.not_names import Said, no_names_in
from logbook.db import db
from logbook.exports.passages import Passage
from logbook.privacy.found import Findings, found_in, names_somebody
from logbook.releases.models.no_names import no_names_released_to


def asked_about(passages: Iterable[Passage], programme_id: UUID) -> dict[UUID, Findings]:
    """What is found in each that is to be read once more, by passage."""
    named = [passage for passage in passages if names_somebody(passage.text)]
    said = said_in(programme_id) if named else {}
    found = {each.release_id: found_in(each.text) for each in named}
    for passage in named:
        key = passage.release_id
        for text_id, hashes in said.get(key, {}).items():
            words = no_names_in(text_id, found[key], hashes)
            found[key] = found_in(passage.text, words)
    return {key: what for key, what in found.items() if what.points_at_somebody}


def said_in(programme_id: UUID) -> dict[UUID, dict[UUID, Said]]:
    """By passage and the answer that it is of, in one query."""
    said: defaultdict[UUID, dict[UUID, Said]] = defaultdict(dict)
    for release_id, text_id, word_hash in db.session.execute(no_names_released_to(programme_id)):
        said[release_id].setdefault(text_id, set()).add((text_id, word_hash))
    return said
