"""Goods held for a yes, events to be told, alerts wanted of what is sold out, arrivals, returns; an order's currency."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("shop_order", sa.Column("currency", sa.String(3), nullable=False, server_default=""))
    _holds_and_alerts()
    op.create_table(
        "shop_untold",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("event_id", sa.String(64), nullable=False, unique=True),
        sa.Column("order_id", sa.String(255), nullable=False),
        sa.Column("customer", sa.String(255), nullable=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_index("shop_untold_by_order", "shop_untold", ["order_id", "id"])
    op.create_table(
        "shop_arrival",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("customer", sa.String(255), nullable=True),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("order_id", sa.String(255), nullable=True),
        sa.Column("goods", sa.JSON, nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
    )
    op.create_index("ix_shop_arrival_customer", "shop_arrival", ["customer"])
    _returns()


def _holds_and_alerts() -> None:
    op.create_table(
        "shop_hold",
        sa.Column("customer", sa.String(255), primary_key=True),
        sa.Column("variant_id", sa.String(255), primary_key=True),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("shop_hold_by_variant", "shop_hold", ["variant_id"])
    op.create_table(
        "shop_alert",
        sa.Column("customer", sa.String(255), primary_key=True),
        sa.Column("variant_id", sa.String(255), primary_key=True),
        sa.Column("product_id", sa.String(255), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    )


def _returns() -> None:
    op.create_table(
        "shop_return",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("customer", sa.String(255), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("order_id", sa.String(255), nullable=False),
        sa.Column("variant_id", sa.String(255), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.UniqueConstraint("customer", "key", name="shop_return_once"),
        sa.UniqueConstraint("order_id", "variant_id", name="shop_return_of_line"),
    )
    op.create_index("ix_shop_return_order_id", "shop_return", ["order_id"])
    sequence = sa.table("shop_sequence", sa.column("name", sa.String), sa.column("value", sa.Integer))
    op.bulk_insert(sequence, [{"name": "return", "value": 1000}])


def downgrade() -> None:
    op.execute("DELETE FROM shop_sequence WHERE name = 'return'")
    for table in ("return", "arrival", "untold", "alert", "hold"):
        op.drop_table(f"shop_{table}")
    with op.batch_alter_table("shop_order") as orders:
        orders.drop_column("currency")
