"""What an importer hands back, how it refuses, and what it only remarks on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shop.model import Order, Product, ShopError

SHOWN = 3  # of one sort of warning; the others are counted
SLIPS_SHOWN = 20  # of a file that is refused
_KEPT = 100
FORMULA = "a cell looks like a formula, taken as text"


class ImportFailed(ShopError):
    """A file cannot be taken over; nothing of it has been. ``line`` counts from 1, the header included; 0: the file."""

    def __init__(self, path: str | Path, line: int, column: str, problem: str) -> None:
        place = [str(path)]
        place += [f"line {line}"] if line else []
        place += [f"column {column!r}"] if column else []
        super().__init__(f"{', '.join(place)}: {problem}")
        self.path, self.line, self.column, self.problem = str(path), line, column, problem

    @classmethod
    def of(cls, slips: Sequence[ImportFailed]) -> ImportFailed:
        """Several slips of one file as one refusal: the first twenty, each on a line of its own."""
        failed = cls(slips[0].path, slips[0].line, slips[0].column, slips[0].problem)
        if len(slips) > 1:
            left = [f"… and {len(slips) - SLIPS_SHOWN:,} more"] if len(slips) > SLIPS_SHOWN else []
            failed.args = ("\n".join([*map(str, slips[:SLIPS_SHOWN]), *left]),)
        return failed


@dataclass
class _Sort:
    count: int = 0
    first: list[str] = field(default_factory=list)


class Notes:
    """Warnings by sort. Of each sort the first hundred are kept and all are counted: a file may earn a million."""

    def __init__(self) -> None:
        self._sorts: dict[str, _Sort] = {}

    def add(self, sort: str, line: int, text: str) -> None:
        """Remark on a line; ``sort`` is the heading under which such remarks are counted."""
        kept = self._sorts.setdefault(sort, _Sort())
        kept.count += 1
        if len(kept.first) < _KEPT:
            kept.first.append(f"line {line}: {text}" if line else text)

    def __iter__(self) -> Iterator[str]:
        return (text for kept in self._sorts.values() for text in kept.first)

    def count(self, sort: str) -> int:
        """How often there was a remark of this sort."""
        return self._sorts[sort].count if sort in self._sorts else 0

    def told(self) -> Iterator[str]:
        """Lines for a report: each sort with its number and the first few."""
        for sort, kept in self._sorts.items():
            yield f"{sort}: {kept.count:,}"
            yield from (f"  {text}" for text in kept.first[:SHOWN])
            if kept.count > SHOWN:
                yield f"  … and {kept.count - SHOWN:,} more"


@dataclass(frozen=True)
class ImportReport:
    """A whole file in hand. ``rows`` of data read; ``warnings`` in plain words, each with its line."""

    products: tuple[Product, ...] = ()
    orders: tuple[Order, ...] = ()
    rows: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def variants(self) -> int:
        return sum(len(product.variants) for product in self.products)
