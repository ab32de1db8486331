"""What is said of somebody else ("my sister's size is 38", "she loves Earl Grey"): filed under them, never the customer. Pure.

Somebody else's allergy is heeded for the visit in which it is told, and never kept: that yes is theirs to give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from actions.answer import stated
from actions.heard import Heard
from actions.stated_facts import ALLERGEN, ALLERGENS, TO_IT
from profiles.model import Fact

RELATIVES = (
    r"(?:mother|father|sister|brother|daughter|son)[ -]in[ -]law|"
    r"mother|mum|mom|father|dad|sister|brother|wife|husband|partner|girlfriend|boyfriend|friend|daughter|son|grandma|grandmother|"
    r"grandpa|grandfather|aunt|uncle|niece|nephew|cousin|boss|colleague|neighbou?r|teacher|grandson|granddaughter|grandchild(?:ren)?|god(?:mother|father|son|daughter)|step(?:mother|father|son|daughter)|flatmate|roommate|fianc[eé]e?|doctor|physician|nurse|dentist|midwife|hairdresser|landlord|landlady|coach|tutor|kids?|children|baby|team|office|"
    r"mamma|madre|papà|padre|sorella|fratello|moglie|marito|amica|amico|figlia|figlio|nonna|nonno|zia|zio|suocer[ao]|cognat[ao]|nuora|genero|collega|capo|"
    r"nipotin[oa]|nipote|cugin[oa]|vicin[oa](?! (?:a|al|alla|di)\b)|maestr[oa]|fidanzat[oa]"
)
_MY = r"\b(?:my|our|(?:la )?mi[ao]|nostr[ao])\s+"
_SIZE = r"(?P<size>x{0,2}[sml]|x{1,3}l|\d{1,3}(?:[.,]5)?)(?=\s*(?:$|[.,;!)]|and\b|now\b|e\b|ora\b))"
_MILKS = r"(?P<milk>oat|soy|almond|whole|skimmed)\s+milk|latte (?:di |d['’])?(?P<latte>avena|soia|mandorla)"
_OF = {  # what follows the person
    "size": rf"['’]s (?:size|taglia)(?: is|:| è)?\s+(?:an? )?{_SIZE}"
    rf"|\s+(?:is|takes|wears|needs|porta|ha|veste)(?: an?)?(?: the)?(?: la)? (?:size|taglia) {_SIZE.replace('size>', 'size2>')}"
    rf"|\s+(?:wears|porta)(?: an?)?(?: la)? {_SIZE.replace('size>', 'size3>')}",
    "milk": rf"\s+(?:takes|drinks|has|wants|prende|beve)\s+(?:(?:it|hers|his|coffee|her coffee|his coffee) with\s+)?(?:{_MILKS})",
    "likes": r"\s+(?:really |absolutely |just )?(?:likes?|loves?|prefers?|adores?|enjoys?|collects?|adora|ama|preferisce|colleziona)\s+"
    r"(?P<likes>(?!(?:to (?:know|order|have)|it|that|this|them|one|those)\b)[^.,;!?]{2,60}?)(?=\s*(?:[.,;!]|$|\b(?:and|but|so|e|ma)\b))",
    "allergy": rf"\s+(?:is|has|è)\s+(?:an? |molto )?(?:allergic|intolerant|allergy|allergic[oa]|intollerante)\s+(?:to\s+|{TO_IT})(?P<allergy>{ALLERGENS})"
    rf"|\s+(?:(?:can(?:'|’)?t|cannot) (?:have|eat)|non (?:può (?:mangiare|prendere|bere)|mangia|tollera))\s+(?:il |lo |la |l['’]|i |gli |le )?(?P<allergy2>{ALLERGENS})"
    rf"|\s+(?:is|è)\s+(?:an? )?(?P<allergy3>co?eliac|celiac[oa]?|{ALLERGENS}[- ]intolerant)\b",
}
_PERSON = {name: re.compile(rf"{_MY}(?P<who>{RELATIVES})(?:{rest})", re.IGNORECASE) for name, rest in _OF.items()}
_SHE = {name: re.compile(rf"\b(?:she|he|they|lei|lui)(?:{rest})", re.IGNORECASE) for name, rest in _OF.items()}
_THEIR_SIZE = re.compile(
    rf"\b(?:her|his|their) size is (?:an? )?{_SIZE}|\b(?:la )?taglia di mi[ao] (?P<who>{RELATIVES}) è (?:la )?{_SIZE.replace('size>', 'size2>')}",
    re.IGNORECASE,
)


_MINE = re.compile(rf"{_MY}(?P<who>{RELATIVES})\b", re.IGNORECASE)


def relative_in(text: str) -> str | None:
    """ "sister" of "my sister loved it"; None where nobody is named so."""
    match = _MINE.search(text)
    return match["who"].lower() if match else None


def facts_about(heard: Heard, at: datetime, named: str | None) -> tuple[Fact, ...]:
    """Facts about others that this message states. ``named``: whom "she" means, as named now or just before."""
    if heard.kind != "text" or not heard.stating:
        return ()
    named = next((str(w.entity("recipient")) for w in heard.wishes if w.entity("recipient")), None) or named
    found = {(who.lower(), name): value for who, name, value in _said(heard.stating, named)}
    return tuple(
        stated(name, value, at, heard.message_id, heard.text, recipient=who) for (who, name), value in found.items()
    )


def _said(text: str, named: str | None) -> Iterator[tuple[str, str, str]]:
    for name, pattern in _PERSON.items():
        for match in pattern.finditer(text):
            yield match["who"], name, _value(name, match)
    if named:
        for name, pattern in _SHE.items():
            for match in pattern.finditer(text):
                yield named, name, _value(name, match)
    for match in _THEIR_SIZE.finditer(text):
        if who := match["who"] or named:
            yield who, "size", _value("size", match)


def _value(name: str, match: re.Match[str]) -> str:
    """The one group of the pattern that holds what was said."""
    said = next(text for key, text in match.groupdict().items() if key != "who" and text).strip()
    if name == "allergy":
        each = re.findall(rf"{ALLERGEN}|c[eo]+liac\w?", said, re.IGNORECASE)
        return ", ".join(dict.fromkeys("gluten" if "liac" in one.lower() else one.lower() for one in each))
    return said.upper() if name == "size" else said.lower() if name == "milk" else said


# --- asking back, and forgetting ---

_ASKED = (
    rf"\bwhat (?:do|did) (?:you|i) (?:know|remember|have|tell you|say|told you)(?: down)? (?:about|of|on) {_MY}(?P<who>{RELATIVES})",
    rf"\bwhat(?:['’]s| is| was) {_MY}(?P<who>{RELATIVES})['’]s (?:size|milk)",
    rf"\b(?:what|which)(?: \w+)? does {_MY}(?P<who>{RELATIVES}) (?:like|love|take|wear|drink|have)",
    rf"\bche (?:cosa )?(?:sa|sai|sapete|ricorda) (?:d(?:i|ella|el)|su) {_MY}(?P<who>{RELATIVES})",
    rf"\bche (?:taglia|latte) (?:porta|ha|prende|beve) {_MY}(?P<who>{RELATIVES})",
)
_ASKS = [re.compile(pattern, re.IGNORECASE) for pattern in _ASKED]
_FORGETS = re.compile(
    r"\b(?:forget|delete|erase|remove|drop|dimentic\w+|cancell\w+)\b(?:\W+(?:please|about|everything|all|anything|what|that|i|you|know|said|told|tutto|quello|che|ho|detto|di|della|del))*"
    rf"\s+{_MY}(?P<who>{RELATIVES})\b(?:['’]s (?P<what>size|milk|likes?|taste))?"
    rf"|\bdimentic\w+ (?:la|il) (?P<cosa>taglia|latte) di {_MY}(?P<chi>{RELATIVES})",
    re.IGNORECASE,
)
_NAMES = {
    "size": "size",
    "taglia": "size",
    "milk": "milk",
    "latte": "milk",
    "like": "likes",
    "likes": "likes",
    "taste": "likes",
}


def asked_about(text: str) -> str | None:
    """Whom the customer asks about ("what's my sister's size?"), else None."""
    return next((match["who"].lower() for pattern in _ASKS if (match := pattern.search(text))), None)


def forgets_about(text: str) -> tuple[str, str] | None:
    """(who, name of the fact or "" for all) of "forget my sister's size", else None."""
    match = _FORGETS.search(text)
    if match is None:
        return None
    what = match["what"] or match["cosa"]
    return (match["who"] or match["chi"]).lower(), _NAMES[what.lower()] if what else ""
