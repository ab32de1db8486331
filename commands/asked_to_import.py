"""``solito import``: thin, as ``solito.py`` is; what each command does stands in ``commands/importing.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

import typer

from commands import shell
from commands.nearby import Nearby

import_app = typer.Typer(
    cls=Nearby, no_args_is_help=True, help="Load a shop's own data: a running bot serves it at once."
)

_DRY = typer.Option(False, "--dry-run", help="Only read and report: what is new, changed, off the shelf.")
_ENCODING = typer.Option(None, "--encoding", help="utf-8, cp1252, utf-16 …, where it cannot be told from the file.")
_DATES = typer.Option(None, "--dates", help="dmy or mdy, for dates like 03/04/2026 that may be two.")
_DECIMAL = typer.Option(None, "--decimal", help="comma or point, for amounts like 1.299 that may be two.")


@import_app.command("catalogue")
def import_catalogue(
    file: Path,
    dry_run: bool = _DRY,
    replace: bool = typer.Option(False, "--replace", help="Products that are not in the file go off the shelf."),
    encoding: Optional[str] = _ENCODING,
    dates: Optional[str] = _DATES,
    decimal: Optional[str] = _DECIMAL,
) -> None:
    """Load products: Shopify, WooCommerce or plain CSV. All or nothing."""
    from commands.importing import catalogue, reading

    typer.echo(catalogue(shell.shop_settings(), file, dry_run, not replace, reading(encoding, dates, decimal)))


@import_app.command("orders")
def import_orders(
    file: Path,
    dry_run: bool = _DRY,
    customer: Optional[str] = typer.Option(
        None,
        "--customer-column",
        help="The column that holds what your tokens say in sub; default: an id, else e-mail.",
    ),
    encoding: Optional[str] = _ENCODING,
    dates: Optional[str] = _DATES,
    decimal: Optional[str] = _DECIMAL,
) -> None:
    """Load past orders: Shopify's or WooCommerce's export, a till's CSV, or our own. This never grants anybody's consent."""
    from commands.importing import orders, reading

    typer.echo(orders(shell.shop_settings(), file, dry_run, reading(encoding, dates, decimal, customer)))
