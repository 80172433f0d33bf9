"""The log: who did what, by ids alone."""

from logbook.privacy.held.table import (
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

LOG: tuple[Held, ...] = (
    held(
        "log_line", "Log: hvem der har logget ind, læst, delt, hentet, slettet og givet roller",
        Topic.SAFETY, Sees.COORDINATOR, Lasts.AUDIT, Erased.WITH_PROGRAMME,
        given("act at about_kind about_id cycle_id detail count"),
        named("by_id person_id", of="person"),
        named("unit_id", of="unit"),
        named("module_id", of="module"),
        left_out("Dit eget projekt", "programme_id"),
        left_out("Viser, at ingen linje er ændret eller mangler", "number key_id mac"),
    ),
)  # fmt: skip
