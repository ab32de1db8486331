"""A child that is started again whenever it is killed. What takes long to load is loaded once, in its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1


def keep_alive(work: Callable[[], None], deaths: Path | None = None) -> None:
    """Run ``work`` in a child until it ends by itself; each time it was killed a line is added to ``deaths``.

    Raises RuntimeError when it failed otherwise.
    """
    while True:
        child = _born(work)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            if deaths is not None:
                with open(deaths, "a") as file:
                    file.write(f"{child}\n")
            continue
        if status:
            raise RuntimeError(f"the work ended with status {status}")
        return


def _born(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # it does not outlive the test
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
