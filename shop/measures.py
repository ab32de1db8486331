"""What a shop's data state of a thing where a noun is asked for: how heavy, of what, from where, how many pages. Pure.

Stated attributes come first, then the sentence of the description or story in which such a measure stands. What is not
stated is None: nothing is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from shop.model import Product
from shop.qualities import family
from shop.questions import Question
from shop.statements import means
from shop.text import Word, stem, word_list, words

_NUMBER = r"(?:\d[\d.,]*|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundred|several)"
_FIGURES = {
    "weight": rf"\b{_NUMBER}[- ]?(?:g|kg|grams?|kilos?|kilograms?|lbs?|pounds?|oz|ounces?)\b|\b(?:round )?kilo\b",
    "volume": rf"\b{_NUMBER}[- ]?(?:ml|cl|l|lit(?:re|er)s?)\b",
    "size": rf"\d\s*(?:×|x)\s*\d|\b{_NUMBER}[- ]?(?:cm|mm|m|inch(?:es)?|ft|feet)\b|\b(?:{_NUMBER})[- ]seater\b",
    "power": r"\b\d[\d.,]*\s?(?:w|kw|v|mah|watts?|volts?)\b",
    "energy": rf"\b{_NUMBER}[- ]?(?:kcals?|calories|kj)\b",
    "lasting": rf"\b(?:keeps?|lasts?|burns?|fresh|flowers|for the next)\b.*\b{_NUMBER}[- ](?:hours?|days?|weeks?|months?|years?)\b|\bkeeps that way for\b|\bburns about\b",
}
_ROUGHLY = re.compile(r"\b(?:hand-sized|pocket|full-length|king[- ]size|large|small)\b", re.IGNORECASE)
_CARE = re.compile(
    r"^(?:hand |machine |dry )?(?:wash|water it|clean|wipe|store|keep it|iron|do not|don['’]t)\b", re.IGNORECASE
)
_FROM = re.compile(
    r"\b(?:from|[Gg]rown|[Pp]icked|[Pp]ressed|[Mm]ade|[Ww]oven|[Cc]ame|[Cc]omes|[Bb]aked|[Bb]akes|[Ss]tands?|[Rr]oasted|[Pp]rinted|[Ss]awn|[Kk]nitted|[Ss]titched|[Hh]arvested)\b.*?"
    r"(?:\b(?:in|from|on|at|by|of)\s+(?:the )?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|January|February|March|April|May\b|June|July|August|September|October|November|December))(?:[A-Z]\w+|side of|terraces|hedge|one small farm|a workshop|four)|\bmade here\b)"
)
_MADE_OF = word_list("made_of")
_OF_COLOUR = frozenset({"undyed", "multicoloured", "multicolored", "colours", "colors", "colourful", "colorful"})
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
_HOW_MANY = re.compile(r"\bhow many (?P<what>\w+)(?! (?:do you|are left|left|have you))", re.IGNORECASE)
_COUNTING = re.compile(rf"^(?:{_NUMBER}|twenty-\w+|thirty-\w+)$", re.IGNORECASE)
_NOT_COUNTED = frozenset(
    {"day", "hour", "gram", "kilo", "kg", "ml", "cl", "cm", "people", "calory", "time", "colour", "color", "size"}
)


def stated(product: Product, question: Question) -> str | None:
    """The words in which it stands, or None where nothing is stated."""
    if found := attribute(product, question.nouns):
        return found
    told = sentences(product)
    if question.sort == "measured":
        pattern = re.compile(_FIGURES[question.said], re.IGNORECASE)
        if found := next((text for text in (*told, product.title) if pattern.search(text)), None):
            return found
        return next((text for text in told[:1] if question.said == "size" and _ROUGHLY.search(text)), None)
    if question.said == "material":
        return next((text for text in (*told[:1], product.title, *product.tags) if of_what(text)), None)
    if question.said == "care":
        return next((text for text in told if _CARE.match(text)), None)
    if question.said == "colour":
        return next((text for text in (*told[:1], product.title) if coloured(text)), None)
    if question.said == "origin":
        return next((text for text in told if _FROM.search(text)), None) or product.maker
    return product.maker or product.vendor or None if question.said == "brand" else None


def attribute(product: Product, nouns: Iterable[str]) -> str | None:
    """The value under the first of these headings that the product has, with its heading."""
    wanted = list(nouns)
    for noun in wanted:
        for name, value in product.attributes:
            if noun in name.lower():
                return f"{name}: {value}"
    return None


_WHAT = re.compile(
    r"^\W*(?:(?:and|so|hi|hello|ok)\W+)*(?:what|which) (?P<noun>(?!kind|sort|type|size|time|day|price|do\b|does|is|are|was|were|would|can|else|about|if|happens)[a-z-]+(?: [a-z-]+)?) (?:is|are|does|do|has|have) (?:the|it|this|that|these|those|they)\b",
    re.IGNORECASE,
)


def noun_asked(product: Product, text: str) -> tuple[str, str] | None:
    """ "What scent is it?": the noun and the words in which it stands, "" where it does not; None for another question."""
    asked = _WHAT.match(text)
    noun = words(asked["noun"]) if asked else []
    names = {name.lower() for v in product.variants for name in v.options}
    if asked is None or not noun or {w.folded for w in noun} & names:
        return None
    if found := attribute(product, [asked["noun"].lower()]):
        return asked["noun"].lower(), found
    if product.guarantee and asked["noun"].lower() in ("guarantee", "warranty"):
        return asked["noun"].lower(), f"{asked['noun'].capitalize()}: {product.guarantee}"
    for text in (*sentences(product), product.title):
        if all(any(means(w, other) for other in words(text)) for w in noun):
            return asked["noun"].lower(), text
    return asked["noun"].lower(), ""


def of_part(product: Product, asked: Iterable[Word]) -> str:
    """The sentence that speaks of a part ("the buttons"), "" where none does."""
    parts = list(asked)
    return next((t for t in sentences(product) if all(any(means(w, o) for o in words(t)) for w in parts)), "")


# How a unit is asked for → how it is written.
_UNIT_OF = {"watt": "w", "volt": "v", "inch": "inch", "hour": "hour", "gigabyte": "gb", "gig": "gb", "litre": "l", "liter": "l", "lumen": "lumen"}  # fmt: skip


def _units(value: str) -> frozenset[str]:
    """The words that stand behind a figure: "w" of "65 W"."""
    return frozenset(stem(unit.lower()) for unit in re.findall(r"\d\s*-?([a-zA-Z]+)", value))


def counted(product: Product, text: str) -> tuple[str, str] | None:
    """ "How many pages?": the noun and the words in which their number stands; ("pages", "") where it does not; None for
    another question."""
    asked = _HOW_MANY.search(text)
    if asked is None or stem(asked["what"].lower()) in _NOT_COUNTED:
        return None
    noun = words(asked["what"])[0]
    for name, value in product.attributes:  # "how many pages", "how many watts"
        if any(means(noun, word) for word in words(name)) or _UNIT_OF.get(noun.stem, "-") in _units(value):
            return noun.folded, f"{name}: {value}"
    for sentence in (*sentences(product), product.title):
        said = words(sentence)
        for place, word in enumerate(said):
            if means(noun, word) and any(_COUNTING.match(w.folded) for w in said[max(place - 3, 0) : place]):
                return noun.folded, sentence
    return noun.folded, ""


def sentences(product: Product) -> list[str]:
    """The description's and the story's sentences, in this order, without their stops."""
    both = (product.description, product.story or "")
    return [s.strip().rstrip(".") for text in both for s in _SENTENCE.split(text) if s.strip()]


def of_what(text: str) -> bool:
    """Does the text name what something is made of?"""
    return any(family("material", w.folded) or w.folded in _MADE_OF or w.stem in _MADE_OF for w in words(text))


def coloured(text: str) -> bool:
    """Does the text say a colour, or that there are several, or none?"""
    return any(family("colour", w.folded) or w.folded in _OF_COLOUR for w in words(text))
