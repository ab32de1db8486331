"""Learning style: on a small made-up corpus, and, where the public data are, the figures of the model cards."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from bot.cues import train_style
from bot.cues.style_features import LEXICAL
from bot.cues.style_model import FOLDER, load_style

DATA = os.environ.get("SOLITO_STYLE_DATA")
PUBLISHED = {  # figure: (value, its standard error on the data)
    "formality mean": (0.574, 0.012),
    "formality mean uncalibrated": (0.588, 0.012),
    "formality mean length alone": (0.466, 0.012),
    "politeness accuracy": (0.807, 0.009),
    "politeness area": (0.882, 0.007),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Our own few sentences in the shape of the public files."""
    casual, formal = "yeah gimme that stuff lol", "I would be grateful for your assistance regarding the matter"
    for genre in train_style.GENRES:
        rows = [f"{-2 + i % 2 * 0.1}\t-\tid\t{casual} {i}" for i in range(20)] + [
            f"{2 + i % 2 * 0.1}\t-\tid\t{formal} {i}" for i in range(20)
        ]
        (tmp_path / f"formality_{genre}.tsv").write_text("\n".join(rows), encoding="cp1252")
    asks = [f"w,{i},Could you please help me with page {i}? Thanks!,1.{i:02}" for i in range(40)]
    asks += [f"w,{i},Stop this stupid nonsense on page {i}.,-1.{i:02}" for i in range(40)]
    (tmp_path / "politeness_wikipedia.csv").write_text("\n".join(["Community,Id,Request,Normalized Score", *asks]))
    turns = [f"a,{i},0,I have seen the museum on a sunny day {i}" for i in range(10)]
    (tmp_path / "persuasionforgood_dialogues.csv").write_text("\n".join(["B2,Turn,B4,Unit", *turns]))
    return tmp_path


def test_training_writes_numbers_that_tell_casual_from_formal(corpus, tmp_path, capsys) -> None:
    """One command learns both models, prints figures as JSON and leaves numbers only."""
    out = tmp_path / "out"
    out.mkdir()
    assert train_style.main(["--data", str(corpus), "--out", str(out)]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["formality mean"] > 0.5
    assert figures["politeness accuracy"] > 0.9
    body = json.loads((out / "formality.json").read_text())
    assert body["weights"]["casual"]["weight"] < 0 < body["weights"]["formal"]["weight"]


def test_training_is_repeatable(corpus, tmp_path) -> None:
    """The same data give the same numbers, to the last place."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        train_style.main(["--data", str(corpus), "--out", str(tmp_path / name)])
    assert (tmp_path / "one/politeness.json").read_bytes() == (tmp_path / "two/politeness.json").read_bytes()


def test_missing_data_are_named(tmp_path, capsys) -> None:
    """Who lacks the data reads which file, and gets exit status 2."""
    assert train_style.main(["--data", str(tmp_path)]) == 2
    assert "formality_blog.tsv is missing" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["formality", "politeness"])
def test_the_committed_model_is_whole(name) -> None:
    """It has a weight for every feature, only numbers, and a card beside it."""
    model = load_style(name)
    assert set(LEXICAL) <= set(model.weights)
    assert all(np.isfinite([w.weight, w.reference, w.chat]).all() for w in model.weights.values())
    assert 30 <= len(model.weights) <= 70
    card = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert all(heading in card for heading in ("## Data", "## Protocol", "## Figures", "## Limits"))


def test_ranks_share_ties() -> None:
    """Spearman is right with ties (worked by hand)."""
    assert train_style.spearman(np.array([1, 2, 2, 3]), np.array([1, 2, 2, 9])) == pytest.approx(1.0)
    assert train_style.spearman(np.array([1, 2, 3, 4]), np.array([4, 3, 2, 1])) == pytest.approx(-1.0)


@pytest.mark.skipif(not DATA, reason="SOLITO_STYLE_DATA names no folder with the public data")
def test_the_cards_figures_hold(tmp_path, capsys) -> None:
    """Learnt anew from the public data, figures lie within their standard error; the weights are the committed ones."""
    assert train_style.main(["--data", str(DATA), "--out", str(tmp_path)]) == 0
    figures = json.loads(capsys.readouterr().out)
    for name, (value, error) in PUBLISHED.items():
        assert figures[name] == pytest.approx(value, abs=error), name
    for name in ("formality", "politeness"):
        learnt = json.loads((tmp_path / f"{name}.json").read_text())["weights"]
        kept = json.loads((FOLDER / f"{name}.json").read_text())["weights"]
        assert learnt.keys() == kept.keys()
        for feature, numbers in learnt.items():
            assert numbers == pytest.approx(kept[feature], abs=0.01), feature
