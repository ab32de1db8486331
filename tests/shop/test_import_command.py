"""``solito import`` as the shop's owner meets it: the report, the dry run, and nothing by halves."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from files import write

from commands.importing import NotLoaded, catalogue, orders, reading
from house import open_house
from settings import Settings
from shop.importers.detect import open_catalogue
from shop.importers.orders import open_orders
from shop.importers.report import ImportFailed

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "demo" / "woocommerce.csv"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A shop of its own, empty, with the demo's shop.yml."""
    return Settings(home=ROOT, var=tmp_path / "var")


def test_the_report_is_the_one_in_the_guide(settings: Settings) -> None:
    """docs/shop.md shows what the command says of the WooCommerce sample, to the letter."""
    said = catalogue(settings, DEMO, dry_run=True, keep_others=True)
    assert said.startswith("woocommerce.csv: WooCommerce, 17 rows; 10 products with 12 variants.\nWould be: 10 new.")
    assert said in (ROOT / "docs" / "shop.md").read_text("utf-8")


def test_a_dry_run_leaves_no_trace(settings: Settings) -> None:
    """It makes no database where there is none, and changes none where there is one."""
    catalogue(settings, DEMO, dry_run=True, keep_others=True)
    assert not list(settings.var_dir.glob("shop.db*"))
    catalogue(settings, DEMO, dry_run=False, keep_others=True)
    assert "Would be: 10 unchanged." in catalogue(settings, DEMO, dry_run=True, keep_others=True)
    other = catalogue(settings, ROOT / "demo" / "catalogue.csv", dry_run=True, keep_others=False)
    assert "Would be: 69 new; 10 not in the file, off the shelf." in other
    assert len(open_house(settings).shop.catalogue().products) == 10


def test_a_second_import_says_that_nothing_differs(settings: Settings) -> None:
    """Loaded once, the same file is all unchanged; so are orders."""
    assert "Loaded: 10 new." in catalogue(settings, DEMO, dry_run=False, keep_others=True)
    assert "Loaded: 10 unchanged." in catalogue(settings, DEMO, dry_run=False, keep_others=True)
    assert "Loaded: 53 new." in orders(settings, ROOT / "demo" / "orders.csv", dry_run=False)
    assert "Loaded: 53 unchanged." in orders(settings, ROOT / "demo" / "orders.csv", dry_run=False)


def test_a_slip_in_the_last_row_loads_nothing(settings: Settings, tmp_path: Path) -> None:
    """However many good rows stand before it."""
    goods = write(tmp_path, "title,price\n" + "".join(f"P{i},1\n" for i in range(1_300)) + "Last,free\n")
    with pytest.raises(ImportFailed, match="line 1302, column 'price'"):
        catalogue(settings, goods, dry_run=False, keep_others=True)
    head = "customer_id,order_id,ordered_at,product,kind,quantity,gift\n"
    sales = write(
        tmp_path, head + "".join(f"ada,o{i},2026-11-03,tea,Tea,1,0\n" for i in range(1_300)) + "ada,x,soon,t,T,1,0\n"
    )
    with pytest.raises(ImportFailed, match="line 1302, column 'ordered_at'"):
        orders(settings, sales, dry_run=False)
    shop = open_house(settings).shop
    assert (dict(shop.catalogue().products), shop.orders.recent()) == ({}, ())


def test_a_tills_times_are_the_shops(settings: Settings, tmp_path: Path) -> None:
    """shop.yml says Europe/Rome: a quarter past eight in November is a quarter past seven UTC; our own CSV stays UTC."""
    orders(
        settings,
        write(tmp_path, "Receipt,Date,Item,Qty,Price,Customer ID\n1,03.11.2026 08:15,Tea,1,2,c\n"),
        dry_run=False,
    )
    head = "customer_id,order_id,ordered_at,product,kind,quantity,gift\n"
    orders(settings, write(tmp_path, f"{head}c,o,2026-11-03T08:15:00,Tea,Tea,1,\n"), dry_run=False)
    assert sorted(order.ordered_at.hour for order in open_house(settings).shop.orders.of("c")) == [7, 8]


@pytest.mark.parametrize("load", [catalogue, orders])
def test_a_file_of_which_nothing_can_be_loaded_is_said(
    load: Callable[..., str], settings: Settings, tmp_path: Path
) -> None:
    """A heading alone, or orders that name nobody, are no success."""
    text = "title,price\n" if load is catalogue else "Receipt,Date,Item,Qty,Customer ID\n1,2026-11-03,Tea,1,\n"
    rest = {"keep_others": True} if load is catalogue else {}
    with pytest.raises(NotLoaded, match=r"there are no (products|orders)"):
        load(settings, write(tmp_path, text), dry_run=False, **rest)


def test_an_option_that_is_none_is_refused() -> None:
    """--dates and --decimal know two words each."""
    for wrong in ((None, "ymd", None), (None, None, ",")):
        with pytest.raises(NotLoaded):
            reading(*wrong)
    assert reading(None, "dmy", "comma").decimal == ","


@pytest.mark.parametrize("at_a_terminal", [True, False])
def test_a_bar_is_shown_at_a_terminal_only(at_a_terminal: bool, settings: Settings) -> None:
    """On stderr; stdout holds the report alone, and a pipe gets no bar."""
    ours, theirs = pty.openpty()
    environment = os.environ | {
        "SOLITO_VAR": str(settings.var),
        "SOLITO_HOME": str(ROOT),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm",
    }
    command = [sys.executable, "-m", "solito", "import", "catalogue", str(DEMO)]
    errors = theirs if at_a_terminal else subprocess.PIPE
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000) if at_a_terminal else done.stderr
    os.close(ours)
    assert (b"reading" in shown and b"writing" in shown) is at_a_terminal
    assert done.stdout.startswith(b"woocommerce.csv: ")


def peak_bytes(work: Callable[[], int]) -> int:
    """The most memory that Python's values took at once."""
    tracemalloc.start()
    try:
        assert work() == 4_000
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_catalogue_is_never_held_whole(tmp_path: Path) -> None:
    """Of eight megabytes of products, less than two are in memory at once."""
    path = write(tmp_path, "title,price,description\n" + "".join(f"P{i},1,{'word ' * 400}\n" for i in range(4_000)))
    assert path.stat().st_size > 8_000_000
    assert peak_bytes(lambda: sum(1 for _ in open_catalogue(path).products())) < 2_000_000


def test_orders_are_never_held_whole(tmp_path: Path) -> None:
    """Nor are orders, whose lines are put together on disk."""
    text = "Receipt,Date,Item,Qty,Customer ID,Note\n"
    text += "".join(f"R{i % 4_000},2026-11-03,{'Tea ' * 50},1,c,{'x' * 300}\n" for i in range(16_000))
    path = write(tmp_path, text)
    assert path.stat().st_size > 8_000_000
    assert peak_bytes(lambda: sum(1 for _ in open_orders(path).orders())) < 3_000_000
