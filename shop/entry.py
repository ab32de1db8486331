"""The words of one product: of its titles, kind, tags, options and description, as stems. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from shop.makers import words_of_makers
from shop.model import Product
from shop.option_names import also_called
from shop.suiting import HEADINGS
from shop.synonyms import synonyms
from shop.text import fold, word_list, words, words_of_goods

ALSO = "also:"  # a tag "also:cornetto" is another name of the product, as good as its title
NAMED_IT = "it:"  # a tag "it:Cornetto" is what it is called to an Italian customer
# Headings whose values are looked for by their words: "something with cedar".
_TOLD_OF = frozenset(
    {*HEADINGS, "scent", "fragrance", "flavour", "flavor", "grape", "grapes", "region", "profumo", "gusto"}
)


@dataclass(frozen=True)
class Entry:
    """One product's words, as stems."""

    id: str
    titles: tuple[tuple[str, ...], ...]  # the title, and by what other names it goes
    shelf: frozenset[str]
    kind: frozenset[str]
    options: Mapping[str, Mapping[str, frozenset[str]]]  # {"Milk": {"Oat": {"oat"}}}
    named: frozenset[str] = frozenset()  # every word of its titles
    naming: frozenset[str] = frozenset()  # those and the shelf's
    heads: frozenset[str] = frozenset()  # the words that say what it is: "boots" of walking boots, and the kind
    ways: frozenset[str] = frozenset()  # every word of its options, their names included
    told: frozenset[str] = frozenset()  # telling words of its description, and of what it is best for


def entry_of(product: Product) -> Entry:
    """One product's words."""
    kind = frozenset(_stems(product.kind))
    names = [tag.removeprefix(ALSO).removeprefix(NAMED_IT) for tag in product.tags if tag.startswith((ALSO, NAMED_IT))]
    tags = [tag for tag in product.tags if not tag.startswith((ALSO, NAMED_IT))]
    shelf = {stem for text in (product.category, *tags) for stem in _stems(text)} | kind
    options: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for variant in product.variants:
        for name, value in variant.options.items():
            own = frozenset(word.folded for word in words_of_goods(value))
            # "Oat milk" among the values of Milk is told by "oat" alone.
            options[name][value] = own - {word.folded for word in words_of_goods(name)} or own
    shelf |= words_of_makers(product)
    titles = tuple(title for name in (product.title, *names) if (title := tuple(_stems(name))))
    # "milk" says which latte, not that one is wanted.
    shelf -= {stem for name in options for stem in _stems(name)}
    useful = frozenset(stem for stem in shelf if not is_stopword(stem))
    named = frozenset(stem for title in titles for stem in title)
    ways = frozenset(stem for name, values in options.items() for text in (name, *values) for stem in _stems(text))
    ways |= {other for stem in ways for other in also_called(stem) if len(other) > 2}  # "soya", of a soy milk
    told = frozenset(stem for stem in stems(_description(product)) if _telling(stem))
    heads = frozenset(_head(name) for name in (product.title, *(tag for tag in product.tags if tag not in tags))) | kind
    told -= named | useful | ways
    return Entry(product.id, titles or ((),), useful, kind & useful, options, named, named | useful, heads, ways, told)


def _description(product: Product) -> str:
    """What it is said to be like: its description, its purpose, and what stands of whom or what it suits, and how it smells."""
    stated = (value for name, value in product.attributes if fold(name) in _TOLD_OF)
    return " ".join((product.description, product.best_for or "", *stated))


def _head(name: str) -> str:
    """The last word of an English name, the first of an Italian one; "" of no name."""
    said = tuple(_stems(name.removeprefix(ALSO).removeprefix(NAMED_IT)))
    return "" if not said else said[0] if name.startswith(NAMED_IT) else said[-1]


def _telling(stem: str) -> bool:
    everyday = stem in word_list("common") and stem not in word_list("qualities") and not synonyms(stem)
    return len(stem) > 2 and not is_stopword(stem) and not everyday


def _stems(text: str) -> Iterable[str]:
    return (word.stem for word in words_of_goods(text))


def stems(text: str) -> Iterable[str]:
    """The stems of a text's words, in order."""
    return (word.stem for word in words(text))


@lru_cache(maxsize=20_000)
def is_stopword(stem: str) -> bool:
    """Does the word name no product by itself?"""
    return stem in word_list("stopwords") or stem.isdigit() or len(stem) < 2
