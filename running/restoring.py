"""``solito restore``: a backup in place of the databases, and nobody who was erased comes back with it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from house import open_house
from profiles.disk import sync
from profiles.model import AT_KEYBOARD
from running import manifest, postgres_copies, sqlite_copies
from running.databases import FUNCTIONS, TABLES, databases, known_revisions
from running.forgetting import AFTER_RESTORE, erase_again
from running.manifest import BadManifest, Manifest
from running.postgres_copies import ToolsFailed
from running.upgrading import upgrade
from settings import Settings

Staged = list[tuple[Path, Path | None]]  # a database's file, and the copy beside it (None: there was no such file)
MARK = "restoring"  # in VAR while a restore is not complete


class RestoreRefused(Exception):
    """A restore that was not begun, or a shop that must not open because one was cut off."""


def restore(settings: Settings, folder: Path, say: Callable[[str], None]) -> tuple[Manifest, int]:
    """Put the backup in ``folder`` in place; returns its manifest, and how many customers were erased again.

    Raises RestoreRefused, before anything is changed, for a shop that is open, a folder that is not what its manifest
    says, or tables that are newer than this version knows. Cut off, it must be run again: the shop does not open before.
    """
    with alone(settings):
        check_closed(settings)
        made = _checked(settings, folder)
        settings.erasure_secret()  # a ledger without its key is told before anything is touched
        if not settings.ledger_file.exists():
            say(f"There is no {settings.ledger_file}: whoever was erased since the backup comes back with it.")
        staged = _staged(settings, folder, made)
        mark(settings)
        _put_back(settings, folder, made, staged)
        upgrade(settings)
        house = open_house(settings)
        house.profiles.log.note_all(house.profiles.engine, AT_KEYBOARD, "restored")
        again = erase_again(house, AFTER_RESTORE)
        (settings.var_dir / MARK).unlink()
    return made, again


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Nobody else restores or moves meanwhile. Raises RestoreRefused."""
    lock = FileLock(settings.var_dir / f"{MARK}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise RestoreRefused("another restore is at work.") from error
    try:
        yield
    finally:
        lock.release()


def check_closed(settings: Settings) -> None:
    """Raises RestoreRefused while a process of the shop is alive."""
    for file in sorted((settings.var_dir / "run").glob("*.pid")):
        if _alive(file):
            raise RestoreRefused(f"the shop is open ({file.stem}, pid {file.read_text().strip()}): close it first.")


def check_whole(settings: Settings) -> None:
    """Raises RestoreRefused when a restore was cut off: some databases are of then and some of now."""
    if (settings.var_dir / MARK).exists():
        raise RestoreRefused(
            "a restore was cut off half way: run `solito restore` again (or `solito move`) before the shop opens."
        )


def _alive(pid_file: Path) -> bool:
    try:
        process = psutil.Process(int(pid_file.read_text()))
        # A number that was given to another program meanwhile: that one began after the file was written.
        return process.is_running() and process.create_time() <= pid_file.stat().st_mtime + 1
    except (psutil.NoSuchProcess, FileNotFoundError, ValueError):
        return False


def _checked(settings: Settings, folder: Path) -> Manifest:
    """The manifest of a backup that fits this shop. Raises RestoreRefused."""
    try:
        made = manifest.read(folder)
        if any(database.kind == "postgresql" for database in databases(settings)):
            postgres_copies.check_tools("pg_restore", "psql")
    except (BadManifest, ToolsFailed) as error:
        raise RestoreRefused(str(error)) from error
    for database in databases(settings):
        files = {made.databases[name].file for name in database.names}
        kinds = {made.databases[name].kind for name in database.names}
        together = {name for name, copy in made.databases.items() if copy.file in files - {None}}
        if kinds != {database.kind} or len(files) > 1 or not together <= set(database.names):
            raise RestoreRefused(
                f"the backup's {', '.join(database.names)} lay in other databases: set SOLITO_*_URL as then"
                " (from SQLite to PostgreSQL: `solito move`)."
            )
    for name, copy in made.databases.items():
        if copy.revision is not None and copy.revision not in known_revisions(name):
            raise RestoreRefused(
                f"{name} is at revision {copy.revision}, of a newer Solito ({made.solito}): update first."
            )
    return made


def mark(settings: Settings) -> None:
    """From here on the databases are of two times, and the shop does not open."""
    file = settings.var_dir / MARK
    file.touch(mode=0o600)
    sync(file)
    sync(settings.var_dir)


def _staged(settings: Settings, folder: Path, made: Manifest) -> Staged:
    """Lay every SQLite file beside its place: a full disk is found before anything is changed."""
    staged: Staged = []
    try:
        for database in databases(settings):
            if database.kind == "sqlite":
                file = made.databases[database.names[0]].file
                staged.append((database.file, sqlite_copies.stage(folder / file, database.file) if file else None))
    except OSError as error:
        for target, _copy in staged:
            sqlite_copies.unstage(target)
        raise RestoreRefused(f"the backup could not be copied: {error}") from error
    return staged


def _put_back(settings: Settings, folder: Path, made: Manifest, staged: Staged) -> None:
    """PostgreSQL first, which may say no. Raises RestoreRefused for a failure half way."""
    try:
        _put_servers_back(settings, folder, made)
        for target, copy in staged:
            sqlite_copies.put_in_place(copy, target)
    except (ToolsFailed, OSError) as error:
        raise RestoreRefused(f"{error} (the shop stays closed until a restore has ended)") from error


def _put_servers_back(settings: Settings, folder: Path, made: Manifest) -> None:
    for database in databases(settings):
        file = made.databases[database.names[0]].file
        if database.kind == "postgresql" and file is not None:
            tables = [table for name in database.names for table in TABLES[name]]
            functions = [function for name in database.names for function in FUNCTIONS.get(name, ())]
            with tempfile.TemporaryDirectory(dir=settings.var_dir) as scratch:
                postgres_copies.put_back(database.url, folder / file, tables, functions, Path(scratch))
