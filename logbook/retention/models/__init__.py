"""What is due to be erased because of its age, who was told, and when it was gone through."""

from logbook.retention.models.run import RetentionRun, RunOutcome
from logbook.retention.models.warning import WARNED_FOR, RetentionWarning, Warned

__all__ = ["WARNED_FOR", "RetentionRun", "RetentionWarning", "RunOutcome", "Warned"]
