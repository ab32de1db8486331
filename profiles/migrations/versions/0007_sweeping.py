"""A sweep finds what is due over an index, however many customers there are."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORDED, BARE, HELD = "evidence <> ''", "evidence = ''", "held IS NOT NULL"
INDEXES = (
    ("observations_worded", "observations", "at", WORDED),
    ("observations_bare", "observations", "at", BARE),
    ("observations_held", "observations", "held_at", HELD),
    ("facts_worded", "facts", "at", WORDED),
    ("facts_held", "facts", "held_at", HELD),
    ("health_facts_worded", "health_facts", "at", WORDED),
    ("health_facts_held", "health_facts", "held_at", HELD),
)


def upgrade() -> None:
    for name, table, column, where in INDEXES:
        op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    op.drop_index("observations_at", "observations")


def downgrade() -> None:
    op.create_index("observations_at", "observations", ["at"])
    for name, table, *_ in INDEXES:
        op.drop_index(name, table)
