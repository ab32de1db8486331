"""What the customer said must not be in anything, against what the shop knows of its goods. For safety only. Pure.

Heeded at once, within the visit; kept for later only after a yes of its own (see ``allergy_told.allergy_said``). What is not
known is said not to be known: nothing is ever called safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from shop.model import Product, Variant

# What is said → what stands in lists of allergens and ingredients.
_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "nut": ("nut", "almond", "hazelnut", "walnut", "pistachio", "cashew", "pecan", "macadamia", "peanut"),
    "peanut": ("peanut", "nut"),
    "almond": ("almond",),
    "milk": ("milk", "butter", "cream", "cheese", "mozzarella", "lactose", "dairy", "yoghurt", "yogurt"),
    "gluten": ("gluten", "wheat", "rye", "barley", "spelt", "oat"),
    "egg": ("egg",),
    "soy": ("soy", "soya"),
    "fish": ("fish", "anchovy"),
    "shellfish": ("shellfish", "crustacean", "mollusc", "prawn"),
    "sesame": ("sesame", "tahini"),
    "meat": (
        *("meat", "beef", "pork", "ham", "bacon", "lamb", "chicken", "turkey", "duck", "veal", "salami", "prosciutto"),
        *("sausage", "lard", "gelatine", "gelatin"),
    ),
    "pork": ("pork", "ham", "bacon", "salami", "prosciutto", "lard"),
    "celery": ("celery",),
    "mustard": ("mustard",),
    "hazelnut": ("hazelnut",),
    "pistachio": ("pistachio",),
    "crustacean": ("shellfish", "crustacean", "prawn"),
    "mollusc": ("shellfish", "mollusc"),
}
_SAID_AS: Mapping[str, str] = {
    **dict.fromkeys(("tree nut", "nut", "noci", "frutta secca", "frutta a guscio"), "nut"),
    **dict.fromkeys(("dairy", "lactose", "latte", "latticini", "lattosio", "milk"), "milk"),
    **dict.fromkeys(
        ("wheat", "grano", "frumento", "glutine", "gluten", "coeliac", "celiac", "celiaco", "celiaca"), "gluten"
    ),
    **dict.fromkeys(("uova", "uovo", "egg"), "egg"),
    **dict.fromkeys(("soia", "soya", "soy"), "soy"),
    **dict.fromkeys(("pesce", "fish"), "fish"),
    **dict.fromkeys(("carne", "meat"), "meat"),
    **dict.fromkeys(("maiale", "pork"), "pork"),
    **dict.fromkeys(("sesamo", "sesame"), "sesame"),
    **{
        "arachidi": "peanut",
        "mandorle": "almond",
        "nocciole": "hazelnut",
        "pistacchi": "pistachio",
        "sedano": "celery",
    },
    **{"senape": "mustard", "crostacei": "crustacean", "molluschi": "mollusc"},
}
_FREES = "meat|pork|fish|carne|maiale|pesce|gluten|wheat|dairy|lactose|milk|nuts?|peanuts?|eggs?|soya?|sesame|glutine|lattosio|latte|uova|noci|soia"
_FREE = re.compile(
    rf"\b({_FREES})[- ]?(?:free|less)\b|\b(?:without|no|senza|free of|free from) (?:any )?({_FREES})\b", re.IGNORECASE
)
_DIET = re.compile(r"\b(?:vegans?|vegan[aoie]|vegetarians?|vegetarian[aoie]|veggie|kosher|halal)\b", re.IGNORECASE)
CERTIFIED = frozenset({"kosher", "halal"})  # no list tells: only who says so of a thing
# Of plants, for all their names: no butter and no milk in the sense of the lists.
_OF_PLANTS = re.compile(r"\b(cocoa|shea|peanut|almond)s? butter\b|\b(oat|soya?|almond|coconut|rice)s? (?:milk|drink)\b")
_WITH = re.compile(r"\(with (?P<way>[^)]*)\)")


def split_allergy(value: str) -> tuple[str, ...]:
    """The fact "nuts, milk" as its parts."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def family_of(said: str) -> tuple[str, ...]:
    """The words to look for when somebody must not have this."""
    one = said.strip().lower()
    one = _SAID_AS.get(one) or _SAID_AS.get(one.rstrip("s"), one.rstrip("s"))
    return _FAMILIES.get(one, (one,))


