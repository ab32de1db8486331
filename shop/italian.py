"""How a thing's Italian name behaves in a sentence: its gender, its article, and adjectives that agree with it. Pure.

Judged by the ending of the name's first word, with the everyday exceptions; where that tells nothing ("maglie" or "miele"?),
nothing is said: a name without an article is plain, a wrong article is a blunder.
"""

from __future__ import annotations

import re
from typing import Literal

from shop.text import fold

Form = Literal["m", "f", "pl", ""]
_MASCULINE = frozenset([
    "te", "latte", "pane", "miele", "pepe", "sale", "pesce", "dolce", "caffe", "bicchiere", "pigiama", "plaid", "poncho",
    "chai", "kiwi", "brandy", "fiore", "sapone", "grembiule", "brownie", "cookie", "smoothie", "puzzle", "pancake", "frappe",
])  # fmt: skip
_FEMININE = frozenset(
    ["mano", "radio", "foto", "moto", "auto", "luce", "carne", "neve", "tote", "clutch", "brioche", "t-shirt"]
)
# Endings of singular names in -e.
_MASCULINE_END = ("one", "ore", "iere", "ale", "ile", "ule", "ame", "ume", "ante")
_FEMININE_END = ("zione", "sione", "gione", "ice", "udine")
_BEFORE_UNO = re.compile(r"(?:s[^aeiou]|z|gn|ps|x|y)")


def form(name: str) -> Form:
    """Masculine, feminine or plural, by the first word; "" where it cannot be told."""
    first = re.match(r"[\w-]+", name)
    word = first.group().lower() if first else ""
    plain = fold(word)
    if plain in _MASCULINE or plain in _FEMININE:
        return "f" if plain in _FEMININE else "m"
    if plain != word:  # an accent at the end: "novità" is feminine, "tiramisù" is not
        return "f" if word.endswith(("tà", "tù")) else "m"
    if plain.endswith("e"):
        return "f" if plain.endswith(_FEMININE_END) else "m" if plain.endswith(_MASCULINE_END) else ""
    if plain.endswith("i"):
        return "pl"
    return "f" if plain.endswith("a") else "m" if plain else ""


def with_article(name: str) -> str:
    """ "una candela", "un espresso", "uno zaino", "un'acqua"; plurals, counts and what cannot be told as they are."""
    found = form(name)
    if found not in ("m", "f") or not name[:1].isalpha():
        return name
    start = fold(name)
    if found == "f":
        return f"un'{name}" if start[0] in "aeiou" else f"una {name}"
    return f"uno {name}" if _BEFORE_UNO.match(start) else f"un {name}"


_ADJECTIVES = frozenset([
    "piccolo", "medio", "singolo", "doppio", "intero", "bianco", "nero", "rosso", "grigio", "giallo", "scuro", "chiaro",
])  # fmt: skip


def agreeing(adjective: str, name: str) -> str:
    """ "piccolo" beside "cioccolata calda" is "piccola"; other words, and beside other names, as they are."""
    return f"{adjective[:-1]}a" if adjective in _ADJECTIVES and form(name) == "f" else adjective


_HE = frozenset([
    "papà", "padre", "fratello", "marito", "amico", "figlio", "nonno", "zio", "capo", "nipotino", "cugino", "suocero",
    "cognato", "genero", "vicino", "maestro", "fidanzato",
])  # fmt: skip
_EITHER = frozenset({"nipote", "collega"})  # nephew or niece
# Close kin go without an article, as long as they are called plainly: "Sua sorella", but "la Sua amica", "il Suo papà".
_KIN = frozenset([
    "madre", "padre", "sorella", "fratello", "moglie", "marito", "figlia", "figlio", "nonna", "nonno", "zia", "zio",
    "cugina", "cugino", "suocera", "suocero", "cognata", "cognato", "nuora", "genero",
])  # fmt: skip


def yours(recipient: str, *, tu: bool = False) -> str:
    """ "Sua sorella", "la Sua amica", with ``tu`` "tua sorella"; "chi lo riceve" where their gender cannot be told."""
    if recipient in _EITHER:
        return "chi lo riceve"
    he = recipient in _HE
    said = f"{'tu' if tu else 'Su'}{'o' if he else 'a'} {recipient}"
    return said if recipient in _KIN else f"{'il' if he else 'la'} {said}"
