"""A bar on the terminal for what takes minutes; nothing where nobody sits at one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[float], None]


@contextmanager
def bars() -> Iterator[Callable[[str], Told | None]]:
    """Makes a bar for each thing that is done, which hears how much of it is, 0 … 1; None when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda what: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:

        def bar(what: str) -> Told:
            task = shown.add_task(what, total=1.0)
            return lambda share: shown.update(task, completed=share)

        yield bar
