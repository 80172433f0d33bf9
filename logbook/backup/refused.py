"""What the backup commands say when they cannot do what they were asked, in plain words."""

import errno
from pathlib import Path

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class BackupRefused(Exception):
    """Why there is no backup, or why nothing was restored, and what to do about it."""


class Damaged(BackupRefused):
    """The file is not what was once written."""

    def __init__(self, file: Path, what: str) -> None:
        self.what = what
        super().__init__(
            f"{file} er beskadiget eller ikke hel: {what} Brug en anden sikkerhedskopi; "
            "prøv den først med: flask backup check FILE"
        )


class DiskFull(BackupRefused):
    """There is no room where the work is done."""

    def __init__(self, place: Path | str) -> None:
        super().__init__(
            f"Der er ikke plads nok i {place}. Der skal midlertidigt være plads til omkring to "
            "gange databasen. Ryd op, eller vælg et sted med mere plads."
        )


def refusal_of(error: OSError, path: Path) -> BackupRefused:
    """The same in plain words: `path` is the file or the folder that was worked on."""
    if error.errno in FULL:
        return DiskFull(path if path.is_dir() else path.parent)
    match error:
        case FileNotFoundError():
            return BackupRefused(f"{path} findes ikke. Ret stien, eller opret mappen først.")
        case PermissionError():
            return BackupRefused(
                f"Der er ikke adgang til {path}. Kør kommandoen som den bruger, Logbogen kører som."
            )
        case NotADirectoryError() | IsADirectoryError():
            return BackupRefused(f"{path} skal være en fil i en mappe, der findes.")
    return BackupRefused(f"{path} kan ikke læses eller skrives: {error.strerror}.")
