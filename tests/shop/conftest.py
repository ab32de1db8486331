"""The small shop as fixtures: its catalogue, and a store on a real SQLite file."""

from __future__ import annotations

from pathlib import Path

import pytest
from shop_sample import PRODUCTS

from shop.catalogue import Catalogue, catalogue_of
from shop.engines import open_engine
from shop.migrate import upgrade
from shop.store import ShopStore


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The small shop's catalogue."""
    return catalogue_of(PRODUCTS)


@pytest.fixture
def store(tmp_path: Path) -> ShopStore:
    """A store on a fresh SQLite file with the small shop on its shelves."""
    url = f"sqlite:///{tmp_path}/shop.db"
    upgrade(url)
    shop = ShopStore(open_engine(url))
    shop.load_catalogue(PRODUCTS)
    return shop
