"""What the parts of a text are for, how words sound, and which stand for one another."""

from __future__ import annotations

import pytest
from shop_sample import product

from shop.catalogue import catalogue_of
from shop.lexicon import BY_EAR, lexicon_of
from shop.phrase_parts import asides, barred_in, segments_of
from shop.sounds import sound
from shop.synonyms import phrase_synonyms, synonyms
from shop.text import stem, words


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("not the blue one", "the blue one"),
        ("a scarf but not the grey one", "the grey one"),
        ("a shirt, not the red one and not white", "the red one white"),
        ("a sofa, not the grey or the yellow", "the grey or the yellow"),
        ("jacket, not leather, olive", "leather"),
        ("no croissant but a bun", "croissant"),
        ("tea without milk please", "milk"),
        ("I don't want the blue one, the red one", "the blue one"),
        ("anything but the black bag", "the black bag"),
        ("un maglione, non rosso", "rosso"),
        ("una borsa senza tracolla", "tracolla"),
        ("a jacket but nothing black", "black"),
        ("nothing else", ""),
        ("no, the other one", ""),
        ("no thanks", ""),
        ("not sure about the scarf", ""),
        ("do you not have the scarf", ""),
        ("why not a scarf", ""),
        ("not only the scarf", ""),
        ("a scarf", ""),
        ("the scarf, or not", ""),
    ],
)
def test_what_is_refused(text: str, refused: str) -> None:
    """A refusal reaches to the comma, the "but" or the next "and"; polite and doubtful words refuse nothing."""
    said = words(text)
    assert " ".join(said[place].folded for place in sorted(barred_in(text, said))) == refused


def test_segments_and_what_a_thing_is_for() -> None:
    """Commas and "and" part things; what stands after "for" is beside the thing, where a thing stands before it."""
    text = "a table for the garden, and something for tea"
    said = words(text)
    segments = segments_of(text, said)
    assert [[said[p].folded for p in segment] for segment in segments] == [
        ["a", "table", "for", "the", "garden"],
        ["and", "something", "for", "tea"],
    ]
    beside = asides(said, segments, {1, 4, 8})
    assert [said[place].folded for place in sorted(beside)] == ["the", "garden"]


def test_a_text_without_commas_is_cut() -> None:
    """However long a text is, its parts stay short, and together they are the whole."""
    said = words("red bag " * 300)
    segments = segments_of("red bag " * 300, said)
    assert [place for segment in segments for place in segment] == list(range(600))
    assert max(len(segment) for segment in segments) <= 24


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("nitted", "knitted"),
        ("rap", "wrap"),
        ("fense", "fence"),
        ("creem", "cream"),
        ("lite", "light"),
        ("foto", "photo"),
        ("jaket", "jacket"),
        ("candal", "candle"),
        ("checkered", "chequered"),
        ("sowerdough", "sourdough"),
    ],
)
def test_what_is_spelt_by_ear_sounds_the_same(heard: str, written: str) -> None:
    """Silent letters, k for c, one letter for two: the same sound."""
    assert sound(heard) == sound(written)


def test_the_order_of_sounds_counts() -> None:
    """A treat is no tart."""
    assert sound("treat") != sound("tart")
    assert sound("24") == ""


def test_a_short_word_of_other_vowels_is_another_word() -> None:
    """ "Rap" is heard as wrap, "rip" is not."""
    lexicon = lexicon_of(catalogue_of([product("wrap", "Hummus wrap", "Lunch")]))
    assert lexicon.near("rap") == (("wrap", BY_EAR),)
    assert lexicon.near("rip") == ()


def test_synonyms_stand_for_one_another() -> None:
    """Both ways, phrases too, in stems; a word is no synonym of itself, and unknown words have none."""
    assert "sofa" in synonyms("settee")
    assert "settee" in synonyms("sofa")
    assert "sofa" not in synonyms("sofa")
    assert "dresser" in phrase_synonyms(("chest", "of", "drawer"))
    assert not synonyms("xylophone")


def test_a_t_shirt_is_no_shirt() -> None:
    """ "T-shirt", "t shirt" and "tee shirts" are one word, with its place in the text; brownie and brownies meet."""
    for text in ("a T-shirt", "a t shirt", "a tee shirt"):
        found = words(text)
        assert [word.stem for word in found] == ["a", "tshirt"]
        assert text[found[1].start : found[1].end] == text[2:]
    assert [word.stem for word in words("two T-shirts")] == ["two", "tshirt"]
    assert stem("brownies") == stem("brownie")
