"""The customer's own say over what is kept: see, ask how, correct, forget, object. Each works in one turn."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import consenting
from actions.answer import Answer, say, stated, tell
from actions.buttons import buttons
from actions.desk import Desk
from actions.heard import Wish
from actions.knowing import known_lines, last_claim
from actions.lines import read_lines
from actions.stated_facts import facts_stated

_ONLY_THAT = re.compile(
    r"\W*(?:(?:oh|ok|okay|well|no|just|please|ah|actually)\W+)*(?:forget(?: about)? (?:it|that|this|that one)|forget|never ?mind(?: (?:it|that))?"
    r"|(?:lo )?dimentichi(?:lo)?|lasci (?:stare|perdere)|lascia (?:stare|perdere))(?:\W+(?:please|then|thanks|thank you|grazie))*\W*",
    re.IGNORECASE,
)


def know_about_me(desk: Desk, wish: Wish) -> Answer:
    """Facts, purchases and manner in plain words; what is only inferred with how sure it is."""
    lines = known_lines(desk)
    return tell("know_about_me", list="; ".join(lines)) if lines else tell("know_nothing")


def how_do_you_know(desk: Desk, wish: Wish) -> Answer:
    """The source of the last claim in one sentence, and whether to keep it."""
    claim = last_claim(desk)
    if claim is None:
        return tell("how_known_nothing")
    told = say("how_known", evidence=claim)
    return Answer((told, say("keep_or_forget", choices=buttons(desk.lang, "keep", "forget")))).asking("keep_or_forget")


def keep(desk: Desk) -> Answer:
    return tell("fact_kept")


def forget_claim(desk: Desk) -> Answer:
    """Forget what the last claim rested on: a stated usual goes, an observed one rests."""
    rests = stated("usual_declined", "2", desk.at, desk.heard.message_id, "forget it")
    return replace(tell("fact_forgotten"), drop_facts=("usual",), facts=(rests,), learn=False)


# "Forget my name" forgets that, and nothing else.
_CALLED = {
    "name": ("name",),
    "size": ("size",),
    "milk": ("milk",),
    "usual": ("usual",),
    "allergy": ("allergy",),
    "allergies": ("allergy",),
    "number": ("contact",),
    "phone": ("contact",),
    "email": ("contact",),
    "e-mail": ("contact",),
    "contact": ("contact",),
    "nome": ("name",),
    "taglia": ("size",),
    "solito": ("usual",),
    "allergia": ("allergy",),
    "numero": ("contact",),
}
_ONE_FACT = re.compile(
    rf"\b(?:forget|delete|erase|remove|drop|dimentic\w+|cancell\w+)\W+(?:(?:please|about|il|la|i|le)\W+)*(?:my|mio|mia|mie|miei)\W+(?:phone\W+)?"
    rf"(?P<what>{'|'.join(sorted(map(re.escape, _CALLED), key=len, reverse=True))})\b",
    re.IGNORECASE,
)


def only_that(text: str) -> bool:
    """ "Forget it", "forget about that": one thing, or never mind; never everything that is known."""
    return _ONLY_THAT.fullmatch(text) is not None


def forget_me(desk: Desk, wish: Wish) -> Answer:
    """Everything goes, once Rasa has finished this turn (see bot/channels/handling.py). "Forget it" alone is a never mind."""
    if one := _ONE_FACT.search(wish.text):
        return replace(tell("fact_forgotten"), drop_facts=_CALLED[one["what"].lower()], learn=False)
    if only_that(wish.text):
        desk.put(())
        return tell("nothing_more")
    return replace(tell("forgotten"), erase=True, learn=False)


def dont_track(desk: Desk, wish: Wish) -> Answer:
    """ "Don't personalise": obeyed at once, sticky."""
    no = stated("no_personalise", "yes", desk.at, desk.heard.message_id, desk.heard.text)
    return replace(tell("no_personalise"), facts=(no,), learn=False)


def personalise_again(desk: Desk, wish: Wish) -> Answer:
    return replace(tell("personalise_again"), drop_facts=("no_personalise", "personal", "usual_declined"))


def less_personal(desk: Desk, wish: Wish) -> Answer:
    """ "That's creepy": memories are used silently or not at all from now on."""
    less = stated("personal", "less", desk.at, desk.heard.message_id, desk.heard.text)
    return replace(tell("less_personal"), facts=(less,))


def not_me(desk: Desk, wish: Wish) -> Answer:
    """Somebody else is at this browser: nothing from before is shown or used in this visit."""
    now = desk.customer.visit.started_at.isoformat()
    fresh = stated("not_me", now, desk.at, desk.heard.message_id, desk.heard.text)
    desk.put(())
    return replace(tell("not_me"), facts=(fresh,), learn=False).asking("start_order")


def remember_this(desk: Desk, wish: Wish) -> Answer:
    """ "Yes, remember me", in free words. "Remember that I take oat milk" is a fact first, and the question after it."""
    facts = facts_stated(desk.heard, desk.at)
    if facts:
        kept = replace(tell("fact_kept"), facts=facts)
        return kept if desk.remembers else kept.and_then(consenting.ask(desk))
    if desk.remembers:
        return tell("remembered")
    return consenting.give(desk, "said")


def correct_fact(desk: Desk, wish: Wish) -> Answer:
    """What can be read from the words is corrected at once; else one question."""
    name = wish.entity("name")
    if name:
        fact = stated("name", str(name), desk.at, desk.heard.message_id, desk.heard.text)
        done = tell("corrected", what=str(name)) if desk.customer.fact("name") else tell("name_kept", name=str(name))
        return replace(done, facts=(fact,))
    found = facts_stated(desk.heard, desk.at)
    if found:
        return replace(tell("corrected", what=desk.listing([f.value for f in found])), facts=found)
    return tell("correct_which").asking("correct")


def set_usual(desk: Desk, wish: Wish) -> Answer:
    """ "Make this my usual": the thing named, ordered or talked of last; works at once."""
    variant_id = _meant(desk, wish)
    found = desk.catalogue.by_variant(variant_id) if variant_id else None
    if found is None:
        return tell("usual_which").asking("usual_which")
    fact = stated("usual", found[1].id, desk.at, desk.heard.message_id, desk.heard.text)
    answer = replace(tell("usual_set", item=desk.named(*found)), facts=(fact,), drop_facts=("usual_declined",))
    if desk.remembers:
        return answer
    # Asking to be remembered for one thing is the moment for the question, whatever was ordered so far.
    return answer.and_then(consenting.ask(desk))


def marketing_opt_out(desk: Desk, wish: Wish) -> Answer:
    return tell("marketing_out")


def keep_short(desk: Desk, wish: Wish) -> Answer:
    fact = stated("keep_short", "yes", desk.at, desk.heard.message_id, desk.heard.text)
    return replace(tell("keep_short"), facts=(fact,))


def _meant(desk: Desk, wish: Wish) -> str | None:
    read = read_lines(wish, desk.catalogue, desk.customer, desk.orders)
    if read.lines:
        return read.lines[0].variant_id
    if desk.lines:
        return desk.lines[-1].variant_id
    last = desk.store.orders(desk.customer.id)[:1]
    own = [line for order in last for line in order.lines if not line.gift]
    return own[0].variant_id if own else None
