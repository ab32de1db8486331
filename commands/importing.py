"""``solito import``: read a file, say what is in it and what it changes, load it."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy.engine.url import make_url

from commands.progress import bars
from house import open_house
from settings import Settings
from shop import loading, order_loading
from shop.engines import open_engine
from shop.importers.detect import open_catalogue
from shop.importers.orders import open_orders
from shop.importers.report import Notes
from shop.importers.table import Reading
from shop.loading import Changes
from shop.migrate import upgrade
from shop.order_loading import OrderChanges
from shop.store import ShopStore

_DECIMALS = {None: None, "comma": ",", "point": "."}
_DRY = "Dry run: nothing was changed."


class NotLoaded(Exception):
    """The file was read, and nothing in it could be loaded; or an option is none."""


def reading(encoding: str | None, dates: str | None, decimal: str | None, customer: str | None = None) -> Reading:
    """How to read, from the options of the command line. Raises NotLoaded for a value that is none."""
    if dates not in (None, "dmy", "mdy"):
        raise NotLoaded(f"--dates {dates!r} is neither dmy nor mdy")
    if decimal not in _DECIMALS:
        raise NotLoaded(f"--decimal {decimal!r} is neither comma nor point")
    return Reading(encoding, dates, _DECIMALS[decimal], customer=customer)


def catalogue(settings: Settings, path: Path, dry_run: bool, keep_others: bool, how: Reading = Reading()) -> str:
    """Load products; returns the report."""
    with bars() as bar:
        file = open_catalogue(path, replace(how, told=bar("reading")))
        with (
            _books(settings, dry_run) as shop,
            loading.planned(shop.engine, file.products(), keep_others=keep_others) as plan,
        ):
            if not plan.changes.total:
                raise NotLoaded(f"{path}: there are no products in it")
            if not dry_run:
                plan.carry_out(bar("writing"))
    what = f"{plan.changes.total:,} products with {plan.changes.variants:,} variants"
    head = f"{path.name}: {file.format}, {file.table.count:,} rows; {what}."
    return _told(head, _shelf(plan.changes, keep_others), file.table.notes, dry_run)


def orders(settings: Settings, path: Path, dry_run: bool, how: Reading = Reading()) -> str:
    """Load orders; returns the report."""
    with bars() as bar:
        zone = open_house(settings).terms.timezone
        file = open_orders(path, replace(how, told=bar("reading"), zone=zone))
        with _books(settings, dry_run) as shop:
            known = shop.catalogue()
            gc.freeze()  # a large catalogue stays to the end: it need not be searched for garbage again and again
            with order_loading.planned(shop.engine, file.orders(known)) as plan:
                if not plan.changes.total:
                    nobody = f"{path}: there are no orders of customers in it"
                    raise NotLoaded("\n".join([nobody, *_warnings(file.table.notes)]))
                if not dry_run:
                    plan.carry_out(bar("writing"))
    changes = plan.changes
    what = f"{changes.total:,} orders of {changes.customers:,} customers with {changes.lines:,} lines"
    head = f"{path.name}: {file.form.name}, {file.table.count:,} rows; {what}."
    return _told(head, _ordered(changes), file.table.notes, dry_run)


@contextmanager
def _books(settings: Settings, dry_run: bool) -> Iterator[ShopStore]:
    """The shop's books; a dry run that finds none compares with empty ones, and makes none."""
    url = settings.url("shop")
    address = make_url(url)
    if dry_run and address.get_backend_name() == "sqlite" and not Path(str(address.database)).exists():
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/shop.db"
            upgrade(url)
            engine = open_engine(url)
            yield ShopStore(engine)
            engine.dispose()
        return
    upgrade(url)
    yield open_house(settings).shop


def _shelf(changes: Changes, keep_others: bool) -> str:
    counts = (changes.new, changes.changed, changes.restocked, changes.unchanged)
    off = "" if keep_others else f"; {changes.gone:,} not in the file, off the shelf"
    return _listed(zip(counts, ("new", "changed", "with new stock only", "unchanged"), strict=True)) + off


def _ordered(changes: OrderChanges) -> str:
    counts = (changes.new, changes.changed, changes.unchanged)
    parts = _listed(zip(counts, ("new", "changed", "unchanged"), strict=True))
    erased = f"; {changes.erased:,} stay without their customer, who was forgotten" if changes.erased else ""
    return parts + erased


def _listed(counts: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{count:,} {what}" for count, what in counts if count) or "nothing"


def _told(head: str, done: str, notes: Notes, dry_run: bool) -> str:
    return "\n".join(
        [head, f"{'Would be' if dry_run else 'Loaded'}: {done}.", *([_DRY] if dry_run else []), *_warnings(notes)]
    )


def _warnings(notes: Notes) -> list[str]:
    lines = list(notes.told())
    return ["To look at:", *(f"  {line}" for line in lines)] if lines else []
