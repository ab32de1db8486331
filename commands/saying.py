"""``solito say``: one act as one customer would hear it now, with the plan behind it and its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.adaptation.acts import ACTS
from actions.adaptation.gate import ASKED_INSTEAD, ASKS_OF_THE_PAST, pass_gate
from actions.adaptation.model import Memory, Plan, Reason, Say
from actions.adaptation.phrasings import Phrasings
from actions.adaptation.plan import make_plan
from actions.adaptation.realise import MissingSlot, realise
from actions.adaptation.samples import sample_slots
from actions.desk import Desk
from actions.gathering import gather, situation_of
from actions.greet import confirmed_now
from actions.heard import Heard
from actions.last_good import phrasings_for
from clock import now
from commands.voices import unknown_act
from house import House, open_house
from profiles.keeping import Recalled
from profiles.model import AT_KEYBOARD, PURPOSES, Customer, Visit
from settings import Settings

NOBODY = "somebody-new"
RECALLS = frozenset({*ASKED_INSTEAD, *ASKS_OF_THE_PAST, "offer_which"})  # acts that claim to remember a purchase
SAMPLE_MEMORY = Memory("bought", "a sample of a purchase, three days ago", days_ago=3)


def preview(settings: Settings, act: str, customer: str | None, lang: str | None, slots: Sequence[str]) -> str:
    """The plan for this customer (None: somebody new), and what they would hear, with samples for slots not given.

    ``slots`` are "name=value". It is read with the consents in force, and the access log says so. Raises ValueError for
    an act, a slot, an id or a language that does not exist.
    """
    if act not in ACTS:
        raise ValueError(unknown_act(act))
    given = dict(_slot(act, text) for text in slots)
    house = open_house(settings)
    phrasings = phrasings_for(house.terms)
    if lang is not None and lang not in phrasings.by_language:
        raise ValueError(f"lang must be one of {', '.join(sorted(phrasings.by_language))}, got {lang!r}")
    known, who = _known(house, customer)
    desk = _desk(house, known, lang)
    said = Say(act, {**sample_slots(act, desk.lang), **given}, memory=SAMPLE_MEMORY if act in RECALLS else None)
    return "\n".join([who, "", *_plan_lines(desk.plan), "", *_heard_lines(desk, said, phrasings)])


def _slot(act: str, text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or name not in ACTS[act].slots:
        known = ", ".join(sorted(ACTS[act].slots)) or "none"
        raise ValueError(f"slot must be name=value, {act} knows {known}; got {text!r}")
    return name, value


def _known(house: House, customer: str | None) -> tuple[Customer, str]:
    """The customer as a turn of theirs would find them now, and who they are to us."""
    at = now()
    if customer is None:
        return Customer(NOBODY, False, Visit(1, at, 0)), "Somebody new, of whom nothing is known."
    visits = house.access(customer, by=AT_KEYBOARD)["visits"]
    known = house.profiles.load(customer, at)
    if not visits:
        return known, f"{customer} is not known here: answered like somebody new."
    allowed = ", ".join(purpose for purpose in PURPOSES if known.allows(purpose))
    return known, f"{customer}, visit {known.visit.number}, has consented to {allowed or 'nothing'}."


def _desk(house: House, known: Customer, lang: str | None) -> Desk:
    """What a turn begins with, planned for a message that shows nothing of how it is put."""
    heard = Heard(known.id, "preview", "text", "", language=lang, anonymous=known.anonymous)
    desk = gather(heard, house, Recalled(known), now())
    desk = replace(desk, lang=lang or desk.lang)  # also one that the shop does not speak yet
    return replace(desk, plan=make_plan(desk.customer, {}, desk.terms.voice, situation_of(desk)))


def _heard_lines(desk: Desk, said: Say, phrasings: Phrasings) -> list[str]:
    """The sentence; and why, if so, they would not hear it now: the gate forbids it, or the plan sells nothing."""
    last = desk.customer.last_turn
    avoid = tuple((last.plan.get("phrasings") or ()) if last else ())
    seed = f"{desk.customer.id}|{desk.customer.visit.turns}"
    _, refused = pass_gate([said], desk.customer, anonymous_confirmed=confirmed_now(desk))
    try:
        alone = realise([said], desk.plan, phrasings, lang=desk.lang, seed=seed, avoid=avoid)
        among = realise([said, Say("thanks")], desk.plan, phrasings, lang=desk.lang, seed=seed, avoid=avoid)
    except MissingSlot as error:
        raise ValueError(error.args[0]) from error
    against = [f"They would not hear it now: {reason}." for _, reason in (*refused, *among.dropped)]
    return [f"{alone.kept[0].act} ({desk.lang})", alone.text, *against]


def _plan_lines(plan: Plan) -> list[str]:
    tone, length, pitch = plan.tone, plan.length, plan.pitch
    emoji = f"at most {tone.emoji} emoji" if tone.emoji else "no emoji"
    name = "the name may be said" if tone.use_name else "without the name"
    lead = "nothing is sold" if pitch.lead == "none" else f"{pitch.lead} leads"
    goods = f"{length.options} product{'' if length.options == 1 else 's'}"
    told: Mapping[str, str] = {
        "tone": f"{tone.manner} (register {tone.register:+.2f}), warmth {tone.warmth:.2f}, {emoji}, {name}",
        "length": f"{length.level}: at most {length.words} words, {length.sentences} sentences, {goods}",
        "pitch": f"{lead}, {'the news may be told' if pitch.small_talk else 'no small talk'}",
    }
    return [line for dial, text in told.items() for line in (f"{dial:<8}{text}", *_why(plan.reasons, dial))]


def _why(reasons: Sequence[Reason], dial: str) -> list[str]:
    return [
        f"{'':<8}- {reason.text}{f' [{reason.evidence}]' if reason.evidence else ''}"
        for reason in reasons
        if reason.dial == dial
    ]
