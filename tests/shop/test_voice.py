"""The section ``voice`` of shop.yml: what a brand may ask for, and what is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.adaptation.model import Tone
from shop.terms import TermsError, Voice, load_terms
from shop.voice import CASUAL_BELOW

SHOP = "name: Solito\ncurrency: EUR\ntimezone: Europe/Rome\n"


def voice_of(folder: Path, written: str) -> Voice:
    """The voice of a shop whose file says this of it."""
    path = folder / "shop.yml"
    path.write_text(f"{SHOP}voice: {written}\n", encoding="utf-8")
    return load_terms(path).voice


def test_all_that_a_brand_may_say_of_its_voice(tmp_path: Path) -> None:
    """Every key is read; both places of the words never said count."""
    written = (
        "{never_informal: true, emoji_max: 0, address: lei, never: [hun], words: {use: {Bun: pastry}, never: [dude]}}"
    )
    voice = voice_of(tmp_path, written)
    assert (voice.never_informal, voice.emoji_max, voice.address) == (True, 0, "lei")
    assert (voice.never, voice.use) == (("hun", "dude"), {"bun": "pastry"})


def test_a_brand_that_says_nothing(tmp_path: Path) -> None:
    """Without a word of it the customer moves freely, and gets tu on asking."""
    assert voice_of(tmp_path, "") == Voice()
    assert (Voice().never_informal, Voice().address, Voice().use) == (False, "asked", {})


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("{never_infromal: true}", "voice.never_infromal: unknown key (did you mean never_informal?)"),
        ("{never_informal: often}", "voice.never_informal"),
        ("{never_informal: true, register_ceiling: -0.5}", "voice.never_informal"),
        ("{address: tu}", "voice.address"),
        ("{address: [lei]}", "voice.address"),
        ("{emoji_max: 0.5}", "voice.emoji_max"),
        ("{emoji_max: -1}", "voice.emoji_max"),
        ("{register_floor: .nan}", "voice.register_floor"),
        ("{register_floor: 0.5, register_ceiling: 0.2}", "voice.register_floor"),
        ("{never: ['']}", "voice.never"),
        ("{words: {avoid: [dude]}}", "voice.words.avoid: unknown key"),
        ("{words: [dude]}", "voice.words"),
        ("{words: {never: ['']}}", "voice.words.never"),
        ("{words: {use: [pastry]}}", "voice.words.use"),
        ("{words: {use: {bun: ''}}}", "voice.words.use.bun"),
        ("{words: {use: {bun: '{item}'}}}", "voice.words.use.bun"),
        ("{words: {use: {bun: sweet dude}, never: [dude]}}", "voice.words.use.bun"),
        ("casual", "voice"),
    ],
)
def test_nonsense_is_refused_with_file_and_key(written: str, key: str, tmp_path: Path) -> None:
    """An unknown key or a value that makes no sense stops the start, and says where it stands."""
    with pytest.raises(TermsError) as refused:
        voice_of(tmp_path, written)
    assert f"shop.yml: {key}" in str(refused.value)


def test_what_counts_as_casual_is_what_the_plan_calls_so():
    """A ceiling at which the plan would choose casual wordings only is refused beside ``never_informal``."""
    assert Tone(register=CASUAL_BELOW).manner == "casual"
    assert Tone(register=CASUAL_BELOW + 0.01).manner == "neutral"
