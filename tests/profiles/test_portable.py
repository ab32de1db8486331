"""The export as tables: complete, exact, and no spreadsheet runs what a customer typed."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from profiles.portable import FORMULA, cell, zipped

EXPORTED = {
    "dialogue": [{"event": "user", "text": "=1+1"}, {"event": "bot", "data": {"a": 1}}],
    "console": {"notes": []},
    "shop": {
        "cart": [],
        "orders": [
            {"id": "A-1", "total": "3.20", "lines": [{"title": "tè", "quantity": 2}, {"title": "x", "quantity": 1}]},
            {"id": "A-2", "total": "-1", "lines": []},
        ],
    },
    "profiles": {"facts": [{"name": "name", "value": "@Anna"}], "observations": [{"value": -0.5, "evidence": None}]},
}


def tables(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
            for name in archive.namelist()
        }


def test_every_table_is_a_file():
    """By holder; empty ones too, and the lines of orders by themselves."""
    found = tables(zipped(EXPORTED))
    assert set(found) == {
        "dialogue.csv", "console/notes.csv", "shop/cart.csv", "shop/orders.csv", "shop/orders_lines.csv",
        "profiles/facts.csv", "profiles/observations.csv",
    }  # fmt: skip
    assert found["shop/orders_lines.csv"] == [
        {"id": "A-1", "title": "tè", "quantity": "2"},
        {"id": "A-1", "title": "x", "quantity": "1"},
    ]
    assert found["dialogue.csv"][1] == {"event": "bot", "text": "", "data": '{"a": 1}'}


def test_a_formula_is_a_text():
    """Typed text never begins as one; numbers stay numbers."""
    found = tables(zipped(EXPORTED))
    assert found["dialogue.csv"][0]["text"] == "'=1+1"
    assert found["profiles/facts.csv"][0]["value"] == "'@Anna"
    assert found["profiles/observations.csv"][0]["value"] == "-0.5"
    assert found["shop/orders.csv"][1]["total"] == "'-1"


SPOILT = [before + sign for sign in FORMULA for before in ("", " ", "\u00a0") if not before or not sign.isspace()]


@pytest.mark.parametrize("start", SPOILT, ids=ascii)
def test_every_sign_is_caught(start):
    """Also behind blanks, which some programs skip; and one leading ' less gives the text back."""
    text = f"{start}cmd|' /C calc'!A0"
    assert cell(text) == f"'{text}"
    assert cell(text)[1:] == text


@pytest.mark.parametrize("text", ["Anna", "a=b", "3.20", "“pls”", ""])
def test_other_texts_are_left_alone(text):
    """What is no formula is not touched."""
    assert cell(text) == text


def test_the_same_export_gives_the_same_bytes():
    """No time of its own is in it."""
    assert zipped(EXPORTED) == zipped(EXPORTED)
