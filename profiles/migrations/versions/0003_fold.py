"""Observations become a log that is only added to, and the profile a fold over it; health facts get their own table."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OBSERVATIONS = """
INSERT INTO observations
    (customer, channel, message_id, name, recipient, at, kind, value, words, evidence, spans, source, detector)
SELECT customer, channel, message_id, name, coalesce(recipient, ''), at, 'cue', value, NULL, evidence, '[]', source, detector
FROM old_observations
"""
CORRECTIONS = """
INSERT INTO observations
    (customer, channel, message_id, name, recipient, at, kind, value, words, evidence, spans, source, detector)
SELECT customer, 'correction', 'before 0003', name, '', at, 'corrected', total, NULL, '', '[]', 'stated', ''
FROM estimates WHERE scope = 'stated'
"""
FACTS = """
INSERT INTO observations
    (customer, channel, message_id, name, recipient, at, kind, value, words, evidence, spans, source, detector)
SELECT customer, 'shop', message_id, name, recipient, at, 'fact', NULL, value, evidence, '[]', 'stated', ''
FROM old_facts WHERE name <> 'allergy'
"""
EACH = "customer, name, recipient, value, at, message_id, evidence, visit"


def upgrade() -> None:
    op.drop_index("observations_at", table_name="observations")
    op.drop_index("observations_visit", table_name="observations")
    op.rename_table("observations", "old_observations")
    op.rename_table("facts", "old_facts")
    if op.get_bind().dialect.name == "postgresql":  # a renamed table keeps the names of its keys
        op.execute("ALTER TABLE old_observations RENAME CONSTRAINT observations_pkey TO old_observations_pkey")
        op.execute("ALTER TABLE old_facts RENAME CONSTRAINT facts_pkey TO old_facts_pkey")
    _new_tables()
    for statement in (OBSERVATIONS, CORRECTIONS, FACTS):
        op.execute(statement)
    op.execute(f"INSERT INTO facts ({EACH}) SELECT {EACH} FROM old_facts WHERE name <> 'allergy'")
    op.execute(f"INSERT INTO health_facts ({EACH}) SELECT {EACH} FROM old_facts WHERE name = 'allergy'")
    op.drop_index("estimates_at", table_name="estimates")
    for table in ("old_observations", "old_facts", "estimates"):
        op.drop_table(table)
    op.add_column("customers", sa.Column("person", sa.String(length=160), nullable=True))
    op.create_index("customers_person", "customers", ["person"], unique=False)


def _new_tables() -> None:
    op.create_table(
        "observations",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("detector", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("customer", "channel", "message_id", "name", "recipient"),
    )
    op.create_index("observations_at", "observations", ["at"], unique=False)
    op.create_index("observations_line", "observations", ["customer", "at"], unique=False)
    op.create_table(
        "folds",
        sa.Column("customer", sa.String(length=160), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("customer", "number"),
    )
    for name in ("facts", "health_facts"):
        op.create_table(
            name,
            sa.Column("customer", sa.String(length=160), nullable=False),
            sa.Column("name", sa.String(length=64), nullable=False),
            sa.Column("recipient", sa.Text(), nullable=False),
            sa.Column("value", sa.Text(), nullable=True),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("message_id", sa.Text(), nullable=False),
            sa.Column("evidence", sa.Text(), nullable=False),
            sa.Column("visit", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("customer", "name", "recipient"),
        )


def downgrade() -> None:
    raise NotImplementedError("what the log holds has no place in the tables before it: restore a backup instead")
