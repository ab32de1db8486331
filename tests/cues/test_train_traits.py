"""Learning traits: on small made-up corpora, and, where the public data are, the figures of the model card."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.traits import columnwise, unseen
from bot.cues.train_trait_data import FIRST, PERSUADEE, PERSUADER, WORDS, Speakers, read_speakers
from bot.cues.train_trait_fit import folds_of_people
from bot.cues.train_trait_novelty import NOVELTY, learn
from bot.cues.train_traits import main
from bot.cues.trait_features import NAMES, speaker_row, speaker_words
from bot.cues.trait_model import TraitModel, load_traits
from bot.cues.traits import LEARNT, speaker_messages

DATA = os.environ.get("SOLITO_STYLE_DATA")
# Mean r over the four of the Big Five, and r of novelty seeking, without sentence vectors; (value, its standard error)
LENGTH_ALONE, STYLE, STYLE_AND_WORDS = (0.146, 0.025), (0.167, 0.025), (0.198, 0.04)
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
# Alike in every feature: two common prepositions of four letters
FROM = "She drinks tea number {i} from a glass."
WITH = "She drinks tea number {i} with a glass."
NEW, PROVEN = ASKED[4:7], ASKED[7:]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forty speakers in each role: the careful ones say that they are conscientious, the curt ones that they are not."""
    return made_up(tmp_path, monkeypatch, (CURT, CAREFUL), ({"conscientious.x": "2"}, {"conscientious.x": "4"}))


