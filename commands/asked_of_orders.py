"""``solito order`` and ``solito usual``: thin, as ``solito.py`` is; see ``commands/orders.py`` and ``commands/usuals.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

import typer

from commands import shell
from commands.nearby import Nearby

order_app = typer.Typer(cls=Nearby, no_args_is_help=True, help="How an order stands, and what has become of it.")


@order_app.command("show")
def order_show(number: str) -> None:
    """One order with its lines and returns, as JSON."""
    from commands.orders import show

    typer.echo(show(shell.shop_settings(), number))


@order_app.command("ready")
def order_ready(number: str) -> None:
    """It can be collected: the customer who asks is told so, and it can no longer be cancelled."""
    from commands.orders import mark

    typer.echo(mark(shell.shop_settings(), number, "ready"))


@order_app.command("collected")
def order_collected(number: str) -> None:
    """The customer has it."""
    from commands.orders import mark

    typer.echo(mark(shell.shop_settings(), number, "collected"))


@order_app.command("returned")
def order_returned(number: str) -> None:
    """The goods of a return (R-1001) or of an order (A-1042) are back, and on the shelf again."""
    from commands.orders import returned

    typer.echo(returned(shell.shop_settings(), number))


def usual(
    orders: Path = typer.Option(..., "--orders", help="Orders CSV; see docs/shop.md."),
    at: Optional[str] = typer.Option(None, "--at", help="ISO time; default: the file's last ordered_at."),
) -> None:
    """For each customer of an orders file: may the word "usual" be said, of what, and why."""
    from commands.usuals import usual_lines

    for line in usual_lines(orders, at):
        typer.echo(line)
