"""The brand's limits on how the bot speaks: section ``voice`` of ``shop.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shop.yaml_reading import Section

Address = Literal["asked", "lei"]
_ADDRESSES: Mapping[str, Address] = {"asked": "asked", "lei": "lei"}
CASUAL_BELOW = -0.1  # from this register on a wording is casual (a test holds it to the plan's own bar)
_KEYS = ("register_floor", "register_ceiling", "never_informal", "emoji_max", "address", "never", "words")


@dataclass(frozen=True)
class Voice:
    """What the brand allows. The customer moves within it.

    register_floor, register_ceiling  −1 casual … +1 formal
    never_informal  no casual wording, whoever speaks
    emoji_max       at most in one reply, 0 none
    address         Italian: "asked" says *tu* to those who ask for it, "lei" says *Lei* to everybody
    never           words that the brand does not say: wordings with one are left out
    use             what is said instead of a word, by that word; in our wordings, never in the names of goods
    """

    register_floor: float = -1.0
    register_ceiling: float = 1.0
    emoji_max: int = 2
    never: tuple[str, ...] = ()
    never_informal: bool = False
    address: Address = "asked"
    use: Mapping[str, str] = field(default_factory=dict)


def read_voice(section: Section) -> Voice:
    """Read the section. Raises TermsError naming file and key for what is unknown, or makes no sense."""
    section.allow_only(_KEYS)
    floor, ceiling = section.number("register_floor", -1, -1, 1), section.number("register_ceiling", 1, -1, 1)
    if floor > ceiling:
        raise section.wrong("register_floor", f"{floor:g} is above register_ceiling {ceiling:g}")
    never_informal = _yes_or_no(section, "never_informal")
    if never_informal and ceiling <= CASUAL_BELOW:
        raise section.wrong("never_informal", f"register_ceiling {ceiling:g} leaves casual wordings only")
    words = section.section("words")
    words.allow_only(("use", "never"))
    never = (*section.texts("never"), *words.texts("never"))
    _no_gaps(section if "never" in section.content else words, never)
    return Voice(
        floor, ceiling, _whole(section, "emoji_max", 2), never, never_informal, _address(section), _use(words, never)
    )


def _yes_or_no(section: Section, name: str) -> bool:
    value = section.content.get(name, False)
    if not isinstance(value, bool):
        raise section.wrong(name, f"expected true or false, found {value!r}")
    return value


def _whole(section: Section, name: str, default: int) -> int:
    number = section.number(name, default, 0, 100)
    if number != int(number):
        raise section.wrong(name, f"expected a whole number, found {number:g}")
    return int(number)


def _address(section: Section) -> Address:
    said = section.text("address", "asked").lower()
    if said not in _ADDRESSES:
        raise section.wrong("address", f"expected lei (for everybody) or asked (tu for who asks), found {said!r}")
    return _ADDRESSES[said]


def _use(words: Section, never: tuple[str, ...]) -> dict[str, str]:
    pairs = words.section("use")
    found = {word.strip().casefold(): pairs.text(word) for word in pairs.content}
    for word, better in found.items():
        if not word or any(mark in word + better for mark in "{}"):
            raise pairs.wrong(word, f"expected a word and what is said instead, found {better!r}")
        if banned := next((n for n in never if n.casefold() in better.casefold()), None):
            raise pairs.wrong(word, f"{better!r} holds {banned!r}, which is among the words never said")
    return found


def _no_gaps(section: Section, never: tuple[str, ...]) -> None:
    if not all(never):
        raise section.wrong("never", "an empty word would leave nothing to say")
