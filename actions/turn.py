"""take_turn(): gather → learn → plan → realise → record. The only place that strings a turn together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import structlog

from actions import greet
from actions.about_others import facts_about
from actions.adaptation.model import Plan, Say
from actions.adaptation.plan import make_plan, plan_record
from actions.adaptation.realise import Phrasings
from actions.allergens import split_allergy
from actions.allergy_told import allergy_said
from actions.answer import Answer, tell
from actions.arriving import nearly_here
from actions.circumstance_alone import still_to_be_settled
from actions.circumstances import teller
from actions.circumstances_apart import without_circumstances
from actions.circumstances_said import circumstances_said
from actions.complaining import asked_in_anger
from actions.correcting_facts import put_right
from actions.desk import Desk
from actions.dialogue import COURTESIES, STATING, answer_choice, answer_text
from actions.emoji_alone import emoji_alone
from actions.foreign_words import with_its_language
from actions.gathering import gather, situation_of
from actions.heard import Heard
from actions.holding import let_go
from actions.hour_meant import hour_meant
from actions.learning import Asked, observations_of, taught_by_answer
from actions.lines import spans
from actions.mourning import mourning
from actions.notifying import tell_the_shop
from actions.offer_answered import heard_of_offer
from actions.reviews import reviews_said
from actions.reviews_of_presents import and_of_present, said_of_presents
from actions.sizes_apart import sizes_apart
from actions.so_far import notes
from actions.stated_facts import allergens_stated, facts_stated
from actions.story import WORDS_TO_STORY, without_story
from actions.suitable import must_suit
from actions.told import marks_of
from actions.topic_first import topic_first
from actions.way_out import with_way_out
from actions.wishes_kept import wishes_said
from actions.without_memory import without_memory
from actions.wording import is_open, word
from house import House
from profiles.entry import Entry
from profiles.model import Fact, Turn
from profiles.outcomes import COMPARED
from profiles.transcript import NEARLY_HERE

log = structlog.get_logger()
CLOSED_QUESTIONS = frozenset(
    {
        "read_back",
        "offer_usual",
        "offer_usual_whole",
        "offer_again",
        "offer_same",
        "offer_used_to",
        "offer_product",
        "offer_alert",
        "return_offer",
        "confirm_you",
        "consent",
        "allergy",
    }
)


# How they want to be spoken to, and what is said to it.
MANNERS: Mapping[str, str | Mapping[str, str]] = {
    "emoji": "no_emoji",
    "jokes": "no_jokes",
    "register": {"formal": "formal_on", "casual": "casual_on"},
}
MANNER_WORDS = 10  # in so few nothing else is wished for


@dataclass(frozen=True)
class Taken:
    """What the channel is sent: replies in the contract's shape; ``erase`` when the customer asked to be forgotten;
    ``away`` when the profiles did not answer, so that the turn waits in the outbox; ``start_over`` when somebody else is
    at this browser."""

    replies: tuple[dict[str, Any], ...]
    erase: bool = False
    away: bool = False
    start_over: bool = False

    @classmethod
    def of(cls, turn: Turn, away: bool) -> Taken:
        """From the turn as it was recorded, now or before."""
        erase, start_over = bool(turn.heard.get("erase")), bool(turn.heard.get("start_over"))
        return cls(tuple(dict(r) for r in turn.replies), erase, away, start_over)


def take_turn(heard: Heard, house: House, phrasings: Phrasings) -> Taken:
    """Answer one message and write it all down, once: a message that was answered before gets the same reply."""
    at = house.clock()
    wants_person = heard.heard_intent("handoff")
    known = house.keeping.recall(
        heard.customer, heard.message_id, at, handover_too=wants_person, away=heard.memory_away
    )
    if known.before is not None:
        return Taken.of(known.before, known.away)
    heard = without_story(asked_in_anger(heard))
    heard = emoji_alone(topic_first(without_circumstances(heard, house.shop.catalogue)), house.shop.catalogue)
    desk = sizes_apart(heard_of_offer(gather(heard, house, known, at)))
    desk = replace(desk, plan=_plan(desk))
    desk = replace(desk, circumstance=teller(desk, phrasings), pending=_pending(desk))
    desk.open_cart()
    desk = hour_meant(desk)
    decided = still_to_be_settled(desk, with_way_out(desk, and_of_present(desk, _decide(desk))))
    answer = with_its_language(desk, _apart(desk, without_memory(desk, decided) if desk.memory_away else decided))
    replies, kept, ids = word(desk, answer, phrasings)
    turn = _turn(desk, answer, replies, kept, ids)
    told = marks_of(kept, ids) if desk.fresh_at is None else ()
    return Taken.of(*_record(desk, house, answer, turn, told))


def _apart(desk: Desk, answer: Answer) -> Answer:
    """After "that's not me" nothing is learnt, written into, or erased from the profile of the one who was meant."""
    if desk.fresh_at is None:
        return answer
    kept = replace(answer, facts=(), drop_facts=(), drop_about=(), corrections=(), consents=(), outcome=None)
    return replace(kept, erase=False, learn=False, notes={**answer.notes, "start_over": False})


def _plan(desk: Desk) -> Plan:
    return make_plan(desk.customer, desk.heard.cues, desk.terms.voice, situation_of(desk))


def _pending(desk: Desk) -> dict[str, str]:
    """What was said of an order, now or with the question before, and is to be put with its lines."""
    return {**dict(desk.asked.get("with") or {}), **circumstances_said(desk.heard.text).values}


def _decide(desk: Desk) -> Answer:
    """The family of acts that answers; a stated fact or an allergy beside it; never nothing (save a repeated arrival)."""
    if desk.heard.kind == "event":
        return nearly_here(desk) if desk.heard.value == NEARLY_HERE else greet.arrive(desk)
    answer = answer_choice(desk) if desk.heard.kind == "choice" else answer_text(desk)
    allergen = allergens_stated(desk.heard) if desk.heard.kind == "text" else ""
    if allergen and desk.asked.get("act") != "allergy":
        only = all(w.intent in STATING | COURTESIES for w in desk.heard.wishes)
        answer = (
            allergy_said(desk, allergen)
            if only and not answer.shown and "question" not in answer.notes
            else _with_allergy(answer, allergy_said(desk, allergen, beside_a_question=answer.asked is not None))
        )
    if right := put_right(desk):
        return right
    facts = (*facts_stated(desk.heard, desk.at), *facts_about(desk.heard, desk.at, desk.asked.get("recipient")))
    if not desk.heard.heard_intent("complaint"):
        facts = (*facts, *reviews_said(desk), *said_of_presents(desk), *wishes_said(desk))
    if facts and _bare_fact(desk, facts):
        allergy = allergy_said(desk, allergen) if allergen else Answer()
        answer = replace(_acknowledged(desk, facts), facts=facts).and_then(allergy)
    elif facts:
        said = {(fact.name, fact.recipient) for fact in answer.facts}
        answer = replace(answer, facts=(*answer.facts, *(f for f in facts if (f.name, f.recipient) not in said)))
    return answer if answer.says else replace(answer, says=tell("not_understood").says)


def _with_allergy(answer: Answer, heeded: Answer) -> Answer:
    """What is heeded is said before what is put forward, or asked, with that in mind; its own question comes last."""
    if heeded.asked is not None:
        return answer.and_then(heeded)
    told = tuple(s for s in answer.says if s.act in WORDS_TO_STORY)
    rest = tuple(s for s in answer.says if s not in told)
    return replace(answer.and_then(heeded), says=(*told, *heeded.says, *rest))


def _acknowledged(desk: Desk, facts: tuple[Fact, ...]) -> Answer:
    """ "I'll call you Ann", "no emoji then", or a plain "kept"; a shop that says Lei to everybody says so."""
    told = {fact.name: fact.value for fact in facts}
    if name := " ".join(told[part] for part in ("title", "name") if part in told):
        return tell("name_kept", name=name)
    if told.get("address") == "tu" and desk.terms.voice.address == "lei":
        return tell("always_lei")
    if set(told) == {"allergy"}:  # somebody else's: heeded, and never kept
        return tell("allergy_heeded", allergen=desk.contents(split_allergy(told["allergy"]), "or"))
    for name, act in MANNERS.items():
        if name in told:
            return tell(act if isinstance(act, str) else act[told[name]])
    return tell("fact_kept")


def _bare_fact(desk: Desk, facts: tuple[Fact, ...]) -> bool:
    """The message only states the fact: nothing else in it is wished for."""
    if any(spans(w.products) for w in desk.heard.wishes):
        return False
    if {fact.name for fact in facts} <= MANNERS.keys() and len(desk.heard.text.split()) <= MANNER_WORDS:
        return True  # "could you speak formally?", whatever that was heard as
    if desk.heard.text.rstrip().endswith("?"):
        return False
    if circumstances_said(desk.heard.text).alone:  # it answers for itself
        return False
    if desk.asked.get("recipient"):  # "she loves drawing": of whom we look for something, which is what it is told for
        return False
    stating = (
        "ask_size",
        "remember_this",
        "set_usual",
        "out_of_scope",
        "chitchat",
        "correct_fact",
        "greet",
        "affirm",
        "keep_short",
    )
    return all(w.intent in stating for w in desk.heard.wishes) and desk.asked.get("act") != "read_back"


def _turn(
    desk: Desk, answer: Answer, replies: tuple[dict[str, Any], ...], kept: tuple[Say, ...], ids: tuple[str, ...]
) -> Turn:
    heard = desk.heard
    claimed = next((s.memory.evidence for s in kept if s.memory), None)
    asked = answer.asked if answer.notes.get("question_kept") or is_open(answer.asked, kept) else None
    if not replies and desk.customer.last_turn:
        asked = desk.customer.last_turn.asked  # nothing was said: a reload of the page leaves the question open
    before = (desk.customer.last_turn.heard or {}).get("claimed") if desk.customer.last_turn else None
    name_used = desk.plan.tone.use_name and bool(desk.name) and any(desk.name in r["text"] for r in replies)
    earlier = bool(desk.customer.last_turn and desk.customer.last_turn.plan.get("name_used"))
    plan = {
        **plan_record(desk.plan),
        **({COMPARED: desk.compared} if desk.compared else {}),
        "phrasings": list(ids),
        "acts": [s.act for s in kept],
        "name_used": name_used or earlier,
    }
    return Turn(
        heard.customer,
        "shop",
        heard.message_id,
        desk.at,
        heard.kind,
        heard.text or heard.value,
        replies,
        desk.lang,
        asked,
        heard={
            "intent": heard.wishes[0].intent if heard.wishes else heard.value or heard.kind,
            "wishes": [
                {"intent": w.intent, "confidence": w.confidence, "text": w.text, "ranking": [*map(list, w.ranking)]}
                for w in heard.wishes
            ],
            "cues": {
                c.name: {"value": c.value, "evidence": [asdict(e) for e in c.evidence]}
                for c in heard.cues.values()
                if c.value is not None
            },
            "shown": list(answer.shown) or list(desk.shown),
            "focus": answer.focus or (None if answer.shown else desk.focus),
            "claimed": claimed or before,
            "erase": answer.erase,
            "mourning": mourning(desk),
            "must_suit": must_suit(desk),
            **answer.notes,
            **notes(desk, answer, {s.act for s in kept}),
        },
        plan=plan,
        reasons=tuple(f"{r.dial}: {r.text}" for r in desk.plan.reasons),
    )


def _record(desk: Desk, house: House, answer: Answer, turn: Turn, told: tuple[str, ...]) -> tuple[Turn, bool]:
    """The shop's side first (unique on the message), then everything else in one transaction, or in the outbox."""
    let_go(desk, (turn.asked or {}).get("act"))
    if desk.cart_changed:
        desk.store.carts.put(desk.customer.id, desk.heard.message_id, desk.lines)
    asked = Asked.before(desk.customer.last_turn, closed=desk.asked.get("act") in CLOSED_QUESTIONS)
    learnt = observations_of(desk.heard, desk.at, asked)
    entry = Entry(
        turn,
        observations=(*learnt, *taught_by_answer(desk.heard, desk.at, answer.taught, learnt)) if answer.learn else (),
        facts=answer.facts,
        consents=answer.consents,
        drop_facts=answer.drop_facts,
        drop_about=answer.drop_about,
        corrections=answer.corrections,
        erase=answer.erase,
        outcome=answer.outcome,
        handover=answer.handover,
        recipient=next((str(w.entity("recipient")) for w in desk.heard.wishes if w.entity("recipient")), None),
        told=told,
    )
    kept = house.keeping.keep(entry, away=desk.memory_away)
    if answer.handover is not None:
        tell_the_shop(house.terms.notify, desk.customer.id, desk.at)
    return kept
