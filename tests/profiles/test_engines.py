"""Both databases are opened so that nothing is lost, nobody waits long, and what is deleted is gone."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from profiles.engines import open_engine, reading, writing
from profiles.migrate import upgrade
from profiles.rows import METADATA

ROOT = Path(__file__).parents[2]


def test_the_migrations_make_the_tables_that_the_code_expects(empty_url):
    """After upgrading an empty database Alembic finds no difference; upgrading again changes nothing."""
    upgrade(empty_url)
    upgrade(empty_url)
    engine = open_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": "profiles_version", "compare_type": _differ}
        )
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def _differ(_context, _inspected, _column, inspected_type, metadata_type) -> bool:
    own = metadata_type.impl if isinstance(metadata_type, sa.types.TypeDecorator) else metadata_type
    return (
        not issubclass(type(inspected_type), own._type_affinity)
        and own._type_affinity is not inspected_type._type_affinity
    )


def test_several_processes_may_upgrade_at_once(empty_url):
    """Three processes that start together all succeed."""
    code = f"from profiles.migrate import upgrade; upgrade({empty_url!r})"
    started = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)]
    for process in started:
        _out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()


def test_sqlite_is_opened_with_care(sqlite_engine, sqlite_file):
    """Write-ahead log, deleted content overwritten, two seconds of patience, and a file that only its owner reads."""
    with sqlite_engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "secure_delete")
        }
        assert pragmas == {"journal_mode": "wal", "secure_delete": 1}
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 2000
    assert stat.S_IMODE(sqlite_file.stat().st_mode) == 0o600


def test_postgresql_cuts_a_statement_off(postgres_url):
    """A query that hangs ends after two seconds."""
    engine = open_engine(postgres_url)
    begin = time.monotonic()
    with pytest.raises(sa.exc.OperationalError, match="statement timeout"), engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(20)")
    assert time.monotonic() - begin < 10
    engine.dispose()


def test_a_failed_transaction_leaves_nothing(engine):
    """Everything or nothing, tables included."""

    def half_done() -> None:
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE scratch (n INTEGER)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()
    assert "scratch" not in sa.inspect(engine).get_table_names()


def test_a_reader_sees_one_moment(engine):
    """A write between two reads of one read transaction is not seen by the second."""
    with reading(engine) as reader:
        count = sa.select(sa.func.count()).select_from(METADATA.tables["handover_notes"])
        assert reader.execute(count).scalar() == 0
        with writing(engine) as writer:
            writer.exec_driver_sql(
                "INSERT INTO handover_notes (customer, at, text) VALUES ('anna', '2026-03-02 12:00:00', 'x')"
            )
        assert reader.execute(count).scalar() == 0


def test_a_sqlite_writer_waits_for_the_lock_from_its_first_moment(sqlite_engine):
    """BEGIN IMMEDIATE: of two who read and then write, the second reads what the first wrote."""
    with writing(sqlite_engine) as connection:
        connection.exec_driver_sql("CREATE TABLE counter (n INTEGER)")
        connection.exec_driver_sql("INSERT INTO counter VALUES (0)")

    def add() -> None:
        for _ in range(20):
            with writing(sqlite_engine) as connection:
                n = connection.exec_driver_sql("SELECT n FROM counter").scalar()
                time.sleep(0.001)
                connection.exec_driver_sql(f"UPDATE counter SET n = {n + 1}")

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(sqlite_engine) as connection:
        assert connection.exec_driver_sql("SELECT n FROM counter").scalar() == 40


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:"])
def test_what_cannot_hold_profiles_is_refused(url):
    """Another database, or one that every connection would see differently."""
    with pytest.raises(ValueError, match="profiles"):
        open_engine(url)


def test_opening_a_file_twice_costs_its_connections_no_lock(sqlite_engine, sqlite_file):
    """Another process that comes and goes is not the last one, and leaves the log that we write to."""
    with writing(sqlite_engine) as connection:
        connection.exec_driver_sql("CREATE TABLE scratch (n INTEGER)")
    open_engine(f"sqlite:///{sqlite_file}").dispose()
    visit = f"import sqlite3; c = sqlite3.connect({str(sqlite_file)!r}); c.execute('SELECT * FROM scratch'); c.close()"
    subprocess.run([sys.executable, "-c", visit], check=True)
    assert sqlite_file.with_name("profiles.db-wal").stat().st_size > 0
