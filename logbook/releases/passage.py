"""Whether one text is a passage of another: the whole of it, or a part cut out between words."""

import re


def collapse(words: str) -> str:
    """The words with single spaces, so that a line break does not make another passage."""
    return " ".join(words.split())


def is_passage_of(whole: str, passage: str) -> bool:
    """Whether the passage is the text or a part of it, cut between words and never inside one."""
    words = collapse(passage)
    if not words:
        return False
    begins = r"(?<!\w)" if words[0].isalnum() else ""
    ends = r"(?!\w)" if words[-1].isalnum() else ""
    return re.search(begins + re.escape(words) + ends, collapse(whole)) is not None
