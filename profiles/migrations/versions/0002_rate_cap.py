"""What the visit in progress has brought to a lasting estimate, so that one evening weighs only so much."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
COLUMNS = ("visit_weight", "visit_total")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("estimates", sa.Column(name, sa.Float(), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("estimates", name)
