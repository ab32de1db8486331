"""Which language a message is in, or None when a few words cannot tell."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

SURE = 0.8  # "ok", "cappuccino" and a name are both: then the language of before goes on
WORDS_MIN = 2


@lru_cache(maxsize=4)
def _detector(languages: tuple[str, ...]) -> Any:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, language.upper()) for language in languages]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()


def detect_language(text: str, languages: tuple[str, ...]) -> str | None:
    """ISO 639-1 code among ``languages``, or None when unsure."""
    if len(languages) < 2:
        return languages[0]
    if sum(word.isalpha() for word in text.split()) < WORDS_MIN:
        return None
    values = _detector(languages).compute_language_confidence_values(text[:500])
    best = max(values, key=lambda v: v.value)
    return best.language.iso_code_639_1.name.lower() if best.value >= SURE else None
