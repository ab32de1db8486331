"""A question about a thing, answered by what the shop's data say, or not at all. The same for everybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.allergens import edible
from actions.answer import Answer, tell
from actions.asked_for import asked_for, open_wish
from actions.colleague import both, dont_know
from actions.desk import Desk
from actions.freshness import asks_freshness, of_freshness
from actions.heard import Wish
from actions.heeding import heeded
from actions.in_it import of_a_way, of_all, what_is_in_it
from actions.lines import spans, sure_spans
from actions.must_not_have import must_not_have
from actions.naming_wishes import unknown
from actions.of_it import asks_of_use, so_or_not, what_is_stated
from actions.pointing import by_place
from actions.which import ask_product
from actions.with_way import way_named
from shop.lexicon import stems
from shop.measures import counted, noun_asked
from shop.model import Match, Product
from shop.questions import Question, question_in
from shop.statements import asks_of_it
from shop.text import words

SUBJECTS_MAX = 3
QUESTION_MAX = 200  # letters of a question that is kept for "and the other one?"
_AND_OF = re.compile(
    r"^\W*(?:(?:ok|okay|and|e|so)\W+)*(?:what about|how about|and|e per|e)\s+(?:the|a|an|il|la|lo|l['’])?",
    re.IGNORECASE,
)
FEW, FEW_OF_A_QUESTION = 4, 6  # so few words ask of what was spoken of last: "and how many calories?"
# Where a clause was heard as one of these, it is a question of a thing if it reads like one.
_OF_GOODS = frozenset(
    [
        "ask_product_info",
        "ask_size",
        "ask_ingredients",
        "ask_stock",
        "browse_search",
        "out_of_scope",
        "chitchat",
        "compare",
        "recommend",
    ]
)
_ASKED_OF_IT = frozenset({"ask_product_info", "ask_size", "ask_ingredients"})
# Heard as one of these, it is a question of a thing where that is really named.
_MISHEARD = frozenset({"gift_message", "order_status", "offers", "notify_me", "remember_this", "keep_short"})
_POINTS = re.compile(r"\b(?:it|its|that|this|these|those|they|them|one|ones)\b", re.IGNORECASE)
_MAY_HAVE = re.compile(
    r"\b(?:can|could|may) (?:i|he|she|they|we|my \w+) (?:eat|have|drink|take|try)\b"
    r"|\b(?:ok|okay|fine|all right|alright|suitable|good|safe) for (?:me|him|her|them|us|my \w+)\b"
    r"|\b(?:is|are)\b.*\bsafe(?: to (?:eat|drink|have))?\W*$|\bè sicur[oa]\W*$|\bsono sicur[ie]\W*$"
    r"|\b(?:poss[oa]|può|possono|possiamo) (?:mangia|prende|be|assaggia)r(?:e|lo|la|li|le)\b|\bva(?:nno)? bene per (?:me|lui|lei|loro|noi)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(r"(?:can|could|may) (?:i|we) (?:have|take|try|drink)|poss(?:o|iamo) prendere", re.IGNORECASE)
_OPEN = re.compile(r"\W*(?:\w+\W+){0,2}(?:how|what|where|who|which)\b", re.IGNORECASE)
# What is in a thing is asked in words so plain that any of these may have been heard as well.
_FRESHNESS = _OF_GOODS | {"order_status", "complaint", "bot_wrong", "remember_this", "arriving"}
_OF_WHAT_IS_IN_IT = _OF_GOODS | {"order_item", "add_to_cart", "change_cart", "start_order", "remove_from_cart", "ask_price", "correct_fact", "affirm", "deny"}  # fmt: skip


def asked(desk: Desk, wish: Wish) -> Answer | None:
    """The answer to a question about one thing or two; None where the clause asks none."""
    if open_wish(wish.text):  # "anything gluten free?" looks for something
        return None
    if again := _of_another(desk, wish):
        return again
    if asks_freshness(wish.text) and wish.intent in _FRESHNESS and (fresh := _how_fresh(desk, wish)):
        return fresh
    question = _outside_names(desk, wish, question_in(wish.text))
    if question is None and (for_them := _for_whom(desk, wish)) and _groups(desk, wish):
        return _in_it(desk, wish, for_them)  # whatever it was heard as: the allergy says what is asked
    if question and question.sort in ("diet", "free", "holds"):
        return _in_it(desk, wish, question) if wish.intent in _OF_WHAT_IS_IN_IT else None
    if not _may_ask(desk, wish, question):
        return None
    if question is None and not asks_of_it(wish.text) and not _OPEN.match(wish.text) and not asks_of_use(wish.text):
        return None
    between = next((group for group in _groups(desk, wish) if len(group) > 1), None)
    if between and (question or wish.intent in _ASKED_OF_IT):
        products = [p for m in between if (p := desk.catalogue.get(m.product_id)) and p.listed]
        return _which(desk, wish, products) if len(products) > 1 else None
    found = subjects(desk, wish)
    answers = [_of_it(desk, wish, question, product, match) for product, match in found]
    return _told(desk, wish, found, answers) if answers and all(answers) else None


def _how_fresh(desk: Desk, wish: Wish) -> Answer | None:
    """Of what is named or was talked of; which one, where several are meant; of nothing in particular that it isn't known."""
    between = next((group for group in _groups(desk, wish) if len(group) > 1), None)
    if between and len(products := [p for m in between if (p := desk.catalogue.get(m.product_id)) and p.listed]) > 1:
        return _which(desk, wish, products)
    found = [(product, match) for product, match in subjects(desk, wish) if edible(product) or product.prep_minutes]
    if not found:
        of_kind = _of_a_kind(desk, wish)
        return (
            dont_know(desk, desk.listing([desk.named(p) for p in of_kind[:SUBJECTS_MAX]], "or"), wish.text)
            if of_kind
            else None
        )
    return _told(desk, wish, found, [of_freshness(desk, wish, product) for product, _ in found])


