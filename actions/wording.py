"""From an answer's acts to the replies that are sent: through the gate, into words, never the same sentence twice running."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from actions import greet
from actions.adaptation.acts import asks
from actions.adaptation.gate import pass_gate
from actions.adaptation.model import Say
from actions.adaptation.realise import Phrasings, Realised, realise
from actions.answer import Answer, tell
from actions.cards import card
from actions.desk import Desk
from actions.so_far import just_named

# Said as an invitation, without a question mark; to who mourns, goods are named and not pressed on them.
INVITES = frozenset({"contact", "cart", "gift", "complaint", "card", "consent", "offer_product"})
TRIES = 4


def word(
    desk: Desk, answer: Answer, phrasings: Phrasings
) -> tuple[tuple[dict[str, Any], ...], tuple[Say, ...], tuple[str, ...]]:
    """Through the gate, into words; never the same sentence twice running."""
    named = just_named(desk)
    allowed, _ = pass_gate(
        answer.says, desk.customer, anonymous_confirmed=greet.confirmed_now(desk), recipient_named=named
    )
    if not allowed and answer.says:  # a repeated arrival says nothing, and means it
        allowed = tell("what_else").says
    last = desk.customer.last_turn
    avoid = (*desk.customer.told, *((last.plan.get("phrasings") or ()) if last else ()))  # oldest first
    previous = " ".join(r["text"] for r in last.replies if r["kind"] == "reply") if last else ""
    replies: list[dict[str, Any]] = []
    kept: tuple[Say, ...] = ()
    ids: tuple[str, ...] = ()
    for kind in ("notice_before", "reply", "notice"):
        group = [s for s in allowed if _kind(s) == kind]
        if group:
            worded = _worded(desk, group, phrasings, avoid, previous if kind == "reply" else "")
            kept, ids = (*kept, *worded.kept), (*ids, *worded.phrasing_ids)
            replies.append(_reply(desk, "reply" if kind == "reply" else "notice", worded.text, worded.kept))
    return tuple(replies), kept, ids


def _worded(desk: Desk, group: Sequence[Say], phrasings: Phrasings, avoid: tuple[str, ...], previous: str) -> Realised:
    for attempt in range(TRIES):
        seed = f"{desk.customer.id}|{desk.heard.message_id}|{attempt}"
        worded = realise(group, desk.plan, phrasings, lang=desk.lang, seed=seed, avoid=avoid)
        if worded.text != previous:
            return worded
        avoid = (*avoid, *worded.phrasing_ids)
    # All its wordings are used up: the same thing again, and another way on.
    onward = tell("what_else" if desk.lines else "what_can_i_get").says
    return realise([*group, *onward], desk.plan, phrasings, lang=desk.lang, seed="again", avoid=avoid)


def is_open(asked: Mapping[str, Any] | None, kept: Sequence[Say]) -> bool:
    """Was the question really asked? The gate or the plan may have left it out; then a later "yes" answers nothing."""
    return asked is not None and (asked["act"] in INVITES or any(asks(s.act) != "no" for s in kept))


def _kind(said: Say) -> str:
    return "notice_before" if said.act == "ai_notice" else said.kind


def _reply(desk: Desk, kind: str, text: str, group: Sequence[Say]) -> dict[str, Any]:
    choices = next((s.choices for s in reversed(group) if s.choices), ())
    products = [p for s in group for i in s.products if (p := desk.catalogue.get(i))]
    return {
        "kind": kind,
        "text": text,
        "choices": [asdict(c) for c in choices[:3]],
        "products": [card(p, desk.terms.currency) for p in products[: max(desk.plan.length.options, 1)]],
    }
