"""What every command of ``solito`` needs of the shell: the settings, read when they are asked for, and a line on stderr."""

from __future__ import annotations

from typing import Any

import typer


def shop_settings(**changes: Any) -> Any:
    """The settings of the environment, with these changes."""
    from settings import settings

    return settings().copy(update=changes) if changes else settings()


def say(line: str) -> None:
    """A word to whoever sits at the keyboard; results alone go to stdout."""
    typer.echo(line, err=True)
