"""The counter as a fixture: the demo shop's goods in fresh databases, and a clock of the tests' own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from counter import AT, Customer

from actions.adaptation.voices import own_phrasings
from house import House
from running.upgrading import upgrade
from settings import Settings
from shop.importers.detect import read_catalogue

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The demo shop, on its own SQLite files, on a Tuesday morning."""
    # patient: a busy machine must not make a turn forget (what happens then is in test_without_memory.py)
    settings = Settings(var=tmp_path, demo=True, token_secret="x" * 40, memory_patience_s=5)
    upgrade(settings)
    opened = House(settings, clock=lambda: AT)
    opened.shop.load_catalogue(read_catalogue(ROOT / "demo" / "catalogue.csv").products)
    return opened


@pytest.fixture
def customer(house: House) -> Customer:
    """Somebody new."""
    return Customer(house, own_phrasings())


@pytest.fixture
def somebody(house: House) -> Callable[[str], Customer]:
    """Another one, by id."""
    return lambda name: Customer(house, own_phrasings(), name)
