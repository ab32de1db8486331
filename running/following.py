"""A long command of somebody else's, followed: its own words go to a log, what it is at is shown in plain ones."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

TAIL_LINES = 30  # so much of the log is shown when the command fails
# What a line of the command's tells of where it is.
STAGES: Mapping[str, str] = {
    r"train component 'RulePolicy'": "learning which act answers which wish",
    r"Loading SentenceTransformer|train component 'SentenceEncoder'": "encoding the example sentences, the longest part",
    r"train component 'Wishes'": "learning to tell wishes apart",
    r"train component '(?:DIETClassifier|TEDPolicy|ResponseSelector)'": "training the networks of plain Rasa",
    r"model is trained and saved": "done",
}


def follow(command: Sequence[str], folder: Path, env: Mapping[str, str], log: Path) -> int:
    """Run a command in ``folder`` and return its exit code. On a terminal a line shows the stage; elsewhere each is printed.

    All that the command says is in ``log``; its end is printed when it fails.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    console = Console(stderr=True, highlight=False)
    with open(log, "w", encoding="utf-8") as kept, console.status("starting …") as status:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        assert process.stdout is not None
        told = ""
        for line in process.stdout or ():
            kept.write(line)
            stage = stage_of(line)
            if stage and stage != told:
                told = stage
                status.update(f"{stage} …")
                if not console.is_terminal:
                    console.print(f"  {stage}")
        code = process.wait()
    if code != 0:
        console.print("\n".join(log.read_text(encoding="utf-8").splitlines()[-TAIL_LINES:]), markup=False)
    return code


def stage_of(line: str) -> str:
    """Where a line of the command's output stands, in plain words; "" when it does not tell."""
    return next((words for pattern, words in STAGES.items() if re.search(pattern, line)), "")
