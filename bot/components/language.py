"""Which language a message is in, the shop's or another, or None when a few words cannot tell."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.cues.frequencies import LANGUAGES as COUNTED
from bot.cues.frequencies import frequency
from bot.cues.lexicon import words_of
from bot.cues.tongues import other_language

SURE = 0.8  # "ok", "cappuccino" and a name are both: then the language of before goes on
WORDS_MIN = 2
FEW_WORDS = 8  # so few are judged word by word: letters tell more of what is ordered than of who orders it
AT_MOST = 2.0  # a single word counts for no more: "espresso" alone makes nobody Italian
# Little words of one language that people write in the other as well ("a domani", "c'è in small?", "oh come on"): they
# tell where the other words do not gainsay it.
_WEAK = frozenset(
    [
        "a",
        "small",
        "medium",
        "large",
        "no",
        "me",
        "do",
        "come",
        "il",
        "la",
        "le",
        "lo",
        "per",
        "con",
        "due",
        "del",
        "che",
        "sei",
    ]  # "lake il 60073", "price per kilo?"
)
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
            *("mi", "ti", "ci", "ho", "hai", "devo", "c'è", "ce", "anche", "più", "ne", "fate", "sei", "un'"),
            "grande",
        ]
    ),
}
# "Ciao", "ok" and "grazie" are said everywhere.
_BY_ITSELF = {
    "it": frozenset(["buongiorno", "buonasera", "salve", "scusi", "sì", "vorrei", "certo", "volentieri", "confermo"]),
    "en": frozenset(["hello", "goodbye"]),
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
    said = [word for word in said if any(letter.isalpha() for letter in word)]  # a number is of no language
    if len(said) < WORDS_MIN:
        return _by_insult(said, languages) or _by_itself(said, languages)
    if len(said) > FEW_WORDS:
        return _by_letters(text, languages) or _by_little_words(said, languages)  # "un flat white grande per favore"
    telling = [word for word in said if word not in _WEAK]
    leaning = _by_frequency(telling, languages)
    little, weak = _by_little_words(telling, languages), _by_little_words(said, languages)
    if little is None and leaning in (None, weak):
        little = weak
    if little or len(said) <= WORDS_MIN:
        return little
    told = _by_letters(text, languages)
    if len(telling) == 1 and weak not in (None, told):  # "no, a cappuccino": the thing is Italian, its article is not
        return None
    return told if leaning in (None, told) else None


def _by_letters(text: str, languages: tuple[str, ...]) -> str | None:
    """What lingua makes of the letters, where it is sure."""
    values = _detector(languages).compute_language_confidence_values(text[:500])
    best = max(values, key=lambda v: v.value)
    return best.language.iso_code_639_1.name.lower() if best.value >= SURE else None


def _by_insult(said: list[str], languages: tuple[str, ...]) -> str | None:
    """A word thrown alone tells its language: anger has to be heard in it."""
    rude = [code for code in languages if {*said} & words_of("insult", code)]
    return rude[0] if len(rude) == 1 else None


def _by_itself(said: list[str], languages: tuple[str, ...]) -> str | None:
    """A word with which nobody begins in another language: who opens with "Buongiorno" is answered so."""
    found = [code for code in languages if {*said} & _BY_ITSELF.get(code, frozenset())]
    return found[0] if len(found) == 1 else None


def _by_little_words(said: list[str], languages: tuple[str, ...]) -> str | None:
    """The one language that little words of the message belong to; None where there are none, or of several."""
    found = [code for code in languages if _LITTLE.get(code, frozenset()) & set(said) - _SHARED]
    return found[0] if len(found) == 1 else None


def _by_frequency(said: list[str], languages: tuple[str, ...]) -> str | None:
    """The language that the words are likelier in, taken together; None for no words, and where they are not counted."""
    if not said or not set(languages) <= set(COUNTED):
        return None
    return max(languages, key=lambda code: sum(_weight(word, code, languages) for word in said))


def _weight(word: str, code: str, languages: tuple[str, ...]) -> float:
    others = max(frequency(word, other) for other in languages if other != code)
    return max(-AT_MOST, min(AT_MOST, frequency(word, code) - others))
