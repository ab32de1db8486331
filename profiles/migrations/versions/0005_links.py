"""One customer, several identities: links and their codes, rows that one id's word holds for another, fresh starts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = 160
UTC = sa.DateTime(timezone=True)
TABLES = {
    "links": [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("customer", sa.String(length=ID), nullable=False),
        sa.Column("person", sa.String(length=ID), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("how", sa.String(length=64), nullable=False),
        sa.Column("ended_at", UTC, nullable=True),
    ],
    "link_codes": [
        sa.Column("hash", sa.String(length=64), primary_key=True),
        sa.Column("customer", sa.String(length=ID), nullable=False),
        sa.Column("expires_at", UTC, nullable=False),
        sa.Column("asked_of", sa.String(length=ID), nullable=True),
        sa.Column("used_by", sa.String(length=ID), nullable=True),
        sa.Column("used_for", sa.Text(), nullable=True),
    ],
    "link_tries": [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("customer", sa.String(length=ID), nullable=False),
        sa.Column("at", UTC, nullable=False),
    ],
    "fresh_starts": [
        sa.Column("token", sa.String(length=64), primary_key=True),
        sa.Column("customer", sa.String(length=ID), nullable=False),
        sa.Column("stand_in", sa.String(length=ID), nullable=False),
        sa.Column("at", UTC, nullable=False),
    ],
}
INDEXES = {
    "links_customer": ("links", ["customer"]),
    "links_person": ("links", ["person"]),
    "link_codes_customer": ("link_codes", ["customer"]),
    "link_tries_customer": ("link_tries", ["customer", "at"]),
    "fresh_starts_customer": ("fresh_starts", ["customer"]),
    "fresh_starts_stand_in": ("fresh_starts", ["stand_in"]),
}


def upgrade() -> None:
    for name, columns in TABLES.items():
        op.create_table(name, *columns)
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns, unique=False)
    for table in ("observations", "facts", "health_facts"):
        op.add_column(table, sa.Column("held", sa.String(length=8), nullable=True))
        op.add_column(table, sa.Column("held_by", sa.String(length=ID), nullable=True))
        op.add_column(table, sa.Column("held_at", UTC, nullable=True))
    op.add_column("customers", sa.Column("shared_number", sa.Integer(), nullable=True))
    op.add_column("customers", sa.Column("shared_previous_at", UTC, nullable=True))


def downgrade() -> None:
    for table in ("observations", "facts", "health_facts"):
        op.execute(f"DELETE FROM {table} WHERE held = 'lent'")
        with op.batch_alter_table(table) as batch:
            for column in ("held", "held_by", "held_at"):
                batch.drop_column(column)
    with op.batch_alter_table("customers") as batch:
        batch.drop_column("shared_number")
        batch.drop_column("shared_previous_at")
    for name in TABLES:
        op.drop_table(name)
