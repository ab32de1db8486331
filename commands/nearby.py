"""A command that does not exist is answered with the one that was probably meant."""

from __future__ import annotations

from difflib import get_close_matches

import click
from typer.core import TyperGroup

Resolved = tuple[str | None, click.Command | None, list[str]]


class Nearby(TyperGroup):
    """The group of all commands."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Resolved:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            if near:
                error.message += f" Did you mean '{near[0]}'?"
            raise
