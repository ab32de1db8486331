"""``solito traits``: one line in, one line out, whatever comes."""

from __future__ import annotations

import json

import numpy as np
import pytest

from bot.cues.traits import TRAITS
from commands.traits import BATCH, speaker_of, trait_lines

SHAPE = {"value", "sd", "n", "acts_on", "evidence"}


def said(*lines: str) -> list[dict]:
    return [json.loads(line) for line in trait_lines(lines)]


def test_one_line_for_each_in_order() -> None:
    """Ids come back in order over more than one batch, empty lines among them."""
    lines = [
        json.dumps({"id": i, "messages": ["a flat white, please"]}) if i % 7 else "\n" for i in range(2 * BATCH + 3)
    ]
    rows = said(*lines)
    assert [row["id"] for row in rows] == [i if i % 7 else None for i in range(2 * BATCH + 3)]
    assert rows[0] == {"id": None, "traits": {}, "error": "empty line"}


def test_a_speaker_has_all_traits() -> None:
    """The contract's shape, and no key beside it."""
    (row,) = said(json.dumps({"id": "c-1", "messages": ["Hello, do you have tea?", "😀", "Two of these, please."]}))
    assert set(row) == {"id", "traits"}
    assert tuple(row["traits"]) == TRAITS
    assert all(set(trait) == SHAPE for trait in row["traits"].values())
    assert row["traits"]["openness"]["n"] == 2


def test_nobody_said_anything() -> None:
    """No messages is no error: a stranger."""
    (row,) = said('{"id": "c-2", "messages": []}')
    assert row["traits"]["extraversion"] == {"value": 0.0, "sd": 1.0, "n": 0, "acts_on": False, "evidence": []}


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("", None),
        ("   ", None),
        ("not json", None),
        ("[1, 2]", None),
        ('"text"', None),
        ("null", None),
        ('{"id": "c-3"}', "c-3"),
        ('{"id": "c-4", "messages": "hello"}', "c-4"),
        ('{"id": "c-5", "messages": null}', "c-5"),
        ('{"messages": 3}', None),
        ('{"id": NaN, "messages": []}', None),
        ('{"id": 1e999, "messages": []}', None),
        ("[" * 100_000, None),
        ("\ufeff{}", None),
    ],
)
def test_a_wrong_line_says_what_is_wrong(line: str, who: str | None) -> None:
    """Empty traits, a sentence, and the id where there is one; never a crash."""
    (row,) = said(line)
    assert (row["id"], row["traits"]) == (who, {})
    assert row["error"]


def test_odd_messages_are_read_over() -> None:
    """What is no text is left out, half a surrogate pair harms nobody, and every line can be printed."""
    lines = list(trait_lines(['{"id": "\\ud83d", "messages": [1, null, {"a": 1}, "a coffee \\ud83d", ""]}']))
    assert lines[0].encode()
    assert json.loads(lines[0])["traits"]["openness"]["n"] == 1


def test_italian_is_not_guessed_at() -> None:
    """Somebody who writes Italian is a stranger to an English model."""
    (row,) = said(json.dumps({"id": 1, "messages": ["buongiorno, vorrei un cappuccino e una brioche per favore"] * 3}))
    assert {trait["n"] for trait in row["traits"].values()} == {0}


def test_all_messages_of_a_batch_are_encoded_at_once() -> None:
    """One call for many speakers, each vector with its own message; who said nothing takes none."""
    asked: list[list[str]] = []

    def encode(texts: list[str]) -> np.ndarray:
        asked.append(list(texts))
        return np.array([np.random.default_rng(len(text)).normal(size=384) for text in texts]) / 20

    speakers = [
        ["one tea, please", "and milk"],
        [],
        ["do you have anything without nuts?"],
        ["two large croissants"],
    ]
    lines = [json.dumps({"id": i, "messages": messages}) for i, messages in enumerate(speakers)]
    rows = list(trait_lines([lines[0], "", *lines[1:]], encode))
    assert asked == [[text for messages in speakers for text in messages]]
    assert [rows[0], *rows[2:]] == [next(trait_lines([line], encode)) for line in lines]
    assert json.loads(rows[0])["traits"] != said(lines[0])[0]["traits"]


def test_a_long_line_of_messages_is_bounded() -> None:
    """Ten thousand messages give one line that rests on two hundred."""
    (row,) = said(json.dumps({"id": 1, "messages": ["a small black coffee, please"] * 10_000}))
    assert row["traits"]["openness"]["n"] == 200


def test_speaker_of_keeps_any_id() -> None:
    """Ids are opaque: numbers and lists come back as they were."""
    assert speaker_of('{"id": [1, "a"], "messages": []}').id == [1, "a"]
