"""What importing a large shop costs: a made-up Shopify catalogue, twice, and a made-up orders file, each in a process of
its own, which is asked afterwards for its seconds and its peak of resident memory.

    python -m benchmarks.importing [--products 100000] [--lines 1000000] [--folder PLACE] [--postgres]

The bars are those of 100,000 products: 60 seconds and 500 MB (1 MB is 1,000,000 bytes). Exit code 1 when one is missed.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from benchmarks import postgres
from benchmarks.machine import look_at_machine

SECONDS_MAX, MEGABYTES_MAX, AT_PRODUCTS = 60.0, 500.0, 100_000
HOME = Path(__file__).parents[1]
_COLOURS = ("red", "blue", "green", "black", "white", "grey", "brown", "navy", "cream", "olive", "violet", "golden")
_STUFFS = ("cotton", "linen", "wooden", "steel", "leather", "glass", "ceramic", "paper", "silk", "marble", "cork")
_THINGS = (
    "lamp",
    "bowl",
    "chair",
    "jacket",
    "basket",
    "clock",
    "pillow",
    "jug",
    "apron",
    "kettle",
    "tray",
    "rug",
    "vase",
)
_SIZES = (("Small", "Large"), ("S", "M", "L"), ("Single", "Pack of 6", "Pack of 12"), ("Default Title",))
_MANY_COLUMNS = [f"Google Shopping / Custom Label {i}" for i in range(30)]
_HEADER = (
    *("Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published", "Option1 Name"),
    *("Option1 Value", "Variant SKU", "Variant Inventory Tracker", "Variant Inventory Qty", "Variant Inventory Policy"),
    *("Variant Price", "Image Src", "Status", "Story (product.metafields.solito.story)", *_MANY_COLUMNS),
)
_LATEST = datetime(2026, 11, 20, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Measured:
    """One command: how long it took, how much of a processor it used, the most memory it held, and its first lines."""

    what: str
    seconds: float
    processor_s: float
    megabytes: float
    said: Sequence[str]


def write_catalogue(path: Path, count: int, seed: int = 7) -> int:
    """So many invented products, two and a half rows each, 48 columns. How many rows."""
    random, rows = Random(seed), 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for i in range(count):
            for row in _product_rows(i, random):
                writer.writerow(row)
                rows += 1
    return rows


def _product_rows(i: int, random: Random) -> Iterator[list[str]]:
    title = f"{random.choice(_COLOURS)} {random.choice(_STUFFS)} {random.choice(_THINGS)} no. {i}".capitalize()
    thing = title.split()[2]
    sizes = random.choice(_SIZES)
    text = f"<p>A {title.lower()} &amp; its box.</p><p>{'Made by hand, one at a time. ' * random.randint(2, 8)}</p>"
    for place, size in enumerate(sizes):
        price = f"{random.randint(2, 400)}.{random.choice(('00', '50', '90'))}"
        variant = [size, f"SKU-{i}-{place}", "shopify", str(random.randint(0, 99)), "deny", price]
        if place:
            yield [f"item-{i}", *[""] * 8, *variant, "", "", "", *[""] * len(_MANY_COLUMNS)]
            continue
        head = [
            f"item-{i}",
            title,
            text,
            "Works",
            f"Home > {thing}",
            thing,
            f"{thing}, {title.split()[0]}",
            "true",
            "Size",
        ]
        story = "It was drawn by two sisters. Neither of them owns one."
        yield [*head, *variant, f"https://cdn.shop.example/{i}.jpg", "active", story, *[""] * len(_MANY_COLUMNS)]


def write_orders(path: Path, lines: int, products: int, seed: int = 11) -> None:
    """So many lines of our own CSV: two an order, ten orders a customer, over a year."""
    random = Random(seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", "order_id", "ordered_at", "product", "kind", "quantity", "gift"])
        for order in range(lines // 2):
            customer = order % max(lines // 20, 1)
            at = _LATEST - timedelta(minutes=random.randint(0, 525_600))
            for k in range(2):
                liked = (customer * 31 + k) % products if random.random() < 0.6 else random.randrange(products)
                kind = _THINGS[liked % len(_THINGS)]
                writer.writerow([f"c{customer}", f"o{order}", at.isoformat(), f"item-{liked}", kind, 1, 0])


def measured(what: str, *arguments: str, environment: dict[str, str]) -> Measured:
    """Run ``solito`` with these arguments in a process of its own. Raises RuntimeError when it fails."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        began = datetime.now(timezone.utc)
        command = [sys.executable, "-m", "solito", *arguments]
        process = subprocess.Popen(command, cwd=HOME, env=os.environ | environment, stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        spent = (datetime.now(timezone.utc) - began).total_seconds()
        out.seek(0)
        errors.seek(0)
        if status:
            raise RuntimeError(f"solito {' '.join(arguments)}: {errors.read()[-2000:]}")
        said = [line.rstrip() for _, line in zip(range(3), out, strict=False)]
    return Measured(what, spent, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, said)


def run(folder: Path, products: int, lines: int, url: str | None) -> list[Measured]:
    """The whole series in one empty shop."""
    goods, sales = folder / "products.csv", folder / "orders.csv"
    rows = write_catalogue(goods, products)
    write_orders(sales, lines, products)
    print(
        f"{rows:,} rows, {goods.stat().st_size / 1e6:,.0f} MB of products; {sales.stat().st_size / 1e6:,.0f} MB of orders"
    )
    environment = {"SOLITO_VAR": str(folder / "var"), "PYTHONPATH": str(HOME)}
    environment |= {"SOLITO_SHOP_URL": url} if url else {}
    series = (
        (f"{products:,} products", "import", "catalogue", str(goods)),
        ("the same file again", "import", "catalogue", str(goods)),
        ("the same file, dry run", "import", "catalogue", "--dry-run", str(goods)),
        (f"{lines:,} lines of orders", "import", "orders", str(sales)),
        ("the same orders again", "import", "orders", str(sales)),
        (f"the usual from {lines:,} lines", "usual", "--orders", str(sales)),
    )
    found = []
    for what, *arguments in series:
        found.append(measured(what, *arguments, environment=environment))
        one = found[-1]
        used = f"{one.seconds:8.1f} s{one.processor_s:8.1f} s of a processor{one.megabytes:6.0f} MB"
        print(f"{one.what:<32}{used}   {' '.join(one.said[:2])[-60:]}", flush=True)
    return found


@contextmanager
def _place(folder: Path | None, on_postgres: bool) -> Iterator[tuple[Path, str | None]]:
    server_or_none = postgres.serving() if on_postgres else nullcontext()
    with tempfile.TemporaryDirectory(prefix="solito-import-", dir=folder) as scratch, server_or_none as server:
        yield Path(scratch), postgres.new_database(server, "shop") if server else None


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("--products", type=int, default=AT_PRODUCTS)
    options.add_argument("--lines", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path, help="where the files are made; about a gigabyte")
    options.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of our own, instead of SQLite")
    chosen = options.parse_args()
    machine = look_at_machine()
    print(f"{machine.cpu}, {machine.cores} cores, load before {machine.load_before}")
    with _place(chosen.folder, chosen.postgres) as (folder, url):
        first = run(folder, chosen.products, chosen.lines, url)[0]
    if chosen.products != AT_PRODUCTS:
        print(f"no bar: those are for {AT_PRODUCTS:,} products")
        return 0
    kept = first.seconds <= SECONDS_MAX and first.megabytes <= MEGABYTES_MAX
    print(
        f"bars: {SECONDS_MAX:.0f} s and {MEGABYTES_MAX:.0f} MB for {AT_PRODUCTS:,} products: {'kept' if kept else 'MISSED'}"
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
