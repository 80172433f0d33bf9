"""What was erased, what somebody proposes to erase, and everything that goes along."""

from logbook.erasing.models.erasure import Erasure
from logbook.erasing.models.kinds import Kind, Text, text_of
from logbook.erasing.models.proposal import ErasureAnswer, ErasureProposal

__all__ = ["Erasure", "ErasureAnswer", "ErasureProposal", "Kind", "Text", "text_of"]
