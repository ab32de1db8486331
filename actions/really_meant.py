"""Which of the goods that its words may mean a clause really means: the panini and no toastie, the tee and no black bag. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from actions.asked_for import COUNTED
from actions.heard import Wish
from actions.naming_wishes import SURE, names_it
from actions.pointing import described
from shop.catalogue import Catalogue
from shop.entry import entry_of
from shop.lexicon import is_stopword
from shop.model import Match, Product
from shop.qualities import family
from shop.relative import size_by_rank
from shop.text import words

COUNT_REACH = 8  # letters of a number before a thing
_RANKS = frozenset(
    [
        "big",
        "bigger",
        "biggest",
        "large",
        "larger",
        "largest",
        "small",
        "smaller",
        "smallest",
        "medium",
        "middle",
        "grande",
        "piccolo",
        "piccola",
    ]
)


def really_meant(wish: Wish, matches: Sequence[Match], catalogue: Catalogue) -> list[Match]:
    """Those of these matches that the clause really names."""
    real = [m for m in matches if names_it(wish, m, catalogue)]
    # "The panini": no toastie, though that is another word for such a thing
    own = [m for m in real if (p := catalogue.get(m.product_id)) and _in_its_words(wish, m, p)]
    return _titled_best(wish, own or real, catalogue)


def _titled_best(wish: Wish, real: Sequence[Match], catalogue: Catalogue) -> list[Match]:
    """ "Cotton tee": of two t-shirts of cotton the one that is called so; of one word ("cake") no title tells."""
    said = {word.stem for word in words(said_in(wish, real[0])) if not is_stopword(word.stem)} if real else set()
    apart = any(m.end <= real[0].start or real[0].end <= m.start for m in real)  # "a scarf or a notebook"
    if len(said) < 2 or apart:
        return list(real)
    found = [(m, p) for m in real if (p := catalogue.get(m.product_id))]
    counts = [len(said & {word.stem for word in words(product.title)}) for _, product in found]
    return [match for (match, _), count in zip(found, counts, strict=True) if count == max(counts)]


def only_a_colour(wish: Wish, match: Match, catalogue: Catalogue) -> bool:
    """ "A cotton tee, black, M": a colour between commas is how it is to be, and no black bag."""
    said = [word for word in words(said_in(wish, match)) if not is_stopword(word.stem)]
    before = wish.text[max(match.start - wish.offset - COUNT_REACH, 0) : max(match.start - wish.offset, 0)]
    if match.score >= 1.0:  # said to be it
        return False
    beside = (
        catalogue.get(m.product_id) for m in wish.products if m.product_id != match.product_id and m.score >= SURE
    )
    coloured = any(
        family("colour", word.folded)
        for p in beside
        if p
        for v in p.variants
        for value in v.options.values()
        for word in words(value)
    )
    if COUNTED.search(f" {before}") and not coloured:  # "one green, one chamomile", of teas; of shirts it is a colour
        return False
    product = catalogue.get(match.product_id)
    head = words(product.title)[-1:] if product else []
    return len(said) == 1 and bool(family("colour", said[0].folded)) and not (head and head[0].stem == said[0].stem)


def _in_its_words(wish: Wish, match: Match, product: Product) -> bool:
    said = {word.stem for word in words(said_in(wish, match)) if not is_stopword(word.stem)}
    return bool(said & entry_of(product).naming)


def size_in_words(wish: Wish, match: Match, product: Product) -> dict[str, str]:
    """ "Olive oil, the small one", "a large olive oil", of one in two sizes: the size that these words mean."""
    before = wish.text[: max(match.start - wish.offset, 0)].split()[-1:]
    said = described(wish.text) or "".join(before)
    return size_by_rank(product, said) if said.lower() in _RANKS else {}


def said_in(wish: Wish, match: Match) -> str:
    """The matched words; places count from the message, so they are looked up from the clause's first product."""
    offset = wish.offset
    return wish.text[match.start - offset : match.end - offset].lower()
