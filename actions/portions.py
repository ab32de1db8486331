"""One thing in several ways: "2 flat whites, one large with oat, one small", "a large cappuccino and a small one". Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from actions.circumstances_said import blanked
from actions.for_whom import Person, people_in, without_people
from actions.heard import Wish
from actions.noting import goes_in
from actions.ways import left_over, options_said
from shop.measured import size_places
from shop.model import Match, Product
from shop.text import words

_COUNTS = {"one": 1, "a": 1, "an": 1, "un": 1, "uno": 1, "una": 1, "the other": 1, "the other one": 1, "l'altro": 1, "l'altra": 1,
           "two": 2, "due": 2, "three": 3, "tre": 3, "four": 4, "quattro": 4, "five": 5, "cinque": 5, "six": 6, "sei": 6}  # fmt: skip
_COUNT = re.compile(
    rf"(?<![\w'’-])(?:(?P<digits>\d{{1,2}})|(?P<word>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}))(?![\w%])",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:both|all|tutti e (?:due|tre)|entramb[ie]|tutt[ie])\b", re.IGNORECASE)
_PLAIN = re.compile(r"\b(?:plain|normal|regular|as it is|normale)\b", re.IGNORECASE)


AS_ALL = "*"  # for whom: not said of this portion, so that it is for whom the thing is


@dataclass(frozen=True)
class Portion:
    """So many of the thing, with these options; the rest of its way is as usual. ``recipient``: whom they are for (None:
    the customer, or nobody was said; AS_ALL); ``barred``: option values that were refused."""

    quantity: int
    options: dict[str, str] = field(default_factory=dict)
    recipient: str | None = AS_ALL
    barred: Mapping[str, Container[str]] = field(default_factory=dict)


def portions_of(
    wish: Wish, match: Match, product: Product, quantity: int, others: Sequence[Match]
) -> tuple[Portion, ...]:
    """The portions that a clause divides a product into; () when it speaks of it in one way.

    ``quantity``: of the product as a whole. From two on the portions share it, and what is left stays as it was named;
    beside a single one they are more of the same.
    """
    people = people_in(wish)
    own, *regions = _regions(wish, match, others)
    ways = _ways_in(wish, match, product, quantity, own, people)
    said_again = [(region, _said_again(wish, product, region, people)) for region in regions]
    if not ways and any(portions for _, portions in said_again):  # "a latte with oat, a bun, and a latte with soya"
        ways = (Portion(quantity, dict(match.options), _whom(wish, people, *own)),)
    portions = [one for _, ones in sorted([(own, ways), *said_again], key=lambda part: part[0]) for one in ones]
    if all(portion.recipient == AS_ALL for portion in portions):
        return tuple(portions)
    # "A large one, and a small one for my daughter": who is named with one of them has that one
    return tuple(replace(one, recipient=None) if one.recipient == AS_ALL else one for one in portions)


def _ways_in(
    wish: Wish, match: Match, product: Product, quantity: int, region: tuple[int, int], people: Sequence[Person]
) -> tuple[Portion, ...]:
    """The portions in the part of the clause where the product is named."""
    start, end = region
    text = without_people(wish.text, people)
    text = (blanked(text, [note]) if (note := goes_in(wish.text, 0)) else text)[start:end]
    place = match.start - wish.offset - start
    pieces = _pieces(text, tuple(size_places(product, text)))
    head = next((i for i, (a, b, _) in enumerate(pieces) if a <= place < b), None)
    first = len(pieces) if head is None else head

    def portion(piece: tuple[int, int, int]) -> Portion | None:
        a, b, count = piece
        whom = _whom(wish, people, start + a, start + b)
        found = _portion(product, text[a:b], count)
        if found is None and whom != AS_ALL and not left_over(product, text[_COUNT.match(text, a).end() : b], {}):  # type: ignore[union-attr]
            found = Portion(count)  # "an Earl Grey for me, and one for my husband"
        return replace(found, recipient=whom) if found else None

    before, after = [portion(piece) for piece in pieces[:first]], [portion(piece) for piece in pieces[first + 1 :]]
    # "2 lattes, one large, one bagel", "a bagel and 2 lattes, one large": what says no way of it is another thing
    beside = (*(before if head is None else filter(None, before)), *after)
    ways = [one for one in takewhile(lambda one: one is not None, beside) if one is not None]
    if not ways:
        return ()
    named = pieces[head][:2] if head is not None else (0, pieces[0][0])
    own = options_said(product, _shared(text[slice(*named)])) if head is not None or place < named[1] else {}
    every = options_said(product, text[said.end() :]) if (said := _ALL.search(text)) else {}
    parts = [replace(one, options={**one.options, **every}) for one in ways]
    itself = Portion(1, {**own, **every}, _whom(wish, people, start + named[0], start + named[1]))
    left = quantity - sum(part.quantity for part in parts)
    if head is None and quantity == 1:
        apart = own and (len(parts) == 1 or any(own.keys() & part.options.keys() for part in parts))
        if apart:  # "large hot chocolate with oat and a small one"
            return (itself, *parts)
        # "the flat white, please: one large, one small"
        return tuple(replace(part, options={**own, **part.options}) for part in parts)
    if quantity == 1:
        place_of = sum(map(bool, before))  # "one large and one small flat white": in the order in which they were said
        return (*parts[:place_of], itself, *parts[place_of:])
    if left < 0:
        return ()
    shared = [replace(part, options={**own, **part.options}) for part in parts]
    return (*shared, replace(itself, quantity=left)) if left else tuple(shared)


def _said_again(wish: Wish, product: Product, region: tuple[int, int], people: Sequence[Person]) -> list[Portion]:
    """The product named once more, after another thing: "a latte with oat, a bun, and a latte with soya"."""
    start, end = region
    text = without_people(wish.text, people)[start:end]
    pieces = _pieces(text, tuple(size_places(product, text)))
    found = [(_portion(product, text[a:b], count), a, b) for a, b, count in pieces]
    return [replace(one, recipient=_whom(wish, people, start + a, start + b)) for one, a, b in found if one]


def _whom(wish: Wish, people: Sequence[Person], start: int, end: int) -> str | None:
    """For whom the piece from start to end is said to be; AS_ALL where nobody is named in it, or after a comma."""
    here = (person for person in people if start <= person.start < end)
    own = (person for person in here if not wish.text[: person.start].rstrip().endswith(","))
    return next((person.who for person in own), AS_ALL)


def _regions(wish: Wish, match: Match, others: Sequence[Match]) -> list[tuple[int, int]]:
    """The parts of the clause that are about this product: where it was found, and where its words stand once more."""
    first = _about(wish, match, others)
    said = wish.text[match.start - wish.offset : match.end - wish.offset]
    if not said.strip():
        return [first]
    regions = [first]
    for again in re.finditer(rf"(?<!\w){re.escape(said)}(?!\w)", wish.text, re.IGNORECASE):
        place = replace(match, start=again.start() + wish.offset, end=again.end() + wish.offset)
        covered = any(start <= again.start() < end for start, end in regions)
        if not covered and not any(m.start < place.end and place.start < m.end for m in others):
            regions.append(_about(wish, place, others))
    return regions


def _about(wish: Wish, match: Match, others: Sequence[Match]) -> tuple[int, int]:
    """The part of the clause that is about this product: from the one named before to the one named after."""
    before = max((m.end for m in others if m.end <= match.start), default=wish.offset)
    after = min((m.start for m in others if m.start >= match.end), default=wish.offset + len(wish.text))
    end = after - wish.offset
    if after < wish.offset + len(wish.text):  # the next one's own number is not ours
        counts = list(_COUNT.finditer(wish.text, match.end - wish.offset, end))
        end = counts[-1].start() if counts else end
    return before - wish.offset, end


def _pieces(text: str, sizes: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """From each number to the next one: start, end, number. ``sizes``: where a size stands, which is none."""
    counts = [m for m in _COUNT.finditer(text) if not _pronoun(text, m)]
    counts = [m for m in counts if not any(start < m.end() and m.start() < end for start, end in sizes)]
    ends = [m.start() for m in counts[1:]] + [len(text)] * bool(counts)
    return [
        (m.start(), end, int(m["digits"]) if m["digits"] else _COUNTS[m["word"].lower()])
        for m, end in zip(counts, ends, strict=True)
    ]


def _pronoun(text: str, match: re.Match[str]) -> bool:
    """The "one" of "a small one", "the large one" counts nothing."""
    return match.group().lower() in ("one", "uno", "una") and bool(
        re.search(
            r"\b(?:an?|the|small|medium|large|another|\w+er)\s+(?:(?!and\b|e\b|or\b)\w+\s+)?$",
            text[: match.start()],
            re.IGNORECASE,
        )
    )


def _portion(product: Product, text: str, count: int) -> Portion | None:
    """A piece that only says a way; None when it says anything else."""
    own = _shared(text)
    options = options_said(product, own)
    counted = _COUNT.match(own)
    rest = own[counted.end() :] if counted else own
    title = {word.stem for word in words(product.title)}
    named = any(word.stem in title for word in words(rest))
    left = [word for word in left_over(product, rest, options) if word.stem not in title]
    return Portion(count, options) if not left and (options or named or _PLAIN.search(own)) else None


def _shared(text: str) -> str:
    """Without what is said of all of them at the end."""
    return _ALL.split(text, maxsplit=1)[0]
