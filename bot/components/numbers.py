"""How many of a thing: digits and number words of English and Italian, with where they stand. Pure.

Number words are those that num2words writes ("twenty-five", "ventidue", "a thousand"); ours are only the words that count
and that no list of numerals has (dozen, couple, half), and the places where a numeral counts nothing ("the blue one").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from num2words import num2words

LANGUAGES = ("en", "it")
_SPELT = (*range(1001), *range(1000, 10_000, 100), *range(2000, 100_000, 1000), *range(100_000, 1_000_001, 100_000))
_SPELT_ROUND = (2_000_000, 5_000_000, 10_000_000, 100_000_000, 1_000_000_000)
_ONES = frozenset({"a", "an", "another", "un", "una", "uno", "altro", "altra"})
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LETTERS = re.compile(r"[^\W\d_]+")
_TOGETHER = re.compile(r"(?:\s+|\s?-\s?|,\s+)")  # between the words of one numeral
_DIGITS = re.compile(
    r"(?<![\w.,€$£/^-])(?P<minus>[-−–])?(?:"
    r"(?P<power>\d{1,3})\s?(?:\^|\*\*)\s?(?P<to>\d{1,2})"
    r"|(?P<whole>\d{1,3}(?:[.,]\d{3})+|\d+)(?P<part>[.,]\d{1,2})?(?:\s?(?P<over>[½¼¾]|1/2))?"
    r"|(?P<only>[½¼¾]|1/2))(?:\s*x(?=\s))?(?=[\s',;!?)]|\.(?!\d)|$)"
    r"|(?<![\w.,€$£-])x(?P<times>\d+)(?=[\s,;.!?)]|$)"
)
_HALF = re.compile(
    r"\b(?:half an?|half of an?|mezzo|mezza)(?=\s)(?!\s+(?:dozen|dozzina|hour|past|ora|litro|chilo))", re.I
)
_AND_A_HALF = re.compile(r"\s+(?:and a half|e mezz[oa])\b", re.I)
# "Un paio di guanti" is one pair, "un paio di pere" are two pears.
_BY_PAIRS = (
    r"calz\w+|collant|guanti|moffole|muffole|scarp\w+|scarponi|stival\w+|sandali|ciabatte|pantofole|sneakers?|infradito|pantalon\w+|jeans|"
    r"leggings?|mutand\w+|slip|boxer|bermuda|shorts|occhiali|forbici|pinze|orecchini|gemelli|bretelle|racchette|sci|bacchette|manette|lenti|cuffie"
)
_DOZEN = re.compile(
    r"\b(?P<half>(?:half a|mezza)\s+)?(?:(?:an?|una)\s+)?(?:dozen|dozzina)(?:\s+(?:of|di))?\b|\b(?:an?\s+)?couple(?:\s+of)?\b(?P<two>)"
    r"|\b(?:un\s+)?paio(?=\s+d(?:i|['’])\s*)(?!\s+d(?:i|['’])\s*(?:" + _BY_PAIRS + r")\b)(?P<paio>)",
    re.I,
)
_NUMERAL_BEFORE = re.compile(r"(?:\d|\b(?:two|three|four|five|six|eight|ten|due|tre|quattro|cinque|sei))\s+$", re.I)
_ARTICLE = re.compile(r"\b(?:an?|un)\s+$", re.I)
_DOZENS = re.compile(r"\s+(?:dozens?|dozzine)\b", re.I)
_MINUS = re.compile(r"(?:^|\s)(?:minus|meno)\s+$", re.I)
# "One" counts before a thing ("one croissant"), or where a number was asked for ("just one"); else it stands for a thing.
_NO_THING = frozenset([
    "is", "was", "are", "were", "that", "which", "with", "in", "from", "for", "please", "pls", "thanks", "you", "i", "we",
    "they", "he", "she", "it", "and", "or", "of", "then", "instead", "to",
])  # fmt: skip
_COUNTING = frozenset(["just", "only", "to", "it", "no", "actually"])
_POINTING = frozenset([
    "the", "this", "that", "which", "each", "every", "any", "first", "second", "third", "last", "other", "same", "next",
    "right", "wrong", "big", "small", "large", "blue", "red", "green", "black", "white", "cheapest", "cheaper", "smaller",
    "bigger", "new", "old", "good", "your", "my",
])  # fmt: skip
# What counts no goods though it is a number: it has a unit of its own.
_UNIT = re.compile(
    r"\s*-?\s*(?:%|percent\b|per cento\b|€|\$|£|eur(?:os?)?\b|pounds?\b|quid\b|dollars?\b|bucks\b|cents?\b|cent\w* di euro\b|minut\w+\b|mins?\b|hours?\b|or[ae]\b"
    r"|am\b|pm\b|o'clock\b|years?\b|ann[io]\b|months?\b|mes[ei]\b|days?\b|giorn[io]\b|weeks?\b|settiman\w\b|stars?\b|cm\b|mm\b|(?:k?g|ml|cl|l)\b"
    r"|(?:centi|milli)?(?:met|lit)(?:er|re)s?\b|(?:centi|milli)?(?:metr|litr)[io]\b|inch(?:es)?\b|oz\b|ounces?\b|ft\b|feet\b|grams?\b|gramm[io]\b|volts?\b|watts?\b)",
    re.I,
)
_SIZE_BEFORE = re.compile(r"\b(?:sizes?|taglia|misura)\s+$", re.I)  # "size 4" is no four of anything


@dataclass(frozen=True)
class Number:
    """A count as it was said (it may be odd: −3, 0, 0.5, 1e9) and where its words stand."""

    value: float
    start: int
    end: int


def read_numbers(text: str) -> list[Number]:
    """The numbers that count something, in their order; none overlaps another."""
    found: list[Number] = []
    for number in (*_idioms(text), *_digits(text), *_worded(text)):
        if not any(number.start < other.end and other.start < number.end for other in found):
            found.append(number)
    return sorted(
        (n for n in found if not (_UNIT.match(text, n.end) or _SIZE_BEFORE.search(text[: n.start]))),
        key=lambda n: n.start,
    )


def _idioms(text: str) -> Iterator[Number]:
    for match in _DOZEN.finditer(text):
        if _NUMERAL_BEFORE.search(text[: match.start()]):  # "two dozen" is read with its numeral
            continue
        yield Number(
            2.0 if match["two"] is not None or match["paio"] is not None else 6.0 if match["half"] else 12.0,
            *match.span(),
        )
    for match in _HALF.finditer(text):
        yield Number(0.5, *match.span())


def _digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        yield _longer(text, Number(_value(match), *match.span()))


def _value(match: re.Match[str]) -> float:
    if match["times"]:
        return float(match["times"])
    if match["power"]:
        value = float(match["power"]) ** int(match["to"])
    elif match["only"]:
        value = _FRACTIONS.get(match["only"], 0.5)
    else:
        value = float(re.sub(r"[.,]", "", match["whole"]) + (match["part"] or "").replace(",", "."))
        value += _FRACTIONS.get(match["over"], 0.5) if match["over"] else 0.0
    return -value if match["minus"] else value


def _worded(text: str) -> Iterator[Number]:
    """Numerals in words, and articles as one; the longer reading first ("twenty-one", not "one")."""
    words = list(_LETTERS.finditer(text))
    place = 0
    while place < len(words):
        taken, value = _numeral(text, words, place)
        if taken and not _ordinal_follows(text, words, place + taken):
            number = _longer(text, Number(value, words[place].start(), words[place + taken - 1].end()))
            if _counts(text, number):
                yield number
        place += max(taken, 1)


def _numeral(text: str, words: list[re.Match[str]], place: int) -> tuple[int, float]:
    """How many words from ``place`` on are one numeral, and its value; (0, 0) where none begins."""
    names, longest = _names(), (0, 0.0)
    said: tuple[str, ...] = ()
    for taken, word in enumerate(words[place : place + _longest_name()], start=1):
        if said and not _TOGETHER.fullmatch(text, words[place + taken - 2].end(), word.start()):
            break
        said = (*said, word.group().lower())
        if said in names:
            longest = taken, names[said]
    if not longest[0] and words[place].group().lower() in _ONES:
        return 1, 1.0
    return longest


def _ordinal_follows(text: str, words: list[re.Match[str]], place: int) -> bool:
    """Is what looks like "twenty" the beginning of "twenty-first"?"""
    if place >= len(words) or not _TOGETHER.fullmatch(text, words[place - 1].end(), words[place].start()):
        return False
    return words[place].group().lower() in _ordinals() and words[place - 1].group().lower() not in _ONES


@cache
def _names() -> dict[tuple[str, ...], float]:
    """Every numeral that is known, by its words in lower case: with and without "and", "a hundred" beside "one hundred"."""
    found: dict[tuple[str, ...], float] = {}
    for value in (*_SPELT, *_SPELT_ROUND):
        for lang in LANGUAGES:
            words = tuple(_LETTERS.findall(num2words(value, lang=lang)))
            for way in (words, tuple(word for word in words if word != "and")):
                found.setdefault(way, float(value))
                if len(way) > 1 and way[0] == "one":
                    found.setdefault(("a", *way[1:]), float(value))
    return {**found, ("ventitré",): 23.0, ("a", "hundred"): 100.0}


def value_of(word: str, lang: str) -> int | None:
    """The value of one numeral in lower case ("eight", "ventidue"); None for any other word."""
    value = _names_of(lang).get(word)
    return None if value is None else int(value)


@cache
def _names_of(lang: str) -> dict[str, int]:
    return {num2words(value, lang=lang): value for value in range(100)}


@cache
def _longest_name() -> int:
    return max(map(len, _names()))


@cache
def _ordinals() -> frozenset[str]:
    """The last words of ordinals, first to ninth, in English: Italian writes them as one word with what is before."""
    return frozenset(num2words(n, lang="en", to="ordinal") for n in range(1, 10))


def _longer(text: str, number: Number) -> Number:
    """With what belongs to it: "two dozen", "one and a half", "minus two"."""
    start, end, value = number.start, number.end, number.value
    if dozens := _DOZENS.match(text, end):
        value, end = value * 12, dozens.end()
    elif half := _AND_A_HALF.match(text, end):
        value, end = value + 0.5, half.end()
    if minus := _MINUS.search(text[:start]):
        value, start = -value, minus.end() - len(minus.group().lstrip())
    return Number(value, start, end)


def _counts(text: str, number: Number) -> bool:
    """Does a numeral count something, standing where it does?"""
    after, before = text[number.end :], text[: number.start]
    if after[:1] == "-" and after[1:2].isalnum():  # "two-tone", "A-1001"
        return False
    if before[-1:] in ("-", ".", "'", "’") or after[:1].isalnum() or (after[:1] in "_.@" and after[1:2].isalnum()):
        return False
    if re.search(r"\b(?:grazie|thanks a)\s+$", before, re.I):  # "grazie mille"
        return False
    if text[number.start : number.end].lower() != "one":
        return True
    following, preceding = _word(after, 0), _word(before, -1)
    if not following or following in _NO_THING:
        return preceding in _COUNTING
    return preceding not in _POINTING


def _word(text: str, place: int) -> str:
    """The first (0) or last (-1) word of a text, if nothing but space stands between."""
    match = re.match(r"\s+([\w']+)", text) if place == 0 else re.search(r"([\w']+)\s+$", text)
    return match[1].lower() if match else ""
