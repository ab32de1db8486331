"""Taking out of a sentence what says who wrote it: contacts, numbers, names. Better a word too many than one too few."""

from __future__ import annotations

import re
from collections.abc import Collection

from shop.text import fold

_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*|https?://\S+|www\.\S+|(?<!\w)@\w{2,}|\+?\d[\d ()/.-]{5,18}\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b[A-Z]{1,3}-?\d{3,}\b|\d{4,}")
_STREET = re.compile(
    r"\b(?:via|viale|piazza|corso|vicolo|largo)\s+[\w' ]{2,30}?\d{1,4}\b|\b\d{1,4}\s+\w{2,20}\s+(?:street|st|road|rd|avenue|ave|lane|drive|square)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:my name(?:'|’)?s|my name is|name is|name(?:'|’)?s|i am called|call me|i(?:'|’)?m called|this is|it(?:'|’)?s for|mi chiamo|il mio nome è|chiamami|mi chiami|sono)\s+"
    r"(?P<name>[^\W\d_][\w'’-]+(?:\s+(?-i:[A-Z])[\w'’-]+)?)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<![.!?…\n]\s)(?<!^)(?<!\w)[A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)*")
_WORD = re.compile(r"[\w'’]+")
_NO_NAMES = frozenset(
    [
        "a",
        "the",
        "not",
        "here",
        "just",
        "so",
        "very",
        "looking",
        "in",
        "at",
        "on",
        "for",
        "my",
        "me",
        "un",
        "una",
        "qui",
        "il",
        "la",
    ]
)
CONTACT, NUMBER, NAME = "[contact]", "[number]", "[name]"


def masked(text: str, names: Collection[str], ours: Collection[str]) -> str:
    """The sentence without contacts, long numbers, addresses and names.

    names  what this customer is called, as far as it is known
    ours   folded words of the shop's goods: capitals on these are no names
    Any other word with a capital inside a sentence is taken for a name. What is written small, and is no name that the
    customer has told, stays: whoever labels reads it with that in mind.
    """
    text = _CONTACT.sub(CONTACT, _STREET.sub(CONTACT, text))
    text = _NUMBER.sub(NUMBER, text)
    text = _TOLD.sub(
        lambda m: m.group() if m["name"].lower() in _NO_NAMES else m.group()[: -len(m["name"])] + NAME, text
    )
    known = {fold(part) for name in names for part in _WORD.findall(name) if len(part) > 1}
    text = _WORD.sub(lambda m: NAME if fold(m.group()) in known - set(ours) else m.group(), text)
    if not text.isupper():
        text = _CAPITAL.sub(lambda m: m.group() if _ours(m.group(), ours) else NAME, text)
    return text


def _ours(words: str, ours: Collection[str]) -> bool:
    return all(fold(word) in ours or word in ("I", "I'm", "I'd", "I'll", "I've", "OK") for word in words.split())
