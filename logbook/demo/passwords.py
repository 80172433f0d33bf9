"""The example's passwords: made anew for each installation, kept beside its database."""

import secrets
from pathlib import Path

from flask import current_app

FILE = "demo_passwords.txt"
HEADING = "EKSEMPELDATA. Adgangskoder til de opdigtede personer i eksemplet, kun på denne maskine."
# Without æ, ø and å, which not every keyboard has.
LINES = """
agern anker bambus basar birk blyant bregne brise cirkel damper drage ebbe eg elver engel fakkel
fjeder fjord fregat fyrre gemme granit grotte gynge hassel hejre hjul humle hylster hyrde ibis
insel iver jolle jord kajak kant karse kegle kiste klint kobber kompas koral krage kridt krukke
kugle kvist kyst lagune lampe lanterne malakit marmor mejse mos muld musling odder okker olie
orgel palme papir penge perle pil plov propel rav reb regn rejse ribs rug ruste saft safran salt
sav sejl siv skifer skov skrue skuffe slette slot smed snegl spade spiral spor stald sten stige
strand svale tagrende tang tern tidsel timian trane tromle ugle urskive valmue vandfald vase vifte
vindue voks vogn
"""
WORDS = LINES.split()


class NoPasswords(Exception):
    """The file is not there, or holds something else."""


def make() -> str:
    """Four words and a number: easy to type, and one of more than 10^11."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(4)), str(secrets.randbelow(900) + 100)])


def file() -> Path:
    return Path(current_app.instance_path) / FILE


def keep(passwords: dict[str, str]) -> None:
    """Write them, by user name, where only the owner of the installation can read them."""
    path = file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    lines = [HEADING, *(f"{user_name}\t{word}" for user_name, word in passwords.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read() -> dict[str, str]:
    """The passwords by user name. Raises NoPasswords."""
    try:
        _, *lines = file().read_text(encoding="utf-8").splitlines()
        return dict(line.split("\t") for line in lines)
    except (OSError, ValueError) as error:
        raise NoPasswords from error


def forget() -> None:
    file().unlink(missing_ok=True)
