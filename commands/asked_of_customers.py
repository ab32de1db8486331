"""``solito customer``: thin, as ``solito.py`` is; what each command does stands in ``commands/customers.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

import typer

from commands import shell
from commands.nearby import Nearby

customer_app = typer.Typer(
    cls=Nearby,
    no_args_is_help=True,
    help="What is kept about one customer, their rights, and which ids are one person.",
)


def _say_if_unknown(customer: str) -> None:
    from commands.customers import known

    if not known(shell.shop_settings(), customer):
        shell.say(f"{customer} is not known here.")


@customer_app.command("show")
def customer_show(customer: str) -> None:
    """What is known about a customer, as JSON."""
    from commands.customers import show

    _say_if_unknown(customer)
    typer.echo(show(shell.shop_settings(), customer))


@customer_app.command("export")
def customer_export(
    customer: str,
    shape: str = typer.Option("json", "--format", help="json, or csv: a zip of one table each."),
    to: Optional[Path] = typer.Option(None, "--to", help="Write it there; csv needs it."),
) -> None:
    """Everything kept about a customer, by holder, as JSON or as a zip of tables."""
    from commands.customers import export

    typer.echo(export(shell.shop_settings(), customer, shape, to))


@customer_app.command("correct", context_settings={"ignore_unknown_options": True})  # -0.5 is a value
def customer_correct(
    customer: str,
    name: str,
    value: Optional[str] = typer.Argument(None),
    forget: bool = typer.Option(False, "--forget", help="Forget it, and what it was learnt from."),
    recipient: Optional[str] = typer.Option(None, "--recipient", help="The fact is about somebody else: sister."),
) -> None:
    """Put a fact or an estimate right on the customer's word; nothing detected outranks it."""
    from commands.customers import correct

    if (value is None) != forget:
        shell.say("give either a VALUE or --forget")
        raise typer.Exit(2)
    typer.echo(correct(shell.shop_settings(), customer, name, value, recipient))


@customer_app.command("rebuild")
def customer_rebuild(customer: str) -> None:
    """Make a customer's profile anew from what was observed, and say if anything differed."""
    from commands.customers import rebuild

    typer.echo(rebuild(shell.shop_settings(), customer))


@customer_app.command("log")
def customer_log(customer: str) -> None:
    """Who read or changed what of a customer, when, through what, as JSON; also after they were erased."""
    from commands.customers import log

    typer.echo(log(shell.shop_settings(), customer))


@customer_app.command("erase")
def customer_erase(customer: str, yes: bool = typer.Option(False, "--yes", help="Do it; it cannot be undone.")) -> None:
    """Erase a customer everywhere; orders stay with the shop, without the customer."""
    from commands.customers import erase

    if not yes:
        shell.say("This cannot be undone; say --yes to do it.")
        raise typer.Exit(2)
    typer.echo(erase(shell.shop_settings(), customer))


@customer_app.command("consent")
def customer_consent(customer: str, purpose: str, answer: str = typer.Argument(..., help="yes or no")) -> None:
    """Write down a consent that was given or withdrawn outside of the chat."""
    from commands.customers import consent

    if answer not in ("yes", "no"):
        shell.say(f"the answer must be yes or no, not {answer!r}")
        raise typer.Exit(2)
    _say_if_unknown(customer)
    typer.echo(consent(shell.shop_settings(), customer, purpose, answer == "yes"))


@customer_app.command("merge")
def customer_merge(
    one: str,
    other: str,
    yes: bool = typer.Option(False, "--yes", help="Do it; without it only what would happen is shown."),
) -> None:
    """Two ids are one person: show what linking them would do, and do it only with --yes."""
    from commands.customers import merge

    typer.echo(merge(shell.shop_settings(), one, other, yes))
    if not yes:
        shell.say("Nothing was done; say --yes to link them. `solito customer unmerge` undoes it.")


@customer_app.command("unmerge")
def customer_unmerge(customer: str, yes: bool = typer.Option(False, "--yes", help="Do it.")) -> None:
    """Take one id out of its person again: it, and the others, are as if they had never been linked."""
    from commands.customers import unmerge

    if not yes:
        shell.say("Nothing was done; say --yes to do it.")
        raise typer.Exit(2)
    typer.echo(unmerge(shell.shop_settings(), customer))
