"""The shop's products as the Rasa server holds them: titles, and their vectors, renewed when the catalogue changes."""

from __future__ import annotations

import threading
from typing import Any, Protocol

import numpy as np
import structlog

from shop.catalogue import Catalogue
from shop.linking import link
from shop.model import Match

log = structlog.get_logger()


class Encodes(Protocol):
    def encode(self, texts: list[str]) -> np.ndarray: ...


class ReadsCatalogue(Protocol):
    def catalogue(self) -> Catalogue: ...


class CatalogueIndex:
    """Finds products in a text. A new catalogue is served by its words at once, by its meaning once it is encoded."""

    def __init__(self, shop: ReadsCatalogue, encoder: Encodes) -> None:
        self._shop, self._encoder = shop, encoder
        self._version: int | None = None
        self._vectors: np.ndarray | None = None
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

    def _renew(self, catalogue: Catalogue) -> None:
        if self._version == catalogue.version or (self._encoding and self._encoding.is_alive()):
            return
        self._encoding = threading.Thread(target=self._encode, args=(catalogue,), daemon=True)
        self._encoding.start()

    def _encode(self, catalogue: Catalogue) -> None:
        titles = [_described(catalogue.products[key]) for key in sorted(catalogue.products)]
        vectors = self._encoder.encode(titles) if titles else None
        self._vectors, self._version = vectors, catalogue.version
        log.info("catalogue_encoded", version=catalogue.version, products=len(titles))


def _described(product: Any) -> str:
    return f"{product.title}, {product.kind}"
