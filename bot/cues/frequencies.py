"""How often people write a word: the package wordfreq (Speer 2022), whose lists are loaded once a language."""

from __future__ import annotations

import math
from functools import cache

from wordfreq import get_frequency_dict, top_n_list

LANGUAGES = ("en", "it")


def frequency(word: str, language: str) -> float:
    """How often a lower-case word stands in a thousand million, in powers of ten (0 … about 8); 0 for what nobody writes.

    Over books, news, subtitles, encyclopedias and the web. Raises LookupError for a language that has no list.
    """
    share = _shares(language).get(word, 0.0)
    return 9 + math.log10(share) if share else 0.0


def commonest(count: int, language: str) -> list[str]:
    """The words that people write most, in the same lists, commonest first; figures and signs are no words.

    ``count`` 0 … 1,000. Raises LookupError for a language that has no list.
    """
    written = top_n_list(language, 2 * count, wordlist="large")  # twice as many: a few of them are figures
    return [word for word in written if word.replace("'", "").isalpha()][:count]


@cache
def _shares(language: str) -> dict[str, float]:
    shares: dict[str, float] = get_frequency_dict(language, wordlist="large")
    return shares
