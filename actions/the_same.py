"""What is on the order once more: "the same for my sister", "she'll have the same but large", "another for him, with soya"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import order
from actions.answer import Answer, tell
from actions.desk import Desk
from actions.for_whom import people_in, without_people
from actions.heard import Wish
from actions.lines import Read, fits, line_of, sure_spans
from actions.missing import sold_out
from actions.naming_wishes import QUALITIES
from actions.ways import left_over, options_said, relative
from shop.lexicon import is_stopword
from shop.model import Line, Match, Product
from shop.qualities import qualities_said
from shop.text import words

_WHO = r"(?:i|he|she|they|we|my (?P<who>(?!other\b|usual\b|order\b|last\b)\w+)|the (?:other|second) one)"
_SAME = re.compile(
    rf"^\W*(?:(?:and|also|plus|ok|okay|then|yes|please|so|oh|can|could|may|{_WHO}(?:['’](?:ll|d)| will| would| want| wants)?|i|we|have|get|take|like|likes|do|make|e|anche)\W+)*"
    r"(?:(?:the |exactly the )?same(?: (?:again|thing|one|order|too))?|(?:another|one more)(?: one| of (?:those|these|them))?|lo stesso|la stessa|un altro|un['’]altra)\b"
    r"(?!\s+(?:as|way|time|day|address|place|size|colou?r|di|come)\b)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:again|order)\b", re.IGNORECASE)
_BUT = re.compile(r"^\W*(?:but|with|in|only|ma|con|però|without|no|senza)\b", re.IGNORECASE)


def the_same(desk: Desk, wish: Wish) -> Answer | None:
    """The last thing on the order again, for whom and in the way that is said; None where something else is said.

    Where it is not had so, that is said, and the order stays as it is.
    """
    match = _SAME.match(wish.text) if desk.lines else None
    if match is None or relative(wish.text):  # "the same but bigger" changes what is there
        return None
    people = people_in(wish)
    rest = without_people(wish.text, people)[match.end() :]
    if not people and not _BUT.match(rest) and not _says_nothing(rest):
        return None
    likely = sorted(reversed(desk.lines), key=lambda line: line.product_id != desk.focus)
    line = next((line for line in likely if not _strange(desk, line, rest)), likely[0])
    found = desk.catalogue.by_variant(line.variant_id)
    if found is None:
        return None
    product, variant = found
    recipient = next((person.who for person in people if person.who), match["who"])
    if _WHOLE.search(match.group()) and len(desk.lines) > 1 and _says_nothing(rest):  # "same again for my colleagues"
        own = [replace(x, recipient=recipient, gift=bool(recipient)) for x in desk.lines if not x.recipient]
        return order.add(desk, Read(lines=tuple(own)))
    if other := _another_thing(desk, wish, product, match.end()):
        kept = {name: value for name, value in variant.options.items() if _had(other, name, value)}
        return _again(desk, line, other, {**kept, **options_said(other, rest)}, recipient)
    if strange := _strange(desk, line, rest):
        return tell("not_found", said=f"{strange} {desk.named(product)}").and_then(order.read_back(desk))
    return _again(desk, line, product, {**variant.options, **options_said(product, rest)}, recipient)


def _strange(desk: Desk, line: Line, rest: str) -> str:
    """What is said of it beyond a way that it is sold in: "decaf", of a flat white."""
    product = desk.catalogue.get(line.product_id)
    left = left_over(product, rest, options_said(product, rest)) if product else words(rest)
    return " ".join(w.folded for w in left if not is_stopword(w.stem) and w.folded not in _TURNS)


_TURNS = frozenset({"but", "only", "again", "too", "ma", "però", "anche"})


def _again(desk: Desk, before: Line, product: Product, options: dict[str, str], recipient: str | None) -> Answer:
    ways = fits(product, options)
    there = [way for way in ways if way.in_stock]
    if not there:
        return sold_out(desk, product, next(iter(ways), None))
    line = line_of(product, there[0], recipient=recipient, gift=bool(recipient))
    if line.variant_id == before.variant_id:
        line = replace(line, note=before.note)
    return order.add(desk, Read(lines=(line,)))


def _another_thing(desk: Desk, wish: Wish, product: Product, start: int) -> Product | None:
    """ "Another for my wife, but chamomile": the thing that is named after it; a colour or another way of it names none."""
    for group in sure_spans(wish.products):
        match: Match = group[0]
        said = wish.text[match.start - wish.offset : match.end - wish.offset]
        if match.start - wish.offset < start or options_said(product, said) or _only_how(said):
            continue
        return desk.catalogue.get(match.product_id)
    return None


def _only_how(said: str) -> bool:
    return len(words(said)) == 1 and (bool(qualities_said(said)) or words(said)[0].folded in QUALITIES)


def _had(product: Product, name: str, value: str) -> bool:
    return any(variant.options.get(name) == value for variant in product.variants)


def _says_nothing(rest: str) -> bool:
    return all(is_stopword(word.stem) or word.folded in _TURNS for word in words(rest))
