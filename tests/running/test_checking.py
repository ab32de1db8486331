"""`solito check`: the shop's own file as it was understood, before a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from whole_house import open_at

from actions.adaptation.phrasings import PhrasingError
from commands.checking import check
from settings import Settings
from shop.terms import TermsError

FLOWERS = """
name: Fiori di Lucia
currency: EUR
timezone: Europe/Rome
languages: [en, it]
hours: {mon: ["09:00-13:00", "15:00-18:30"]}
closed_on: [2020-12-25]
payment: {en: By card.}
returns: {en: No., it: No.}
delivery: {text: We deliver.}
shelves: {Drinks: blooms}
discreet_kinds: [Tea]
"""


def told(folder: Path, text: str = FLOWERS) -> str:
    """What is said of this file, in a shop that sells tea, of the kind "tea" on the shelf "drinks"."""
    file = folder / "own.yml"
    file.write_text(text, encoding="utf-8")
    settings = Settings(var=folder, shop_yml=file, token_secret="t" * 40)
    open_at(settings)
    return check(settings)


def test_hours_are_read_back_and_silence_is_told(tmp_path: Path) -> None:
    """The lunch break, the closed day, what nothing is said of, what is missing in the second language, old holidays."""
    said = told(tmp_path)
    assert "  mon  09:00–13:00, 15:00–18:30\n  tue  closed\n" in said
    assert "Nothing is said of: address, wrapping, offers, news, remedies, contact." in said
    assert "Not in it, and said in en instead: payment." in said
    assert "closed_on: the last day, 2020-12-25, is past." in said


def test_what_leads_nowhere_is_told(tmp_path: Path) -> None:
    """A kind that no product has, letter by letter, keeps nothing discreet: it is named with the one that is meant."""
    said = told(tmp_path)
    assert "discreet_kinds: no product is of 'Tea'; did you mean 'tea'?" in said
    assert "shelves: no product is of 'Drinks'; did you mean 'drinks'?" in said
    good = told(tmp_path, FLOWERS.replace("[Tea]", "[tea]").replace("Drinks:", "drinks:"))
    assert "no product is of" not in good


def test_a_slip_is_refused_as_at_a_start(tmp_path: Path) -> None:
    """In the file itself, and in what it leaves of the phrasings."""
    with pytest.raises(TermsError, match="did you mean payment"):
        told(tmp_path, FLOWERS.replace("payment", "paymet"))
    with pytest.raises(PhrasingError, match="'sorry'"):
        told(tmp_path, FLOWERS + "voice: {words: {never: [sorry]}}\n")
