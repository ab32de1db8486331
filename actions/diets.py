"""What a product's lists say to "does it contain …?", "is it … free?", "is it vegan?". For safety only. Pure.

Nothing is called safe. What is not named in a list is said not to be named there, never to be absent; where no list is,
nobody knows; and where what the shop states speaks against its own lists, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from actions.allergens import CERTIFIED, applies, by_way, family_of, names, parts_of
from shop.model import Product, Variant
from shop.questions import Question

Sort = Literal["named", "in_a_way", "not_named", "stated", "contradictory", "unknown"]

# No list has to name it: what it is in is known, and of what names none of these nothing is concluded.
_CAFFEINE = ("caffeine", "coffee", "espresso", "tea", "matcha", "cola", "guarana", "mate", "arabica", "robusta")
# Asked by name, only that very thing answers: who asks for peanuts is not told of almonds.
_JUST = {
    **dict.fromkeys(("peanut", "arachide", "arachidi"), ("peanut",)),
    **dict.fromkeys(("wheat", "frumento", "grano"), ("wheat",)),
    **{word: (word,) for word in ("hazelnut", "walnut", "pistachio", "cashew", "butter", "cream", "rye", "barley", "spelt", "oat")},
    "cheese": ("cheese", "mozzarella", "parmesan", "ricotta", "mascarpone"),
    "formaggio": ("cheese", "mozzarella", "parmesan", "ricotta", "mascarpone"),
    "mandorle": ("almond",), "nocciole": ("hazelnut",), "pistacchi": ("pistachio",), "latticini": family_of("milk"),
    "burro": ("butter",), "panna": ("cream",), "uovo": ("egg",), "farina": ("flour",), "crostacei": family_of("shellfish"),
    "sedano": ("celery",), "senape": ("mustard",), "zucchero": ("sugar",), "sale": ("salt",), "lievito": ("yeast",),
    "miele": ("honey",), "alcol": ("alcohol", "wine", "rum", "beer", "brandy", "liqueur"), "caffeina": _CAFFEINE, "caffeine": _CAFFEINE,
    "seafood": (*family_of("fish"), *family_of("shellfish")), "frutta a guscio": family_of("nut"),
    "alcohol": ("alcohol", "wine", "rum", "beer", "brandy", "liqueur"), "sweetener": ("sweetener", "aspartame", "stevia"),
}  # fmt: skip
_MEAT = (*family_of("meat"), "fish", "anchovy", "anchovies", "tuna", "salmon", "prawn", "shellfish", "crustacean")
_ANIMAL = (*_MEAT, *family_of("milk"), "whey", "casein", "ricotta", "mascarpone", "egg", "honey", "beeswax")
_JUST |= dict.fromkeys(("ham", "prosciutto"), family_of("pork"))
_JUST |= {"animal product": _ANIMAL, "animal": _ANIMAL}
# What must stand in a list of allergens where there is one: of such things its silence says something.
_ALLERGENS = frozenset(
    word
    for said in ("nut", "milk", "gluten", "egg", "soy", "fish", "shellfish", "sesame", "celery", "mustard")
    for word in family_of(said)
) | {"peanut", "lupin", "sulphite", "sulfite"}
_APART = re.compile(r"\s*(?:,|\bor\b|\band\b|\bany\b|(?<= )o(?= )|(?<= )e(?= ))\s*")


@dataclass(frozen=True)
class Verdict:
    """``found``: the entries that were asked about; of "stated" the words in which it stands."""

    sort: Sort
    found: tuple[str, ...] = ()


def substances(said: str) -> tuple[tuple[str, ...], ...]:
    """The words to look for, for each thing that is asked about: "milk or nuts"."""
    return tuple(_words_of(one) for one in (part.strip() for part in _APART.split(said)) if one)


def _words_of(said: str) -> tuple[str, ...]:
    said = re.sub(r"^(?:any|added|cow['’]?s|actual|real|traces of)\s+", "", said.lower())
    single = said if said in _JUST else re.sub(r"(?<=[a-z]{3})s$", "", said)
    if re.match(r"co?eliac|celiac", said):
        return family_of("gluten")
    return _JUST.get(single) or family_of(said)


def in_it(product: Product, variant: Variant | None, question: Question) -> Verdict:
    """What is named of it, in the way that is asked about, against what is stated of it in words."""
    wanted = substances(question.said)
    every = [word for one in wanted for word in one]
    listed = [entry for entry in product.allergens or () if applies(entry, variant) and names(entry, every)]
    listed = listed or [part for part in parts_of(product) if names(part, every)]
    said_free = _stated_free(product, wanted)
    if _CAFFEINE in wanted and said_free:  # "decaffeinated coffee" is listed as coffee, and no contradiction
        return Verdict("stated", (said_free,))
    if listed and said_free:
        return Verdict("contradictory", tuple(listed))
    if listed:
        return Verdict(
            "in_a_way" if variant is None and all(map(by_way, listed)) else "named", tuple(dict.fromkeys(listed))
        )
    if said_free:
        return Verdict("stated", (said_free,))
    if any(word in _ALLERGENS for word in every):
        return Verdict("unknown" if product.allergens is None else "not_named")
    return Verdict("not_named" if product.ingredients and _CAFFEINE not in wanted else "unknown")


def keeps_diet(product: Product, variant: Variant | None, diet: str) -> Verdict:
    """ "vegan" or "vegetarian", "kosher" or "halal": "stated" where the shop says so, "named" where its lists speak against it."""
    against = () if diet in CERTIFIED else _MEAT if diet == "vegetarian" else _ANIMAL
    entries = [entry for entry in (*(product.allergens or ()), *parts_of(product)) if names(entry, against)]
    entries = [entry for entry in entries if applies(entry, variant)]
    always = tuple(dict.fromkeys(entry for entry in entries if variant is not None or not by_way(entry)))
    stated = _stated_diet(product, diet)
    if stated == "no":
        return Verdict("named", always) if always else Verdict("unknown")
    if stated and always:
        return Verdict("contradictory", always)
    if stated:
        return Verdict("stated")
    if always:
        return Verdict("named", always)
    return Verdict("in_a_way", tuple(entries)) if entries else Verdict("unknown")


def listed_with(products: tuple[Product, ...], way: str) -> tuple[str, ...]:
    """What the lists name with this way of a thing: ("gluten",) of "gluten (with oat milk)"."""
    entries = [e for p in products for e in p.allergens or () if by_way(e) and way.lower() in by_way(e).lower()]
    return tuple(dict.fromkeys(entry.partition(" (with ")[0] for entry in entries))


def _told(product: Product) -> list[str]:
    texts = (product.title, *product.tags, product.description, *(f"{n}: {v}" for n, v in product.attributes))
    return [text for text in texts if text]


_DIETS: Mapping[str, re.Pattern[str]] = {
    "vegan": re.compile(r"\b(?P<no>not |non[- ]?)?(?:vegan|plant[- ]based)\b", re.IGNORECASE),
    "vegetarian": re.compile(r"\b(?P<no>not |non[- ]?)?(?:vegetarian|vegan|plant[- ]based)\b", re.IGNORECASE),
    **{diet: re.compile(rf"\b(?P<no>not |non[- ]?)?{diet}\b", re.IGNORECASE) for diet in sorted(CERTIFIED)},
}


def _stated_diet(product: Product, diet: str) -> str:
    """ "yes" or "no" where the shop says so; "" where it says nothing."""
    found = [match for text in _told(product) if (match := _DIETS[diet].search(text))]
    return "" if not found else "no" if any(match["no"] for match in found) else "yes"


def _stated_free(product: Product, wanted: tuple[tuple[str, ...], ...]) -> str:
    """The words in which the shop says that it holds none of all this: "gluten free", "without flour, milk or eggs"."""
    for text in _told(product):
        without = [
            m.group()
            for m in re.finditer(
                r"\b(?:without|free (?:of|from)|no) [^.;:]*|\b[\w-]+(?: |-)free\b", text, re.IGNORECASE
            )
        ]
        if without and all(any(names(one.replace("-", " "), words) for one in without) for words in wanted):
            return text.rstrip(".")
    return ""
