"""What a present is for ("a birthday", "per la festa della mamma"), and which goods the shop itself says are made for that. Pure."""

from __future__ import annotations

import re

from shop.model import Product

# occasion → how it is said, and how a shop's own data (best_for, tags) names it, in both languages.
_SAID = {
    "birthday": r"birthday|b-?day|turns? \d{1,3}\b|compleanno|compie \d{1,3}",
    "wedding": r"wedding|getting married|newly-?weds?|matrimonio|nozze|sposi|si sposa\w*",
    "anniversary": r"anniversary|anniversario",
    "thank_you": r"thank[- ]?you|to (?:say thanks|thank)|ringraziamento|ringraziare|per dire grazie",
    "christmas": r"christmas|xmas|secret santa|natale|natalizi\w+",
    "mothers_day": r"mother(?:['’]s|s['’]?)? ?day|festa della mamma",
    "fathers_day": r"father(?:['’]s|s['’]?)? ?day|festa del pap[aà]",
    "valentine": r"valentine\w*|san valentino",
    "housewarming": r"housewarming|new (?:house|flat|home|place)|moved? (?:house|in)\b|nuova casa|casa nuova|traslo\w+|inaugurazione",
    "baby": r"new baby|baby shower|newborn|christening|nascita|neonat\w+|battesimo",
    "farewell": r"leaving (?:gift|present|do)|farewell|retir\w+|pensione|pensionamento|addio",
    "graduation": r"graduat\w+|laurea\w*",
    "get_well": r"get[- ]well|in hospital|pronta guarigione|in ospedale",
    "host": r"host(?:ess)?\b|dinner invitation|invited to dinner|padron[ae] di casa|invit\w+ a cena",
    "easter": r"easter|pasqua",
}
_NAMED = {
    "birthday": r"birthday|compleanno",
    "wedding": r"wedding|matrimon|nozze",
    "anniversary": r"anniversar",
    "thank_you": r"thank|ringrazia",
    "christmas": r"christmas|natale",
    "mothers_day": r"mother|mamma",
    "fathers_day": r"father|pap[aà]\b",
    "valentine": r"valentin|\bl(?:ove|overs)\b|innamorat",
    "housewarming": r"mov(?:ed|ing) house|housewarming|new home|casa nuova",
    "baby": r"\bbab(?:y|ies)\b|newborn|neonat",
    "farewell": r"farewell|leaving|retire|pension",
    "graduation": r"graduat|laurea",
    "get_well": r"get[- ]well|guarigione",
    "host": r"\bhost",
    "easter": r"easter|pasqua",
}
_HEARD = {name: re.compile(rf"\b(?:{pattern})", re.IGNORECASE) for name, pattern in _SAID.items()}
_DATA = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _NAMED.items()}


def occasion_in(text: str) -> str:
    """The occasion that the text names, "" where it names none."""
    return next((name for name, pattern in _HEARD.items() if pattern.search(text)), "")


def made_for(product: Product, occasion: str) -> bool:
    """Does the shop's own data name this occasion?"""
    if occasion not in _DATA:
        return False
    return _DATA[occasion].search(f"{product.best_for or ''} {' '.join(product.tags)}") is not None
