"""Learns the traits anew: ``python -m bot.cues.train_traits --data FOLDER``.

FOLDER holds PersuasionForGood's two files (``train_trait_data`` says which). Writes ``models/traits.json`` (numbers
and common words, no sentence); about two minutes on one core; the same data give the same numbers. Exit 2 where data
are missing.
``python -m benchmarks.traits --data FOLDER`` prints how good it is in people never seen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import numpy as np

from bot.cues.train_trait_data import PERSUADEE, PERSUADER, WORDS, NoData, Speakers, check_data, read_speakers
from bot.cues.train_trait_fit import moments
from bot.cues.train_trait_novelty import Learnt, learn
from bot.cues.trait_features import NAMES
from bot.cues.trait_model import FILE
from bot.cues.traits import LEARNT, Encode


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, learn, write. Exit 0; 2 where data are missing."""
    parser = argparse.ArgumentParser(prog="python -m bot.cues.train_traits", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with PersuasionForGood")
    parser.add_argument("--out", type=Path, default=FILE, help="where the numbers go")
    # Reading never loads an encoder; this training shell asks for it by name, so that the package needs none.
    parser.add_argument("--encoder", default="bot.encoder:Encoder", help="MODULE:NAME that makes an encoder")
    options = parser.parse_args(arguments)
    try:
        check_data(options.data)  # before an encoder is loaded
        body = learnt(options.data, _encode(options.encoder))
    except NoData as missing:
        print(missing, file=sys.stderr)
        return 2
    options.out.write_text(json.dumps(body, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
    print(json.dumps({k: body[k] for k in ("turns", "penalties")}))
    return 0


def learnt(folder: Path, encode: Encode) -> dict[str, object]:
    """The body of ``traits.json``. Raises ``NoData``."""
    asked, also = (read_speakers(folder, role, encode) for role in (PERSUADEE, PERSUADER))
    joined, without = learn(asked, also), learn(asked.without_vectors(), also.without_vectors())
    most = max(joined.words, without.words)
    return {
        "features": list(NAMES),
        "words": list(WORDS[:most]),
        "turns": round(joined.plain.turns, 2),
        "penalties": {name: _penalties(one) for name, one in (("without", without), ("joined", joined))},
        **_usual(asked.counting(most)),
        "without": _by_trait(without),
        "joined": _by_trait(joined),
    }


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _usual(asked: Speakers) -> dict[str, list[float]]:
    usual, spread = (np.split(v, np.cumsum(asked.widths)[:-1]) for v in moments(asked))
    blocks = ("", "words_", "topic_")
    return {
        block + name: _short(values)
        for name, parts in (("usual", usual), ("spread", spread))
        for block, values in zip(blocks, parts, strict=True)
    }


def _penalties(learnt: Learnt) -> dict[str, float]:
    return {"big_five": learnt.plain.penalty, "novelty_seeking": learnt.novelty.penalty}


def _by_trait(learnt: Learnt) -> dict[str, dict[str, object]]:
    return {name: _one_trait(learnt, t) for t, name in enumerate(LEARNT)}


def _one_trait(learnt: Learnt, trait: int) -> dict[str, object]:
    fitted, place = learnt.of(trait)
    counted = learnt.words if fitted is learnt.novelty else 0
    style, words, topic = np.split(fitted.weights[:, place], [len(NAMES), len(NAMES) + counted])
    return {
        "style": _short(style),
        "words": _short(words),
        "topic": _short(topic),
        "half_at": round(float(fitted.half_at[place]), 2),
        "told": round(float(fitted.told[place]), 4),
    }


def _short(values: np.ndarray) -> list[float]:
    return [float(f"{v:.5g}") for v in values.tolist()]


def _encode(place: str) -> Encode:
    module, _, name = place.partition(":")
    encode: Encode = getattr(import_module(module), name)().encode
    return encode


if __name__ == "__main__":
    raise SystemExit(main())