def holds(product: Product, variant: Variant | None, allergy: str) -> tuple[str, ...] | None:
    """The allergens of this product (in this way) that speak against it; () for none listed, None where nobody knows.

    ``allergy`` as it is kept: "nuts" or "nuts, milk". Things that are not to eat or drink hold nothing.
    """
    looked_for = [word for said in split_allergy(allergy) for word in family_of(said)]
    listed = product.allergens or ()
    found = [entry for entry in listed if applies(entry, variant) and names(entry, looked_for)]
    if not found:
        found = [part for part in parts_of(product) if names(part, looked_for)]
    if found:
        return tuple(found)
    return None if product.allergens is None and edible(product) else ()


def edible(product: Product) -> bool:
    """Something to eat or drink, as far as its data tell."""
    return product.ingredients is not None or bool(product.allergens) or product.prep_minutes is not None


def free_of(text: str) -> str:
    """What must not be in what is looked for: "gluten free cakes" → "gluten"; "" when nothing is said of it."""
    found = [m[1] or m[2] for m in _FREE.finditer(text)]
    return ", ".join(dict.fromkeys(one.lower() for one in found))


_LOOKS_FOR = re.compile(
    rf"\W*(?:(?:and|so|then|what about|e|ma|allora)\W+)*(?:what (?:can|may|could) (?:i|she|he|we|they|my \w+) (?:eat|have|drink)|(?:che )?cosa (?:posso|può|possiamo|possono) (?:mangiare|prendere|bere)"
    rf"|(?:what|cosa|che cosa) (?:have you got|do you have|is there|avete|c['’]è) (?:for|per) (?:me|us|her|him|them|noi|lei|lui|loro|(?:la )?(?:colazione|cena|merenda)|(?:il )?pranzo|breakfast|lunch|dinner|tea)|(?:(?:something|anything|qualcosa) )?(?:(?:senza|without) (?:{_FREES})|(?:{_FREES})[- ]free)|(?:something|anything|qualcosa di) (?:vegan|vegetarian)\w?)\W*",
    re.IGNORECASE,
)


def looks_for_diet(text: str) -> bool:
    """ "What can I eat?", "and without lactose?": of no thing in particular, so that some are looked for."""
    return _LOOKS_FOR.fullmatch(text) is not None


def diet_of(text: str) -> str:
    """ "vegan", "vegetarian", "kosher" or "halal" when it is asked for, else ""."""
    match = _DIET.search(text)
    said = match.group().lower() if match else ""
    return said if not said or said in CERTIFIED else ("vegan" if said.startswith("vegan") else "vegetarian")


def parts_of(product: Product) -> list[str]:
    """Its ingredients one by one, those inside others too; what is left to the customer's choice is none of them."""
    parts = [part.strip(" ()") for part in re.split(r"[,(]", product.ingredients or "")]
    return [part for part in parts if part and "of your choice" not in part]


def by_way(entry: str) -> str:
    """ "oat milk" of "gluten (with oat milk)", which holds in that way only; "" where it holds in every way."""
    way = _WITH.search(entry)
    return way["way"] if way else ""


def applies(entry: str, variant: Variant | None) -> bool:
    """ "gluten (with oat milk)" holds for oat milk only."""
    way = _WITH.search(entry)
    if way is None or variant is None:
        return True
    return any(value.lower() in way["way"].lower() for value in variant.options.values())


def names(text: str, looked_for: Iterable[str]) -> bool:
    """Does an entry of a list name one of these, as a whole word or its plural?"""
    words = re.findall(r"[a-zà-ù]+", _OF_PLANTS.sub(r"\1 \2", _WITH.sub("", text.lower())))
    return any(word == one or word == f"{one}s" or word == f"{one}es" for word in words for one in looked_for)
