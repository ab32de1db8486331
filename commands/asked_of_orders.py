"""``solito order``: thin, as ``solito.py`` is; what each command does stands in ``commands/orders.py``."""

from __future__ import annotations

import typer

from commands import shell

order_app = typer.Typer(no_args_is_help=True, help="How an order stands, and what has become of it.")


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
