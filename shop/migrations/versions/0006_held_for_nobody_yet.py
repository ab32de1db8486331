"""Holds of those who are nobody yet are told from the others: they are bounded together."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("shop_hold", sa.Column("unnamed", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("shop_hold") as holds:
        holds.drop_column("unnamed")
