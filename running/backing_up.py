"""``solito backup``: all databases into one folder, while the shop is open."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from profiles.disk import sync
from running import manifest, postgres_copies, sqlite_copies
from running.databases import VERSION_TABLES, Database, databases
from running.manifest import Copy, Manifest
from settings import Settings


class BackupFailed(Exception):
    """A backup that could not be made; nothing of it is left."""


def back_up(settings: Settings, folder: Path, at: datetime) -> Manifest:
    """Copy all databases into ``folder``, which appears whole or not at all; every file is its owner's alone.

    The ledger of erasures, its key and the secret of tokens are not in it: the ledger must know more than any backup,
    and a stolen one must not name customers, or speak as them. Raises BackupFailed.
    """
    folder = folder.absolute()
    if folder.exists():
        raise BackupFailed(f"{folder} is there already: a backup goes into a new folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent))  # mode 0700
    try:
        made = _fill(settings, partial, at)
        os.rename(partial, folder)
        sync(folder.parent)
    except (sqlite3.Error, OSError, postgres_copies.ToolsFailed) as error:
        raise BackupFailed(f"no backup was made: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return made


def _fill(settings: Settings, folder: Path, at: datetime) -> Manifest:
    copies: dict[str, Copy] = {}
    for database in databases(settings):
        copies |= _copy(database, folder)
    if all(copy.file is None for copy in copies.values()):
        raise BackupFailed(f"there is nothing to copy: no database is in {settings.var_dir} yet")
    made = Manifest(solito=_version(), made_at=at.isoformat(), databases=copies)
    file = folder / manifest.FILE
    with open(file, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
        out.write(made.json(indent=2))
    sync(file)
    sync(folder)
    return made


def _copy(database: Database, folder: Path) -> dict[str, Copy]:
    """Copy one database; what the manifest says of each name that lives in it."""
    if database.kind == "sqlite" and not database.file.exists():
        return {name: Copy(kind="sqlite") for name in database.names}
    target = folder / (f"{database.names[-1]}.db" if database.kind == "sqlite" else f"{database.names[-1]}.dump")
    if database.kind == "sqlite":
        sqlite_copies.copy(database.file, target)
    else:
        postgres_copies.copy(database.url, target)
        sync(target)
    held = {"kind": database.kind, "file": target.name, "sha256": manifest.digest(target)}
    return {name: Copy(**held, revision=_revision(database, name, target)) for name in database.names}


def _revision(database: Database, name: str, copied: Path) -> str | None:
    table = VERSION_TABLES.get(name)
    if table is None:
        return None
    if database.kind == "sqlite":
        return sqlite_copies.revision(copied, table)
    return postgres_copies.revision(database.url, table)


def _version() -> str:
    try:
        return version("solito")
    except PackageNotFoundError:  # run from its folder, without having been installed
        return "unknown"
