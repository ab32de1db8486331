"""When, where, in what and with which words a thing was wanted: of each line of a cart and of an order."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("shop_cart_line", "shop_order_line"):
        op.add_column(table, sa.Column("circumstances", sa.JSON, nullable=True))


def downgrade() -> None:
    for table in ("shop_cart_line", "shop_order_line"):
        op.drop_column(table, "circumstances")
