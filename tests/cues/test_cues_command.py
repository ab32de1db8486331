"""``solito cues``: one JSON line for each line of input, whatever the batch, at once, with the bar kept apart."""

from __future__ import annotations

import io
import json
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cues.reader import cues_as_json
from bot.hearing import hear
from commands import batches as batching
from commands.batches import batches
from commands.hearing import BATCH, cues_of_lines

MIXED = (
    "flat white oat",
    "",
    "Buongiorno, vorrei un cappuccino per favore",
    "Could you tell me what is new, please?",
    "😀😀",
    "<b>hi</b> \x1b[31m there",
    "שלום, אפשר קפה?",
    "   ",
    "I would like to return this \ud83d umbrella",
)
FORM = {"verbosity", "lower_case_start", "final_stop", "emoji_count", "exclamation_count"}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_batch_changes_nothing_and_keeps_the_order() -> None:
    """Over the edge of a batch, languages mixed, each line has what it has when read alone."""
    lines = [MIXED[i % len(MIXED)].replace("\ud83d", "") for i in range(2 * BATCH + 5)]
    rows = [json.loads(row) for row in cues_of_lines([f"{line}\n" for line in lines], None)]
    assert [row["text"] for row in rows] == lines
    alone = {(r["text"], r["language"]): r["cues"] for r in rows[: len(MIXED)]}
    assert {"en", "it"} < {language for _, language in alone}  # one of them is in Hebrew letters
    for row in rows:
        assert row["cues"] == alone[row["text"], row["language"]]
    for (text, language), cues in alone.items():
        assert cues == cues_as_json(hear([text], language)[0])


@pytest.mark.parametrize(
    ("lang", "text"), [("de", "Guten Morgen, einen Kaffee bitte!"), ("ja", "コーヒーをください！")]
)
def test_a_language_that_nobody_listens_to_is_heard_by_form_only(lang, text) -> None:
    """Words, capitals, stops, emoji and exclamation marks are given; everything else says why not."""
    row = json.loads(next(cues_of_lines([f"{text}\n"], lang)))
    assert row["language"] == lang
    known = {name for name, cue in row["cues"].items() if cue["value"] is not None}
    assert {"verbosity", "final_stop", "emoji_count", "exclamation_count"} <= known <= FORM
    assert row["cues"]["exclamation_count"]["value"] == 1
    for name in ("formality", "politeness", "warmth", "sentiment", "urgency"):
        assert row["cues"][name] == {"value": None, "reason": f"not heard in the language '{lang}' yet", "evidence": []}
    assert all(cue["reason"] for cue in row["cues"].values() if cue["value"] is None)


def test_no_line_ends_the_reading() -> None:
    """Nothing, a megabyte, markup, escape codes, half a character: one line of JSON each, which any output can encode."""
    lines = [*MIXED, "new " * 250_000, "e" + "\u0301" * 10_000, "\u202e\u2066", "\x00\x07"]
    rows = list(cues_of_lines(lines, None))
    assert len(rows) == len(lines)
    assert all("\n" not in row for row in rows)
    assert [json.loads(row.encode())["text"] for row in rows] == [line.replace("\ud83d", "\ufffd") for line in lines]


@pytest.mark.timeout(60)
def test_who_writes_one_line_and_waits_is_answered() -> None:
    """A batch is what is there: a slow pipe never waits for 255 lines more."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as lines, os.fdopen(writing, "w") as pen:
        rows = cues_of_lines(lines, "en")
        for text in ("quick please", "", "thanks"):
            print(text, file=pen, flush=True)
            assert json.loads(next(rows))["text"] == text


@given(
    st.lists(st.sampled_from(["a", "é", "😀", "\n", "\r", "\r\n", "\u2028", "\x0c"]), max_size=12), st.integers(1, 5)
)
def test_lines_end_where_python_ends_them(parts, chunk) -> None:
    """However the bytes come in pieces, the lines are those that Python reads from the same file."""
    data = "".join(parts).encode()
    expected = [line.rstrip("\n") for line in io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batching, "_CHUNK", chunk)
        found = list(batches(io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"), 3))
    assert [line for batch in found for line in batch] == expected
    assert all(1 <= len(batch) <= 3 for batch in found)


def test_bytes_that_are_no_text_spoil_their_line_only() -> None:
    """A stray Latin-1 byte becomes a sign for the unknown."""
    stream = io.TextIOWrapper(io.BytesIO(b"one\ncaf\xe9\nthree\n"), encoding="utf-8")
    assert [json.loads(row)["text"] for row in cues_of_lines(stream, "en")] == ["one", "caf\ufffd", "three"]


# --- the bar


def heard_with(monkeypatch, lines, *, err: io.StringIO, out: io.StringIO) -> tuple[list[str], str]:
    """The rows, and what was written on stderr meanwhile."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdout", out)
    rows = list(cues_of_lines(lines, "en"))
    assert out.getvalue() == ""
    return rows, err.getvalue()


def file_of(tmp_path, count: int):
    path = tmp_path / "lines.txt"
    path.write_text("flat white\n" * count)
    return path.open()


def test_a_file_has_a_bar_on_the_terminal(monkeypatch, tmp_path) -> None:
    """It counts messages on stderr, goes away at the end, and the results are the same without it."""
    with file_of(tmp_path, 600) as lines:
        rows, told = heard_with(monkeypatch, lines, err=Terminal(), out=io.StringIO())
    assert "600 messages" in told
    assert told.rstrip().endswith("\x1b[2K")  # the line is wiped
    assert rows == list(cues_of_lines(["flat white\n"] * 600, "en"))


def test_a_pipe_has_a_bar_only_when_it_is_long(monkeypatch) -> None:
    """A handful of lines flashes nothing."""
    piped = lambda count: io.TextIOWrapper(io.BytesIO(b"flat white\n" * count))  # noqa: E731
    assert heard_with(monkeypatch, piped(40), err=Terminal(), out=io.StringIO())[1] == ""
    assert "messages" in heard_with(monkeypatch, piped(600), err=Terminal(), out=io.StringIO())[1]


def test_there_is_no_bar_where_nobody_sees_it_or_results_run_by(monkeypatch, tmp_path) -> None:
    """Not into a log, and not between results on the same terminal."""
    with file_of(tmp_path, 600) as lines:
        assert heard_with(monkeypatch, lines, err=io.StringIO(), out=io.StringIO())[1] == ""
    with file_of(tmp_path, 600) as lines:
        assert heard_with(monkeypatch, lines, err=Terminal(), out=Terminal())[1] == ""
