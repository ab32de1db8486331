"""The examples in docs/voice.md are what the code says."""

from __future__ import annotations

from pathlib import Path

from voice_customers import examples_as_markdown

DOC = Path(__file__).parents[2] / "docs" / "voice.md"


def test_the_side_by_side_examples_are_real():
    """docs/voice.md shows exactly what the five customers are answered; else print it anew with voice_customers.py."""
    assert examples_as_markdown() in DOC.read_text("utf-8")
