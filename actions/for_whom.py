"""For whom each thing of a clause is: "a hot chocolate for my son and a flat white for me". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.heard import Wish
from shop.model import Match

_ME = re.compile(r"\b(?:for|per) (?:me|myself)\b", re.IGNORECASE)
_NOBODY_NAMED = re.compile(r"\b(?:for|per) (?:me|myself|us|him|her|them|noi|lui|lei|loro)\b", re.IGNORECASE)
# What stands before a person: "for my" friend, "per la mia" amica.
_BEFORE = re.compile(
    r"\b(?:for|to|per|al|alla|a)\s+(?:(?:my|our|his|her|the|an?|mi[ao]|il|la|un[ao]?)\s+|l['’]\s*)*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Person:
    """Who is said to get something, and where in the clause: "for my friend"; ``who`` None: the customer, or nobody by name."""

    start: int
    end: int
    who: str | None


def people_in(wish: Wish) -> list[Person]:
    """Everybody for whom something is said to be, in their order."""
    found = [Person(m.start(), m.end(), None) for m in _NOBODY_NAMED.finditer(wish.text)]
    for entity in wish.entities:
        if entity["entity"] == "recipient":
            start, end = int(entity["start"]) - wish.offset, int(entity["end"]) - wish.offset
            before = _BEFORE.search(wish.text[:start])
            found.append(Person(before.start() if before else start, end, str(entity["value"])))
    return sorted(found, key=lambda person: person.start)


def without_people(text: str, people: Sequence[Person]) -> str:
    """The clause with nobody in it; every place stays where it was."""
    for person in people:
        text = f"{text[: person.start]}{' ' * (person.end - person.start)}{text[person.end :]}"
    return text


def whose(wish: Wish, match: Match, others: Sequence[Match]) -> str | None:
    """The person whom this thing is for; None is the customer, or nobody said.

    Who is named after a thing has it, with all that was named before and has nobody else; who is named before everything
    has it all.
    """
    people = [(int(e["start"]), str(e["value"])) for e in wish.entities if e["entity"] == "recipient"]
    if not people:
        return None
    me = [(m.start() + wish.offset, None) for m in _ME.finditer(wish.text)]
    mentions: list[tuple[int, str | None]] = sorted([*people, *me], key=lambda mention: mention[0])
    after = next((who for place, who in mentions if place >= match.end), "")
    if after != "":
        return after
    first = min((m.start for m in (match, *others)), default=match.start)
    before = [who for place, who in mentions if place < first]
    return before[-1] if before else None
