"""What every command of ``solito`` needs of the shell: the settings, read when they are asked for, and a line on stderr."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import typer


def shop_settings(**changes: Any) -> Any:
    """The settings of the environment, with these changes."""
    from settings import settings

    return settings().copy(update=changes) if changes else settings()


def leave() -> NoReturn:
    """Done, exit code 0, at once: while Python takes down TensorFlow's threads one by one, the process may abort (134)."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def say(line: str) -> None:
    """A word to whoever sits at the keyboard; results alone go to stdout."""
    typer.echo(line, err=True)
