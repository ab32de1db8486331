"""Ordering: from a wish to a read-back, from a yes to a numbered order. Never an order without that yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions import consenting
from actions.adaptation.model import Memory, Say
from actions.answer import Answer, say, tell
from actions.asked_for import names_nothing, open_wish
from actions.buttons import yes_no
from actions.circumstances import habits_of, habits_rest_on, now, settle, words_of
from actions.contrary import milkless, taken_back, without_given_up
from actions.counted import too_many
from actions.delivering import to_be_brought, where_to
from actions.desk import Desk
from actions.for_once import for_once
from actions.heard import Wish
from actions.holding import as_read_back, hold, priced, stands_until
from actions.large_orders import beside_odd, odd_number, too_many_now
from actions.lines import Between, Choosing, Read, fits, line_of, merged, read_lines
from actions.missing import not_found, sold_out
from actions.noting import note_in, with_note
from actions.pointing import pointer
from actions.purpose import purpose_of
from actions.put_in_it import with_what
from actions.questions_left import ask_first, with_those_waiting
from actions.ready import ready_at
from actions.recommend import recommend
from actions.said_again import said_again
from actions.suitable import suits
from actions.wanted import closed_then, when_beside, when_of
from actions.warning import warned
from actions.which import WHICH, ask_product, ask_variant
from actions.without import without_unmet
from shop.delivering import delivered, with_fee
from shop.model import Line, Order, OutOfStock, Product, Usual, Variant
from shop.orders import UnknownVariant


def order_item(desk: Desk, wish: Wish) -> Answer:
    """A wish that names goods: read back with names and total, or the one question that is missing."""
    wish, note = with_what(desk, without_given_up(wish))
    read = read_lines(wish, desk.catalogue, desk.customer, desk.remembered_orders)
    if read.nothing and wish.intent == "start_order":
        if when := when_of(desk, wish):  # "I'd like to order for tomorrow at nine": put with what comes
            desk.pending = {**desk.pending, "when": when}
        return closed_then(desk, wish).and_then(tell("start_order")).asking("start_order")
    if not read.lines and not read.choosing and (answer := _left_open(desk, wish)):
        return answer
    if read.nothing or read == Read(maybe=read.maybe):
        return not_found(desk, wish, read.maybe)
    if unsure := _contrary(desk, wish, read):
        return unsure
    read = replace(read, between=tuple(map(lambda one: _suiting(desk, one), read.between)))
    wish, again = for_once(wish)
    answer = tell("some_missed") if too_many(wish, read, desk.catalogue) else Answer()
    answer, read = without_unmet(desk, wish, answer, read)
    if when := when_of(desk, wish) or when_beside(desk, wish):
        desk.pending = {**desk.pending, "when": when}
    added = add(desk, replace(read, lines=with_note(read.lines, note_in(wish.text) or note)))
    if note and (added.asked or {}).get("act") in WHICH:  # it holds for whichever it becomes
        added = added.asking(**{**(added.asked or {}), "note": note})
    answer = answer.and_then(tell("one_order_only")) if again else answer
    return answer.and_then(closed_then(desk, wish)).and_then(added)


def _suiting(desk: Desk, one: Between) -> Between:
    """Of several that may be meant those that suit what is said of them ("a sandwich without meat"); all where none does."""
    fit = suits(desk)
    left = tuple(p for p in one.products if any(fit(p, v) for v in p.variants if v.in_stock))
    return replace(one, products=left) if left else one


def _contrary(desk: Desk, wish: Wish, read: Read) -> Answer | None:
    """Wanted and not wanted in one breath is asked, not guessed; so is a milk drink without milk. Nothing is added."""
    for line in read.lines:
        found = desk.catalogue.by_variant(line.variant_id)
        if found and taken_back(wish.text, found[0].title):
            said = say("or_not", choices=yes_no(desk.lang), item=desk.named(*found), price=desk.money(line.unit_price))
            return Answer((said,), shown=(line.product_id,)).asking("offer_product", variant=line.variant_id)
        if found and milkless(wish.text) and any("Milk" in v.options for v in found[0].variants):
            others = {name: value for name, value in found[1].options.items() if name != "Milk"}
            available = tuple(v for v in fits(found[0], others) if v.in_stock)
            question = ask_variant(desk, Choosing(found[0], available, line.quantity))
            return tell("made_with_milk", item=desk.named(found[0])).and_then(question)
    return None


def _left_open(desk: Desk, wish: Wish) -> Answer | None:
    """ "Something to eat" wants advice; "one of those", of several that were shown, the question which."""
    if open_wish(wish.text):
        return recommend(desk, wish)
    if not wish.products and names_nothing(wish.text):  # what it is for, or who wants it, and no thing
        return recommend(desk, wish) if purpose_of(desk) else tell("what_can_i_get").asking("start_order")
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i))]
    if not wish.products and len(shown) > 1 and pointer(wish.text, surely=False):
        return ask_product(desk, shown)
    return None


def add(desk: Desk, read: Read) -> Answer:
    """Put what is clear into the cart and say what is not: at most one question."""
    kept, wanted = said_again(desk, [_for_whom(desk, line) for line in read.lines])
    if beyond := too_many_now(kept, wanted):
        wanted = [line for line in wanted if line.product_id not in beyond.odd_of]
        read = read if read.odd is not None else replace(read, odd=beyond.odd, odd_of=beyond.odd_of)
    answer = Answer()
    lines, short = _within_stock(desk, wanted, kept)
    for line, left in short:
        answer = answer.and_then(tell("too_few", item=desk.line_words(replace(line, quantity=1)), left=str(left)))
    if lines:
        gone = {line.variant_id for line, _ in short}  # as many as are not there: what was read back stays
        settle(desk, merged((*kept, *(x for x in desk.lines if x.variant_id in gone and x not in kept)), lines))
    if read.sold_out:
        answer = answer.and_then(sold_out(desk, read.sold_out[0]))
    unclear = (*read.choosing, *read.between)
    if read.odd is not None:
        return answer.and_then(beside_odd(desk, lines, with_those_waiting(odd_number(desk, read), unclear)))
    if unclear:
        gone = read.choosing[0].gone if read.choosing else None
        told = tell("sold_out", item=desk.named(read.choosing[0].product, gone)) if gone else Answer()
        return answer.and_then(told).and_then(ask_first(desk, unclear))
    if lines:
        return answer.and_then(read_back(desk, more=len(desk.lines) > len(lines)))
    return answer


def _for_whom(desk: Desk, line: Line) -> Line:
    """What was offered as a present for somebody is for them: it teaches nothing about the buyer."""
    recipient = desk.asked.get("recipient")
    meant = desk.asked.get("act") == "gift" or line.product_id in desk.shown
    if not recipient or line.recipient or not meant:
        return line
    return replace(line, gift=True, recipient=recipient)


def read_back(desk: Desk, *, more: bool = False, act: str | None = None) -> Answer:
    """Name everything with its total, have it held, and ask for the one yes."""
    settle(desk)
    brought = to_be_brought(desk)
    lines = priced(desk, desk.lines)
    if lines != desk.lines:
        desk.put(lines)
    if not lines:
        return tell("cart_empty").asking("start_order")
    if short := hold(desk):
        return _ran_out(desk, short)
    words, total = desk.basket_words(lines), desk.total(lines)
    answer = brought.and_then(warned(desk, lines)).and_then(
        Answer(
            (
                say(
                    act or ("read_back_more" if more else "read_back"),
                    choices=yes_no(desk.lang),
                    lines=words,
                    total=desk.money(total),
                ),
            ),
            shown=tuple(dict.fromkeys(line.product_id for line in lines)),
            focus=lines[-1].product_id,
        )
    )
    return answer.asking("read_back", total=str(total), until=stands_until(desk, lines))


def place(desk: Desk, lines: Sequence[Line]) -> Answer:
    """The yes was said: order at the prices that were read back, frozen now. Where these do not stand any more, and were
    lower, it is asked again."""
    before = desk.store.orders.placed_by(desk.customer.id, desk.heard.message_id)
    if before is not None:  # ordered, but a crash kept the answer from being written down: the cart is empty already
        return _ordered(desk, before)
    settle(desk, priced(desk, lines))
    today = desk.lines
    if not today:
        return tell("nothing_to_confirm").asking("start_order")
    if not as_read_back(desk, lines, today):
        return read_back(desk)
    try:
        bought = (desk.customer.id, desk.heard.message_id, with_fee(today, desk.terms.delivery), desk.at)
        order = desk.store.orders.place(*bought, currency=desk.terms.currency)
    except OutOfStock as short:
        return _ran_out(desk, short)
    except UnknownVariant:
        return tell("nothing_to_confirm").asking("start_order")
    return _ordered(desk, order)


def _ordered(desk: Desk, order: Order) -> Answer:
    desk.put(())
    desk.cart_changed = False  # placing the order emptied it
    words = say(
        "ordered_brought" if delivered(order.lines) else "ordered",
        number=order.id,
        lines=desk.basket_words(order.lines),
        total=desk.money(order.total),
        ready=ready_at(desk, order),
    )
    answer = Answer(
        (words, *_taxes(desk, order)),
        outcome="sale",
        shown=tuple(line.product_id for line in order.lines),
        notes={"order": order.id},
    )
    return answer.and_then(where_to(order)).and_then(consenting.offer(desk))


def _taxes(desk: Desk, order: Order) -> tuple[Say, ...]:
    """What the catalogue states of taxes, as it is; nothing where it states nothing."""
    goods = [desk.catalogue.get(line.product_id) for line in order.lines]
    stated = dict.fromkeys(product.tax for product in goods if product and product.tax)
    return (say("tax", tax="; ".join(stated)),) if stated else ()


def offer_of(
    desk: Desk, act: str, found: Usual, product: Product, variant: Variant, evidence: str, days_ago: float
) -> Answer:
    """A recall as a question with item and price, a usual with its circumstances. What may be said the gate decides."""
    habits = habits_of(desk, product.kind) if act == "offer_usual" else {}
    wanted = now(desk, habits)
    beside = {"beside": words_of(desk, wanted)} if wanted else {}
    if wanted:
        evidence = f"{evidence}; {habits_rest_on(desk, habits)}"
    memory = Memory("said" if found.stated else "bought", evidence, discreet=product.discreet, days_ago=days_ago)
    item, price = desk.named(product, variant), desk.money(variant.price)
    line = say("offer_usual_with" if wanted else act, choices=yes_no(desk.lang), item=item, price=price, **beside)
    answer = Answer((replace(line, memory=memory),), shown=(product.id,))
    answer = warned(desk, [line_of(product, variant)]).and_then(answer)
    return answer.asking(act, variant=variant.id, total=str(variant.price), **({"usually": wanted} if wanted else {}))


def offered_line(desk: Desk, product: Product, variant: Variant, quantity: int = 1) -> Line:
    """The usual that was offered, with its circumstances; what was said now of this order comes before them."""
    return replace(line_of(product, variant, quantity), circumstances=dict(desk.asked.get("usually") or {}))


def order_offered(desk: Desk, variant_id: str) -> Answer:
    """Yes to a thing that was named with its price: order it."""
    found = desk.catalogue.by_variant(variant_id)
    if found is None:
        return tell("nothing_to_confirm").asking("start_order")
    product, variant = found
    if not variant.in_stock:  # somebody was quicker: an offer holds nothing
        desk.pending = {**dict(desk.asked.get("usually") or {}), **desk.pending}
        return sold_out(desk, product, variant)
    return place(desk, merged(desk.lines, [offered_line(desk, product, variant)]))


def pick(desk: Desk, variant_id: str, quantity: int = 1) -> Answer:
    """One variant was chosen: into the cart, and read back."""
    found = desk.catalogue.by_variant(variant_id)
    if found is None or not found[1].in_stock:
        return sold_out(desk, *found) if found else tell("nothing_to_confirm").asking("start_order")
    return add(desk, Read(lines=(line_of(*found, quantity),)))


def _within_stock(desk: Desk, lines: Sequence[Line], kept: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, int]]]:
    good: list[Line] = []
    short: list[tuple[Line, int]] = []
    for line in lines:
        found = desk.catalogue.by_variant(line.variant_id)
        left = found[1].stock if found else 0
        in_cart = sum(old.quantity for old in kept if old.variant_id == line.variant_id)
        if left is not None and line.quantity + in_cart > left:
            short.append((line, left))
        else:
            good.append(line)
    return good, short


def _ran_out(desk: Desk, short: OutOfStock) -> Answer:
    """Somebody else was quicker: what is left of it, or another way of it, or the nearest; the rest stays in the cart."""
    found = desk.catalogue.by_variant(short.variant_id)
    of_it = [line for line in desk.lines if line.variant_id == short.variant_id]
    if found and short.left and len(of_it) == 1:
        desk.put([replace(line, quantity=short.left) if line is of_it[0] else line for line in desk.lines])
        return tell("too_few", item=desk.named(*found), left=str(short.left)).and_then(read_back(desk))
    desk.put([line for line in desk.lines if line.variant_id != short.variant_id])
    if not found:
        told = tell("nothing_to_confirm")
    elif others := tuple(v for v in found[0].variants if v.in_stock and v.id != short.variant_id):
        question = ask_variant(desk, Choosing(found[0], others, of_it[0].quantity if of_it else 1))
        told = tell("sold_out", item=desk.named(*found)).and_then(Answer() if desk.lines else question)
    else:
        told = sold_out(desk, found[0])
    return told.and_then(read_back(desk)) if desk.lines else told
