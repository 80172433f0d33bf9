"""What stands in the place of words that were reported, until somebody has read them again."""

HIDDEN_TEXT = "Teksten er skjult, mens den bliver læst igennem."
HIDDEN_NAME = "Navnet bliver læst igennem"
HIDDEN_SIGN = "Tegnet bliver læst igennem"
PURGED = "Ordene er skrevet om siden, og den gamle tekst er slettet."

STAND_INS = (HIDDEN_TEXT, HIDDEN_NAME, HIDDEN_SIGN)


def is_hidden(words: str | None) -> bool:
    """Whether this is what stands there instead, as a page or a list needs to know."""
    return words in STAND_INS
