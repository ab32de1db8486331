"""Counters that grow with each order. They are counted anew from the orders when the migration is done."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NEW = (("weight", sa.Float), ("visit", sa.Integer), ("run", sa.Integer), ("kept", sa.Integer))


def upgrade() -> None:
    op.execute("DELETE FROM shop_counter")
    with op.batch_alter_table("shop_counter") as counters:
        for name, kind in _NEW:
            counters.add_column(sa.Column(name, kind, nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("shop_counter") as counters:
        for name, _ in reversed(_NEW):
            counters.drop_column(name)
