"""``python writing.py FOLDER URL WRITERS MESSAGES``: writers of one customer's messages, each a process.

Each notes in FOLDER what has been acknowledged to it, and goes on from there when it was killed. FOLDER/orders names
where one of them is to die (``points``). A database that is away, or locked for longer than the shop waits, is asked
again with the same message, as a client does after an apology; any other failure is an end.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from fatal import watch
from reborn import keep_alive
from telling import handle, parts

from profiles.engines import open_engine
from profiles.inbox import Inbox
from profiles.store import ProfileStore

ORDERS, DEATHS, ACKNOWLEDGED, GO = "orders", "deaths", "acknowledged", "go"
PATIENCE_S = 120.0
AWAY = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)


def acknowledged(folder: Path, writer: int | None = None) -> list[int]:
    """What was acknowledged to one writer, or to all."""
    name = f"{ACKNOWLEDGED}-*" if writer is None else f"{ACKNOWLEDGED}-{writer}"
    return [int(line) for file in folder.glob(name) for line in file.read_text().splitlines()]


def write(folder: Path, url: str, writer: int, share: list[int]) -> None:
    """Send one's share, from where the acknowledgements end."""
    engine = open_engine(url)
    store, inbox = ProfileStore(engine), Inbox(engine)
    while not (folder / GO).exists():
        time.sleep(0.005)
    sent = len(acknowledged(folder, writer))
    with open(folder / f"{ACKNOWLEDGED}-{writer}", "ab", buffering=0) as notes:
        for number in share[sent:]:
            _until_answered(partial(handle, store, inbox, number))
            notes.write(f"{number}\n".encode())


def _until_answered(send: partial) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            send()
            return
        except AWAY:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def main(folder: Path, url: str, writers: int, messages: int) -> None:
    watch(folder / ORDERS)
    children = []
    for writer, share in enumerate(parts(messages, writers)):
        child = os.fork()
        if not child:
            try:
                keep_alive(partial(write, folder, url, writer, share), folder / DEATHS)
            except BaseException as error:
                print(error, file=sys.stderr)
                os._exit(1)
            os._exit(0)
        children.append(child)
    (folder / GO).touch()
    failed = [child for child in children if os.waitpid(child, 0)[1]]
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
