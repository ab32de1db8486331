"""Products, variants, carts, orders, counters."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _line_columns() -> list[sa.Column]:
    return [
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("product_id", sa.String(255), nullable=False),
        sa.Column("variant_id", sa.String(255), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("unit_price", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.String(255), nullable=False),
        sa.Column("gift", sa.Boolean, nullable=False),
        sa.Column("recipient", sa.Text, nullable=True),
        sa.Column("note", sa.Text, nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "shop_product",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.String(255), nullable=False),
        sa.Column("category", sa.String(255), nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
        sa.Column("discreet", sa.Boolean, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
    )
    op.create_table(
        "shop_variant",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("product_id", sa.String(255), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("price", sa.String(32), nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("stock", sa.Integer, nullable=True),
        sa.Column("stock_version", sa.Integer, nullable=False),
        sa.Column("sku", sa.String(255), nullable=False),
    )
    op.create_index("ix_shop_variant_product_id", "shop_variant", ["product_id"])
    op.create_index("ix_shop_variant_stock_version", "shop_variant", ["stock_version"])
    sequence = op.create_table(
        "shop_sequence",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )
    # The first order is A-1001: a shop's first number should not look like a test.
    starts = {"catalogue": 0, "stock": 0, "order": 1000}
    op.bulk_insert(sequence, [{"name": name, "value": value} for name, value in starts.items()])
    op.create_table(
        "shop_cart_line", sa.Column("customer", sa.String(255), primary_key=True, nullable=False), *_line_columns()
    )
    op.create_table(
        "shop_cart_key",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("customer", sa.String(255), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.UniqueConstraint("customer", "key", name="shop_cart_key_once"),
    )
    op.create_table(
        "shop_order",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("customer", sa.String(255), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("cancel_key", sa.String(255), nullable=True),
        sa.UniqueConstraint("customer", "key", name="shop_order_once"),
    )
    op.create_index("shop_order_by_customer", "shop_order", ["customer", "ordered_at"])
    op.create_table(
        "shop_order_line", sa.Column("order_id", sa.String(255), primary_key=True, nullable=False), *_line_columns()
    )
    op.create_index("shop_order_line_by_product", "shop_order_line", ["product_id"])
    op.create_table(
        "shop_counter",
        sa.Column("customer", sa.String(255), primary_key=True),
        sa.Column("level", sa.String(8), primary_key=True),
        sa.Column("item", sa.String(255), primary_key=True),
        sa.Column("parent", sa.String(255), nullable=False),
        sa.Column("first_day", sa.Integer, nullable=False),
        sa.Column("last_day", sa.Integer, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("repeated", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    for table in ("counter", "order_line", "order", "cart_key", "cart_line", "sequence", "variant", "product"):
        op.drop_table(f"shop_{table}")
