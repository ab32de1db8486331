"""Real customers' dialogues, replayed turn by turn. The public data lie beside the repository; without them this skips."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from stack import Stack

from actions.way_out import NOT_UNDERSTOOD as FALLBACKS
from house import open_house
from profiles import transcript

pytestmark = pytest.mark.stack
HERE = Path(__file__).resolve()
DATA = Path(os.environ.get("SOLITO_DIALOGUES", HERE.parents[3] / "shared/data/dialogues/dev_dialogues.jsonl"))
FALLBACK_SHARE_MAX = 0.25  # a guard against collapse; the figure itself is printed


@pytest.mark.timeout(600)
def test_real_dialogues_are_always_answered(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    """Every turn gets a non-empty reply, never the same twice running, none an error; fallbacks are counted and printed."""
    if not DATA.exists():
        pytest.skip(f"the public dialogues are not there ({DATA.name}): set SOLITO_DIALOGUES to their file")
    engine = open_house(stack.settings).profiles.engine
    dialogues = [json.loads(line) for line in DATA.read_text().splitlines() if line.strip()]
    turns = fallbacks = 0
    for dialogue in dialogues:
        visitor, before = stack.visitor(), ""
        for text in (turn["text"] for turn in dialogue["turns"] if turn["speaker"] == "customer"):
            reply = visitor.says(text)
            assert not visitor.degraded, (text, stack.logs())
            assert reply.strip(), f"no reply to {text!r}"
            assert reply != before, f"the same reply twice running, to {text!r}: {reply!r}"
            before = reply
            turns += 1
            acts = set(transcript.turns(engine, visitor.customer, 1)[-1].plan["acts"])
            fallbacks += bool(acts & FALLBACKS)
    with capsys.disabled():
        print(f"\n{len(dialogues)} real dialogues, {turns} turns: {fallbacks} fallbacks ({fallbacks / turns:.0%})")
    assert fallbacks <= FALLBACK_SHARE_MAX * turns
