"""Several things of one message were not clear: one question at a time, and none of them is forgotten.

The open question carries those that wait for their turn, as ``{"products", "quantity", "options"}`` each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.answer import Answer, say
from actions.desk import Desk
from actions.lines import Between, Choosing, fits, spans
from actions.which import WHICH, ask_product, ask_variant, differing

Unclear = Choosing | Between
_DONE = ("read_back", "start_order")  # the question was answered, or refused: the next one's turn
# With these the order goes on, and the question of one of its things waits.
_GOING_ON = frozenset({"order_item", "add_to_cart", "start_order", "change_cart", "deny", "affirm", "thanks"})
_NOT_IT = re.compile(
    r"\b(?:just|only|forget|never mind|skip|leave|instead|rather|neither|none|solo|soltanto|lasci\w*|invece|piuttosto|nessun\w*|after all)\b",
    re.IGNORECASE,
)
_RATHER = re.compile(
    r"\W*(?:(?:hm+|oh|um+|er+|ah|well|ok)\W+)*(?:no|nope|nah|wait|actually|sorry|scratch that|oops|anzi|scusi)\b",
    re.IGNORECASE,
)
_ENDS = frozenset({"read_back", "read_back_more", "what_else", "what_instead"})


def ask_first(desk: Desk, unclear: Sequence[Unclear]) -> Answer:
    """The first question; the others wait. Raises IndexError for none."""
    question = _asked(desk, unclear[0])
    return _with_those_left(question, [_waiting(one) for one in unclear[1:]])


def with_those_waiting(question: Answer, unclear: Sequence[Unclear]) -> Answer:
    """Another question comes first; these wait for their turn."""
    return _with_those_left(question, [_waiting(one) for one in unclear])


def next_question(desk: Desk, answer: Answer) -> Answer:
    """The answer to one of these, and after it the next question, in place of the read-back."""
    passed = _passed_over(desk, answer)
    left = [*passed, *(desk.asked.get("then") or ())]
    act = (answer.asked or {}).get("act")
    if not left or answer.asked is None:
        return answer
    if act in WHICH:  # asked again, or more closely
        return _with_those_left(answer, [*(answer.asked.get("then") or ()), *left])
    while act in _DONE and left:
        unclear = _read(desk, left.pop(0))
        if unclear is not None:
            says = tuple(said for said in answer.says if said.act not in _ENDS)
            if passed:
                says = (
                    *says,
                    say("added", item=desk.lines_words(desk.lines), price=desk.money(desk.total(desk.lines))),
                )
            return replace(answer, says=says, asked=None).and_then(_with_those_left(_asked(desk, unclear), left))
    return answer


def _passed_over(desk: Desk, answer: Answer) -> list[Mapping[str, Any]]:
    """The open question itself, where the message went on with the order instead ("and a green tea please"): it is still
    to be answered. Nothing where it was answered, or where what it is about is no longer wanted."""
    open_one = desk.asked
    if (
        open_one.get("act") not in WHICH
        or open_one.get("intent") not in (None, "order_item")
        or desk.heard.kind != "text"
    ):
        return []
    goes_on = all(w.intent in _GOING_ON for w in desk.heard.wishes) and any(
        spans(w.products) for w in desk.heard.wishes
    )
    if (answer.asked or {}).get("act") != "read_back" or not goes_on or _NOT_IT.search(desk.heard.text):
        return []
    ids = list(open_one.get("products") or [open_one.get("product")])
    named = {m.product_id for w in desk.heard.wishes for group in spans(w.products) for m in group}
    had = {line.product_id for line in desk.cart_before or ()}
    if (
        _RATHER.match(desk.heard.text) and not named & had
    ):  # "no wait, hot chocolate"; "no, 4 espressos" are of those there
        return []
    if named & set(ids) or {line.product_id for line in desk.lines} & set(ids) or _of_that_kind(desk, named, ids):
        return []
    return [{"products": ids, **{name: open_one[name] for name in ("quantity", "options") if open_one.get(name)}}]


def _of_that_kind(desk: Desk, named: set[str], ids: Sequence[Any]) -> bool:
    """ "Cappuccino", after "filter coffee or beans?": a coffee all the same, so that the question is answered."""
    kinds = {p.kind for i in ids if (p := desk.catalogue.get(str(i)))}
    return bool(named) and any(p.kind in kinds for i in named if (p := desk.catalogue.get(i)))


def _asked(desk: Desk, one: Unclear) -> Answer:
    if (
        isinstance(one, Choosing) and len(one.variants) == 1 and one.gone is None
    ):  # "is it … you're after?" was passed over
        named = say("perhaps", nearest=desk.named(one.product, one.variants[0]))
        asked = {"products": [one.product.id], **_of(one.quantity, one.variants[0].options)}
        return Answer((named,), shown=(one.product.id,)).asking("which_product", **asked)
    if isinstance(one, Choosing):
        return ask_variant(desk, one)
    question = ask_product(desk, one.products)
    return question.asking(**{**(question.asked or {}), **_of(one.quantity, one.options)})


def _of(quantity: int, options: Mapping[str, str]) -> dict[str, Any]:
    """How many, and in which way, where that was said."""
    return {**({"quantity": quantity} if quantity != 1 else {}), **({"options": dict(options)} if options else {})}


def _waiting(one: Unclear) -> dict[str, Any]:
    if isinstance(one, Between):
        return {"products": [p.id for p in one.products], **_of(one.quantity, one.options)}
    axis = differing(one.variants)
    options = {name: value for name, value in one.variants[0].options.items() if name != axis}
    alike = {n: v for n, v in options.items() if all(other.options.get(n) == v for other in one.variants)}
    return {"products": [one.product.id], **_of(one.quantity, alike)}


def _read(desk: Desk, waiting: Mapping[str, Any]) -> Unclear | None:
    """What waited, as the shop has it now; None where it is gone."""
    products = tuple(p for i in waiting["products"] if (p := desk.catalogue.get(i)) and p.listed and p.in_stock)
    quantity, options = int(waiting.get("quantity") or 1), dict(waiting.get("options") or {})
    if len(products) > 1:
        return Between(products, quantity, options)
    variants = tuple(v for v in fits(products[0], options) if v.in_stock) if products else ()
    return Choosing(products[0], variants, quantity) if variants else None


def _with_those_left(question: Answer, left: Sequence[Mapping[str, Any]]) -> Answer:
    if not left or question.asked is None:
        return question
    return question.asking(**{**question.asked, "then": [dict(one) for one in left]})
