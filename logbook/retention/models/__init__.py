"""What is due to be erased because of its age, and who was told when."""

from logbook.retention.models.warning import RetentionWarning, Warned

__all__ = ["RetentionWarning", "Warned"]
