"""Passwords: how they are kept, and which are too easy to guess."""

import secrets
import unicodedata
from base64 import b64encode
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from logbook.people.models import Person

SHORTEST = 12
LONGEST = 1_000
# zxcvbn's own word for "safely unguessable: moderate protection"; it counts 10^8 guesses.
STRONG_ENOUGH = 3
# zxcvbn knows English words. These are what a Danish nursery would come upon first.
WORDS = """
adgangskode kodeord password hemmelig velkommen ballerup københavn danmark kommune logbog
logbogen børnehus børnehave vuggestue dagpleje dagplejen dagtilbud pædagog leder stuen
legeplads garderobe barn børn forældre familie hej goddag sommer efterår vinter forår
januar februar marts april maj juni juli august september oktober november december mandag
tirsdag onsdag torsdag fredag lørdag søndag jul påske fodbold brøndby fck kærlighed elsker
skat mor far søster bror hund kat hest solskin regnbue blomst sommerfugl chokolade kaffe
"""
DANISH_WORDS = frozenset(WORDS.split())

# Each hash takes settings.password_memory_kib of memory for a moment: never many at once.
at_once = BoundedSemaphore(2)


def hasher() -> PasswordHasher:
    memory = current_app.config["SETTINGS"].password_memory_kib
    return PasswordHasher(time_cost=2, memory_cost=memory, parallelism=1)


def plain(password: str) -> str:
    """One spelling of each letter: telephones and computers put an å together differently."""
    return unicodedata.normalize("NFC", password)


def hashed(password: str) -> str:
    with at_once:
        return hasher().hash(plain(password))


def fits(person: Person | None, password: str) -> bool:
    """Whether this is her password; takes as long for a person who is not there.

    Renews the stored hash when the settings ask for a stronger one.
    """
    kept = person.password_hash if person and person.is_active else None
    maker = hasher()
    try:
        with at_once:
            maker.verify(kept or nobodys_hash(maker), plain(password))
    except (VerificationError, InvalidHashError):
        return False
    if person and kept and maker.check_needs_rehash(kept):
        person.password_hash = hashed(password)
    return kept is not None


def nobodys_hash(maker: PasswordHasher) -> str:
    """A hash in the same form that no password fits, to spend the same time on."""
    salt, rest = (b64encode(secrets.token_bytes(n)).decode().rstrip("=") for n in (16, 32))
    costs = f"m={maker.memory_cost},t={maker.time_cost},p={maker.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${rest}"


def is_easy_to_guess(password: str, person: Person) -> bool:
    """Whether those who know common passwords, or the person, would come upon it."""
    # Imported here: its lists of words take memory that only this needs.
    from zxcvbn import zxcvbn

    about_her = [person.user_name, person.name, *person.name.split(), person.programme.name]
    places = [m.place for m in person.memberships if m.place]
    words = {
        word.lower()
        for text in (*about_her, *places, *DANISH_WORDS)
        for word in (text, *text.split())
    }
    # It refuses more than 72 letters; what those leave open is long enough to be safe.
    verdict = zxcvbn(plain(password)[:72], user_inputs=sorted(words))
    return int(verdict["score"]) < STRONG_ENOUGH
