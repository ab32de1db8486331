"""What is asked for and is no thing of this shop's: "a matcha latte", "do you sell bicycles?". Pure."""

from __future__ import annotations

import re

from actions.asked_for import CARRIER, COUNTED, NEXT_COUNT, asked_for
from actions.heard import Wish
from actions.naming_wishes import names_it, unknown
from actions.noting import note_place
from shop.catalogue import Catalogue
from shop.kin import kin_of
from shop.text import words

JOINED = re.compile(r"\s*(?:[,;&+]|\b(?:and|plus|e|ed)\b)\s*", re.IGNORECASE)
_A_THING = re.compile(r"\b(?:an?|the|some|\d+|two|three|four|una?|uno|due|tre|del|della)\s+[^\W\d]", re.IGNORECASE)
_HAVE_YOU = re.compile(
    r"\b(?:do you (?:(?:also|still|even) )?(?:have|sell|make|serve|do|carry|stock)|have you got|(?:is|are) there|got any|avete|vendete|c['’]è|ci sono)\b",
    re.IGNORECASE,
)

# "Add the marmalade, two jars": what it comes in is no thing of its own.
_CONTAINER = re.compile(
    r"(?:jar|bottle|pack|packet|box|boxe|tin|bag|slice|piece|portion|pair|cup|mug|glas|glasse|carton|tub|vasett|bottigli|pezz|fett)(?:s|es|o|i|a|e)?",
    re.IGNORECASE,
)
ALONE_MAX = 2  # so many words are a name and no sentence
_TAKEN_OFF = re.compile(
    r"\b(?:remove|take (?:off|out|away)?|drop|cancel|delete|scrap|leave (?:off|out)|no|without|tolga|togli|togliere|leva|levi|niente|senza)\s+"
    r"(?:(?:the|my|that|any|il|lo|la|i|gli|le|un|una)\s+|l['’])?(?P<what>[^\W\d_][\w'’ -]{1,30}?)(?:\s+(?:off|out|away|please|pls|then|thanks|allora|grazie|per favore))*\W*$",
    re.IGNORECASE,
)


def not_here(wish: Wish, catalogue: Catalogue) -> list[str]:
    """Things that are asked for beside others, and that the shop does not have: the matcha latte of "a tea and a matcha latte".

    Only what is counted or has an article is taken for a thing, and only with a word in it that is neither everyday
    English nor the shop's.
    """
    real = [
        (m.start - wish.offset, m.end - wish.offset)
        for m in wish.products
        if m.end > m.start and names_it(wish, m, catalogue)
    ]
    missing, start = [], 0
    remark = note_place(wish.text) or (0, 0)  # "one sweet and one not" is how, and nothing of its own
    cuts = sorted([*JOINED.finditer(wish.text), *NEXT_COUNT.finditer(wish.text)], key=lambda cut: cut.start())
    for cut in [*cuts, None]:
        end = cut.start() if cut else len(wish.text)
        part = wish.text[start:end]
        beside = any(start <= a < end for a, _ in real) or (start < remark[1] and remark[0] < end)
        if (COUNTED.match(part) or _wanted(part)) and not beside:
            said = asked_for(part)
            if said and not _CONTAINER.fullmatch(said) and any(unknown(word.stem, catalogue) for word in words(said)):
                missing.append(said)
        start = max(start, cut.end()) if cut else end
    return missing


def names_unknown(wish: Wish, catalogue: Catalogue) -> bool:
    """Beside a yes or a no a thing is wanted that is not ours: "yes, 4 beers", "no thanks, just the burger"."""
    said = asked_for(wish.text)
    things = [word for word in words(said) if unknown(word.stem, catalogue)]
    return bool(things) and _A_THING.search(wish.text) is not None


def has_none_of(wish: Wish, catalogue: Catalogue) -> bool:
    """ "Do you sell bicycles?", of things that the shop does not have."""
    asked = asked_for(wish.text)
    said = words(asked)
    looks = _HAVE_YOU.search(wish.text) is not None or bool(kin_of(asked))  # "socks, please"
    strange = [unknown(word.stem, catalogue) for word in said]
    return bool(said) and looks and (strange[-1] or (_HAVE_YOU.search(wish.text) is not None and any(strange)))


def counted_alone(wish: Wish) -> bool:
    """ "A ristretto", "two bagels": a thing of a kind that is known, counted, and nothing more: an order, however it was heard."""
    asked = asked_for(wish.text)
    few = len(words(wish.text)) <= len(words(asked)) + ALONE_MAX
    return not wish.products and few and COUNTED.match(wish.text) is not None and len(kin_of(asked)) > 1


def names_alone(wish: Wish, catalogue: Catalogue) -> bool:
    """ "Chainsaw?": nothing but the name of a thing that the shop does not have."""
    said = words(asked_for(wish.text))
    alone = bool(said) and len(words(wish.text)) == len(said) <= ALONE_MAX
    return alone and unknown(said[-1].stem, catalogue) and not any(names_it(wish, m, catalogue) for m in wish.products)


def other_sort(wish: Wish, catalogue: Catalogue) -> bool:
    """ "What kind of bubble tea do you have?", of a sort that the shop does not have, though it has tea."""
    said = words(asked_for(wish.text))
    named = [m for m in wish.products if m.end > m.start]
    return (
        len(said) > 1
        and bool(named)
        and unknown(said[-2].stem, catalogue)
        and not any(names_it(wish, m, catalogue) for m in named)
    )


def not_in_it(text: str, catalogue: Catalogue) -> str:
    """The thing that is to be taken off and is none of ours: "muffin" of "remove the muffin"; "" for "remove that"."""
    found = _TAKEN_OFF.search(text)
    said = words(found["what"]) if found else []
    return found["what"].strip() if found and said and unknown(said[-1].stem, catalogue) else ""


def _wanted(part: str) -> bool:
    """ "I want an almond mocha", "i need 5 burgers": a thing with its article or number after the words that ask for it."""
    asked = CARRIER.match(part)
    if asked is None:
        return False
    return COUNTED.search(f" {asked.group()} ") is not None or COUNTED.match(part[asked.end() :]) is not None