def _of_a_kind(desk: Desk, wish: Wish) -> list[Product]:
    """Things to eat or drink whose kind is named: "the bread"."""
    said = {word.stem for word in words(wish.text)}
    return [p for p in desk.catalogue.listed() if edible(p) and said & set(stems(p.kind))]


def _of_another(desk: Desk, wish: Wish) -> Answer | None:
    """ "And the chamomile tea?", after a question of the cappuccino: the same question."""
    last = desk.customer.last_turn
    before = str((last.heard or {}).get("question") or "") if last else ""
    if not before or _AND_OF.match(wish.text) is None or question_in(wish.text) or not _groups(desk, wish):
        return None
    question = question_in(before)
    if question is None or question.whole:
        return None
    if question.sort in ("diet", "free", "holds"):
        return _in_it(desk, wish, question)
    found = subjects(desk, wish)
    answers = [_of_it(desk, replace(wish, text=before), question, product, None) for product, _ in found]
    return _told(desk, replace(wish, text=before), found, answers) if answers and all(answers) else None


def _outside_names(desk: Desk, wish: Wish, question: Question | None) -> Question | None:
    """A word of a thing's own title asks nothing: "tape measure 8 m"."""
    if question is None:
        return None
    asked = {word.stem for word in words(wish.text[question.start : question.end])}
    titles = (p.title for m in wish.products if m.end > m.start and (p := desk.catalogue.get(m.product_id)))
    return None if asked and any(asked <= {word.stem for word in words(title)} for title in titles) else question


def _for_whom(desk: Desk, wish: Wish) -> Question | None:
    """ "My son is allergic to sesame, can he eat the hummus wrap?": whether the sesame is in it; "is it safe?", said later."""
    may_have = _MAY_HAVE.search(wish.text)
    if may_have is None:
        return None
    others = (w for w in desk.heard.wishes if w is not wish)
    said = next((found for other in others if (found := must_not_have(desk, other))), "")
    if not said and not _ORDERS.fullmatch(may_have.group()):  # told before; "can I have the croissant?" orders it
        said = heeded(desk)
    return Question("free", said) if said else None


def _may_ask(desk: Desk, wish: Wish, question: Question | None) -> bool:
    """Can the clause be a question of how a thing is, by what it was heard as?"""
    if wish.intent in _OF_GOODS:
        few = len(wish.text.split()) < (FEW_OF_A_QUESTION if question else FEW)
        return bool(_groups(desk, wish)) or _POINTS.search(wish.text) is not None or few
    if question and question.sort in ("measured", "listed") and wish.intent in _OF_WHAT_IS_IN_IT:
        return _OPEN.match(wish.text) is not None and bool(_groups(desk, wish))
    return wish.intent in _MISHEARD and bool(sure_spans(wish.products))


