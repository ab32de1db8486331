"""Italian is compared with goods that are described in English: word by word, and never against an English word."""

from __future__ import annotations

import pytest

from shop.catalogue import Catalogue
from shop.gloss import english_of, glossed, translated
from shop.linking import link
from shop.text import LISTS, fold


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("Qualcosa di dolce per la colazione?", "something sweet for the breakfast?"),
        ("è per un'amica che adora leggere", "is for a friend that loves read"),
        ("l'inverno e la pioggia", "the winter and the rain"),
        ("qualcosa da portare via", "something to take away"),
        ("zarambolo", "zarambolo"),
        ("", ""),
    ],
)
def test_known_words_are_said_in_english(said: str, english: str) -> None:
    """The longest phrase first; an unknown word stands for itself, "è" is no "e"."""
    assert glossed(said) == english


@pytest.mark.parametrize("word", ["sale", "come", "fame", "sole", "per", "la", "zarambolo"])
def test_what_may_be_english_finds_nothing_by_translation(word: str) -> None:
    """ "On sale" is not about salt, and little words name nothing."""
    assert translated(word) == ""


def test_every_form_stands_once() -> None:
    """A form with two meanings would silently have the first."""
    lines = (LISTS / "gloss_it.txt").read_text(encoding="utf-8").splitlines()
    forms = [form.strip() for line in lines if line[:1] != "#" for form in line.partition(":")[2].split(",")]
    assert sorted(forms) == sorted(set(forms))
    assert all(form in ("è", "c è") or form == fold(form) for form in forms)
    assert len(english_of()) == len(forms)


@pytest.mark.parametrize(("italian", "english"), [("qualcosa di dolce", "something sweet")])
def test_a_tag_is_found_in_both_languages(catalogue: Catalogue, italian: str, english: str) -> None:
    """The Italian word is as good as the tag's own."""
    found = {match.product_id for match in link(italian, catalogue)}
    assert found == {match.product_id for match in link(english, catalogue)}
    assert found
