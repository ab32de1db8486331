"""Lines of input in batches, as they arrive, with a progress bar for the person who waits."""

from __future__ import annotations

import codecs
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

_CHUNK = 1 << 16  # bytes asked for at once; a pipe gives no more anyway


def batches(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    """Lists of 1 to ``size`` lines without their ends, in order.

    From a file, a pipe or a terminal it takes the lines that are there already and never waits for more: who writes one
    line and waits for the answer gets it. Bytes that are no text become "�", so that one bad line ends nothing.
    """
    groups = _arriving(lines) if hasattr(getattr(lines, "buffer", None), "read1") else _given(lines, size)
    for group in groups:
        for start in range(0, len(group), size):
            yield group[start : start + size]


def watched(found: Iterable[list[str]], lines: Iterable[str], patience: int) -> Iterator[list[str]]:
    """The batches ``found`` in ``lines``, with a bar on stderr: for a file at once, for a pipe after ``patience`` lines.

    Only where stderr is a terminal, and neither input nor results are on one: there people see how far it is.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True)
    if not (sys.stderr.isatty() and console.is_interactive) or _terminal(lines) or _terminal(sys.stdout):
        yield from found
        return
    size = _file_size(lines)
    columns = (BarColumn(), TextColumn("{task.fields[lines]:,} messages"))
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    task, done = bar.add_task("", total=size, lines=0), 0
    try:
        for batch in found:
            if size or done >= patience:
                bar.start()
            yield batch
            done += len(batch)
            bar.update(task, completed=lines.buffer.tell() if size else None, lines=done)  # type: ignore[attr-defined]
    finally:
        bar.stop()


def _given(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(lines)
    while batch := [line.rstrip("\n") for line in islice(rest, size)]:
        yield batch


def _arriving(stream: Any) -> Iterator[list[str]]:
    """The whole lines of each chunk that the stream has at hand; any of the three line ends, as Python reads text."""
    bytes_to_text = codecs.getincrementaldecoder(stream.encoding or "utf-8")("replace")
    decoder = io.IncrementalNewlineDecoder(bytes_to_text, translate=True)
    begun: list[str] = []  # parts of a line whose end has not come yet
    while chunk := stream.buffer.read1(_CHUNK):
        first, *others = decoder.decode(chunk).split("\n")
        begun.append(first)
        if others:
            yield ["".join(begun), *others[:-1]]
            begun = [others[-1]]
    tail = "".join(begun) + decoder.decode(b"", final=True)  # a carriage return at the very end comes out only now
    if tail:
        yield tail.removesuffix("\n").split("\n")


def _terminal(stream: Any) -> bool:
    return bool(getattr(stream, "isatty", lambda: False)())


def _file_size(stream: Any) -> int | None:
    """Bytes of a regular file; None for a pipe and for what is no stream."""
    try:
        status = os.fstat(stream.fileno())
    except (AttributeError, OSError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