def _in_it(desk: Desk, wish: Wish, question: Question) -> Answer | None:
    if question.whole:
        return of_all(desk, wish, question)
    named = _groups(desk, wish)
    way = way_named(desk.catalogue, wish)
    if way and not sure_spans(way.others):
        return of_a_way(desk, wish, question, way.said, way.products)
    between = next((group for group in named if len(group) > 1), None)
    if between and (products := [p for m in between if (p := desk.catalogue.get(m.product_id)) and p.listed]):
        return _which(desk, wish, products) if len(products) > 1 else None
    thing = asked_for(wish.text[: question.start]) if not named else ""
    if any(
        unknown(word.stem, desk.catalogue) for word in words(thing)
    ):  # "il muffin contiene uova?", of none that is here
        return tell("not_found", said=thing)
    found = subjects(desk, wish)
    if not found and _of_a_kind(desk, wish):  # "gluten free bread?" looks for some
        return None
    if not found and words(wish.text) and not _outside(wish.text, question):  # "halal?", of nothing in particular
        return of_all(desk, wish, question)
    if not found:
        return tell("ask_which_product").asking("which_product", products=[], **_kept(wish))
    answers = [what_is_in_it(desk, wish, question, product, match) for product, match in found]
    return _told(desk, wish, found, answers)


def _outside(text: str, question: Question) -> bool:
    """Is anything said beside what is asked?"""
    return bool(words(text[: question.start] + " " + text[question.end :]))


def _of_it(desk: Desk, wish: Wish, question: Question | None, product: Product, match: Match | None) -> Answer | None:
    if question and question.sort in ("measured", "listed"):
        return what_is_stated(desk, wish, question, product, match)
    if number := counted(product, wish.text) or noun_asked(product, wish.text):
        return (
            tell("stated_so", description=number[1]) if number[1] else dont_know(desk, desk.named(product), wish.text)
        )
    return so_or_not(desk, wish, product, match)


def subjects(desk: Desk, wish: Wish) -> list[tuple[Product, Match | None]]:
    """Of what is asked: what is named (one or two things), else the one that was spoken of last; [] where neither tells."""
    groups = _groups(desk, wish)
    if groups:
        if any(len(group) > 1 for group in groups):
            return []
        found = [
            (p, group[0])
            for group in groups[:SUBJECTS_MAX]
            if (p := desk.catalogue.get(group[0].product_id)) and p.listed
        ]
        return list(found)
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i))]
    meant = by_place(wish.text, shown) or desk.catalogue.get(desk.focus or "") or (shown[0] if shown else None)
    return [(meant, None)] if meant else []


def _groups(desk: Desk, wish: Wish) -> list[list[Match]]:
    """Two things only where both are really named; of what is only near, the best."""
    sure = sure_spans(wish.products)
    groups = sure or spans([m for m in wish.products if m.end > m.start or m.score >= 1.0])[:1]
    groups = groups or _by_head(desk, wish)
    return [_by_name(desk, wish, group) for group in groups]


def _by_head(desk: Desk, wish: Wish) -> list[list[Match]]:
    """What is called so, though more is said of it than its name: "the mug dishwasher safe"."""
    said = {word.stem for word in words(wish.text)}
    found = [
        m for m in wish.products if m.end > m.start and (p := desk.catalogue.get(m.product_id)) and _head(p) in said
    ]
    return [found] if found else []


def _head(product: Product) -> str:
    return words(product.title)[-1].stem if words(product.title) else ""


def _by_name(desk: Desk, wish: Wish, group: list[Match]) -> list[Match]:
    """Those of a group whose title has a word that was said, where others only have another word for it."""
    said = {word.stem for word in words(wish.text[group[0].start - wish.offset : group[0].end - wish.offset])}
    if _POINTS.search(wish.text) and (talked_of := [m for m in group if m.product_id == desk.focus]):
        return talked_of  # "is it heavy on the chocolate?", of the brownie
    titled = [m for m in group if (p := desk.catalogue.get(m.product_id)) and said & {w.stem for w in words(p.title)}]
    return titled or group


def _which(desk: Desk, wish: Wish, products: Sequence[Product]) -> Answer:
    ids = [p.id for p in products]
    return ask_product(desk, products).asking("which_product", products=ids, **_kept(wish))


def _kept(wish: Wish) -> dict[str, Any]:
    """The question goes with our own, so that a bare name answers it."""
    return {"intent": wish.intent, "question": wish.text[:200]}


def asked_before(desk: Desk, product_id: str) -> Answer | None:
    """The question that waited for "which one?", now that it is said."""
    question = str(desk.asked.get("question") or "")
    if not question or desk.asked.get("act") != "which_product":
        return None
    intent = str(desk.asked.get("intent") or "ask_product_info")
    return asked(desk, Wish(intent, question, 1.0, (), (Match(product_id, 1.0),)))


def _told(desk: Desk, wish: Wish, found: Sequence[tuple[Product, Any]], answers: Sequence[Answer | None]) -> Answer:
    whole = Answer()
    for answer in answers:
        if answer is not None:
            whole = both(whole, answer) if whole.says else answer
    shown = tuple(product.id for product, _ in found)
    return replace(whole, shown=shown, notes={**whole.notes, "question": wish.text[:QUESTION_MAX]})
