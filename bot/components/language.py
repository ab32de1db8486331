"""Which language a message is in, the shop's or another, or None when a few words cannot tell."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.cues.lexicon import words_of
from bot.cues.tongues import other_language

SURE = 0.8  # "ok", "cappuccino" and a name are both: then the language of before goes on
WORDS_MIN = 2
FEW_WORDS = 4  # so few words are judged by little words only: "one espresso" is English, though espresso is Italian
_LITTLE = {
    "en": frozenset(
        [
            "a",
            "an",
            "the",
            "one",
            "two",
            "three",
            "some",
            "any",
            "my",
            "your",
            "it",
            "is",
            "are",
            "i",
            "i'd",
            "i'll",
            "im",
            "me",
            "you",
            "and",
            "or",
            "of",
            "to",
            "for",
            "with",
            "without",
            "please",
            "pls",
            "thanks",
            "thank",
            "yes",
            "yeah",
            "no",
            "not",
            "hi",
            "hello",
            "hey",
            "what",
            "when",
            "where",
            "how",
            "much",
            "do",
            "does",
            "can",
            "could",
            "have",
            "got",
            "want",
            "like",
            "small",
            "medium",
            "large",
        ]
    ),
    "it": frozenset(
        [
            "un",
            "una",
            "uno",
            "il",
            "lo",
            "la",
            "gli",
            "le",
            "i",
            "due",
            "tre",
            "mio",
            "mia",
            "suo",
            "sua",
            "è",
            "sono",
            "e",
            "o",
            "di",
            "del",
            "della",
            "per",
            "con",
            "senza",
            "favore",
            "grazie",
            "sì",
            "si",
            "no",
            "non",
            "ciao",
            "buongiorno",
            "buonasera",
            "salve",
            "che",
            "cosa",
            "quando",
            "dove",
            "come",
            "quanto",
            "vorrei",
            "posso",
            "avete",
            "prendo",
            "piccolo",
            "medio",
            "grande",
        ]
    ),
}
_SHARED = _LITTLE["en"] & _LITTLE["it"]


@lru_cache(maxsize=4)
def _detector(languages: tuple[str, ...]) -> Any:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, language.upper()) for language in languages]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()


def detect_language(text: str, languages: tuple[str, ...]) -> str | None:
    """ISO 639-1 code: one of ``languages``, or another that the message is surely in; None when unsure."""
    if len(languages) < 2:
        return languages[0]
    if other := other_language(text):
        return other
    said = [word.strip(".,!?;:").lower().replace("’", "'") for word in text.split()]
    if sum(word.isalpha() for word in said) < WORDS_MIN:
        return _by_insult(said, languages)
    little = _by_little_words(said, languages) if len(said) <= FEW_WORDS else None
    if little or len(said) <= WORDS_MIN:
        return little
    values = _detector(languages).compute_language_confidence_values(text[:500])
    best = max(values, key=lambda v: v.value)
    sure = best.language.iso_code_639_1.name.lower() if best.value >= SURE else None
    return sure or _by_little_words(said, languages)  # "un flat white grande per favore"


def _by_insult(said: list[str], languages: tuple[str, ...]) -> str | None:
    """A word thrown alone tells its language: anger has to be heard in it."""
    rude = [code for code in languages if {*said} & words_of("insult", code)]
    return rude[0] if len(rude) == 1 else None


def _by_little_words(said: list[str], languages: tuple[str, ...]) -> str | None:
    """The one language that little words of the message belong to; None where there are none, or of several."""
    found = [code for code in languages if _LITTLE.get(code, frozenset()) & set(said) - _SHARED]
    return found[0] if len(found) == 1 else None
