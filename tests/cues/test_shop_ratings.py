"""Ratings of messages in a shop: numbers that find their texts, and leave out those that are gone."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bot.cues import shop_ratings
from bot.cues.shop_ratings import FILE, mark, shop_rated
from bot.cues.style_corpora import NoData, shop_messages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Public data of our own making: none of their texts is rated."""
    for name, file, text in (
        ("nlu", "train_pool.csv", "text,language\nnobody rated me,en\n"),
        ("dialogues", "dev_dialogues.jsonl", json.dumps({"turns": [{"speaker": "customer", "text": "nor me"}]})),
        ("people", "persuasionforgood_dialogues.csv", "B2,Turn,B4,Unit\na,1,0,nor me either\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text(text)
    return tmp_path / "people"


def test_own_sentences_are_found_by_their_marks(folder) -> None:
    """Two thousand and more of our own sentences are rated, each from −3 to 3; casual ones lower than formal ones."""
    rated = shop_rated(folder, "learn")
    assert len(rated.texts) > 2_000
    assert set(rated.texts) <= set(shop_messages())
    assert rated.score.min() == -3
    assert rated.score.max() == 3


def test_what_is_examined_was_not_learnt() -> None:
    """No message stands in two parts, so the judge's ear shares none with the shop's; no public text stands in words."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    marks = {part: {row["mark"] for row in rows if row["part"] == part} for part in ("learn", "judge", "exam")}
    assert all(marks.values())
    assert len(set().union(*marks.values())) == len(rows) == sum(map(len, marks.values()))
    assert {row["source"] for row in rows if row["text"]} == {"replies"}
    assert all(int(row["readings"]) == 3 for row in rows if row["part"] == "exam")


def test_replies_are_examined_without_the_public_data(folder) -> None:
    """Solito's own replies are there in words."""
    assert len(shop_rated(folder, "exam", "replies").texts) == 150
    with pytest.raises(NoData):
        shop_rated(folder, "exam", "customers")


def test_spaces_and_capitals_make_no_other_text() -> None:
    """A text goes by what it says."""
    assert mark("Two  Lattes,\nplease") == mark("two lattes, please")
    assert mark("two lattes") != mark("two latte")


def test_a_changed_sentence_is_left_out(folder, monkeypatch) -> None:
    """Who rewrites a sentence loses its rating, and nothing else."""
    before = shop_rated(folder, "learn")
    changed = ("something that nobody rated", *(text for text in shop_messages() if text != before.texts[0]))
    monkeypatch.setattr(shop_ratings, "shop_messages", lambda: changed)
    assert set(shop_rated(folder, "learn").texts) == set(before.texts[1:])
