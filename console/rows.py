"""The console's own tables: staff, tries at signing in, the desk's log, remarks, settings."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, String, Table

from profiles.rows import Utc, Words

metadata = MetaData()

staff_table = Table(
    "console_staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),  # as typed; shown
    Column("name_key", String(80), nullable=False, unique=True),  # folded; "Ana" and "ana" are one person
    Column("password_hash", String(255), nullable=False),
    Column("role", String(16), nullable=False),
    Column("epoch", Integer, nullable=False, default=0),  # raised at sign-out: every cookie of before is void
    Column("created_at", Utc, nullable=False),
)

attempts_table = Table(
    "console_sign_in_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),  # a keyed digest: people type passwords into the name field
    Column("at", Utc, nullable=False),
    Index("console_attempts_by_key", "key", "at"),
)

access_table = Table(
    "console_access_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("staff", String(80), nullable=False),
    Column("action", String(16), nullable=False),
    Column("customer", String(128), nullable=False),
    Index("console_access_by_customer", "customer", "id"),
)

remarks_table = Table(
    "console_remarks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("staff", String(80), nullable=False),
    Column("customer", String(128), nullable=False),
    Column("kind", String(16), nullable=False),  # note, tag, verdict or draft
    Column(
        "message_id", String(128), nullable=False, default=""
    ),  # the turn that a verdict judges; the field of a draft
    Column("text", Words, nullable=False),
    Index("console_remarks_by_customer", "customer", "id"),
)

settings_table = Table(
    "console_settings",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("value", Words, nullable=False),
)
