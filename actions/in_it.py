"""What is in a thing and for whom it is: the question first, then the list that the answer rests on.

Nothing is called safe; the counter is named wherever a list is silent.
"""

from __future__ import annotations

from collections.abc import Sequence

from actions.allergens import diet_of, edible, holds, split_allergy
from actions.answer import Answer, say, tell
from actions.candidates import kind_named
from actions.colleague import dont_know, lists_differ
from actions.desk import Desk
from actions.diets import Verdict, in_it, keeps_diet, listed_with
from actions.heard import Wish
from actions.lines import fits
from actions.of_it import so_or_not
from shop.contents import contents_in
from shop.lexicon import stems
from shop.model import Match, Product, Variant
from shop.questions import Question
from shop.text import words

LISTED_MAX = 8
_DIETS_IT = {"vegan": "vegano", "vegetarian": "vegetariano", "kosher": "kosher", "halal": "halal"}


def what_is_in_it(desk: Desk, wish: Wish, question: Question, product: Product, match: Match | None) -> Answer:
    """ "Does it contain nuts?", "is it gluten free?", "is it vegan?" of one product, in the way that was named."""
    variant = _in_that_way(product, match)
    if question.sort == "diet":
        diet = diet_of(question.said) or "vegan"
        return _diet(desk, wish, product, variant, diet, keeps_diet(product, variant, diet))
    if not edible(product) and question.sort == "holds":
        return so_or_not(desk, wish, product, match) or dont_know(desk, desk.named(product), wish.text)
    return _substance(desk, wish, question, product, in_it(product, variant, question), variant)


def _in_that_way(product: Product, match: Match | None) -> Variant | None:
    """A variant that stands for the way that was said ("with oat milk"); None where none was."""
    options = match.options if match else {}
    return next(iter(fits(product, options)), None) if options else None


def _diet(desk: Desk, wish: Wish, product: Product, variant: Variant | None, diet: str, verdict: Verdict) -> Answer:
    item = desk.named(product, variant)
    said = _DIETS_IT[diet] if desk.lang == "it" else diet
    if verdict.sort == "contradictory":
        return lists_differ(desk, item, wish.text)
    if verdict.sort == "stated":
        return tell("diet_yes", item=item, diet=said)
    if verdict.sort == "named":
        return tell("holds_no", item=item, allergens=desk.contents(verdict.found))
    if verdict.sort == "in_a_way":
        return tell("holds_in_a_way", item=item, allergens=desk.contents(verdict.found)).and_then(
            dont_know(desk, item, wish.text)
        )
    return dont_know(desk, item, wish.text)


def _substance(
    desk: Desk, wish: Wish, question: Question, product: Product, verdict: Verdict, variant: Variant | None
) -> Answer:
    item = desk.named(product, variant)
    if verdict.sort == "contradictory":
        return lists_differ(desk, item, wish.text)
    if verdict.sort == "unknown":
        return dont_know(desk, item, wish.text)
    if verdict.sort == "in_a_way":
        return tell("holds_in_a_way", item=item, allergens=desk.contents(verdict.found))
    if verdict.sort == "named":
        return tell(
            "holds_yes" if question.sort == "holds" else "holds_no", item=item, allergens=desk.contents(verdict.found)
        )
    if verdict.sort == "stated":
        return tell("stated_so", description=verdict.found[0]).and_then(_list(desk, product, item))
    return tell("not_named", item=item, allergen=contents_in(_said(question), desk.lang)).and_then(
        _list(desk, product, item)
    )


def _said(question: Question) -> str:
    """The customer's own word; for an illness what it is about."""
    return "gluten" if "liac" in question.said else question.said


def _list(desk: Desk, product: Product, item: str) -> Answer:
    """The list that an answer rests on, with the word to ask at the counter."""
    if product.allergens:
        return tell("allergens_are", item=item, allergens=desk.contents(product.allergens))
    if product.allergens is not None:
        return tell("allergens_none", item=item)
    return (
        tell("ingredients_are", item=item, ingredients=contents_in(product.ingredients, desk.lang))
        if product.ingredients
        else Answer()
    )


def of_a_way(desk: Desk, wish: Wish, question: Question, way: str, products: Sequence[Product]) -> Answer:
    """ "Does the oat milk contain soy?": what the lists name with that way, and nothing of the rest of any drink."""
    listed = listed_with(tuple(products), way)
    as_product = Product("", way, "", (), allergens=listed or None)
    if question.sort == "diet" or not listed:
        return dont_know(desk, way, wish.text)
    verdict = in_it(as_product, None, question)
    if verdict.sort == "named":
        return tell(
            "holds_yes" if question.sort == "holds" else "holds_no", item=way, allergens=desk.contents(verdict.found)
        )
    if verdict.sort == "unknown":
        return dont_know(desk, way, wish.text)
    told = tell("not_named", item=way, allergen=contents_in(_said(question), desk.lang))
    return told.and_then(tell("allergens_are", item=way, allergens=desk.contents(listed)))


def of_all(desk: Desk, wish: Wish, question: Question) -> Answer:
    """ "Is everything here vegan?": those of which it is known, and no word of the others."""
    among = [p for p in desk.catalogue.listed() if not p.discreet]
    if kind_named(desk, wish):
        said = {word.stem for word in words(wish.text)}
        among = [p for p in among if said & set(stems(p.kind))]
    if question.sort == "diet":
        diet = diet_of(question.said) or "vegan"
        found = [p for p in among if keeps_diet(p, None, diet).sort == "stated"]
        told = say("known_so", diet=diet if desk.lang != "it" else f"{_DIETS_IT[diet][:-1]}i", list=_names(desk, found))
    else:
        found = [p for p in among if edible(p) and holds(p, None, _said(question)) == ()]
        told = say("none_listed", allergen=desk.contents(split_allergy(_said(question)), "or"))
    if not found:
        return dont_know(desk, desk.terms.name, wish.text)
    answer = Answer((told,), shown=tuple(p.id for p in found[:LISTED_MAX]))
    return answer if question.sort == "diet" else answer.and_then(tell("browse", list=_names(desk, found)))


def _names(desk: Desk, found: Sequence[Product]) -> str:
    return desk.listing([desk.named(p) for p in found[:LISTED_MAX]])
