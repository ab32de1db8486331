"""How a word sounds, roughly, so that what is spelt by ear is found: "nitted" and "knitted", "sowerdough". Pure."""

from __future__ import annotations

import re
from functools import lru_cache

# In this order: what is written → what is heard. English habits of spelling, and of getting it wrong.
_HEARD = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"^kn|^gn|^pn", "n"),
        (r"^wr", "r"),
        (r"^x", "s"),
        (r"^wh", "w"),
        (r"^ps", "s"),
        (r"mb$", "m"),
        (r"tch|ch", "C"),
        (r"sch", "sk"),
        (r"ph", "f"),
        (r"ght", "t"),
        (r"gh", ""),
        (r"dge|dg", "j"),
        (r"qu", "kw"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"(?<=[^td])ed$", "d"),
        (r"(?<=[pkfsC])d$", "t"),
        (r"z", "s"),
        (r"(?<=[bcdfgkpstz])le$", "el"),
        (r"(?<=..)e$", ""),
        (r"(?<=.)[wh]", ""),
        (r"(?<=.)[aeiouy]+", "·"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """The consonants as they are heard, with a dot for what is sounded between them: "rap" and "wrap" → "r·p".

    "" for a word that is not of letters only.
    """
    if not word.isalpha():
        return ""
    heard = word
    for pattern, sounds_like in _HEARD:
        heard = pattern.sub(sounds_like, heard)
    return heard
