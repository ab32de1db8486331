"""The four databases as files or servers, for copying them and putting them back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy.engine.url import make_url

from console.rows import metadata as console_tables
from profiles.migrate import MIGRATIONS
from profiles.rows import METADATA as PROFILE_TABLES
from running.manifest import NAMES
from settings import Settings
from shop import migrate as shop_migrate
from shop.rows import metadata as shop_tables

VERSION_TABLES = {"profiles": "profiles_version", "shop": shop_migrate.VERSION_TABLE}
_SCRIPTS = {"profiles": MIGRATIONS, "shop": Path(shop_migrate.__file__).parent / "migrations"}
TABLES = {
    "tracker": ["events"],
    "console": [table.name for table in console_tables.sorted_tables],
    "profiles": [*(table.name for table in PROFILE_TABLES.sorted_tables), VERSION_TABLES["profiles"]],
    "shop": [*(table.name for table in shop_tables.sorted_tables), VERSION_TABLES["shop"]],
}
FUNCTIONS = {"profiles": ["access_log_refuse", "access_log_expire"]}  # PostgreSQL only


@dataclass(frozen=True)
class Database:
    """One database with the names that live in it: several may share one on PostgreSQL."""

    url: str
    names: tuple[str, ...]

    @property
    def kind(self) -> str:
        """sqlite or postgresql."""
        return str(make_url(self.url).get_backend_name())

    @property
    def file(self) -> Path:
        """The file of a SQLite database."""
        return Path(make_url(self.url).database).absolute()


def databases(settings: Settings) -> list[Database]:
    """All databases, in the order of copying: against the order in which a turn is written.

    A turn writes the order first, then the profile, and Rasa its dialogue at the end; staff judge what they have read.
    Copied the other way round, no copy speaks of what the next one does not hold: an order that the profile remembers is
    in the shop's books. Names that share a database are copied where the last of them stands.
    """
    shared: dict[str, list[str]] = {}
    for name in NAMES:
        url = settings.url(name)
        shared[url] = [*shared.pop(url, []), name]
    return [Database(url, tuple(names)) for url, names in shared.items()]


def known_revisions(name: str) -> set[str]:
    """The revisions of a database's tables that this version of the code can begin from."""
    scripts = ScriptDirectory(str(_SCRIPTS[name]))
    return {script.revision for script in scripts.walk_revisions()}
