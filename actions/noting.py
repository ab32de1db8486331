"""How a thing is wanted beyond the ways that it is sold in: "no sugar", "extra hot". Kept with the line, for the counter. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shop.model import Line

_WHAT = (
    r"sugar|sweetener|ice|foam|froth|cream|lid|straw|cinnamon|cocoa|syrup|butter|jam|mayo|onions?|tomato(?:es)?|cheese|ham|salt|pepper|"
    r"hot|strong|weak|shots?|warm|crispy|zucchero|ghiaccio|schiuma|panna|burro|caldo|calda|forte"
)
_HOW = r"no|without|extra|less|more|light on|not too|with extra|heavy on|senza|poco|poca|più|molto|ben"
_NOTE = re.compile(
    rf"\b(?P<note>(?:{_HOW}) (?:{_WHAT})(?:(?: and| or|,| e) (?:(?:{_HOW}) )?(?:{_WHAT}))*)\b", re.IGNORECASE
)
_ONLY = re.compile(
    rf"\W*(?:(?:and|but|oh|yes|ok|with|make it|please|e|ma)\W+)*{_NOTE.pattern}(?:\W+(?:please|pls|thanks|thank you|though|in it|grazie|per favore))*\W*",
    re.IGNORECASE,
)
_PUT_IN = re.compile(
    r"\W*(?:(?:and|but|oh|yes|ok|please|e|ma)\W+)*(?P<note>(?:with|con) (?:(?:a|some|un|una|un po['’]) )?(?:(?:splash|drop|slice|bit|squeeze|dusting|sprinkle|pinch|goccio|fetta|spolverata|spruzzata|pizzico|spruzzo) (?:of|di) )?"
    r"(?:(?:cold|hot|warm|fresh) )?(?:milk|lemon|sugar|honey|ice|cinnamon|cocoa|cacao|latte|limone|zucchero|miele|ghiaccio|cannella))(?:\W+(?:please|pls|thanks|grazie|per favore))*\W*",
    re.IGNORECASE,
)
# Said alone of what is on the order, these are how it is to be, too.
_HOT = re.compile(
    r"\W*(?:(?:and|but|oh|yes|ok|make it|e|ma|sì)\W+)*(?P<note>hot|warm|cold|cald[oaie]|fredd[oaie]|tiepid[oaie]|bollent[ei])"
    r"(?:\W+(?:please|pls|thanks|thank you|grazie|per favore|possibilmente|se possibile|if possible))*\W*",
    re.IGNORECASE,
)
_STIRRED = r"milk|lemon|sugar|honey|ice|cinnamon|cream|jam|butter|marmalade|latte(?! d[i'’e])|limone|zucchero|miele|ghiaccio|cannella|panna|marmellata|burro"
_A_BIT = r"(?:(?:a|some|un|una|un po['’]) )?(?:(?:little|splash|drop|slice|bit|squeeze|spoon|spoonful|dash|goccio|fetta) (?:of |di )?)?(?:(?:cold|hot|warm|fresh) )?"
_WITH_IT = rf"(?:(?:one|two|three|\d{{1,2}}|the other|un[oa]|due|l['’]altr[oa]) )?(?:with|con) {_A_BIT}(?:{_STIRRED})(?:(?:,| and| e| or) {_A_BIT}(?:{_STIRRED}))*"
_GOES_IN = re.compile(
    rf"\b(?P<note>{_WITH_IT}(?:(?:,|,? and|,? e)? {_WITH_IT})*)\b(?! (?:jar|pot|box|bottle|cake|biscuit|cookie|bread|tea|drink|candle|chocolate|coffee)s?\b)",
    re.IGNORECASE,
)
_N = r"(?:\d{1,2}|one|two|three|four|five|six|un[oa]?|due|tre|quattro|cinque|sei|the (?:other|rest)|l['’]altr[oa])(?: of (?:them|those))?"
_IN_OR_OUT = r"(?:for here|to (?:have |eat |drink )?(?:it )?(?:in )?here|to stay|(?:to )?(?:eat|drink) in|to go|(?:to )?take[ -]?(?:away|out)|da portare via|da asporto|qui)"
# One sweet and one not: of which cup it holds is for who makes them.
_SWEET = r"(?:(?:non )?zuccherat[oaie]|amar[oaie]|(?:con|senza) (?:lo )?zucchero|(?:with|without|no) sugar|sweet(?:ened)?|unsweetened|sugared)"
_SWEETENED = re.compile(rf"\b(?P<note>(?:{_N} )?{_SWEET}(?:,| and|, and| e|, e) {_N} {_SWEET})\b", re.IGNORECASE)
_SPLIT = re.compile(rf"\b(?P<note>{_N} {_IN_OR_OUT}(?:,| and|, and| e) {_N} {_IN_OR_OUT})", re.IGNORECASE)
NOTE_MAX = 120


def note_in(text: str) -> str:
    """The remark in the text, "" when there is none."""
    match = _SWEETENED.search(text) or _NOTE.search(text) or _SPLIT.search(text)
    return match["note"].lower()[:NOTE_MAX] if match else ""


def note_place(text: str) -> tuple[int, int] | None:
    """Where the remark stands in the text."""
    match = _SWEETENED.search(text) or _NOTE.search(text)
    return match.span("note") if match else None


def only_a_note(text: str) -> str:
    """The remark, when the text is nothing else."""
    match = _ONLY.fullmatch(text) or _HOT.fullmatch(text)
    return match["note"].lower()[:NOTE_MAX] if match else ""


def put_in(text: str) -> str:
    """What is to be put into it ("with milk", "with a slice of lemon"), when the text is nothing else; "" otherwise."""
    match = _PUT_IN.fullmatch(text)
    return match["note"].lower()[:NOTE_MAX] if match else ""


def goes_in(text: str, after: int) -> tuple[int, int] | None:
    """Where it is said what is to be put into a thing that is named before the place ``after``: "with honey", of a tea. A jar
    or a pot of it, counted or named by itself, is a thing of its own."""
    match = _GOES_IN.search(text, after)
    return match.span("note") if match else None


def with_note(lines: Sequence[Line], note: str) -> tuple[Line, ...]:
    """The lines, the last one with the remark joined to those that it has."""
    if not note or not lines:
        return tuple(lines)
    last = lines[-1]
    notes = [part for part in last.note.split("; ") if part]
    joined = "; ".join(dict.fromkeys((*notes, note)))
    return (*lines[:-1], replace(last, note=joined))
