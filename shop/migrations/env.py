"""Alembic's entry: runs on the connection that shop.migrate hands over."""

from alembic import context

from shop.migrate import VERSION_TABLE
from shop.rows import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    include_name=lambda name, kind, _: kind != "table" or str(name).startswith("shop_"),
)
with context.begin_transaction():
    context.run_migrations()
