"""``python -m benchmarks.same_facts``: the same facts in all registers, examined over everything that can be said.

Every act is worded in every manner, length, warmth, with and without emoji, under every lead, in every language, once in
each of its wordings. What must be said has to stand there letter by letter; and what stands there beside the slots may
hold no figure, price, allergen or name of its own, for that would be a fact that nobody has given.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from actions.adaptation.acts import ACTS, GREETINGS
from actions.adaptation.model import Lead, Length, Pitch, Plan, Say, Tone
from actions.adaptation.phrasings import LEVELS, Phrase, Phrasings
from actions.adaptation.realise import Realised, realise
from actions.adaptation.samples import SAMPLES, sample_slots
from actions.adaptation.template import inert
from actions.adaptation.voices import own_phrasings
from actions.lines import QUANTITY_MAX

REGISTERS = (-0.6, 0.0, 0.6)
LEADS: tuple[Lead, ...] = ("none", "new", "rare", "proven", "popular", "value", "quickest", "story")
ROOM = {"short": (12, 2), "medium": (24, 3), "long": (56, 5)}  # words, sentences
VARIANTS_MAX = 40  # of one cell, far more than there are
GAP = "\0"

FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
MONEY = re.compile(r"[€$£¥%]|\b(?:EUR|USD|GBP|euros?|pounds?|dollars?|sterline|dollari)\b", re.IGNORECASE)
NUMBERS = {
    "en": "two three four five six seven eight nine ten eleven twelve dozen twenty thirty fifty hundred thousand twice half",
    "it": "due tre quattro cinque sette otto nove dieci undici dodici dozzina venti trenta cinquanta cento mille metà",
}
ALLERGENS = {
    "en": "gluten wheat rye barley oats spelt crustacean shellfish egg eggs fish peanut peanuts soy soya milk lactose dairy nut nuts"
    " almond almonds hazelnut hazelnuts walnut walnuts pistachio cashew celery mustard sesame sulphite sulphites lupin mollusc",
    "it": "glutine frumento grano segale orzo avena farro crostacei uovo uova pesce arachidi soia latte lattosio noce noci mandorla"
    " mandorle nocciola nocciole pistacchi sedano senape sesamo solfiti lupini molluschi",
}
# Written with a capital inside a sentence without being a name.
CAPITALS = frozenset({"I", "AI", "OK", "Italian", "Lei", "La", "Le", "Suo", "Sua", "Suoi", "Sue"})
CAPITAL = re.compile(rf"(?<=[^.?!…:“{GAP}\n] )([^\W\d_]\w*)")
# What an act says beside its slots because it means just that.
OWN: Mapping[str, frozenset[str]] = {
    "distress": frozenset({"112"}),  # the emergency number
    "quantity_odd": frozenset({"1", str(QUANTITY_MAX)}),  # how many may be ordered
    "pitch_rating": frozenset({"5"}),  # out of 5
    "pitch_popular": frozenset({"5"}),
    "offer_same": frozenset({"two", "due"}),  # "as the last two times": that is what makes it this act
    "recommend_two": frozenset({"two", "due"}),  # as many as it has slots
    "which_product": frozenset({"two", "due"}),
    "gift_ask": frozenset({"two", "three", "due", "tre"}),  # how many gifts will be shown
    "out_of_scope_again": frozenset({"twice"}),  # that is what makes it this act
    "made_with_milk": frozenset({"milk", "latte"}),  # that is the answer
    "oos_medical": frozenset({"112"}),
    "oos_joke": frozenset({"seven", "sette"}),  # the hour of a joke
    "not_kept": frozenset({"milk", "latte"}),  # a thing that may be told: which milk
}


@dataclass(frozen=True)
class Offence:
    """One fact that is missing or foreign, in one wording."""

    wording: str
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.wording}: {self.what} in {self.text!r}"


@dataclass(frozen=True)
class SameFacts:
    """How many texts were examined, how many were wrong, each offence once, and which wordings were reached."""

    checked: int
    wrong: int
    offences: tuple[Offence, ...]
    reached: frozenset[str]

    @property
    def share(self) -> float:
        """Of all texts, those that hold all facts and no other: 0 … 1. Raises ZeroDivisionError for no texts."""
        return 1 - self.wrong / self.checked


def every_plan(leads: Sequence[Lead] = LEADS) -> list[Plan]:
    """All manners, lengths, cool and warm, with and without emoji, the name said and not, under these leads."""
    return [
        Plan(Tone(register, warmth, emoji, emoji > 0), Length(level, *ROOM[level], 2), Pitch(lead))
        for register, level, warmth, emoji, lead in product(REGISTERS, LEVELS, (0.1, 0.9), (0, 2), leads)
    ]


def same_facts(
    phrasings: Phrasings | None = None,
    plans: Sequence[Plan] | None = None,
    fillings: Mapping[str, str] | None = None,
) -> SameFacts:
    """Word every act under every plan in all its wordings, and look at the facts.

    ``fillings`` take the place of samples, by slot.
    """
    book = phrasings or own_phrasings()
    phrases = {phrase.id: phrase for *_, phrase in book.all()}
    offences: dict[Offence, None] = {}
    checked = wrong = 0
    reached: set[str] = set()
    for lang, act, plan in product(book.by_language, ACTS, plans or every_plan()):
        slots = sample_slots(act, lang)
        slots |= {name: value for name, value in (fillings or {}).items() if name in slots}
        for said in _variants(Say(act, slots), plan, book, lang):
            found = list(_offences(said, phrases, lang))
            offences.update(dict.fromkeys(found))
            checked, wrong = checked + 1, wrong + bool(found)
            reached.update(said.phrasing_ids)
    return SameFacts(checked, wrong, tuple(offences), frozenset(reached))


def _variants(say: Say, plan: Plan, book: Phrasings, lang: str) -> Iterator[Realised]:
    """The act under this plan, once in each wording that may be chosen."""
    used: list[str] = []
    for seed in range(VARIANTS_MAX):
        said = realise([say], plan, book, lang=lang, seed=str(seed), avoid=used)
        if said.phrasing_ids[-1] in used:
            return
        used.extend(said.phrasing_ids)
        yield said


def _offences(said: Realised, phrases: Mapping[str, Phrase], lang: str) -> Iterator[Offence]:
    say, wording = said.kept[0], said.phrasing_ids[-1]
    values = {name: inert(value) for name, value in say.slots.items()}
    if values.get("greeting") in GREETINGS:
        values["greeting"] = phrases[said.phrasing_ids[0]].template.fill({})[0]
    uses = Counter(p.value for p in phrases[wording].template.parts if p.kind in ("slot", "a", "plural"))
    uses |= Counter(ACTS[say.act].must)
    rest = said.text
    for name in sorted(uses, key=lambda name: -len(values[name])):
        for _ in range(uses[name]):
            if (form := _standing(values[name], rest)) is None:
                yield Offence(wording, f"{name} is not there letter by letter: {values[name]!r}", said.text)
            else:
                rest = rest.replace(form, GAP, 1)
    for what in _foreign(rest, say.act, lang):
        yield Offence(wording, what, said.text)


def _standing(value: str, text: str) -> str | None:
    """The form in which a value stands in a text, None if it does not.

    A sentence that it opens may give it a capital, one that it ends may share its full stop.
    """
    first = value[:1].title()
    capital = first + value[1:] if len(first) == 1 else value  # "Ss" is another word than "ß"
    ended = [form.removesuffix(".") for form in (value, capital) if len(form) > 1]
    return next((form for form in (value, capital, *ended) if form in text), None)


def _foreign(rest: str, act: str, lang: str) -> Iterator[str]:
    """What of a text beside its slots is a figure, a price, an allergen or a name."""
    allowed = OWN.get(act, frozenset())
    words = re.findall(r"[^\W\d_]+", rest.lower())
    yield from (f"the figure {figure}" for figure in FIGURE.findall(rest) if figure not in allowed)
    yield from (f"the price {money}" for money in MONEY.findall(rest))
    yield from (f"the figure {word}" for word in words if word in _NUMBERS.get(lang, ()) and word not in allowed)
    yield from (f"the allergen {word}" for word in words if word in _ALLERGENS.get(lang, ()) and word not in allowed)
    inside = [word for word in CAPITAL.findall(rest) if word[0].isupper() and word not in CAPITALS]
    known = [word for word in re.findall(r"[^\W\d_]+", rest) if word in _NAMES]
    yield from (f"the name {word}" for word in dict.fromkeys([*inside, *known]))


def _names() -> frozenset[str]:
    """Words of the samples that are names wherever they stand."""
    fillings = [samples[slot] for samples in SAMPLES.values() for slot in ("name", "shop", "staff", "maker")]
    return frozenset(word for filling in fillings for word in filling.split())


_NAMES = _names()
_NUMBERS = {lang: frozenset(words.split()) for lang, words in NUMBERS.items()}
_ALLERGENS = {lang: frozenset(words.split()) for lang, words in ALLERGENS.items()}


def main() -> int:
    """Print the share and the offenders; exit code 1 when it is not all."""
    found = same_facts()
    for offence in found.offences:
        print(offence)
    print(f"same facts in all registers: {found.share:.2%} of {found.checked:,} texts, {len(found.reached):,} wordings")
    return 0 if found.share == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
