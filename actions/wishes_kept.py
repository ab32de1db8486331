"""What is wished for some other day ("remind me to try the decaf"), or was looked for and not found: it leads the next advice."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.adaptation.model import Memory
from actions.answer import Answer, say, stated
from actions.desk import NAMED_SURELY, Desk
from actions.lines import sure_spans
from profiles.model import Fact
from shop.lexicon import stems
from shop.linking import link
from shop.model import Product
from shop.text import words

WISHED, SOUGHT = "wished_for", "sought"
SOUGHT_MAX = 60
_SOME_DAY = re.compile(
    r"\bremind me (?:to (?:try|get|buy|order|have)|of|about)\b|\b(?:some|one|another) ?(?:other )?(?:day|time)\b|\bnext time (?:i(?:['’]?ll| will|['’]?d| want| would)|maybe|perhaps)?"
    r"|\bricord(?:a|i|ami|imi)(?:mi)? (?:di (?:provare|prendere|comprare)|il|la|lo)\b|\bun (?:altro )?giorno\b|\b(?:un['’]altra|la prossima) volta\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:i(?:['’]?d| would) (?:love|like)|i want|i(?:['’]?ll| will) (?:try|get|buy|have|take)|remind me|to try|vorrei|mi piacerebbe|prover\w+|ricord\w+|prenderò)\b",
    re.IGNORECASE,
)


def wishes_said(desk: Desk) -> tuple[Fact, ...]:
    """A thing of the shop that is wished for another day, and not now."""
    text = desk.heard.text
    if (
        desk.heard.kind != "text"
        or not (_SOME_DAY.search(text) and _WISHES.search(text))
        or text.rstrip().endswith("?")
    ):
        return ()
    if any(wish.entity("recipient") for wish in desk.heard.wishes):
        return ()
    found = [g[0].product_id for wish in desk.heard.wishes for g in sure_spans(wish.products) if len(g) == 1]
    product = desk.catalogue.get(found[0]) if len(found) == 1 else None
    if product is None or product.discreet:
        return ()
    return (stated(WISHED, product.id, desk.at, desk.heard.message_id, text),)


def sought(desk: Desk, said: str) -> tuple[Fact, ...]:
    """What was looked for and is not here, if it is of the shop's own sorts: other words may tell of something private."""
    sorts = {stem for p in desk.catalogue.listed() if not p.discreet for stem in stems(f"{p.kind} {p.category}")}
    if not desk.remembers or not said or not any(word.stem in sorts for word in words(said)):
        return ()
    return (stated(SOUGHT, said[:SOUGHT_MAX], desk.at, desk.heard.message_id, desk.heard.text),)


def wished(desk: Desk) -> tuple[Product, str] | None:
    """The thing that they wished for or looked for earlier and that is there now, with the name of the fact."""
    if not desk.remembers or desk.objects or not desk.customer.allows("recommend"):
        return None
    for name in (WISHED, SOUGHT):
        value = desk.customer.fact(name)
        product = _product(desk, name, value) if value else None
        if (
            product
            and product.listed
            and product.in_stock
            and not product.discreet
            and product.kind not in desk.terms.discreet_kinds
        ):
            return product, name
    return None


def led_by_wish(desk: Desk, offer: Answer, name: str, product: Product) -> Answer:
    """The offer of that thing, begun by what they said of it; told once, the wish is taken from the list."""
    said = next((f for f in desk.customer.facts if f.name == name), None)
    age = (desk.at - said.at).total_seconds() / 86_400 if said else 0.0
    memory = Memory(
        "said",
        f"you asked for {desk.named(product)}" if desk.lang == "en" else f"ha chiesto {desk.named(product)}",
        days_ago=age,
    )
    told = replace(say("wished_for", item=desk.named(product)), memory=memory)
    return replace(Answer((told,)).and_then(offer), drop_facts=(*offer.drop_facts, name))


def _product(desk: Desk, name: str, value: str) -> Product | None:
    if name == WISHED:
        return desk.catalogue.get(value)
    found = link(value, desk.catalogue, limit=1)
    return desk.catalogue.get(found[0].product_id) if found and found[0].score >= NAMED_SURELY else None
