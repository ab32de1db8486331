"""A linter for phrasings: what a copywriter should mend before a shop hears it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from actions.adaptation.acts import ACTS, GREETINGS, INSIDE, ActSpec
from actions.adaptation.model import LengthLevel, Manner
from actions.adaptation.phrasings import LEVELS, Phrase, Phrasings
from actions.adaptation.realise import choose

# Most own words a wording may have, slots counted as one; notices and questions of rights may take longer.
WORDS_MAX: Mapping[LengthLevel, int] = {"short": 10, "medium": 20, "long": 32}
WORDS_MAX_LONG: Mapping[LengthLevel, int] = {"short": 28, "medium": 44, "long": 44}
SEEDS = 30  # tries a variant: one that is chosen as often as the others is missed once in 10¹³

# Flattery, pressure, feigned feeling, worn phrases; "we" where one shopkeeper speaks.
BANNED: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"(great|excellent|good) (choice|taste)", r"miss(ed)? you", r"awesome", r"amazing", r"delighted", r"thrilled",
        r"hurry", r"last chance", r"only today",
        r"while stocks? last", r"selling (fast|out)", r"act now", r"don.t miss",
        r"valued customer", r"absolutely", r"perfect", r"no worries", r"oops", r"kindly", r"i understand how",
        r"look(ing)? forward", r"at your disposal", r"hesitate", r"we", r"we.re", r"our", r"us",
        r"lol", r"gonna", r"wanna",
    ),
    "it": (
        r"(ottima|bella) scelta", r"ci (manchi|è mancat\w+)", r"fantastic\w+", r"incredibil\w+", r"ultima occasione",
        r"solo (per )?oggi", r"affrett\w+", r"perfetto", r"noi", r"nostr\w+", r"abbiamo", r"gentile cliente",
    ),
}  # fmt: skip
# A title is said only if the customer stated it, so it comes by a slot and never stands in a wording.
TITLES: Mapping[str, str] = {
    "en": r"sir|madam|ma[’']?am|mr|mrs|ms",
    "it": r"signor[ea]?|signorina|dottor[ea]?|dottoressa",
}
# ``'s`` is a contraction after these words only ("it's"), elsewhere it may be whose ("the shop's").
_IS = r"it|that|this|there|here|what|where|when|who|how|why|he|she|let|one|all|everything|something|nothing|somebody|nobody"
CONTRACTED = re.compile(rf"\b(?:\w+[’'](?:t|re|ve|ll|d|m)|(?:{_IS})[’']s)\b", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”")  # what the customer may say is theirs, not ours
ENDS = re.compile(r"[.?!…]”?$")


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the wording's id and line, and what is wrong with it."""

    id: str
    line: int
    text: str

    def __str__(self) -> str:
        lang, act, manner, level, number = self.id.split("/")
        return f"{lang}.yml, line {self.line}, {act}.{manner}.{level}, wording {number}: {self.text}"


@dataclass(frozen=True)
class Place:
    """Where a wording stands."""

    lang: str
    act: str
    manner: Manner
    level: LengthLevel


def lint(phrasings: Phrasings) -> list[Problem]:
    """Everything to mend, in the files' order; empty when all is well."""
    problems = [
        Problem(phrase.id, phrase.line, text)
        for lang, act, manner, level, phrase in phrasings.all()
        for check in _CHECKS
        if (text := check(Place(lang, act, manner, level), phrase)) is not None
    ]
    return [*problems, *_cell_problems(phrasings)]


def own_words(phrase: Phrase) -> int:
    """Words of a wording, each slot counted as one, optional parts left out."""
    slots = {name: "x" for name in phrase.template.slots}
    return len(phrase.template.fill(slots)[0].split())


def _too_long(place: Place, phrase: Phrase) -> str | None:
    most = (WORDS_MAX_LONG if ACTS[place.act].long else WORDS_MAX)[place.level]
    words = own_words(phrase)
    return f"{words} words; {place.level} allows {most}" if words > most else None


def _banned(place: Place, phrase: Phrase) -> str | None:
    for word in BANNED.get(place.lang, ()):
        if re.search(rf"\b{word}\b", phrase.source, re.IGNORECASE):
            return f"banned: {word.replace(chr(92), '')}"
    return "an exclamation mark: warmth comes from facts" if "!" in phrase.source else None


def _asking(place: Place, phrase: Phrase) -> str | None:
    spec: ActSpec = ACTS[place.act]
    if (spec.asks == "no") == ("?" in phrase.source):
        return "asks, but a yes to this act would go nowhere" if spec.asks == "no" else "must ask"
    return None


def _form(place: Place, phrase: Phrase) -> str | None:
    text, _ = phrase.template.fill({name: "x" for name in phrase.template.slots}, emoji=9, warm=True)
    plain, _ = phrase.template.fill({name: "x" for name in phrase.template.slots})
    if "  " in phrase.source or "  " in text or " ." in plain or " ," in plain:
        return "a stray space"
    if place.act not in INSIDE and not ENDS.search(plain):
        return "no stop at the end"
    if place.act in INSIDE - GREETINGS:
        return None
    return "starts with a small letter" if phrase.source[:1].islower() else None


def _contracted(place: Place, phrase: Phrase) -> str | None:
    if place.lang != "en" or place.manner != "formal":
        return None
    found = CONTRACTED.search(QUOTED.sub("", phrase.source))
    return f"{found.group()}: formal English writes it out" if found else None


def _titled(place: Place, phrase: Phrase) -> str | None:
    found = re.search(rf"\b(?:{TITLES[place.lang]})\b", phrase.source, re.IGNORECASE) if place.lang in TITLES else None
    return f"{found.group()}: a title is only for those who stated it" if found else None


_CHECKS: tuple[Callable[[Place, Phrase], str | None], ...] = (
    _too_long,
    _banned,
    _asking,
    _form,
    _contracted,
    _titled,
)


def _cell_problems(phrasings: Phrasings) -> Iterator[Problem]:
    for book in phrasings.by_language.values():
        for act, cells in book.items():
            for phrases in cells.values():
                yield from _never_chosen(act, phrases)
            for manner in ("formal", "neutral", "casual"):
                yield from _disorder(cells, manner)  # type: ignore[arg-type]


def _never_chosen(act: str, phrases: tuple[Phrase, ...]) -> Iterator[Problem]:
    sources = [phrase.source for phrase in phrases]
    chosen = {choose(phrases, f"{seed}|{act}", ()).id for seed in range(SEEDS * len(phrases))}
    for place, phrase in enumerate(phrases):
        if phrase.source in sources[:place]:
            yield Problem(phrase.id, phrase.line, "the same wording is there twice")
        elif phrase.id not in chosen:
            yield Problem(phrase.id, phrase.line, "this variant is never chosen")


def _disorder(cells: Mapping[tuple[Manner, LengthLevel], tuple[Phrase, ...]], manner: Manner) -> Iterator[Problem]:
    """A longer length must not come out shorter than the one before it."""
    before = 0
    for level in LEVELS:
        if phrases := cells.get((manner, level), ()):
            longest = max(own_words(phrase) for phrase in phrases)
            if longest < before:
                yield Problem(
                    phrases[0].id, phrases[0].line, f"shorter than the length below it ({longest} < {before})"
                )
            before = max(before, min(own_words(phrase) for phrase in phrases))
