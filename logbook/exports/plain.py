"""An extract as plain text, to paste wherever it is wanted."""

from logbook.exports.passages import Handout
from logbook.jobs.kinds import Tell

RULE = "—"


def as_text(handout: Handout, _tell: Tell) -> bytes:
    """The title, then each group with its passages, and what may be told of each underneath."""
    parts = [f"{handout.title}\n{handout.under}"]
    if handout.held_back:
        parts.append(handout.held_back_words)
    for group in handout.groups:
        parts.append(f"{group.title}\n{'=' * min(len(group.title), 40)}")
        parts += [f"”{passage.text}”\n{RULE} {passage.told}" for passage in group.passages]
    return ("\n\n".join(parts) + "\n").encode()
