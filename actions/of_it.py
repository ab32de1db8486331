"""How a thing is, as the shop's data state it: "is it waterproof?", "how heavy is it?", "does it come in blue?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Answer, tell
from actions.colleague import dont_know
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import fits
from actions.ways import options_said
from shop.lexicon import is_stopword
from shop.measured import measure_of, measures_in
from shop.measures import coloured, of_part, of_what, stated
from shop.model import Match, Product
from shop.naming import in_sentence
from shop.qualities import family, qualities_said
from shop.questions import Question
from shop.relative import size_option
from shop.statements import Said, asks_of_it, predicate, says
from shop.suiting import suits
from shop.text import Word, word_list, words

_COLOURS = ("colour", "color", "colore")
_RUNS = re.compile(r"\b(?:run|runs|fit|fits|feel|feels|look|looks|stretch|shrink)\b", re.IGNORECASE)
_USE = re.compile(
    r"\b(?:safe|toxic|dangerous|harmful|poisonous|allowed|suitable|(?:is|are) (?:it|they|this|these)?\s?(?:ok|okay|fine|all right|alright))\b"
    r"|\b(?:can|may|could|should) (?:i|we|you|he|she|they|one|my \w+) (?:use|give|put|wear|apply|feed|take|leave|clean|wash|plug|charge)\b",
    re.IGNORECASE,
)
_ACTS = {"yes": "stated_yes", "no": "stated_no", "said": "stated_so"}


def what_is_stated(desk: Desk, wish: Wish, question: Question, product: Product, match: Match | None) -> Answer | None:
    """The words in which the noun that is asked for is stated. None for what is answered elsewhere: a food's list."""
    if question.said == "material" and (product.ingredients or product.allergens is not None):
        return None
    if question.said in ("colour", "material") and (part := _part_of(product, wish, match)):
        said = of_part(product, part)
        return tell("stated_so", description=said) if said else dont_know(desk, desk.named(product), wish.text)
    if question.said == "colour" and (colours := ways(product, _COLOURS)):
        return tell("sizes_are", item=desk.named(product), sizes=desk.listing([*map(in_sentence, colours)]))
    if question.said == "brand" and product.maker:
        return tell("pitch_maker", maker=product.maker)
    found = stated(product, question)
    if found and question.said == "brand":
        return tell("listed_under", item=desk.named(product), maker=found)
    if found and question.said == "origin" and found == product.maker:
        return tell("pitch_maker", maker=found)
    if found:
        return tell("stated_so", description=found.rstrip("."))
    told = _sizes(desk, product) if question.said == "size" else Answer()
    return told.and_then(dont_know(desk, desk.named(product), wish.text))


def _part_of(product: Product, wish: Wish, match: Match | None) -> tuple[Word, ...]:
    """What else is named than the product: the buttons of a shirt."""
    return predicate(wish.text, product, match, wish.offset) if match else ()


def _sizes(desk: Desk, product: Product) -> Answer:
    """In which sizes it comes, where how big they are is not known."""
    sizes = ways(product, ("size", "taglia", "misura"))
    return tell("sizes_are", item=desk.named(product), sizes=desk.listing(sizes)) if len(sizes) > 1 else Answer()


def ways(product: Product, names: tuple[str, ...]) -> list[str]:
    """The values of this option that can be had now."""
    values = (
        value for v in product.variants if v.in_stock for name, value in v.options.items() if name.lower() in names
    )
    return list(dict.fromkeys(values))


def so_or_not(desk: Desk, wish: Wish, product: Product, match: Match | None) -> Answer | None:
    """ "Is it waterproof?", "does it have pockets?". None where it is no such question, or its words are another language's."""
    if desk.own_words and (told := _of_its_use(product, wish.text)):
        return tell("stated_so", description=told.rstrip("."))
    verb = asks_of_it(wish.text)
    if not verb or not desk.own_words:
        return None
    if stands := suits(product, wish.text):
        return tell("stated_yes" if stands.surely else "stated_so", description=stands.stated)
    fits_how = _RUNS.search(wish.text) is not None  # "does it run small?" asks for no small one
    if (
        not fits_how
        and (options := (match.options if match else {}) or options_said(product, wish.text))
        and fits(product, options)
    ):
        return None  # a way in which it is sold: what is in stock answers
    if sizes := _other_measures(product, wish.text):
        return tell("sizes_are", item=desk.named(product), sizes=desk.listing(sizes))
    asked = predicate(wish.text, product, match, wish.offset)
    if not asked:
        return None
    wanted = qualities_said(wish.text)
    colour = next((q for q in wanted if q.sort == "colour"), None)
    only_colours = colour is not None and all(family("colour", w.folded) for w in asked)
    if colour and only_colours and (colours := ways(product, _COLOURS)):
        return tell("not_so", item=desk.named(product), quality=colour.said, list=desk.listing(colours))
    found = says(product, asked, verb) or _of_something_else(product, asked)
    if found is None:
        return dont_know(desk, desk.named(product), wish.text)
    answer = tell(_ACTS[found.verdict], description=found.text.rstrip("."))
    return replace(answer, shown=(product.id,))


def _other_measures(product: Product, text: str) -> list[str]:
    """In which measures it is sold, where another is asked for ("does it come in 10 m?"); [] for any other question."""
    name = size_option(product)
    sold = ways(product, (name.lower(),)) if name else []
    measured = {measure.unit for value in sold if (measure := measure_of(value))}
    return sold if any(said.unit and said.unit in measured for said in measures_in(text)) else []


def asks_of_use(text: str) -> bool:
    """ "Is it safe in pregnancy?", "can I use it on my cat?"."""
    return _USE.search(text) is not None


def _of_its_use(product: Product, text: str) -> str:
    """The sentence in which the shop itself speaks of that use ("Not for cats"); "" where none does: nothing is concluded."""
    asked = _USE.search(text)
    after = [w for w in words(text[asked.end() :]) if not is_stopword(w.stem)] if asked else []
    heads = [w for w in after if w.folded not in word_list("around_asking")]
    return next((said for w in heads if (said := of_part(product, [w]))), "")


def _of_something_else(product: Product, asked: Sequence[Word]) -> Said | None:
    """Asked for one colour or material, and another is stated: what is stated is said, and no more is concluded."""
    told = product.description or product.title
    if len(asked) == 1 and of_what(asked[0].folded):
        return next((Said("said", text) for text in (told, product.title) if of_what(text)), None)
    if len(asked) == 1 and family("colour", asked[0].folded):
        return next((Said("said", text) for text in (told, product.title) if coloured(text)), None)
    return None
