"""The customer's own word for a thing, said back: exactly, but without what would sound like mockery. Pure.

No shouting, no slang or insult around it; and what is only a slip of the hand is not repeated at all.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from actions.heard import Heard
from shop.text import words as shop_words

_ROUGH = ("anger", "politeness", "formality")  # cues whose words are not said back: insults, demands, slang
# What stands around a thing in casual talk, and is no part of its name.
_ASIDE = frozenset(
    [
        "yo",
        "hey",
        "oi",
        "ay",
        "sup",
        "bro",
        "bruh",
        "dude",
        "mate",
        "man",
        "guys",
        "lol",
        "lmao",
        "omg",
        "wtf",
        "thx",
        "thnx",
        "ty",
        "pls",
        "plz",
        "plss",
        "innit",
        "lemme",
        "gimme",
        "wanna",
        "gonna",
        "ain't",
        "y'all",
        "u",
        "ur",
        "k",
        "kk",
        "ao",
        "aó",
        "oh",
        "raga",
        "ragà",
        "zio",
        "zia",
        "bella",
        "boh",
        "cmq",
        "nn",
        "xké",
        "xke",
        "perké",
        "belin",
        "minchia",
        "anvedi",
        "uagliò",
        "mo'",
        "daje",
        "dai",
        "dammi",
        "please",
        "asap",
    ]
)
_WORD = re.compile(r"[\w'’]+")
SLIP = 78.0  # likeness 0 … 100 to a title of ours from which on a word is a slip of the hand, and no other thing


def echoed(heard: Heard, said: str) -> str:
    """How ``said`` may be repeated; "" where it had better not be."""
    rough = _ASIDE | _rough_words(heard)
    words = said.split()
    while words and _bare(words[0]) in rough:
        words = words[1:]
    while words and _bare(words[-1]) in rough:
        words = words[:-1]
    if not words or any(_bare(word) in rough for word in words):
        return ""
    kept = " ".join(words).strip(" !?.,")
    return kept.lower() if _shouted(kept) else kept


def slip_of(said: str, titles: list[str]) -> bool:
    """Is a word of it only a word of these titles, mistyped?"""
    ours = {word.stem for title in titles for word in shop_words(title)}
    return any(
        word.stem not in ours and any(fuzz.ratio(word.stem, own) >= SLIP for own in ours) for word in shop_words(said)
    )


def _rough_words(heard: Heard) -> frozenset[str]:
    cues = (heard.cues[name] for name in _ROUGH if name in heard.cues and heard.cues[name].value is not None)
    spans = (e.text for cue in cues if cue.name == "anger" or (cue.value or 0.0) < 0 for e in cue.evidence)
    return frozenset(_bare(word) for text in spans for word in text.split())


def _bare(word: str) -> str:
    found = _WORD.search(word)
    return found.group().casefold().replace("’", "'") if found else word.casefold()


def _shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and sum(char.isupper() for char in letters) > len(letters) * 0.6
