"""The counter as a fixture: the demo shop's goods in fresh databases, and a clock of the tests' own."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from counter import AT, Customer

import house as house_of_all
from actions.adaptation.voices import own_phrasings
from house import House
from running.upgrading import upgrade
from settings import Settings
from shop.importers.detect import read_catalogue

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session", autouse=True)
def terms_read_once() -> Iterator[None]:
    """shop.yml is read once for all tests, as a running shop reads it; a test's own file is another one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house_of_all, "load_terms", lru_cache(house_of_all.load_terms))
        yield


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop's databases as migrated and filled, once: each test begins with a copy."""
    folder = tmp_path_factory.mktemp("opened")
    settings = Settings(var=folder, demo=True, token_secret="x" * 40)
    upgrade(settings)
    house = House(settings, clock=lambda: AT)
    house.shop.load_catalogue(read_catalogue(ROOT / "demo" / "catalogue.csv").products)
    house.shop.engine.dispose()
    for database in folder.glob("*.db"):
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def house(tmp_path: Path, opened: Path) -> House:
    """The demo shop, on its own SQLite files, on a Tuesday morning."""
    for database in opened.glob("*.db"):
        shutil.copy(database, tmp_path)
    # patient: a busy machine must not make a turn forget (what happens then is in test_without_memory.py)
    settings = Settings(var=tmp_path, demo=True, token_secret="x" * 40, memory_patience_s=5)
    return House(settings, clock=lambda: AT)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """The demo shop's goods, in databases of either kind."""
    if request.param == "sqlite":
        found: House = request.getfixturevalue("house")
        return found
    new = request.getfixturevalue("new_postgres_url")
    urls = {"profiles_url": new(), "shop_url": new()}
    settings = Settings(var=tmp_path, demo=True, token_secret="x" * 40, memory_patience_s=5, **urls)
    upgrade(settings)
    house = House(settings, clock=lambda: AT)
    house.shop.load_catalogue(read_catalogue(ROOT / "demo" / "catalogue.csv").products)
    return house


@pytest.fixture
def customer(house: House) -> Customer:
    """Somebody new."""
    return Customer(house, own_phrasings())


@pytest.fixture
def somebody(house: House) -> Callable[[str], Customer]:
    """Another one, by id."""
    return lambda name: Customer(house, own_phrasings(), name)
