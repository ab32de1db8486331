"""Two or three things side by side: those that the shop has. What it does not have is said, with what comes nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.answer import Answer, say, tell
from actions.asked_for import asked_for
from actions.buttons import yes_no
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans
from actions.offering import claims_of
from shop.lexicon import is_stopword
from shop.linking import link
from shop.model import Match, Product
from shop.statements import names_of
from shop.text import Word, words

COMPARED_MAX = 3
_LEAD = re.compile(
    r"^.*?\b(?:(?:which|what) (?P<noun>(?:[\w-]+ ){0,3}?)(?:is|are|has|have|comes?|lasts?|fits?|suits?|goes|works?|weighs?|holds?|would|do|should)\b[^,:]*[,:]|compare[ds]?|comparison(?: of| between)?|difference[s]? between|between|versus|which (?:one )?is \w+(?: \w+)?,?|"
    r"(?:is|are)(?= the .* (?:better|bigger|warmer|cheaper|nicer|softer|stronger))|confront\w+|differenz[ae](?: c['’]è| ci sono| passa)? (?:tra|fra)|paragon\w+"
    r"|(?:what['’]?s|what is|which is|which one['’]?s) (?:better|best|nicer|stronger|tastier)[,:]?|(?:è )?(?:meglio|più (?:buon[oa]|forte|grande|dolce)))\s+",
    re.IGNORECASE,
)
# "A or B, which is better for running?": what is asked comes after them.
_AFTER = re.compile(r"\s*[,;:.–-]\s*(?:so )?(?:which|what|whats|qual[ei]?)\b.*$", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"\s*(?:,|\b(?:and|with|to|vs\.?|versus|or|than|against|e|ed|con|o)\b)\s*", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:(?:the|a|an|your|il|lo|la|i|gli|le|un|una)\s+|l['’])+", re.IGNORECASE)
_MARKS = " ?!.,;:\"'"


@dataclass(frozen=True)
class Part:
    """One of the things that are to be compared, as said: the product that it names, or only the nearest."""

    said: str
    product: Product | None
    nearest: Product | None = None


def compare(desk: Desk, wish: Wish) -> Answer:
    """What was named (or shown last), side by side."""
    parts = named_parts(desk, wish.text)
    missing = [part for part in parts if part.product is None]
    if len(parts) > 1 and missing:
        return _with_a_gap(desk, [part.product for part in parts if part.product], missing)
    named = [part.product for part in parts if part.product] if len(parts) > 1 else []
    ids = [m.product_id for group in spans(wish.products) for m in group] + list(desk.shown)
    products = named or [p for i in dict.fromkeys(ids) if (p := desk.catalogue.get(i))][:2]
    return side_by_side(desk, list({p.id: p for p in products}.values())[:COMPARED_MAX])


def side_by_side(desk: Desk, products: Sequence[Product]) -> Answer:
    """Prices, and the first one's claim; asks which one. Without two things to compare, asks for them."""
    if len(products) < 2:
        return tell("ask_which_product").asking("which_product", products=[])
    first, second = products[0], products[1]
    if len(products) > 2:
        listed = desk.listing([f"{desk.named(p)} {desk.money(p.price_from)}" for p in products])
        told = say("compare_more", list=listed)
    else:
        prices = {"first_price": desk.money(first.price_from), "second_price": desk.money(second.price_from)}
        told = say("compare", first=desk.named(first), second=desk.named(second), **prices)
    ids = tuple(p.id for p in products)
    return Answer((told, *claims_of(desk, first)[:1], say("which_one")), shown=ids).asking(
        "which_product", products=list(ids)
    )


def _with_a_gap(desk: Desk, there: Sequence[Product], missing: Sequence[Part]) -> Answer:
    gap = missing[0]
    if len(there) > 1:
        return _without(desk, gap).and_then(side_by_side(desk, there))
    if there and gap.nearest and gap.nearest.id != there[0].id:
        both = [gap.nearest.id, there[0].id]
        question = say(
            "compare_missing",
            choices=yes_no(desk.lang),
            said=gap.said,
            nearest=desk.named(gap.nearest),
            other=desk.named(there[0]),
        )
        return Answer((question,), shown=tuple(both)).asking("compare", products=both)
    if there:
        told = tell("compare_gone", said=gap.said, item=desk.named(there[0]), price=desk.money(there[0].price_from))
        return Answer(told.says, shown=(there[0].id,))
    near = list({p.id: p for part in missing if (p := part.nearest)}.values())
    answer = Answer()
    for part in missing[:COMPARED_MAX]:
        answer = answer.and_then(_without(desk, part))
    return answer.and_then(side_by_side(desk, near)) if len(near) > 1 else answer.asking("start_order")


