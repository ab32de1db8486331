"""Learning style: on a small made-up corpus, and, where the public data are, the figures of the model cards."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from benchmarks.carrying import carry_over
from benchmarks.style import OtherRecipe, examine_formality, examine_politeness, read_exam, spearman, style_figures
from bot.cues import style_corpora, train_style
from bot.cues.style_features import LEXICAL
from bot.cues.style_model import FOLDER, load_style
from bot.network_batches import with_slips
from bot.train_shop_formality import main

DATA = os.environ.get("SOLITO_STYLE_DATA")
PUBLISHED = {  # figure: (value, its standard error on the data)
    "formality mean": (0.636, 0.012),
    "formality in a shop": (0.795, 0.020),
    "formality in a shop, customers": (0.727, 0.045),
    "formality mean whole": (0.629, 0.012),
    "formality mean counts": (0.573, 0.012),
    "formality mean length alone": (0.466, 0.012),
    "politeness accuracy": (0.881, 0.007),
    "politeness accuracy whole": (0.906, 0.006),
    "politeness area": (0.956, 0.004),
}
ENCODER = '''
import numpy as np
class Encoder:
    """Long texts are formal, those with a question mark polite."""
    def hear(self, texts):
        rows = [[len(t) / 40 - 1, 1.0 if "?" in t else -1.0, 0.0] for t in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)
'''


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our own few sentences in the shape of the public files, and an encoder in the shape of ours."""
    (tmp_path / "a_made_up_style_encoder.py").write_text(ENCODER)
    monkeypatch.syspath_prepend(str(tmp_path))
    people, nlu = tmp_path / "people", tmp_path / "nlu"
    people.mkdir()
    nlu.mkdir()
    (nlu / "train_pool.csv").write_text("text,language\nI would like to order,en\nvorrei ordinare,it\n")
    casual, formal = "yeah gimme that stuff lol", "I would be grateful for your assistance regarding the matter"
    for genre in style_corpora.GENRES:
        rows = [f"{-2 + i % 2 * 0.1}\t-\tid\t{casual} {i}" for i in range(20)] + [
            f"{2 + i % 2 * 0.1}\t-\tid\t{formal} {i}" for i in range(20)
        ]
        (people / f"formality_{genre}.tsv").write_text("\n".join([*rows, "1\t-\tid\t—"]), encoding="cp1252")
    asks = [f"w,{i},Could you please help me with page {i}? Thanks!,1.{i:02}" for i in range(40)]
    asks += [f"w,{i},Stop this stupid nonsense on page {i}.,-1.{i:02}" for i in range(40)]
    (people / "politeness_wikipedia.csv").write_text("\n".join(["Community,Id,Request,Normalized Score", *asks]))
    turns = [f"a,{i},0,I have seen the museum on a sunny day {i}" for i in range(10)]
    (people / "persuasionforgood_dialogues.csv").write_text("\n".join(["B2,Turn,B4,Unit", *turns]))
    return people


def learn(corpus: Path, out: Path) -> int:
    out.mkdir(exist_ok=True)
    place = "a_made_up_style_encoder:Encoder"
    return train_style.main(["--data", str(corpus), "--out", str(out), "--encoder", place])


def test_training_writes_numbers_that_tell_casual_from_formal(corpus, tmp_path) -> None:
    """One command learns both models and leaves numbers only; what shops usually say is measured by length."""
    out = tmp_path / "out"
    assert learn(corpus, out) == 0
    body = json.loads((out / "formality.json").read_text())
    assert body["weights"]["casual"]["weight"] < 0 < body["weights"]["formal"]["weight"]
    assert body["whole"]["column"] == 0
    assert next(words for words, _ in body["whole"]["usual"]) == 1.0
    readings = [reading for _, reading in body["whole"]["usual"]]
    assert readings == sorted(readings)  # this encoder takes length for form
    assert json.loads((out / "politeness.json").read_text())["whole"]["column"] == 1
    shop = json.loads((out / "shop_formality.json").read_text())
    assert shop["whole"]["column"] == 2
    assert shop["weights"]["casual"]["weight"] < 0 < shop["weights"]["formal"]["weight"]  # of our own rated messages
    assert "lower_case_start" not in shop["weights"]  # cannot be heard


def test_training_is_repeatable(corpus, tmp_path) -> None:
    """The same data give the same numbers, to the last place."""
    for name in ("one", "two"):
        learn(corpus, tmp_path / name)
    assert (tmp_path / "one/politeness.json").read_bytes() == (tmp_path / "two/politeness.json").read_bytes()


def test_missing_data_are_named(corpus, tmp_path, capsys) -> None:
    """Who lacks the data reads which file, and gets exit status 2."""
    (corpus / "formality_blog.tsv").unlink()
    assert learn(corpus, tmp_path / "out") == 2
    assert "formality_blog.tsv is missing" in capsys.readouterr().err
    assert main(["--data", str(tmp_path / "nowhere" / "people")]) == 2
    assert "train_pool.csv is missing" in capsys.readouterr().err


