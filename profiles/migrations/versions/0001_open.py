"""Open the shop's memory: every table as it first was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("consent_log_customer", "consent_log", ["customer"], unique=False)
    op.create_table(
        "consents",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(length=64), nullable=False),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("customer", "purpose"),
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.String(length=160), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("visit_number", sa.Integer(), nullable=False),
        sa.Column("visit_started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visit_turns", sa.Integer(), nullable=False),
        sa.Column("previous_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visit_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("customers_last_at", "customers", ["last_at"], unique=False)
    op.create_index("customers_open", "customers", ["visit_open", "last_at"], unique=False)
    op.create_table(
        "erasures",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("customer"),
    )
    op.create_table(
        "estimates",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("customer", "scope", "name"),
    )
    op.create_index("estimates_at", "estimates", ["at"], unique=False)
    op.create_table(
        "facts",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("customer", "name", "recipient"),
    )
    op.create_table(
        "handover_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("handover_notes_at", "handover_notes", ["at"], unique=False)
    op.create_index("handover_notes_customer", "handover_notes", ["customer"], unique=False)
    op.create_table(
        "handovers",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff", sa.String(length=128), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("customer"),
    )
    op.create_index("handovers_asked_at", "handovers", ["asked_at"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("instance", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("customer", "message_id"),
    )
    op.create_index("inbox_at", "inbox", ["at"], unique=False)
    op.create_table(
        "observations",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("detector", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("folded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("customer", "message_id", "name"),
    )
    op.create_index("observations_at", "observations", ["at"], unique=False)
    op.create_index("observations_visit", "observations", ["customer", "visit"], unique=False)
    op.create_table(
        "outcomes",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("customer", "message_id"),
    )
    op.create_index("outcomes_at", "outcomes", ["at"], unique=False)
    op.create_table(
        "turns",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=128), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("replies", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("customer", "seq"),
        sa.UniqueConstraint("customer", "message_id", name="turns_once"),
    )
    op.create_index("turns_at", "turns", ["at"], unique=False)


def downgrade() -> None:
    op.drop_index("turns_at", table_name="turns")
    op.drop_table("turns")
    op.drop_index("outcomes_at", table_name="outcomes")
    op.drop_table("outcomes")
    op.drop_index("observations_visit", table_name="observations")
    op.drop_index("observations_at", table_name="observations")
    op.drop_table("observations")
    op.drop_index("inbox_at", table_name="inbox")
    op.drop_table("inbox")
    op.drop_index("handovers_asked_at", table_name="handovers")
    op.drop_table("handovers")
    op.drop_index("handover_notes_customer", table_name="handover_notes")
    op.drop_index("handover_notes_at", table_name="handover_notes")
    op.drop_table("handover_notes")
    op.drop_table("facts")
    op.drop_index("estimates_at", table_name="estimates")
    op.drop_table("estimates")
    op.drop_table("erasures")
    op.drop_index("customers_open", table_name="customers")
    op.drop_index("customers_last_at", table_name="customers")
    op.drop_table("customers")
    op.drop_table("consents")
    op.drop_index("consent_log_customer", table_name="consent_log")
    op.drop_table("consent_log")
