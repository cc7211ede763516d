"""How fast a channel and a chat may be sent to: kept where every process and the next start see it."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """A table, and when each chat may be sent to again."""
    op.create_table(
        "paces",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_paces")),
    )
    op.add_column("chats", sa.Column("next_send_at", schema.Moment(timezone=True), nullable=True))
