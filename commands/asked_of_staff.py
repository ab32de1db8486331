"""``solito staff``: thin, as ``solito.py`` is; what it does stands in ``commands/staff.py``."""

from __future__ import annotations

import sys

import typer

from commands import shell
from commands.nearby import Nearby

staff_app = typer.Typer(cls=Nearby, no_args_is_help=True, help="Who may sign in to the staff page.")


@staff_app.command("add")
def staff_add(
    name: str,
    role: str = typer.Option("support", "--role", help="owner, support or read."),
    password_stdin: bool = typer.Option(False, "--password-stdin", help="Read the password from standard input."),
) -> None:
    """Let somebody sign in to the staff page."""
    from commands.staff import add, check_role

    check_role(role)  # before anybody has typed a password twice
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    typer.echo(add(shell.shop_settings(), name, role, password))
