"""Another language is known surely, or not at all; and anger is heard in Italian."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.components.language import detect_language
from bot.cues.anger import read
from bot.cues.message import Message
from bot.cues.pipeline import read_doc
from bot.cues.tongues import other_language

NLU = Path(__file__).resolve().parents[2] / "nlu_data" / "nlu"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Guten Tag, ich möchte bitte zwei Croissants und einen Kaffee", "de"),
        ("Haben Sie auch Tee?", "de"),
        ("ein kaffee bitte", "de"),
        ("Bonjour, je voudrais un café et deux croissants s'il vous plaît", "fr"),
        ("c'est combien le croissant", "fr"),
        ("Hola, ¿tienen pan sin gluten? Quisiera dos cafés con leche", "es"),
        ("cuánto cuesta el café", "es"),
        ("Quero um café, por favor", "pt"),
        ("Ik wil graag twee koffie en een broodje", "nl"),
        ("Καλημέρα, θα ήθελα έναν καφέ", "el"),
        ("Здравствуйте, можно мне кофе?", "ru"),
        ("你好，我想要两杯咖啡", "zh"),
        ("コーヒーを二つください", "ja"),
        ("커피 두 잔 주세요", "ko"),
        ("مرحبا، قهوة من فضلك", "ar"),
    ],
)
def test_another_language_is_known(text: str, code: str) -> None:
    """By its script or its little words, whatever goods are named; it is what the detector of languages says, too."""
    assert other_language(text) == code
    assert detect_language(text, ("en", "it")) == code


@pytest.mark.parametrize(
    "text",
    [
        "two pain au chocolat and a cafe au lait please",
        "a butter croissant and a cortado",
        "espresso macchiato doppio",
        "un cappuccino e una brioche alla crema",
        "linen shirt medium",
        "i'm not ben, i'm dan",
        "dont want",
        "size m in navy",
        "thx bye",
        "merci",
        "😀 2",
        "",
    ],
)
def test_names_of_goods_make_nobody_a_foreigner(text: str) -> None:
    """French cakes are ordered in English, and a single word of courtesy tells nothing."""
    assert other_language(text) is None


def test_none_of_ours_is_taken_for_another() -> None:
    """Of all our own sentences, English and Italian, none."""
    groups = [g for path in NLU.rglob("*.yml") for g in yaml.safe_load(path.read_text())["nlu"]]
    sentences = [line[2:] for g in groups for line in g["examples"].splitlines() if line.startswith("- ")]
    assert len(sentences) > 10_000
    assert [text for text in sentences if other_language(text)] == []


@pytest.mark.parametrize(
    "text", ["siete dei ladri e truffatori, vergognatevi", "che schifo di servizio", "sei un idiota", "è inaccettabile"]
)
def test_italian_anger_is_heard(text: str) -> None:
    """Insult and complaint alike."""
    (cue,) = read(Message.of(read_doc(text, "it"), "it"))
    assert (cue.value or 0.0) > 0.5
    assert cue.evidence


@pytest.mark.parametrize("text", ["un cappuccino per favore", "non sono arrabbiato", "grazie, tutto buono"])
def test_a_calm_word_is_no_anger(text: str) -> None:
    """Nor is anger that is denied."""
    (cue,) = read(Message.of(read_doc(text, "it"), "it"))
    assert (cue.value or 0.0) < 0.3


def test_an_insult_alone_tells_its_language() -> None:
    """One word is too short for a language, but not one that is thrown."""
    assert detect_language("vaffanculo", ("en", "it")) == "it"
    assert detect_language("moron", ("en", "it")) == "en"
    assert detect_language("cappuccino", ("en", "it")) is None
