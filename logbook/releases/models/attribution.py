"""How the writers of a passage stand beside it."""

from enum import StrEnum


class Attribution(StrEnum):
    """Whose words these are, as KP sees it."""

    ANONYMOUS = "anonymous"
    PROFESSION = "profession"
    NAME = "name"

    @property
    def label(self) -> str:
        return {
            "anonymous": "Anonymt",
            "profession": "Med faggruppe",
            "name": "Med navn",
        }[self.value]
