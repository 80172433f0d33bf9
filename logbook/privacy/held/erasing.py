"""Proposals to erase a text that several have written in, and warnings that time is up."""

from logbook.privacy.held.table import (
    HASH,
    Erased,
    Held,
    Lasts,
    Sees,
    Topic,
    given,
    held,
    left_out,
    named,
)

ERASING: tuple[Held, ...] = (
    held(
        "erasure_proposal", "Forslag om at slette en tekst, som flere har skrevet i",
        Topic.WRITING, Sees.WRITERS, Lasts.PROGRAMME, Erased.WITH_TEXT,
        given("kind subject_id proposed_at"),
        named("proposed_by_id"),
        left_out(HASH, "stands"),
    ),
    held(
        "erasure_answer", "Dit ja eller nej til at slette en tekst, I har skrevet sammen",
        Topic.WRITING, Sees.WRITERS, Lasts.PROGRAMME, Erased.WITH_TEXT,
        given("proposal_id is_yes"),
        left_out("Det er dig", "person_id"),
    ),
    held(
        "retention_warning", "At du har fået at vide, at noget snart bliver slettet",
        Topic.SAFETY, Sees.HERSELF, Lasts.PROGRAMME, Erased.WITH_ACCOUNT,
        given("of subject_id warned_on"),
        left_out("Det er dig", "person_id"),
    ),
)  # fmt: skip
