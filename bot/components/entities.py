"""What a clause names besides products: how many, for whom, up to what price, when, the customer's own name, a contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.components.moments import read_moments
from bot.components.numbers import read_numbers

_MONEY = r"(?:\s*(?:€|eur|euros?|£|pounds?|quid|\$|dollars?|bucks))"
_AMOUNT = r"(?:[€$£]|eur(?:o|os)?)?\s*(\d+(?:[.,]\d{1,2})?)"
_LIMIT = (
    r"(?:under|below|(?:nothing|not) (?:over|above|more than)|less than|up to|max(?:imum)?|at most|cheaper than|within|no more than|"
    r"meno di|non più di|non oltre(?: i)?|sotto i?|fino a|(?:al )?massimo)"
)
_I_HAVE = (
    r"\b(?:i|we)(?:['’]ve| have)?(?: (?:only|just|still))?(?: got)?|\b(?:ho|abbiamo)(?: (?:solo|soltanto|ancora))?"
)
# A limit, or the sum that somebody has in mind: the first group that matched is the amount.
_PRICE = re.compile(
    rf"\b{_LIMIT}\s*{_AMOUNT}"
    rf"|\b(?:budget|spend(?:ing)?)(?: is| of| around| about| up to|:| roughly| circa| maybe)*\s*{_AMOUNT}"
    rf"|(?:{_I_HAVE})\s+(?:{_AMOUNT}(?={_MONEY})|[€$£]\s*(\d+(?:[.,]\d{{1,2}})?))"
    rf"|\b(?:get|buy|have|afford|for|with|con|per)\s+(?:(?:only|just|solo)\s+)?{_AMOUNT}(?={_MONEY}\s*(?:$|[.,;?!]|left|to spend))"
    rf"|(?:\b(?:around|about|roughly|approximately|circa|sui|intorno a(?:i)?)|~)\s*{_AMOUNT}(?={_MONEY}|ish)"
    rf"|(?:\b(?:around|about|roughly|circa|intorno a(?:i)?)|~)\s*[€$£]\s*(\d+(?:[.,]\d{{1,2}})?)"
    rf"|(?<![\w.,])[€$£]?\s*(\d+(?:[.,]\d{{1,2}})?){_MONEY}?\s*(?:or so|max|tops|at most|ish|o poco più|al massimo)\b",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(rf"\b{_LIMIT}\s+(?P<sum>[^\W\d_]+(?:[ -][^\W\d_]+)?){_MONEY}\b", re.IGNORECASE)
_RELATIVES = (
    r"(?:mother|father|sister|brother|daughter|son)[ -]in[ -]law|"
    r"mother|mum|mom|father|dad|sister|brother|wife|husband|partner|girlfriend|boyfriend|friend|daughter|son|grandma|grandmother|"
    r"grandpa|grandfather|aunt|uncle|niece|nephew|cousin|boss|colleague|neighbou?r|teacher|grandson|granddaughter|grandchild(?:ren)?|god(?:mother|father|son|daughter)|step(?:mother|father|son|daughter)|flatmate|roommate|fianc[eé]e?|doctor|physician|nurse|dentist|midwife|hairdresser|landlord|landlady|coach|tutor|kids?|children|baby|team|office|"
    r"mamma|madre|papà|padre|sorella|fratello|moglie|marito|amica|amico|figlia|figlio|nonna|nonno|zia|zio|collega|capo|"
    r"nipotin[oa]|nipote|cugin[oa]|suocer[oa]|cognat[oa]|nuora|genero|vicin[oa](?! (?:a|al|alla|di)\b)|maestr[oa]|fidanzat[oa]"
)
_RECIPIENT = re.compile(
    rf"\b(?:for|to|per|alla?|al|a(?=\s+mi[ao]\b)|gifts?|presents?|regal[oi])[,:]?\s+(?:(?:my|our|his|her|a|the|mia|mio|un|una|la|il)\s+|(?:un|l)['’])*"
    rf"(?:(?:[\w-]+[- ]years?[- ]old|little|big|older|younger|dear|best|new|old)\s+)*(?P<who>{_RELATIVES})(?:['’]?s)?\b",
    re.IGNORECASE,
)
# Wants of somebody else: "my nephew is four", "my daughter would like a hot chocolate".
_SPEAKS_OF = re.compile(
    rf"\b(?:my|our|mi[ao]|nostr[ao])\s+(?:\w+\s+)?(?P<who>{_RELATIVES})(?:'s|'d)?\s+"
    r"(?:is(?! \w+ing)|just turned|likes?|loves?|wants?|would like|would love|prefers?|enjoys?|collects?|needs?|turns|has a birthday|"
    r"ha \w+ anni|adora|ama|vorrebbe|vuole|compie)\b",
    re.IGNORECASE,
)
# What is somebody else's: "my sister's size", "my wife takes oat milk", "la taglia di mia sorella".
_THEIRS = re.compile(
    rf"\b(?:my|our)\s+(?P<who>{_RELATIVES})(?:['’]s (?:size|milk)\b|\s+(?:takes|wears|drinks|can(?:'|’)?t (?:have|eat))\b)"
    rf"|\bmi[ao]\s+(?P<chi>{_RELATIVES})\s+(?:porta|beve|prende)\b|\b(?:taglia|latte) di mi[ao] (?P<di>{_RELATIVES})\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:my name(?:'s| is)|name(?:'s| is)|call me|you can call me|mi chiamo|il mio nome è|chiamami|mi chiami)\s+"
    r"(?P<name>[^\W\d_][\w'’-]{0,30})",
    re.IGNORECASE,
)
# The "one" of "the big one", "that red one" counts nothing.
_POINTS = re.compile(
    r"\b(?:the|that|this)\s+(?!other\b|last\b|first\b|only\b|just\b)[^\W\d_][\w'’-]+\s+$", re.IGNORECASE
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# A long number before a word is a quantity ("1000000000 espressos"), unless the word goes on about calling.
_PHONE = re.compile(
    r"(?<!\w)\+?\d[\d ()/.-]{6,18}\d(?=\s*(?:$|[.,;:!?)]|(?:after|before|between|or|if|in case|please|pls|thanks|dopo|prima|o|se|grazie)\b))",
    re.IGNORECASE,
)


def read_entities(text: str, offset: int = 0, now: datetime | None = None) -> list[dict[str, Any]]:
    """All entities of a clause; ``start`` and ``end`` count from the message's first character (``offset`` is added).

    quantity is a number (it may be odd: -3, 0, 0.5; the order decides); max_price a decimal string; date and time are
    ISO 8601 as in ``moments``, counted from ``now`` (the shop's local time; None: none are read); the rest are words.
    """
    found = [*_contacts(text), *_prices(text), *_people(text)]
    found += [m for m in _moments(text, now) if not _overlap(m, found)]
    found += [q for q in _quantities(text) if not _overlap(q, found)]
    return [
        {**e, "start": e["start"] + offset, "end": e["end"] + offset} for e in sorted(found, key=lambda e: e["start"])
    ]


def _overlap(entity: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    return any(o["start"] < entity["end"] and entity["start"] < o["end"] for o in others)


def _entity(kind: str, value: Any, match: re.Match[str], group: str | int = 0) -> dict[str, Any]:
    return {"entity": kind, "value": value, "start": match.start(group), "end": match.end(group)}


def _contacts(text: str) -> Iterator[dict[str, Any]]:
    for pattern in (_EMAIL, _PHONE):
        for match in pattern.finditer(text):
            yield _entity("contact", match.group(), match)


def _prices(text: str) -> Iterator[dict[str, Any]]:
    for match in _PRICE.finditer(text):
        amount = next(group for group in match.groups() if group)
        yield _entity("max_price", amount.replace(",", "."), match)
    for match in _IN_WORDS.finditer(text):
        if len(numbers := read_numbers(match["sum"])) == 1:
            yield _entity("max_price", f"{numbers[0].value:g}", match)


def _called(who: str) -> str:
    """ "mother-in-law", however it is written."""
    return re.sub(r" in[ -]law$|-in law$", "-in-law", who.lower())


def _people(text: str) -> Iterator[dict[str, Any]]:
    for match in [*_RECIPIENT.finditer(text), *_SPEAKS_OF.finditer(text)]:
        yield _entity("recipient", _called(match.group("who")), match, "who")
    for match in _THEIRS.finditer(text):
        group = next(name for name, said in match.groupdict().items() if said)
        yield _entity("recipient", _called(match.group(group)), match, group)
    for match in _NAME.finditer(text):
        yield _entity("name", match.group("name").strip(), match, "name")


def _moments(text: str, now: datetime | None) -> Iterator[dict[str, Any]]:
    for moment in read_moments(text, now) if now else ():
        yield {"entity": moment.kind, "value": moment.value, "start": moment.start, "end": moment.end}


def _quantities(text: str) -> Iterator[dict[str, Any]]:
    for number in read_numbers(text):
        if number.value == 1 and _POINTS.search(text[: number.start]):
            continue
        value = int(number.value) if number.value == int(number.value) else number.value
        yield {"entity": "quantity", "value": value, "start": number.start, "end": number.end}
