"""One thing in several ways: "2 flat whites, one large with oat, one small", "a large cappuccino and a small one". Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from actions.heard import Wish
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


@dataclass(frozen=True)
class Portion:
    """So many of the thing, with these options; the rest of its way is as usual. ``recipient``: whom they are for;
    ``barred``: option values that were refused."""

    quantity: int
    options: dict[str, str] = field(default_factory=dict)
    recipient: str | None = None
    barred: Mapping[str, Container[str]] = field(default_factory=dict)


def portions_of(
    wish: Wish, match: Match, product: Product, quantity: int, others: Sequence[Match]
) -> tuple[Portion, ...]:
    """The portions that a clause divides a product into; () when it speaks of it in one way.

    ``quantity``: of the product as a whole. From two on the portions share it, and what is left stays as it was named;
    beside a single one they are more of the same.
    """
    start, end = _about(wish, match, others)
    text = wish.text[start:end]
    place = match.start - wish.offset - start
    pieces = _pieces(text, tuple(size_places(product, text)))
    head = next((i for i, (a, b, _) in enumerate(pieces) if a <= place < b), None)
    first = len(pieces) if head is None else head
    before = [_portion(product, text[a:b], count) for a, b, count in pieces[:first]]
    after = [_portion(product, text[a:b], count) for a, b, count in pieces[first + 1 :]]
    # "2 lattes, one large, one bagel", "a bagel and 2 lattes, one large": what says no way of it is another thing
    said = (*(before if head is None else filter(None, before)), *after)
    ways = [portion for portion in takewhile(lambda one: one is not None, said) if portion is not None]
    if not ways:
        return ()
    own = options_said(product, _shared(text[pieces[head][0] : pieces[head][1]])) if head is not None else {}
    every = options_said(product, text[said.end() :]) if (said := _ALL.search(text)) else {}
    parts = [Portion(one.quantity, {**one.options, **every}) for one in ways]
    left = quantity - sum(part.quantity for part in parts)
    if head is None and quantity == 1:  # "the flat white, please: one large, one small"
        return tuple(parts)
    if quantity == 1:
        return (Portion(1, {**own, **every}), *parts)
    if left < 0:
        return ()
    shared = [Portion(part.quantity, {**own, **part.options}) for part in parts]
    return (*shared, Portion(left, {**own, **every})) if left else tuple(shared)


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
