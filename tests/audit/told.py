"""What a page of the log says."""

from tests.pages import parser


def told_on(page: str) -> set[str]:
    """Each piece of text on it, as it is read."""
    pieces = (" ".join(piece.split()) for piece in parser.parse(page).itertext())
    return {piece for piece in pieces if piece}
