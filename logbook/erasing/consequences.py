"""What happens when a text is erased, in sentences, before anybody presses the button."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from logbook.boards.models import BoardPassage
from logbook.db import db
from logbook.erasing.models import Kind, Text
from logbook.erasing.models.walk import Found, everything_with, has_round_after, passages_out
from logbook.erasing.telling import givers_in, said_first
from logbook.exports.models import Extract
from logbook.pages import day

GOES = {
    Kind.ROUND: "Alt, hvad der står i runden, slettes: undringen, planen, svarene, tegnene, "
    "noterne og de tidligere udgaver af dem.",
    Kind.OBSERVATION: "Noten, det, du har svaret om tegnene, og de tidligere udgaver slettes.",
    Kind.TRIAL: "Datoen, svarene om afprøvningen og de tidligere udgaver slettes.",
    Kind.ANSWER: "Svaret og alle tidligere udgaver af det slettes. Spørgsmålet står tomt igen.",
    Kind.CONVERSATION: "Samtalen, dens note og de tidligere udgaver af noten slettes.",
    Kind.PASSAGE: "Citatet slettes, og det samme gør jeres ja til at dele det. Svaret, det er "
    "taget fra, bliver stående.",
    Kind.SPARRING: "Sparringen og alt, hvad der er skrevet om den bagefter, slettes. Forløbet "
    "står, som om der ikke var spurgt.",
    Kind.REPLY: "Beskeden slettes. Resten af samtalen bliver stående.",
    Kind.KIND_WORD: "Puffet slettes, også hos dem, der fik det.",
    Kind.BOARD_NOTE: "Noten slettes, også for de andre undervisere.",
    Kind.DRAFT: "Kladden slettes her og på dine enheder, næste gang de er på nettet.",
}


@dataclass
class Consequences:
    """What goes; what others lose; where its words have been, and cannot be called back from."""

    goes: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


def number_of(found: Found, name: str, one: str, many: str) -> list[str]:
    number = len(found.get(name, ()))
    return [] if not number else [one if number == 1 else many.format(number)]


def consequences_of(text: Text) -> Consequences:
    found = everything_with(text.roots)
    told = Consequences([GOES[text.kind]])
    is_root = text.kind.model.__tablename__
    if is_root != "draft":
        told.goes.append("Det kan ikke hentes tilbage, heller ikke af os.")
    if text.kind is Kind.ROUND:
        told.others += [
            *number_of(found, "sparring", "Sparringen om runden går med.",
                       "{} gange sparring går med."),
            *number_of(found, "kind_word", "Puffet fra jeres leder går med.",
                       "{} puf fra jeres leder går med."),
            *number_of(found, "conversation", "Noten fra samtalen om den går med.",
                       "Noterne fra {} samtaler om den går med."),
        ]  # fmt: skip
        told.others += said_first(givers_in(found, but=text.writers))
        if has_round_after(text.id):
            told.others.append(
                "Runden efter bliver stående med det, I har skrevet i den. Den bygger ikke "
                "længere på denne."
            )
    told.others += number_of(
        found, "use", "Ordene er blevet brugt ét sted. Det står der ikke længere.",
        "Ordene er blevet brugt {} steder. Det står der ikke længere.",
    )  # fmt: skip
    told.taken = where_taken(found.get("release", set()))
    return told


def where_taken(release_ids: Collection[UUID]) -> list[str]:
    """Where passages went: what is on paper or in a file elsewhere stays there."""
    ids = sorted(release_ids)
    out = db.session.scalars(passages_out(ids)).all()
    if not out:
        return []
    told = [
        "Et citat herfra er eller har været delt med KP. Det forsvinder fra deres lister."
        if len(out) == 1
        else f"{len(out)} citater herfra er eller har været delt med KP. De forsvinder fra "
        "deres lister."
    ]
    # Not the titles of boards: they are the instructors' own.
    hung = {title for _, title in db.session.execute(BoardPassage.boards_with(ids))}
    if hung:
        told.append("Det tages ned fra undervisernes tavle.")
    rows: Iterable[Any] = db.session.execute(Extract.of_releases(ids))
    told += [
        f"KP har taget det med den {on}. Det, de har på papir eller i filer, kan vi ikke slette; "
        "de får at vide, at noget i det er slettet."
        for on in sorted({day(each.taken_at) for _, each in rows})
    ]
    return told
