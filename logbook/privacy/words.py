"""What the guard knows about words, read once from `words.txt`: sections of words or phrases."""

from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "words.txt"
# The one section whose entries are whole phrases, with commas between them.
PHRASES = "not-persons"


def read(text: str) -> dict[str, tuple[str, ...]]:
    lines: dict[str, list[str]] = {}
    section: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            section = lines.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    return {
        name: tuple(
            phrase.strip()
            for phrase in " ".join(said).split("," if name == PHRASES else " ")
            if phrase.strip()
        )
        for name, said in lines.items()
    }


@lru_cache
def sections(file: Path = FILE) -> dict[str, tuple[str, ...]]:
    return read(file.read_text("utf-8"))


def those(section: str, file: Path = FILE) -> frozenset[str]:
    return frozenset(sections(file)[section])
