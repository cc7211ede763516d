"""Among a hundred thousand rows of one list a person's are found by an index; so are payments not yet told."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Two indexes get the list as their second column, and one is new."""
    for name, column in (
        ("ix_batch_rows_registration", "registration_id"),
        ("ix_batch_rows_person", "person_index"),
    ):
        op.drop_index(name, table_name="batch_rows")
        op.create_index(name, "batch_rows", [column, "batch_id"])
    waiting = sa.text("told = 'waiting'")
    op.create_index("ix_payments_waiting", "payments", ["key"], sqlite_where=waiting, postgresql_where=waiting)