@pytest.fixture
def wordy_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, but one common word alone tells who seeks what is new, and who is open."""
    seeking = ({name: "2" for name in (*NEW, "open.x")}, {name: "4" for name in (*NEW, "open.x")})
    return made_up(tmp_path, monkeypatch, (WITH, FROM), seeking)


def made_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch, said: tuple[str, str], answered: tuple[Mapping[str, str], ...]
) -> Path:
    """Chats of two kinds of speakers, who answer as their kind does; all other answers are drawn by lot."""
    (folder / "a_made_up_encoder.py").write_text(ENCODER)
    monkeypatch.syspath_prepend(str(folder))
    chance = np.random.default_rng(0)
    people, chats = [], []
    for d in range(40):
        for role in ("0", "1"):
            kind = (d + int(role)) % 2
            answers = {name: f"{chance.uniform(1, 5):.1f}" for name in ASKED} | answered[kind]
            people.append({"B2": f"d{d}", "B3": f"{role}-{d // 2}", "B4": role, **answers})
            chats += [{"B2": f"d{d}", "Turn": i, "B4": role, "Unit": said[kind].format(i=i + d)} for i in range(7)]
    people[0]["open.x"] = ""
    for name, rows in (("people", people), ("dialogues", chats)):
        with (folder / f"persuasionforgood_{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return folder


def read(model: TraitModel, said: str) -> dict[str, tuple]:
    """What a model reads of seven messages, without sentence vectors."""
    heard = speaker_messages([said.format(i=i) for i in range(7)])
    return dict(model.read(speaker_row(heard), speaker_words(heard, model.words), None, 7))


def drawn(told_by_words: bool) -> Speakers:
    """Two hundred speakers drawn by lot; ten common words, or ten features, tell how much each seeks what is new."""
    chance = np.random.default_rng(1)
    widths = (len(NAMES), len(WORDS), 0)
    mean = chance.normal(size=(200, sum(widths)))
    start = len(NAMES) if told_by_words else 0
    surveyed = chance.normal(size=(200, len(LEARNT)))
    surveyed[:, NOVELTY] = mean[:, start : start + 10].sum(axis=1) + chance.normal(size=200)
    first = mean + chance.normal(size=(len(FIRST), *mean.shape))
    person = np.array([f"p{i}" for i in range(200)])
    return Speakers(person, surveyed, np.full(200, 90), np.full(200, 9), widths, mean, first, 2 * mean - first)


def learn_anew(corpus: Path, out: Path) -> int:
    return main(["--data", str(corpus), "--out", str(out), "--encoder", "a_made_up_encoder:Encoder"])


def test_training_finds_what_was_planted(corpus: Path, tmp_path: Path) -> None:
    """One command learns from the chats that the careful are conscientious, and nothing of what was drawn by lot."""
    assert learn_anew(corpus, tmp_path / "out.json") == 0
    model = load_traits(tmp_path / "out.json")
    careful, curt = read(model, CAREFUL), read(model, CURT)
    assert careful["conscientiousness"][0] > 0.5 > -0.5 > curt["conscientiousness"][0]
    assert careful["conscientiousness"][1] < 0.5
    assert abs(careful["extraversion"][0]) < 0.3
    assert careful["extraversion"][1] > 0.9


def test_novelty_seeking_is_learnt_from_common_words_and_the_big_five_are_not(
    wordy_corpus: Path, tmp_path: Path
) -> None:
    """Where one word alone tells both who seeks what is new and who is open, only the first is read."""
    learn_anew(wordy_corpus, tmp_path / "out.json")
    model = load_traits(tmp_path / "out.json")
    out_of, beside = read(model, FROM), read(model, WITH)
    assert out_of["novelty_seeking"][0] > 0.3 > -0.3 > beside["novelty_seeking"][0]
    assert any(line.startswith("says “from” often +") for line in out_of["novelty_seeking"][2].in_words())
    assert any(line.startswith("seldom says “from” -") for line in beside["novelty_seeking"][2].in_words())
    assert out_of["openness"][0] == pytest.approx(beside["openness"][0], abs=0.05)
    kept = json.loads((tmp_path / "out.json").read_text())
    for way, vector in (("without", 0), ("joined", 8)):
        columns = {n: tuple(len(kept[way][n][block]) for block in ("style", "words", "topic")) for n in LEARNT[:4]}
        assert set(columns.values()) == {(len(NAMES), 0, vector)}


def test_words_are_counted_only_where_they_tell_something() -> None:
    """How many is chosen by people not learnt from: some where words tell who seeks what is new, none where they do not."""
    assert learn(drawn(told_by_words=True), drawn(told_by_words=True)).words > 0
    assert learn(drawn(told_by_words=False), drawn(told_by_words=False)).words == 0


def test_no_chat_chooses_the_words(corpus: Path, tmp_path: Path) -> None:
    """They are English at large: chats about harbours bring in no harbour, and no figure is a word."""
    learn_anew(corpus, tmp_path / "out.json")
    kept = json.loads((tmp_path / "out.json").read_text())["words"]
    assert tuple(kept) == WORDS[: len(kept)]
    assert not {"harbour", "day", "grateful", "please", "children", "charity"} & set(WORDS)
    assert len(set(WORDS)) == 100
    assert all(word.replace("'", "").isalpha() for word in WORDS)


def test_what_somebody_answered_has_no_part_in_what_is_read_of_them() -> None:
    """In the exam: other answers of one person change what is read of others, and nothing of what is read of that one."""
    asked = drawn(told_by_words=True)
    one = asked.person == "p7"
    lied = asked.surveyed.copy()
    lied[one] = 9.0
    before, after = (
        unseen(replace(asked, surveyed=answers), replace(asked, surveyed=answers), seed=0)[0]
        for answers in (asked.surveyed, lied)
    )
    assert (before[one] == after[one]).all()
    assert (before[~one] != after[~one]).any(axis=0).all()


def test_training_is_repeatable(corpus: Path, tmp_path: Path) -> None:
    """The same data give the same numbers, to the last place."""
    learn_anew(corpus, tmp_path / "one.json")
    learn_anew(corpus, tmp_path / "two.json")
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
    assert r[4] == pytest.approx(STYLE_AND_WORDS[0], abs=STYLE_AND_WORDS[1])
    assert 0.75 < (abs(answers - values) <= 1.2816 * doubts).mean() < 0.87
