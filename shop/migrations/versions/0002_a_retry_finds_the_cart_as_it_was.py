"""What a cart held before the message that changed it: a retry after a crash must not add twice."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("shop_cart_key", sa.Column("before", sa.JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("shop_cart_key", "before")
