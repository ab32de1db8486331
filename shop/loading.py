"""Products from a file onto the shelf: compared with what lies there, and then only what differs is written, at once.

Reading, comparing and staging hold no lock, so that the shop goes on selling; what differs comes onto the shelf in one
short transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from shop import catalogue_rows, staging
from shop.engines import reading, unhurried
from shop.model import Product, ShopError
from shop.rows import products, variants
from shop.sequence_rows import bump
from shop.spool import Spool, batched

BATCH = 500  # below SQLite's bound on parameters


class ChangedMeanwhile(ShopError):
    """Somebody else has loaded a catalogue since ours was compared; nothing of ours was written."""


@dataclass(frozen=True)
class Changes:
    """What a load does to the shelf, in products. ``restocked``: nothing but the count of their stock differs.

    ``gone``: with replace, those that are not in the file.
    """

    new: int = 0
    changed: int = 0
    restocked: int = 0
    unchanged: int = 0
    gone: int = 0
    variants: int = 0  # of all products of the file

    @property
    def total(self) -> int:
        return self.new + self.changed + self.restocked + self.unchanged

    @property
    def any(self) -> bool:
        """Does anything differ?"""
        return bool(self.new + self.changed + self.restocked + self.gone)


@dataclass(frozen=True)
class Plan:
    """A load that was compared with the shelf at ``version``. ``todo``: products that differ, each with its place."""

    engine: Engine
    version: int
    changes: Changes
    todo: Spool[tuple[int, Product]]
    gone: tuple[str, ...]

    def carry_out(self, told: Callable[[float], None] | None = None) -> None:
        """Write what differs, all or nothing. ``told`` hears how much is done, 0 … 1. Raises ChangedMeanwhile."""
        if not self.changes.any:
            return
        with staging.staging(self.engine) as connection:
            self._stage(connection, told)
            with staging.putting_up(connection):
                if catalogue_rows.lock_version(connection) != self.version:
                    raise ChangedMeanwhile("another catalogue was loaded meanwhile; import this one again")
                staging.put_up_products(connection)
                # before the variants, as every sale does: nobody waits in a ring; and after the products, which no sale locks
                staging.put_up_variants(connection, bump(connection, "stock"))
                if self.changes.new or self.changes.changed or self.gone:
                    bump(connection, "catalogue")

    def _stage(self, connection: Connection, told: Callable[[float], None] | None) -> None:
        done = 0
        with connection.begin():
            unhurried(connection)
            staging.stage_leaving(connection, self.gone)
            for batch in self.todo.batches():
                staging.stage(connection, batch)
                done += len(batch)
                if told:
                    told(done / len(self.todo))


@contextmanager
def planned(engine: Engine, new: Iterable[Product], *, keep_others: bool = True) -> Iterator[Plan]:
    """Read all products and compare them with the shelf; nothing is written yet.

    Raises ShopError when an id comes twice, a product has no variant, or a variant is another product's.
    """
    with Spool[tuple[int, Product]]() as todo:
        yield _Comparing(engine, keep_others, todo).all(new)


def load(engine: Engine, new: Iterable[Product], *, keep_others: bool = True) -> Changes:
    """Upsert products by id, all or nothing; without ``keep_others`` whatever is not among them goes."""
    with planned(engine, new, keep_others=keep_others) as plan:
        plan.carry_out()
        return plan.changes


class _Comparing:
    """One comparison. ``seen``: every product id of the file; ``owners``: every variant id, with its product's."""

    def __init__(self, engine: Engine, keep_others: bool, todo: Spool[tuple[int, Product]]) -> None:
        self._engine, self._keep_others, self._todo = engine, keep_others, todo
        with reading(engine) as connection:
            self._version = catalogue_rows.read_versions(connection)["catalogue"]
            rows = connection.execute(select(products.c.id, products.c.position))
            self._places: dict[str, int] = {row.id: row.position for row in rows}
        self._free = max(self._places.values(), default=-1) + 1 if keep_others else 0
        self._seen: set[str] = set()
        self._owners: set[str] = set()
        self._borrowed: list[tuple[str, str, str]] = []  # variant, its owner on the shelf, the product that wants it
        self._counts = dict.fromkeys(("new", "changed", "restocked", "unchanged"), 0)

    def all(self, new: Iterable[Product]) -> Plan:
        for batch in batched(new, BATCH):
            for product in batch:
                self._check(product)
            with reading(self._engine) as connection:
                self._compare(connection, batch)
        for variant_id, owner, product_id in self._borrowed:
            if self._keep_others and owner not in self._seen:
                raise ShopError(f"{product_id}: variant {variant_id} already belongs to {owner}")
        gone = () if self._keep_others else tuple(id_ for id_ in self._places if id_ not in self._seen)
        changes = Changes(**self._counts, gone=len(gone), variants=len(self._owners))
        return Plan(self._engine, self._version, changes, self._todo, gone)

    def _check(self, product: Product) -> None:
        if product.id in self._seen:
            raise ShopError(f"the product {product.id} comes twice")
        self._seen.add(product.id)
        if not product.variants:
            raise ShopError(f"the product {product.id} has no variant, hence no price")
        for variant in product.variants:
            if variant.id in self._owners:
                raise ShopError(f"the variant {variant.id} comes twice, the second time in {product.id}")
            self._owners.add(variant.id)

    def _compare(self, connection: Connection, batch: list[Product]) -> None:
        shelf = catalogue_rows.find_products(connection, [p.id for p in batch if p.id in self._places])
        self._look_for_borrowed(connection, batch)
        differing: list[tuple[int, Product]] = []
        for product in batch:
            place = self._place(product)
            sort = _sort(shelf.get(product.id), product, self._places.get(product.id) == place)
            self._counts[sort] += 1
            if sort != "unchanged":
                differing.append((place, product))
        self._todo.add(differing)

    def _place(self, product: Product) -> int:
        """Where it stands: in a catalogue that stays, known products keep their place and new ones come behind."""
        if self._keep_others and product.id in self._places:
            return self._places[product.id]
        self._free += 1
        return self._free - 1

    def _look_for_borrowed(self, connection: Connection, batch: list[Product]) -> None:
        wanted = {variant.id: product.id for product in batch for variant in product.variants}
        for ids in batched(wanted, BATCH):
            query = select(variants.c.id, variants.c.product_id).where(variants.c.id.in_(ids))
            for row in connection.execute(query):
                if row.product_id != wanted[row.id]:
                    self._borrowed.append((row.id, row.product_id, wanted[row.id]))


def _sort(before: Product | None, now: Product, in_place: bool) -> str:
    if before is None:
        return "new"
    if before == now and in_place:
        return "unchanged"
    return "restocked" if _uncounted(before) == _uncounted(now) and in_place else "changed"


def _uncounted(product: Product) -> Product:
    return replace(product, variants=tuple(replace(variant, stock=None) for variant in product.variants))