def _without(desk: Desk, part: Part) -> Answer:
    return tell("not_found", said=part.said)


def named_parts(desk: Desk, text: str) -> list[Part]:
    """The things that a comparison names, in order; [] where it names none ("compare the two")."""
    before = _AFTER.sub("", text)
    text = before if _BETWEEN.search(before.strip(_MARKS)) else text
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    said = [_ARTICLE.sub("", one.strip(_MARKS)).strip(_MARKS) for one in _BETWEEN.split(rest)]
    said = [one for one in said if any(not is_stopword(w.stem) for w in words(one))]
    if len(said) < 2 or not all(map(asked_for, said)):  # "my wife sent me" is no name of a thing
        return []
    noun = words(lead["noun"] or "") if lead else []
    head = words(said[-1])[-1]
    if noun and head.folded in (
        "one",
        "ones",
        noun[-1].folded,
    ):  # "which jacket is warmer, the winter or the leather one?"
        head = noun[-1]
        said = [re.sub(r"\s+ones?$", "", one, flags=re.IGNORECASE) for one in said]
    shared = _heads(desk, head)
    # "the grey and the yellow sofa": the last one's head belongs to all
    said = [
        f"{one} {head.folded}"
        if shared and len(words(one)) == 1 and _bare(desk, one, head) and not _only_one(desk, one)
        else one
        for one in said
    ]
    parts = [_with_others(desk, part, said) for part in (_part(desk, one) for one in said)]
    return [p if p.product else _or_else(_part(desk, f"{p.said} {head.folded}"), p) for p in parts][:COMPARED_MAX]


def _only_one(desk: Desk, one: str) -> bool:
    """ "The rye": one thing alone has it in its title."""
    titled = [p for p in desk.catalogue.listed() if words(one)[0].stem in {w.stem for w in words(p.title)[:-1]}]
    return len(titled) == 1 and any(m.product_id == titled[0].id for m in link(one, desk.catalogue))


def _heads(desk: Desk, head: Word) -> bool:
    """Is some thing of the shop's called so, as "sofa" is and the "heron" of a model is not?"""
    every = desk.catalogue.listed()
    return any(head.stem in (words(text)[-1].stem for text in (p.title, p.kind) if words(text)) for p in every)


def _bare(desk: Desk, one: str, head: Word) -> bool:
    """Is it only told apart, and not named: no thing of the shop's is called so?"""
    return words(one)[0].stem != head.stem and not any(
        words(p.title)[-1:] and words(p.title)[-1].stem == words(one)[0].stem for p in desk.catalogue.listed()
    )


def _with_others(desk: Desk, part: Part, said: Sequence[str]) -> Part:
    """ "Earbuds lite or pro": one word that only tells apart belongs to a word of the other thing."""
    others = [w.folded for one in said if one != part.said for w in words(one)]
    if len(words(part.said)) != 1 or len(others) < 2:
        return part
    fuller = (_part(desk, f"{other} {part.said}") for other in others)
    found = next((one for one in fuller if one.product and words(part.said)[0].stem in _titled(one.product)), None)
    return found or part


def _titled(product: Product) -> set[str]:
    return {w.stem for w in words(product.title)}


def _or_else(fuller: Part, part: Part) -> Part:
    return fuller if fuller.product else part if part.nearest else Part(part.said, None, fuller.nearest)


def _part(desk: Desk, said: str) -> Part:
    matches = [m for m in link(said, desk.catalogue) if _for_sale(desk, m)]
    every = [p for m in matches if (p := desk.catalogue.get(m.product_id))]
    whole = next((p for p in every if names_of(p, said)), None)
    if whole is None and every and len(words(said)) == 1 and _only_one(desk, said):
        whole = every[0]
    return Part(said, whole, every[0] if every and whole is None else None)


def _for_sale(desk: Desk, match: Match) -> bool:
    product = desk.catalogue.get(match.product_id)
    return product is not None and product.listed and not product.discreet
