"""Alembic's entry: runs inside the transaction that ``profiles.migrate.upgrade`` has opened."""

from __future__ import annotations

from alembic import context

from profiles.rows import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table="profiles_version",  # the shop may keep its own tables in the same PostgreSQL database
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
