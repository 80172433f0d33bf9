"""What the municipality itself says of its data protection: the table [privacy] of the file.

The program claims nothing of it. Who is responsible, on what grounds and what it promises its
employees are the municipality's own words, and its data protection officer decides them.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any

from logbook.programme.models import PrivacyNotice, Programme
from logbook.programme.tables import Table

LIMIT = 2000
# It stands at the foot of every page, and in the stop card.
CONCERN_LIMIT = 200


@dataclass(frozen=True)
class NoticeEntry:
    """Each may be left out; then the pages say that it is not filled in yet."""

    controller: str = ""
    controller_contact: str = ""
    dpo: str = ""
    dpo_contact: str = ""
    purpose: str = ""
    legal_basis: str = ""
    recipients: str = ""
    promise: str = ""
    complaints: str = ""
    concern: str = ""


def read_notice(root: Table) -> NoticeEntry:
    table = root.table("privacy")
    found = {
        field.name: table.text(field.name, LIMIT, is_required=False, rows=True)
        for field in fields(NoticeEntry)
        if field.name != "concern"
    }
    found["concern"] = table.text("concern", CONCERN_LIMIT, is_required=False)
    table.refuse_unknown()
    return NoticeEntry(**found)


def put_notice(programme: Programme, entry: NoticeEntry) -> None:
    """Let the programme say what the file says."""
    said: dict[str, Any] = asdict(entry)
    programme.concern = said.pop("concern")
    if programme.notice is None:
        programme.notice = PrivacyNotice(**said)
    else:
        for name, text in said.items():
            setattr(programme.notice, name, text)
