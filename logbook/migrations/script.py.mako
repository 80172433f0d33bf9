<%!
    def body(code):
        """The statements, without Alembic's remark that somebody should look at them."""
        lines = [line for line in (code or "pass").splitlines() if "# ###" not in line]
        return "\n".join(lines).strip()
%>\
"""${message}."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision: str = "${up_revision}"
down_revision: str | None = ${'"' + down_revision + '"' if down_revision else None}
branch_labels: str | Sequence[str] | None = ${repr(branch_labels)}
depends_on: str | Sequence[str] | None = ${repr(depends_on)}


def upgrade() -> None:
    ${body(upgrades)}


def downgrade() -> None:
    ${body(downgrades)}
