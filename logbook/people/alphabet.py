"""Names: what one is called by, and the Danish order for databases that do not know it.

… z, æ, ø, å, and aa is å.
"""

import unicodedata

AFTER_Z = {"æ": "zza", "ä": "zza", "ø": "zzb", "ö": "zzb", "å": "zzc", "ü": "y"}


def first_name(name: str) -> str:
    """Mette, of Mette Holm."""
    return name.split()[0]


def in_danish_order(name: str) -> str:
    """A key of plain letters; names sort by their keys as a Dane would look for them."""
    folded = unicodedata.normalize("NFC", name).casefold().replace("aa", "å")
    spelled = "".join(AFTER_Z.get(letter, letter) for letter in folded)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return plain or folded
