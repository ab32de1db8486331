"""Italian names in a sentence: articles and adjectives agree with them, and where nothing can be told nothing is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shop.italian import agreeing, form, with_article
from shop.model import Product, Variant
from shop.naming import spoken


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("candela di cera d'api", "una candela di cera d'api"),
        ("acqua frizzante", "un'acqua frizzante"),
        ("espresso, singolo", "un espresso, singolo"),
        ("tè verde", "un tè verde"),
        ("zaino", "uno zaino"),
        ("scialle", "scialle"),
        ("maglione di lana", "un maglione di lana"),
        ("confezione regalo", "una confezione regalo"),
        ("novità", "una novità"),
        ("flat white", "un flat white"),
        ("calze di lana", "calze di lana"),
        ("biscotti d'avena", "biscotti d'avena"),
        ("2 × cappuccino", "2 × cappuccino"),
        ("", ""),
    ],
)
def test_the_article_fits_the_name(name: str, said: str) -> None:
    """Plurals, counts, and endings that tell no gender go without."""
    assert with_article(name) == said


def test_adjectives_agree_and_other_words_do_not() -> None:
    """ "Piccola" of a chocolate, "piccolo" of a coffee; rust stays rust."""
    assert agreeing("piccolo", "cioccolata calda") == "piccola"
    assert agreeing("piccolo", "cappuccino") == "piccolo"
    assert agreeing("ruggine", "sciarpa") == "ruggine"
    assert form("calze") == ""


@pytest.mark.parametrize(
    ("title", "lang", "said"),
    [
        ("Tè Earl Grey", "it", "tè Earl Grey"),
        ("Cioccolata calda", "it", "cioccolata calda, piccola, latte intero"),
        ("Cioccolata calda", "en", "hot chocolate, small, whole milk"),
    ],
)
def test_a_name_is_said_as_italians_write_it(title: str, lang: str, said: str) -> None:
    """One capital is the heading's, any other a name's; what was chosen agrees with the thing."""
    ways = tuple(
        Variant(f"v-{size}", size, Decimal("2.80"), {"Size": size, "Milk": "Whole"}) for size in ("Small", "Large")
    )
    product = Product("hot-chocolate", "Hot chocolate", "Hot chocolate", ways, tags=(f"it:{title}",))
    assert spoken(product, ways[0] if "latte" in said or lang == "en" else None, lang) == said