def test_a_text_without_a_word_is_left_out(corpus) -> None:
    """A row that holds a dash only is no text, and a row cut short no row."""
    assert all(len(rated.texts) == 40 for rated in style_corpora.formality(corpus).values())


def test_slips_change_one_word_and_only_some_texts() -> None:
    """A slip keeps the number of words and the first letter; about half of the texts get one."""
    texts = ["could you wrap this present please"] * 400
    slipped = with_slips(texts, np.random.default_rng(0), 0.5)
    assert 150 < sum(one != other for one, other in zip(texts, slipped, strict=True)) < 250
    for text in slipped:
        differing = [(a, b) for a, b in zip(texts[0].split(), text.split(), strict=True) if a != b]
        assert len(differing) <= 1
        assert all(a[0] == b[0] and abs(len(a) - len(b)) <= 1 for a, b in differing)
    assert with_slips(["is it on?"], np.random.default_rng(0), 1.0) == ["is it on?"]


@pytest.mark.parametrize("name", ["formality", "politeness"])
def test_the_committed_model_is_whole(name) -> None:
    """It has a weight for every feature, only numbers, the encoder's share, and a card beside it."""
    model = load_style(name)
    assert set(LEXICAL) <= set(model.weights)
    assert all(np.isfinite([w.weight, w.reference, w.chat]).all() for w in model.weights.values())
    assert 30 <= len(model.weights) <= 70
    assert model.whole is not None
    assert np.isfinite(np.array(model.whole.usual)).all()
    card = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert all(heading in card for heading in ("## Data", "## Protocol", "## Figures", "## Limits"))


def test_ranks_share_ties() -> None:
    """Spearman is right with ties (worked by hand)."""
    assert spearman(np.array([1, 2, 2, 3]), np.array([1, 2, 2, 9])) == pytest.approx(1.0)
    assert spearman(np.array([1, 2, 3, 4]), np.array([4, 3, 2, 1])) == pytest.approx(-1.0)


@pytest.mark.skipif(not DATA, reason="SOLITO_STYLE_DATA names no folder with the public data")
def test_the_cards_figures_hold() -> None:
    """Counted anew beside the kept readings of the ten networks, every figure lies within its standard error."""
    figures = style_figures(Path(str(DATA)))
    for name, (value, error) in PUBLISHED.items():
        assert figures[name] == pytest.approx(value, abs=error), name


@pytest.mark.skipif(not DATA, reason="SOLITO_STYLE_DATA names no folder with the public data")
def test_the_committed_numbers_are_those_of_the_data(tmp_path) -> None:
    """Learnt anew with the committed encoder, the weights are the committed ones."""
    assert train_style.main(["--data", str(DATA), "--out", str(tmp_path)]) == 0
    for name in ("formality", "shop_formality", "politeness"):
        learnt, kept = (json.loads((folder / f"{name}.json").read_text()) for folder in (tmp_path, FOLDER))
        assert learnt["weights"].keys() == kept["weights"].keys()
        for feature, numbers in learnt["weights"].items():
            assert numbers == pytest.approx(kept["weights"][feature], abs=0.01), feature
        assert np.array(learnt["whole"]["usual"]) == pytest.approx(np.array(kept["whole"]["usual"]), abs=0.02)


@pytest.mark.skipif(not DATA, reason="SOLITO_STYLE_DATA names no folder with the public data")
def test_readings_dealt_to_other_texts_tell_nothing() -> None:
    """The exam can fail: with the encoder's readings shuffled, formality falls to what counts alone reach at most."""
    exam = read_exam(Path(str(DATA)))
    chance = np.random.default_rng(0)
    for texts in (*exam.genres.values(), exam.requests):
        chance.shuffle(texts.heard)
    assert examine_formality(exam)["formality mean whole"] == pytest.approx(0.0, abs=0.05)
    assert examine_politeness(exam)["politeness accuracy whole"] == pytest.approx(0.5, abs=0.05)


def test_readings_of_another_recipe_are_refused(monkeypatch) -> None:
    """Who changes the training cannot go on reporting the figures of the old one."""
    monkeypatch.setattr("bot.train_style_encoder.RECIPE", "another")
    with pytest.raises(OtherRecipe, match="--refit"):
        read_exam(Path(str(DATA)) if DATA else Path("nowhere"))


@pytest.mark.skipif(not DATA, reason="SOLITO_STYLE_DATA names no folder with the public data")
def test_what_carries_over_holds() -> None:
    """Habits of the first three turns go with those of later turns as published, and the intervals are honest."""
    figures = carry_over(Path(str(DATA)))
    assert figures["carry-over mean"] == pytest.approx(0.600, abs=0.01)
    assert 0.75 <= figures["carry-over coverage"] <= 0.85
