"""After a question in between: what was open is asked again, so that the yes, or the size, that follows has its question."""

from __future__ import annotations

from dataclasses import replace

from actions import order
from actions.answer import Answer, say, tell
from actions.buttons import yes_no
from actions.desk import Desk
from actions.lines import Choosing, fits
from actions.which import ask_product, ask_variant
from actions.whole_usual import offered_lines

RECALLS = frozenset({"offer_usual", "offer_again", "offer_same"})


def asked_again(desk: Desk, answer: Answer) -> Answer:
    """The answer, and after it the question that it left open; the answer alone where there was none."""
    act = desk.asked.get("act")
    if act == "read_back" and desk.lines:
        return answer.and_then(order.read_back(desk, act="still_open"))
    if act == "offer_product":
        return _offer(desk, answer)
    if act == "offer_usual_whole" and (lines := offered_lines(desk, desk.asked.get("lines") or ())):
        total = desk.money(desk.total(lines))
        question = say("still_open", choices=yes_no(desk.lang), lines=desk.lines_words(lines), total=total)
        return answer.and_then(Answer((question,)).asking(**desk.asked))
    if act in RECALLS:
        return answer.and_then(_recall(desk))
    if act == "which_variant":
        return _kept(answer, _which_way(desk))
    if act == "which_product":
        products = [p for i in desk.asked.get("products", ()) if (p := desk.catalogue.get(i))]
        if len(products) > 1 and not desk.asked.get("intent"):
            return _kept(answer, ask_product(desk, products).asking(**desk.asked))
    return answer.asking(**desk.asked) if act == "gift" else answer


def question_open(desk: Desk) -> bool:
    """Does a question of ours, or an order that was put together, wait for its answer?"""
    return desk.asked.get("act") not in (None, "start_order") or bool(desk.lines)


def beside(desk: Desk, said: Answer) -> Answer:
    """A word to small talk, and after it the question that was open; where none was, or it cannot be put again (who it is
    for, consent), what they would like."""
    again = asked_again(desk, said)
    if again.asked is not None:
        return again
    if desk.lines:
        return said.and_then(order.read_back(desk, act="still_open"))
    return said.and_then(tell("what_can_i_get")).asking("start_order")


def question_kept(desk: Desk, said: Answer) -> Answer:
    """The same, the open question left standing without a word of it: it was put a moment ago."""
    return replace(said.asking(**desk.asked), notes={**said.notes, "question_kept": True}) if desk.asked else said


def _kept(answer: Answer, question: Answer) -> Answer:
    """What the question is about stays what is talked of."""
    return replace(answer.and_then(question), shown=question.shown or answer.shown)


def _offer(desk: Desk, answer: Answer) -> Answer:
    offered = desk.catalogue.get(desk.focus or "")
    if offered is None or not set(answer.shown) <= {offered.id}:
        return answer
    found = desk.catalogue.by_variant(str(desk.asked.get("variant")))
    asked = say("want_one", choices=yes_no(desk.lang))
    if not answer.shown:  # it was about something else: "shall I add it?" would have no it
        item, price = (
            desk.named(*found) if found else desk.named(offered),
            found[1].price if found else offered.price_from,
        )
        asked = say("still_offered", choices=yes_no(desk.lang), item=item, price=desk.money(price))
    return answer.and_then(Answer((asked,), focus=offered.id)).asking(**desk.asked)


def _recall(desk: Desk) -> Answer:
    """The usual that was just offered, named once more with its price."""
    found = desk.catalogue.by_variant(str(desk.asked.get("variant")))
    if found is None:
        return Answer()
    product, variant = found
    price = desk.money(variant.price)
    question = say("still_open", choices=yes_no(desk.lang), lines=desk.named(product, variant), total=price)
    return Answer((question,), shown=(product.id,), focus=product.id).asking(**desk.asked)


def _which_way(desk: Desk) -> Answer:
    product = desk.catalogue.get(str(desk.asked.get("product")))
    if product is None:
        return Answer()
    left = tuple(v for v in fits(product, dict(desk.asked.get("options") or {})) if v.in_stock)
    quantity = int(desk.asked.get("quantity") or 1)
    return ask_variant(desk, Choosing(product, left, quantity)) if len(left) > 1 else Answer()
