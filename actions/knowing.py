"""What is known about the customer, in sentences: for "what do you know about me?" and "how do you know that?"."""

from __future__ import annotations

from actions.desk import Desk
from profiles.learning import acts_on
from profiles.plain_words import in_plain_words


def known_lines(desk: Desk) -> list[str]:
    """Facts, orders, manner. Plain and complete in kind; the page of one's own data has every number."""
    italian = desk.lang == "it"
    lines = [_fact_words(desk, f.name, f.value) for f in desk.customer.facts if f.recipient is None]
    orders = desk.store.orders(desk.customer.id)
    if orders:
        last = orders[0]
        words = desk.lines_words(last.lines)
        count = len(orders)
        if italian:
            lines.append(f"{count} ordini qui, l'ultimo {words}" if count > 1 else f"un ordine qui: {words}")
        else:
            lines.append(f"{count} orders here, the last one {words}" if count > 1 else f"one order here: {words}")
    believed = {**desk.customer.session, **desk.customer.profile}
    lines += [in_plain_words(name, e, desk.lang) for name, e in believed.items() if acts_on(name, e)]
    return [line for line in lines if line]


def last_claim(desk: Desk) -> str | None:
    """The evidence of the latest remembered thing that was said in this visit."""
    last = desk.customer.last_turn
    return (last.heard or {}).get("claimed") if last else None


def _fact_words(desk: Desk, name: str, value: str) -> str:
    words = {
        "en": {
            "name": "your name is {}",
            "size": "your size is {}",
            "milk": "you take {} milk",
            "allergy": "nothing with {}",
            "keep_short": "you like it short",
            "emoji": "no emoji",
            "personal": "less personal talk",
            "no_personalise": "no personalising",
            "contact": "you can be reached at {}",
            "address": "how you like to be addressed",
            "complaint_about": "you were not happy with {}",
        },
        "it": {
            "name": "il Suo nome è {}",
            "size": "la Sua taglia è {}",
            "milk": "latte: {}",
            "allergy": "niente {}",
            "keep_short": "risposte brevi",
            "emoji": "niente emoji",
            "personal": "meno confidenza",
            "no_personalise": "niente personalizzazione",
            "contact": "La si raggiunge a {}",
            "address": "ci diamo del {}",
            "complaint_about": "non era contento di: {}",
        },
    }[desk.lang]
    if name == "usual":
        found = desk.catalogue.by_variant(value)
        item = desk.named(*found) if found else value
        return f"il Suo solito è {item}" if desk.lang == "it" else f"your usual is {item}"
    return words[name].format(value) if name in words else ""
