"""``solito bench``: measure, print the table, keep the figures."""

from __future__ import annotations

import json
import signal
import sys

from settings import Settings


def bench(settings: Settings, quick: bool) -> int:
    """Exit code 0 when every bar is kept, else 1. The table goes to stdout, progress to stderr."""
    sys.path.append(str(settings.home))  # benchmarks/ is no installed package: it lies beside the shop's files
    from rich.console import Console

    from benchmarks.machine import LOAD_QUIET, look_at_machine
    from benchmarks.servers import NotReady
    from benchmarks.tables import report
    from benchmarks.turns import measure

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ended from outside, it still ends what it started
    machine = look_at_machine()
    if machine.busy:
        _tell(f"The machine is busy already (load {machine.load_before} > {LOAD_QUIET}): not a time to quote times.")
    try:
        results = measure(settings, machine, quick, _tell)
    except NotReady as error:
        _tell(str(error))
        return 1
    Console(width=None if sys.stdout.isatty() else 150).print(report(results), highlight=False)
    kept = settings.var_dir / "bench" / "results.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(results.as_json(), ensure_ascii=False, indent=2))
    _tell(f"All figures: {kept}")
    return 0 if results.passed else 1


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
