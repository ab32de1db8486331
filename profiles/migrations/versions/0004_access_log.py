"""Who did what with whose data, when, through what: lines that the database itself will not change or take out early.

A later migration must not rebuild this table in SQLite's batch mode: the copy would be without its triggers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
DAYS = 400  # as in profiles/access_log.py, which a test holds together with this

_SQLITE = (
    "CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log"
    " BEGIN SELECT RAISE(ABORT, 'a line of the access log is never changed'); END",
    f"CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log WHEN OLD.at >= datetime('now', '-{DAYS} days')"
    f" BEGIN SELECT RAISE(ABORT, 'a line of the access log stays {DAYS} days'); END",
    # INSERT OR REPLACE would take a line out without any trigger of DELETE
    "CREATE TRIGGER access_log_no_replace BEFORE INSERT ON access_log"
    " WHEN EXISTS (SELECT 1 FROM access_log WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'a line of the access log is never replaced'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION access_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION USING MESSAGE ="
    " 'a line of the access log is never changed, and stays ' || TG_ARGV[0] || ' days'; END $$",
    f"CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log FOR EACH ROW EXECUTE FUNCTION access_log_refuse('{DAYS}')",
    f"CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log FOR EACH ROW WHEN (OLD.at >= now() - interval '{DAYS} days')"
    f" EXECUTE FUNCTION access_log_refuse('{DAYS}')",
    f"CREATE TRIGGER access_log_no_truncate BEFORE TRUNCATE ON access_log EXECUTE FUNCTION access_log_refuse('{DAYS}')",
    # with its owner's rights: the shop's own role needs none to delete
    "CREATE FUNCTION access_log_expire() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$"
    f" WITH gone AS (DELETE FROM access_log WHERE at < now() - interval '{DAYS} days' RETURNING 1) SELECT count(*) FROM gone $$",
)
_NOW = {"sqlite": "(strftime('%Y-%m-%d %H:%M:%f000', 'now'))", "postgresql": "clock_timestamp()"}


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text(_NOW[dialect])),
        sa.Column("who", sa.String(length=160), nullable=False),
        sa.Column("did", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("through", sa.String(length=32), nullable=False),
        sa.Column("pseudonym", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("access_log_pseudonym", "access_log", ["pseudonym", "id"], unique=False)
    op.create_index("access_log_at", "access_log", ["at"], unique=False)
    for statement in _SQLITE if dialect == "sqlite" else _POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_table("access_log")
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql("DROP FUNCTION access_log_refuse(); DROP FUNCTION access_log_expire()")
