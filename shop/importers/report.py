"""What an importer hands back, and how it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shop.model import Order, Product, ShopError


class ImportFailed(ShopError):
    """A file cannot be taken over; nothing of it has been. ``line`` counts from 1, the header included; 0: the file."""

    def __init__(self, path: str | Path, line: int, column: str, problem: str) -> None:
        place = [str(path)]
        place += [f"line {line}"] if line else []
        place += [f"column {column!r}"] if column else []
        super().__init__(f"{', '.join(place)}: {problem}")
        self.path, self.line, self.column, self.problem = str(path), line, column, problem


@dataclass(frozen=True)
class ImportReport:
    """``rows`` of data read; ``warnings`` in plain words, each with its line."""

    products: tuple[Product, ...] = ()
    orders: tuple[Order, ...] = ()
    rows: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def variants(self) -> int:
        return sum(len(product.variants) for product in self.products)
