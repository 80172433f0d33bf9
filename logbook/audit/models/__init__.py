"""One chain of lines for each programme, and the one way to add to it."""

from logbook.audit.models.acts import Act
from logbook.audit.models.chain import LogChain, LogLine, given_up
from logbook.audit.models.recording import record

__all__ = ["Act", "LogChain", "LogLine", "given_up", "record"]
