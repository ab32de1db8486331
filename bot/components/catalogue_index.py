"""The shop's products as the Rasa server holds them: titles, and their vectors, renewed when the catalogue changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Protocol

import numpy as np
import structlog

from bot.components.in_english import in_english
from shop.catalogue import Catalogue
from shop.linking import link
from shop.model import Match, Product

log = structlog.get_logger()
SUITED_MAX, SUITED_LEAST = 8, 0.2


class Encodes(Protocol):
    def encode(self, texts: list[str]) -> np.ndarray: ...


class ReadsCatalogue(Protocol):
    def catalogue(self) -> Catalogue: ...


class CatalogueIndex:
    """Finds products in a text. A new catalogue is served by its words at once, by its meaning once it is encoded."""

    def __init__(self, shop: ReadsCatalogue, encoder: Encodes) -> None:
        self._shop, self._encoder = shop, encoder
        self._version: int | None = None
        self._vectors: np.ndarray | None = None  # what each product is called, in order of its id
        self._meant_for: np.ndarray | None = None  # what each is, and what it is best for, in the same order
        self._purposes: tuple[tuple[str, ...], np.ndarray] | None = None  # the same of what may be shown, with its ids
        self._encoding: threading.Thread | None = None

    def matches(self, text: str, vector: np.ndarray | None = None) -> list[Match]:
        """Products named in ``text``, best first; an empty list when the catalogue cannot be read."""
        try:
            catalogue = self._shop.catalogue()
        except Exception as error:  # the database is down: the wish is still understood, without goods
            log.warning("catalogue_unreadable", error=type(error).__name__)
            return []
        self._renew(catalogue)
        if self._version != catalogue.version:
            return link(text, catalogue)
        return link(text, catalogue, vector=vector, vectors=self._vectors, purposes=self._meant_for)

    def prepare(self) -> None:
        """Begin to encode the catalogue, if it can be read, before anybody asks for it."""
        self.matches("")

    def titles(self, ids: Iterable[str]) -> list[str]:
        """Titles of products by id, those that are still there; empty when the catalogue cannot be read."""
        try:
            products = self._shop.catalogue().products
        except Exception as error:
            log.warning("catalogue_unreadable", error=type(error).__name__)
            return []
        return [products[key].title for key in ids if key in products]

    def suited(self, vector: np.ndarray, limit: int = SUITED_MAX) -> list[tuple[str, float]]:
        """Products by what they are and what they are best for: ids with cosines, best first, of at least SUITED_LEAST.

        For wishes that name nothing: "she loves cooking", "something warm for the winter". Empty until a new catalogue
        is encoded.
        """
        if self._purposes is None:
            return []
        ids, vectors = self._purposes
        cosines = vectors @ vector
        best = np.argsort(-cosines)[:limit]
        return [(ids[i], float(cosines[i])) for i in best if cosines[i] >= SUITED_LEAST]

    def wait(self) -> None:
        """Until a catalogue that is being encoded is encoded: for benchmarks, a turn never waits."""
        if self._encoding is not None:
            self._encoding.join()

    def _renew(self, catalogue: Catalogue) -> None:
        if self._version == catalogue.version or (self._encoding and self._encoding.is_alive()):
            return
        self._encoding = threading.Thread(target=self._encode, args=(catalogue,), daemon=True)
        self._encoding.start()

    def _encode(self, catalogue: Catalogue) -> None:
        ids = sorted(catalogue.products)
        goods = [catalogue.products[key] for key in ids]
        vectors = self._encoder.encode([_called(product) for product in goods]) if goods else None
        self._meant_for = self._encoder.encode([_meant_for(product) for product in goods]) if goods else None
        self._vectors, self._version = vectors, catalogue.version
        shown = [row for row, product in enumerate(goods) if product.listed and not product.discreet]
        self._purposes = (tuple(ids[row] for row in shown), self._meant_for[shown]) if shown else None
        log.info("catalogue_encoded", version=catalogue.version, products=len(goods))


def _called(product: Product) -> str:
    return in_english(f"{product.title}, {product.kind}")


def _meant_for(product: Product) -> str:
    purpose = f" For {product.best_for}." if product.best_for else ""
    return in_english(f"{product.title}, {product.kind}.{purpose} {product.description or ''}")
