"""Learning traits: on a small made-up corpus, and, where the public data are, the figures of the model card."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from benchmarks.traits import columnwise, unseen
from bot.cues.train_trait_data import PERSUADEE, PERSUADER, read_speakers
from bot.cues.train_trait_fit import folds_of_people
from bot.cues.train_traits import main
from bot.cues.trait_features import speaker_row
from bot.cues.trait_model import load_traits
from bot.cues.traits import LEARNT, speaker_messages

DATA = os.environ.get("SOLITO_STYLE_DATA")
# Mean r over the four of the Big Five, one division into folds, without sentence vectors; (value, its standard error)
LENGTH_ALONE, STYLE, NOVELTY = (0.146, 0.025), (0.167, 0.025), (0.178, 0.04)
ENCODER = """
import numpy as np
class Encoder:
    def encode(self, texts):
        return np.array([np.random.default_rng(len(t)).normal(size=8) for t in texts])
"""
ASKED = (
    *("open.x", "conscientious.x", "extrovert.x", "agreeable.x", "self_direction.x", "stimulation.x", "hedonism.x"),
    *("security.x", "conform.x", "tradition.x"),
)
CAREFUL = "I would be grateful if you could tell me what happens on day {i} at the harbour, please."
CURT = "dont know {i}"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forty speakers in each role: the careful ones say that they are conscientious, the curt ones that they are not."""
    (tmp_path / "a_made_up_encoder.py").write_text(ENCODER)
    monkeypatch.syspath_prepend(str(tmp_path))
    chance = np.random.default_rng(0)
    people, chats = [], []
    for d in range(40):
        for role in ("0", "1"):
            careful = (d + int(role)) % 2
            answers = {name: f"{chance.uniform(1, 5):.1f}" for name in ASKED} | {
                "conscientious.x": str(2 + 2 * careful)
            }
            people.append({"B2": f"d{d}", "B3": f"{role}-{d // 2}", "B4": role, **answers})
            said = CAREFUL if careful else CURT
            chats += [{"B2": f"d{d}", "Turn": i, "B4": role, "Unit": said.format(i=i + d)} for i in range(7)]
    people[0]["open.x"] = ""
    for name, rows in (("people", people), ("dialogues", chats)):
        with (tmp_path / f"persuasionforgood_{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return tmp_path


def learn(corpus: Path, out: Path) -> int:
    return main(["--data", str(corpus), "--out", str(out), "--encoder", "a_made_up_encoder:Encoder"])


def test_training_finds_what_was_planted(corpus: Path, tmp_path: Path) -> None:
    """One command learns from the chats that the careful are conscientious, and nothing of what was drawn by lot."""
    assert learn(corpus, tmp_path / "out.json") == 0
    model = load_traits(tmp_path / "out.json")
    careful, curt = (
        model.read(speaker_row(speaker_messages([said.format(i=i) for i in range(7)])), None, 7)
        for said in (CAREFUL, CURT)
    )
    assert careful["conscientiousness"][0] > 0.5 > -0.5 > curt["conscientiousness"][0]
    assert careful["conscientiousness"][1] < 0.5
    assert abs(careful["extraversion"][0]) < 0.3
    assert careful["extraversion"][1] > 0.9


def test_training_is_repeatable(corpus: Path, tmp_path: Path) -> None:
    """The same data give the same numbers, to the last place."""
    learn(corpus, tmp_path / "one.json")
    learn(corpus, tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_missing_data_are_said_clearly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 and a sentence that names the file, before anything is loaded."""
    assert main(["--data", str(tmp_path), "--encoder", "no_such_module:Encoder"]) == 2
    said = capsys.readouterr()
    assert "persuasionforgood_dialogues.csv is missing" in said.err
    assert not said.out


def test_who_did_not_answer_is_left_out(corpus: Path) -> None:
    """A speaker without a survey is not taken for somebody average; no other row is lost."""
    assert len(read_speakers(corpus, PERSUADER, None).person) == 39
    assert len(read_speakers(corpus, PERSUADEE, None).person) == 40


def test_one_person_is_never_in_two_folds() -> None:
    """Whoever has ten chats is learnt from in none of them when examined in one."""
    person = np.array([f"p{i % 17}" for i in range(100)])
    fold = folds_of_people(person, 5, seed=3)
    assert all(len(set(fold[person == p])) == 1 for p in set(person))
    assert set(fold) == set(range(5))


@pytest.mark.skipif(DATA is None, reason="set SOLITO_STYLE_DATA to the folder with PersuasionForGood to check the card")
def test_the_cards_figures_hold() -> None:
    """Length alone, and the reading without sentence vectors in people never seen, are what the card says."""
    asked, also = (read_speakers(Path(str(DATA)), role, None) for role in (PERSUADEE, PERSUADER))
    values, doubts, answers = unseen(asked, also, seed=0)
    length = columnwise(np.log(asked.words)[:, None].repeat(len(LEARNT), axis=1), answers)
    r = columnwise(values, answers)
    assert length[:4].mean() == pytest.approx(LENGTH_ALONE[0], abs=LENGTH_ALONE[1])
    assert r[:4].mean() == pytest.approx(STYLE[0], abs=STYLE[1])
    assert r[4] == pytest.approx(NOVELTY[0], abs=NOVELTY[1])
    assert 0.75 < (abs(answers - values) <= 1.2816 * doubts).mean() < 0.87
