"""``solito arrive``, ``report`` and ``candidates``: who is coming, what came of it; thin, as ``solito.py`` is."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

import typer

from commands import shell


def arrive(
    customer: str,
    minutes: float = typer.Option(0, "--in", min=0, max=240, help="In how many minutes they will be here."),
    id_: Optional[str] = typer.Option(
        None, "--id", help="Say the same arrival again under the same id: nothing happens twice."
    ),
) -> None:
    """Say that a customer is on their way: staff see what to get ready, and the customer is greeted in their chat."""
    from commands.arrivals import arrive as say_so

    typer.echo(say_so(shell.shop_settings(), customer, minutes, id_))


def report(
    since: Optional[str] = typer.Option(None, "--since", help="Only what came from this day on: 2026-11-26."),
) -> None:
    """What came of the visits, and whether answering in kind sells more; only of customers who let it be measured."""
    from commands.customers import report as outcomes

    typer.echo(outcomes(shell.shop_settings(), since))


def candidates(
    since: Optional[str] = typer.Option(None, "--since", help="Only what was said from this day on: 2026-11-26."),
    below: float = typer.Option(0.5, "--below", help="Only what was heard with less confidence than this, 0 … 1."),
    out: Optional[Path] = typer.Option(None, "--out", help="Write it there, as CSV where the name ends in .csv."),
) -> None:
    """Messages that were not surely understood, of customers who let it be measured, without ids and names, to be labelled."""
    from commands.candidates import candidates as unsure

    typer.echo(unsure(shell.shop_settings(), since, below, out))
