"""The code's own map of personal data: every table and column that leads to a person.

The page ”Om dine oplysninger”, the record of processing, ”Mine data” and its schema are written
from it, and tests hold it against the database: a table or a column that is not here is an error.
"""

from logbook.privacy.held.erasing import ERASING
from logbook.privacy.held.kp import KP
from logbook.privacy.held.log import LOG
from logbook.privacy.held.people import PEOPLE
from logbook.privacy.held.rounds import ROUNDS
from logbook.privacy.held.table import Held, Topic

HELD: tuple[Held, ...] = (*PEOPLE, *ROUNDS, *KP, *LOG, *ERASING)
BY_TABLE: dict[str, Held] = {each.table: each for each in HELD}

# The tables that say nothing of anybody, each with the reason.
NOT_PERSONAL = {
    "programme": "Projektets navn og tid, fra programfilen",
    "name_list": "Fornavne fra et offentligt register, uden mennesker bag",
    "privacy_notice": "Kommunens egne ord om persondata, fra programfilen",
    "district": "Navne på distrikter, fra programfilen",
    "unit": "Navne på huse, fra programfilen",
    "tag": "Navne på spor, mål, fokus og temaer, fra programfilen",
    "module": "Navne på moduler, fra programfilen",
    "session": "Undervisningsgange og deres datoer, fra programfilen",
    "log_chain": "Hvor loggens kæde ender: et tal og et mærke",
    "erasure": "At noget er slettet: et nummer, som ikke fører til noget mere, og en dag",
    "retention_run": "Hvornår slettefristerne blev gået igennem, og hvor meget der blev slettet",
    "backup": "Hvornår en sikkerhedskopi blev taget, og om den kunne læses",
}


def about(topic: Topic) -> tuple[Held, ...]:
    """The tables of one topic, in the order of the map."""
    return tuple(each for each in HELD if each.topic is topic)
