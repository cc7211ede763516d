"""Whoever is looked for among a hundred thousand rows is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Two indexes get the list as their second column; the others are new."""
    for name, column in (
        ("ix_batch_rows_registration", "registration_id"),
        ("ix_batch_rows_person", "person_index"),
    ):
        op.drop_index(name, table_name="batch_rows")
        op.create_index(name, "batch_rows", [column, "batch_id"])
    for name, table, column in (
        ("ix_registrations_phone_index", "registrations", "phone_index"),
        ("ix_notes_registration", "notes", "registration_id"),
        ("ix_change_reports_registration", "change_reports", "registration_id"),
        ("ix_grievances_registration", "grievances", "registration_id"),
        ("ix_grievances_payment", "grievances", "payment_id"),
    ):
        op.create_index(name, table, [column])
    for name, table, columns, where in (
        ("ix_payments_waiting", "payments", ["told"], "told = 'waiting'"),
        ("ix_change_reports_open", "change_reports", ["unit", "kind", "at"], "state = 'open'"),
        ("ix_chats_staff", "chats", ["staff_id"], "staff_id IS NOT NULL"),
    ):
        op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
