"""The shop's products as the Rasa server holds them: titles, and their vectors, renewed when the catalogue changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Protocol

import numpy as np
import structlog

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
        self._purposes: tuple[tuple[str, ...], np.ndarray] | None = None  # ids; what each is, and what it is best for
        self._encoding: threading.Thread | None = None

    def matches(self, text: str, vector: np.ndarray | None = None) -> list[Match]:
        """Products named in ``text``, best first; an empty list when the catalogue cannot be read."""
        try:
            catalogue = self._shop.catalogue()
        except Exception as error:  # the database is down: the wish is still understood, without goods
            log.warning("catalogue_unreadable", error=type(error).__name__)
            return []
        self._renew(catalogue)
        vectors = self._vectors if self._version == catalogue.version else None
        return link(text, catalogue, vector=vector if vectors is not None else None, vectors=vectors)

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
        titles = [_called(catalogue.products[key]) for key in sorted(catalogue.products)]
        vectors = self._encoder.encode(titles) if titles else None
        self._vectors, self._version = vectors, catalogue.version
        shown = sorted((p for p in catalogue.listed() if not p.discreet), key=lambda p: p.id)
        purposes = self._encoder.encode([_meant_for(p) for p in shown]) if shown else None
        self._purposes = (tuple(p.id for p in shown), purposes) if purposes is not None else None
        log.info("catalogue_encoded", version=catalogue.version, products=len(titles))


def _called(product: Product) -> str:
    return f"{product.title}, {product.kind}"


def _meant_for(product: Product) -> str:
    purpose = f" For {product.best_for}." if product.best_for else ""
    return f"{product.title}, {product.kind}.{purpose} {product.description or ''}"
