"""The utterance gate: what may be said of a memory. Promise 3, rule by rule; the first that speaks against it decides.

A memory may be spoken only with consent, only if the customer said it or bought it here for themselves (or for
somebody whom they have just named), never of other customers where they are fewer than five, never of health without consent for that, never of discreet goods, never an item to
a browser that nobody has vouched for; and what lies long back may only be asked ("it used to be … still?"), or told with its date.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from actions.adaptation.acts import OF_OTHERS
from actions.adaptation.model import Memory, Say
from profiles.model import Customer
from shop.model import enough_people

LONG_ABSENCE_DAYS = 60.0

# Recalls that become a question about the past when they lie long back; the slots are the same.
ASKED_INSTEAD = {act: "offer_used_to" for act in ("offer_again", "offer_same", "offer_usual", "offer_usual_with")}
ASKS_OF_THE_PAST = frozenset(ASKED_INSTEAD.values())
# These say when it was, and claim nothing of now: "last year you took roses for your sister".
DATED = frozenset({"last_gift", "wished_for"})


def may_say(
    memory: Memory,
    customer: Customer,
    *,
    anonymous_confirmed: bool,
    recipient_named: str | None = None,
    asks: bool = False,
) -> tuple[bool, str]:
    """May a sentence resting on this memory be said now? Returns (allowed, the reason in plain words).

    anonymous_confirmed  the visitor of an anonymous browser has said that it is them
    recipient_named      whom the customer has named in this visit, else None
    asks                 the sentence asks whether it still holds, or says when it was
    """
    refusal = (
        _source(memory)
        or _consent(memory, customer)
        or _wish(customer)
        or _whose(memory, recipient_named)
        or _browser(memory, customer, anonymous_confirmed)
    )
    if refusal is None and must_ask(memory) and not asks:
        refusal = "it lies so long back that it may only be asked, not claimed"
    if refusal is not None:
        return False, refusal
    return True, f"{'said' if memory.source == 'said' else 'bought'} here: {memory.evidence}"


def must_ask(memory: Memory) -> bool:
    """Does it lie so long back (or at an unknown distance) that it may only be asked?"""
    return not math.isfinite(memory.days_ago) or memory.days_ago > LONG_ABSENCE_DAYS


def pass_gate(
    says: Iterable[Say], customer: Customer, *, anonymous_confirmed: bool, recipient_named: str | None = None
) -> tuple[tuple[Say, ...], tuple[tuple[Say, str], ...]]:
    """Keep what may be said; drop the rest with its reason. A recall from long ago is turned into its question."""
    kept: list[Say] = []
    dropped: list[tuple[Say, str]] = []
    for say in says:
        if say.act in OF_OTHERS and not enough_people(people_in(say.slots)):
            dropped.append((say, "fewer than five customers: it would tell of somebody"))
            continue
        if (memory := say.memory) is None:
            kept.append(say)
            continue
        if must_ask(memory) and say.act in ASKED_INSTEAD:
            say = replace(say, act=ASKED_INSTEAD[say.act])
        allowed, reason = may_say(
            memory,
            customer,
            anonymous_confirmed=anonymous_confirmed,
            recipient_named=recipient_named,
            asks=say.act in ASKS_OF_THE_PAST | DATED,
        )
        if allowed:
            kept.append(say)
        else:
            dropped.append((say, reason))
    return tuple(kept), tuple(dropped)


def people_in(slots: Mapping[str, str]) -> int | None:
    """The number of customers that a claim about others names; None where it names none."""
    count = slots.get("count", "").replace(",", "").replace(".", "")
    return int(count) if count.isdecimal() else None


def _source(memory: Memory) -> str | None:
    if memory.source not in ("said", "bought"):
        return "only what was said or bought here is spoken of; what is inferred never is"
    if memory.discreet:
        return "the shop marks these goods as discreet: they are never named from memory"
    return None


def _consent(memory: Memory, customer: Customer) -> str | None:
    if memory.health:
        return None if customer.allows("health") else "it tells of health, and there is no consent for that"
    return None if customer.allows("remember") else "there is no consent to remember"


def _wish(customer: Customer) -> str | None:
    if (customer.fact("no_personalise") or "").casefold() == "yes":
        return "the customer asked not to be personalised"
    if (customer.fact("personal") or "").casefold() == "less":
        return "the customer asked for less personal talk: memories stay silent"
    return None


def _whose(memory: Memory, recipient_named: str | None) -> str | None:
    if memory.about == "self":
        return "it was a present: it says nothing about the buyer" if memory.gift else None
    if recipient_named is None or recipient_named.strip().casefold() != memory.about.strip().casefold():
        return "it is about somebody whom the customer has not just named"
    return None


def _browser(memory: Memory, customer: Customer, confirmed: bool) -> str | None:
    if customer.anonymous and (memory.gift or memory.about != "self"):
        return "nobody is signed in to this browser: presents, and whom they were for, are not spoken of"
    if customer.anonymous and memory.names_item and not confirmed:
        return "an anonymous browser has not yet confirmed who it is: no item is named"
    return None
