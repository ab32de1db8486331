"""How many of a thing: digits and number words of English and Italian, with where they stand. Pure.

Number words are read by text2num ("twenty-five", "ventidue", "a thousand"); ours are only the words that count and that
no list of numerals has (dozen, couple, half), and the places where a numeral counts nothing ("the blue one").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from text_to_num import find_numbers

LANGUAGES = ("en", "it")
_ONES = frozenset({"a", "an", "another", "un", "una", "uno", "altro", "altra"})
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_PIECE = re.compile(r"[^\W\d_]+|\d+|\s+|.", re.DOTALL)
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
_DOZEN = re.compile(
    r"\b(?P<half>(?:half a|mezza)\s+)?(?:(?:an?|una)\s+)?(?:dozen|dozzina)(?:\s+(?:of|di))?\b|\b(?:an?\s+)?couple(?:\s+of)?\b(?P<two>)",
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
    r"|am\b|pm\b|o'clock\b|years?\b|ann[io]\b|months?\b|mes[ei]\b|days?\b|giorn[io]\b|weeks?\b|settiman\w\b|stars?\b|cm\b|mm\b|(?:k?g|ml|cl|l)\b)",
    re.I,
)


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
    return sorted((n for n in found if not _UNIT.match(text, n.end)), key=lambda n: n.start)


def _idioms(text: str) -> Iterator[Number]:
    for match in _DOZEN.finditer(text):
        if _NUMERAL_BEFORE.search(text[: match.start()]):  # "two dozen" is read with its numeral
            continue
        yield Number(2.0 if match["two"] is not None else 6.0 if match["half"] else 12.0, *match.span())
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
    """Numerals, and articles as one: of both languages, the longer reading first ("twenty-one", not "one")."""
    pieces = list(_PIECE.finditer(text))
    heard = [n for lang in LANGUAGES for n in _numerals(text, pieces, lang)]
    ordinals = {n.start for ordinal, n in heard if ordinal}  # "second" is no numeral in the other language either
    spans = {(n.start, n.end): n for _, n in heard if n.start not in ordinals}
    for piece in pieces:
        if piece.group().lower() in _ONES:
            spans.setdefault(piece.span(), Number(1.0, *piece.span()))
    longest = sorted((_longer(text, n) for n in spans.values()), key=lambda n: n.start - n.end)
    yield from (number for number in longest if _counts(text, number))


def _numerals(text: str, pieces: list[re.Match[str]], lang: str) -> Iterator[tuple[bool, Number]]:
    """Each with whether it is an ordinal."""
    for heard in find_numbers([_Token(p.group()) for p in pieces], lang, threshold=0.0):
        start, end = pieces[heard.start].start(), pieces[heard.end - 1].end()
        if any(ch.isdigit() for ch in text[start:end]):
            continue
        article = _ARTICLE.search(text[:start]) if heard.value >= 100 else None
        yield heard.is_ordinal, Number(heard.value, article.start() if article else start, end)


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


@dataclass(frozen=True)
class _Token:
    """A piece of text as text2num wants it."""

    piece: str

    def text(self) -> str:
        return self.piece

    def nt_separated(self, previous: _Token) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False
