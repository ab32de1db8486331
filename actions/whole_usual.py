"""A usual of several things that the customer has stated: offered, priced and ordered as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.adaptation.model import Memory
from actions.answer import Answer, say, tell
from actions.buttons import yes_no
from actions.circumstances import habits_of, now, words_of
from actions.desk import Desk
from actions.kept_orders import Kept, read
from actions.lines import line_of
from actions.missing import sold_out_beside
from actions.warning import warned
from profiles.model import Fact
from shop.model import Line


def stated_whole(desk: Desk) -> Fact | None:
    """Their stated usual, if it is more than one thing taken once; None after "don't personalise"."""
    fact = next((f for f in desk.customer.facts if f.name == "usual" and not f.recipient), None)
    kept = read(fact.value) if fact and not desk.objects else ()
    return fact if len(kept) > 1 or any(one.quantity > 1 for one in kept) else None


def offer_whole(desk: Desk, fact: Fact) -> Answer:
    """ "Your usual: flat white and two croissants, €7.00?"; what is out, or costs otherwise now, is said before."""
    lines, answer = today(desk, read(fact.value))
    if not lines:
        return answer.and_then(tell("usual_gone", item=words(desk, read(fact.value))))
    discreet = any((p := desk.catalogue.get(x.product_id)) and p.discreet for x in lines)
    memory = Memory(
        "said",
        "said by you: make this my usual" if desk.lang == "en" else "detto da Lei: il mio solito",
        discreet=discreet,
    )
    told = tuple(replace(s, memory=memory) for s in answer.says)
    total = sum((x.total for x in lines), Decimal(0))
    offer = say("offer_usual", choices=yes_no(desk.lang), item=desk.lines_words(lines), price=desk.money(total))
    shown = tuple(dict.fromkeys(x.product_id for x in lines))
    asked = [[x.variant_id, x.quantity] for x in lines]
    return Answer((*told, replace(offer, memory=memory)), shown=shown).asking(
        "offer_usual_whole", lines=asked, total=str(total)
    )


def offer_together(desk: Desk, line: Line, beside: Sequence[Line], memory: Memory) -> Answer:
    """ "Your usual: flat white and an almond croissant, €6.40?": what is always taken with it goes with it.

    Empty when nothing of what goes with it can be had now.
    """
    there = [fresh for one in beside if (fresh := _as_now(desk, one))]
    if not there:
        return Answer()
    habits = habits_of(desk, line.kind)
    wanted = now(desk, habits)
    told = {"beside": words_of(desk, wanted)} if wanted else {}
    lines = (line, *there)
    total = sum((one.total for one in lines), Decimal(0))
    act = "offer_usual_with" if wanted else "offer_usual"
    offer = say(act, choices=yes_no(desk.lang), item=desk.lines_words(lines), price=desk.money(total), **told)
    shown = tuple(dict.fromkeys(one.product_id for one in lines))
    asked = [[one.variant_id, one.quantity] for one in lines]
    answer = warned(desk, lines).and_then(Answer((replace(offer, memory=memory),), shown=shown))
    return answer.asking("offer_usual_whole", lines=asked, total=str(total), **({"usually": wanted} if wanted else {}))


def _as_now(desk: Desk, one: Line) -> Line | None:
    """A line of before at today's price; None where it is not sold, not there, or not to be named."""
    found = desk.catalogue.by_variant(one.variant_id)
    if found is None or not found[0].listed or not found[1].in_stock:
        return None
    hidden = found[0].discreet or found[0].kind in desk.terms.discreet_kinds
    return None if hidden else line_of(*found, 1)


def offered_lines(desk: Desk, asked: Sequence[Sequence[Any]]) -> tuple[tuple[Line, ...], Answer]:
    """The lines of such an offer, at today's prices, and what is to be said of those that cannot be had any more."""
    lines, told = today(desk, [Kept(str(variant), int(count)) for variant, count in asked])
    usually = dict(desk.asked.get("usually") or {})
    return (tuple(replace(line, circumstances=usually) for line in lines) if usually else lines), told


def today(desk: Desk, kept: Sequence[Kept]) -> tuple[tuple[Line, ...], Answer]:
    """The lines as they are sold today, and what is to be said of them: no longer sold, sold out, too few, another price."""
    found = [_line(desk, one) for one in kept]
    answer = Answer()
    for _, told in found:
        answer = answer.and_then(told)
    return tuple(line for line, _ in found if line), answer


def words(desk: Desk, kept: Sequence[Kept]) -> str:
    """ "2 × butter croissant and flat white, large, oat milk (no sugar)"; what the shop no longer has by its id."""
    told = []
    for one in kept:
        found = desk.catalogue.by_variant(one.variant_id)
        line = (
            line_of(*found, one.quantity)
            if found
            else Line("", one.variant_id, one.quantity, Decimal(0), one.variant_id)
        )
        told.append(desk.line_words(replace(line, note=one.note, circumstances=one.circumstances)))
    return desk.listing(told)


def _line(desk: Desk, kept: Kept) -> tuple[Line | None, Answer]:
    found = desk.catalogue.by_variant(kept.variant_id)
    if found is None or not found[0].listed:
        return None, tell("no_longer", item=desk.named(*found) if found else kept.variant_id)
    product, variant = found
    if not variant.in_stock:
        return None, sold_out_beside(desk, product, variant)
    item, quantity, told = desk.named(product, variant), kept.quantity, Answer()
    if variant.stock is not None and variant.stock < quantity:
        quantity, told = variant.stock, tell("too_few", item=item, left=str(variant.stock))
    if kept.price is not None and kept.price != variant.price:
        old, new = desk.money(kept.price), desk.money(variant.price)
        told = told.and_then(tell("price_changed", item=item, old=old, new=new))
    line = line_of(product, variant, quantity)
    return replace(line, note=kept.note, circumstances=kept.circumstances), told
