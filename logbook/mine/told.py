"""What ”Om dine oplysninger” and the record of processing say: from the map, and nothing else."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from logbook.privacy.held.table import Held, Topic
from logbook.privacy.personal_data import about
from logbook.programme.models import Programme

NOT_SAID = "Kommunen har ikke skrevet det endnu."
# How it is looked after, in the program itself; what the municipality adds is its own.
SAFEGUARDS = (
    "Man kommer kun ind ved invitation, og en rolle giver aldrig mere, end den skal bruge.",
    "Det, man skriver, er lukket, til man selv åbner det; KP ser kun citater, som alle, der skrev "
    "dem, har sagt ja til.",
    "CPR-numre bliver afvist, og der er ingen felter til børn, billeder eller lyd.",
    "Adgangskoder gemmes, så ingen kan læse dem; sikkerhedskopier kan krypteres.",
    "En log, som ingen kan ændre, viser hvem der har gjort hvad, med numre og uden tekst.",
    "Det, der er slettet, er væk fra databasen, fra filer og fra sikkerhedskopier, når de "
    "indlæses igen.",
)
CSV_HEADING = (
    "Emne", "Formål", "Tabel", "Hvad", "Kolonne", "Hvem ser det", "Hvor længe",
    "Hvordan det slettes", "Står i Mine data som", "Hvorfor ikke",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One topic: what it is for, and what is held."""

    label: str
    purpose: str
    held: tuple[Held, ...]

    @property
    def sees(self) -> list[str]:
        return list(dict.fromkeys(each.sees.value for each in self.held))

    @property
    def lasts(self) -> list[str]:
        return list(dict.fromkeys(each.lasts.label for each in self.held))


def parts() -> list[Part]:
    return [Part(topic.label, topic.purpose, about(topic)) for topic in Topic if about(topic)]


@dataclass(frozen=True)
class Said:
    """One thing that the municipality says, under its heading."""

    heading: str
    text: str


def said_by(programme: Programme | None) -> list[Said]:
    """All that a notice is to say; what nobody has filled in says so."""
    notice = programme.notice if programme else None

    def words(*names: str) -> str:
        texts = [getattr(notice, name) for name in names] if notice else []
        return "\n".join(text for text in texts if text) or NOT_SAID

    return [
        Said("Dataansvarlig", words("controller", "controller_contact")),
        Said("Databeskyttelsesrådgiver", words("dpo", "dpo_contact")),
        Said("Formål", words("purpose")),
        Said("Kommunens grundlag", words("legal_basis")),
        Said("Hvem der ellers får noget at se", words("recipients")),
        Said("Det bliver det ikke brugt til", words("promise")),
        Said("Hvor du kan klage", words("complaints")),
    ]


def limits_of(programme: Programme) -> list[str]:
    """How long things are kept, in this programme."""
    months = programme.kept_months
    after = (
        f"Det, der er skrevet, bliver slettet {months} måneder efter, at projektet er slut."
        if months is not None
        else "Kommunen har ikke bestemt endnu, hvor længe det bliver gemt efter projektet."
    )
    drafts = f"Kladder, som ingen rører i {programme.drafts_kept_months} måneder, bliver slettet."
    return [after, drafts, "Du får det at vide 30 dage før."]


def as_csv() -> str:
    """The whole map, a line for each column; for Danish Excel."""
    made = io.StringIO()
    written = csv.writer(made, delimiter=";", lineterminator="\r\n")
    written.writerow(CSV_HEADING)
    for part in parts():
        for each in part.held:
            for column in each.columns:
                written.writerow(
                    (
                        part.label, part.purpose, each.table, each.what, column.name,
                        each.sees.value, each.lasts.label, each.erased.label, column.given_as,
                        column.left_out or each.left_out,
                    )
                )  # fmt: skip
    return made.getvalue()


def as_text(programme: Programme) -> Iterator[str]:
    yield f"Fortegnelse over behandling: {programme.name}"
    for said in said_by(programme):
        yield f"\n{said.heading}\n  " + said.text.replace("\n", "\n  ")
    yield "\nHvor længe"
    yield from (f"  {line}" for line in limits_of(programme))
    for part in parts():
        yield f"\n{part.label}\n  Formål: {part.purpose}"
        for each in part.held:
            yield f"  - {each.what} ({each.table})"
            yield f"    Ser det: {each.sees.value}"
            yield f"    Gemmes: {each.lasts.label}"
            yield f"    Slettes: {each.erased.label}"
    yield "\nSådan bliver der passet på det"
    yield from (f"  - {line}" for line in SAFEGUARDS)
