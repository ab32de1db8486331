"""The customer's own say over what is kept: see, ask how, correct, forget, object. Each works in one turn."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import consenting
from actions.about_others import asked_about, facts_about, forgets_about
from actions.aftersales import complaint
from actions.answer import Answer, say, stated, tell
from actions.buttons import buttons
from actions.claims import about_somebody, only_remember_me, own_price, speaks_of_own_order
from actions.desk import Desk
from actions.heard import Wish
from actions.kept_orders import written
from actions.knowing import about_them, known_lines, last_claim, topic, usual_rests_on, whys
from actions.lines import read_lines
from actions.named_usuals import lines_meant
from actions.never_mind import only_that
from actions.stated_facts import facts_stated
from profiles.learning import DIALS
from profiles.model import Fact
from shop.model import Line

_HOW_KNOW = re.compile(
    r"\b(?:how (?:do|did|can|could|would) you (?:even )?know|come (?:fa|fai|fate) a saper\w*|come (?:lo )?sa(?:i|pete)?)\b",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"\b(?:sell|sold|share|shared|pass(?:ed)? on|give|given|third part\w+|who (?:else )?(?:can|could|may)?\s*(?:sees?|reads?|has access|gets?)|read by"
    r"|vend\w+|condivid\w+|cede\w*|pass(?:a|i|ate|ano)\b|dai|date|terz[ie]|chi (?:altro )?(?:può |possono )?(?:ved\w+|legg\w+|ha accesso|accede))\b",
    re.IGNORECASE,
)


def know_about_me(desk: Desk, wish: Wish) -> Answer:
    """Facts, purchases and manner in plain words; what is only inferred with how sure it is."""
    if _PASSED_ON.search(wish.text):
        return tell("data_stays", shop=desk.terms.name)
    lines = known_lines(desk)
    return tell("know_about_me", list="; ".join(lines)) if lines else tell("know_nothing")


def how_do_you_know(desk: Desk, wish: Wish) -> Answer:
    """The source of what is named, else of the last claim, in one sentence, and whether to keep it."""
    named = topic(desk, wish.text or desk.heard.text)
    if named is not None:
        about = {"dial" if "says" in named else "fact": named["name"]}
        return _known_from(desk, named["why"], **about)
    if usual := usual_rests_on(desk, wish.text or desk.heard.text):
        return _known_from(desk, usual)
    if claim := last_claim(desk):
        return _known_from(desk, claim)
    last = desk.customer.last_turn
    if last and "know_about_me" in last.plan.get("acts", ()) and (all_ := whys(desk)):
        return tell("how_known", evidence=_capital("; ".join(all_)))
    return tell("how_known_nothing")


def _known_from(desk: Desk, why: str, **about: str) -> Answer:
    told = say("how_known", evidence=_capital(why))
    question = say("keep_or_forget", choices=buttons(desk.lang, "keep", "forget"))
    return Answer((told, question)).asking("keep_or_forget", **about)


def _capital(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}"


def keep(desk: Desk) -> Answer:
    return tell("fact_kept")


def forget_claim(desk: Desk) -> Answer:
    """Forget what the last claim rested on: a fact or an estimate goes; of the usual a stated one goes, an observed one rests."""
    if fact := desk.asked.get("fact"):
        return replace(tell("fact_forgotten"), drop_facts=(fact,), learn=False)
    if dial := desk.asked.get("dial"):
        return replace(tell("fact_forgotten"), corrections=((dial, None),), learn=False)
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
    "diet": ("diet",),
    "dieta": ("diet",),
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


# "Forget my seat": what was said of it gives way to that nothing is assumed, so what the orders show stays unsaid, too.
_WAYS = {
    **dict.fromkeys(("seat", "table", "place", "posto", "tavolo"), "where"),
    **dict.fromkeys(("bag", "cup", "sacchetto", "tazza"), "bag"),
    **dict.fromkeys(("receipt", "invoice", "ricevuta", "fattura"), "receipt"),
    **dict.fromkeys(("time", "hour", "ora", "orario"), "when"),
}
_ONE_WAY = re.compile(
    rf"\b(?:forget|delete|erase|remove|drop|dimentic\w+|cancell\w+)\W+(?:(?:please|about|il|la)\W+)*(?:my|mio|mia)\W+(?:usual\W+|solit[oa]\W+)?(?P<what>{'|'.join(_WAYS)})\b",
    re.IGNORECASE,
)


def _assume_nothing(desk: Desk, what: str) -> Fact:
    return stated(f"always_{_WAYS[what.lower()]}", "none", desk.at, desk.heard.message_id, desk.heard.text)


# "Forget how I write" forgets what was heard of that, and nothing else.
_MANNER = (
    (
        re.compile(
            r"\b(?:forget|dimentic\w+) (?:about )?(?:how i (?:write|talk|speak)|come scrivo|my (?:style|manner|tone))\b",
            re.IGNORECASE,
        ),
        tuple(name for name, dial in DIALS.items() if dial.lasting and not dial.taste),
    ),
    (
        re.compile(
            r"\b(?:forget|dimentic\w+) (?:about )?(?:what i like|che cosa mi piace|my tastes?|i miei gusti)\b",
            re.IGNORECASE,
        ),
        tuple(name for name, dial in DIALS.items() if dial.taste),
    ),
)


def forget_me(desk: Desk, wish: Wish) -> Answer:
    """Everything goes, once Rasa has finished this turn (see bot/channels/handling.py). "Forget it" alone is a never mind."""
    if one := _ONE_FACT.search(wish.text):
        return replace(tell("fact_forgotten"), drop_facts=_CALLED[one["what"].lower()], learn=False)
    if way := _ONE_WAY.search(wish.text):
        return replace(tell("fact_forgotten"), facts=(_assume_nothing(desk, way["what"]),), learn=False)
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
    """Somebody else is at this browser: a fresh start. From the next message on the channel takes them for somebody new;
    whoever comes past it is at least shown, taught and written nothing in this visit (see actions/turn.py).

    Who has put an order together or placed one in this very visit, and says that it is not what they ordered, is still
    themselves: the order is wrong, not the person.
    """
    if speaks_of_own_order(wish.text or desk.heard.text) and (desk.lines or desk.ordered_now):
        return tell("bot_wrong") if desk.lines else complaint(desk, wish)
    now = desk.customer.visit.started_at.isoformat()
    fresh = stated("not_me", now, desk.at, desk.heard.message_id, desk.heard.text)
    desk.put(())
    apart = replace(tell("not_me"), facts=(fresh,), learn=False, notes={"start_over": True})
    return apart.asking("start_order")


def remember_this(desk: Desk, wish: Wish) -> Answer:
    """ "Yes, remember me", in free words. "Remember that I take oat milk" is a fact first, and the question after it.

    Anything else that is to be remembered is no consent, and is not kept.
    """
    facts = (*facts_stated(desk.heard, desk.at), *facts_about(desk.heard, desk.at, desk.asked.get("recipient")))
    if facts:
        kept = replace(tell("fact_kept"), facts=facts)
        return kept if desk.remembers else kept.and_then(consenting.ask(desk))
    if not only_remember_me(wish.text):
        return replace(tell("not_kept"), learn=False)
    if desk.remembers:
        return tell("remembered")
    return consenting.remember_me(desk)


def plainly_meant(desk: Desk) -> Answer | None:
    """What the words alone make plain, whatever the classifier takes them for; None otherwise.

    What is asked or claimed of other customers, or of a price of one's own, gets the same plain no whatever is true:
    nobody is looked up for it, so the answer can tell nothing. What was said of a sister is told, and forgotten, to who
    said it.
    """
    text = desk.heard.text
    if desk.asked.get("act") in ("card", "contact", "complaint"):  # free words, kept for a person
        return None
    if _HOW_KNOW.search(text) and usual_rests_on(desk, text):
        return how_do_you_know(desk, Wish("how_do_you_know", text))
    if other := forgets_about(text):
        return replace(tell("fact_forgotten"), drop_about=(other,), learn=False)
    if dials := next((names for pattern, names in _MANNER if pattern.search(text)), None):
        return replace(tell("fact_forgotten"), corrections=tuple((name, None) for name in dials), learn=False)
    if who := asked_about(text):
        told = about_them(desk, who)
        act = "know_about_them" if told else "know_nothing_of_them"
        return tell(act, recipient=desk.whom(who), **({"list": told} if told else {}))
    if about_somebody(text):
        return replace(tell("others_private"), learn=False)
    return replace(tell("discount_no"), learn=False) if own_price(text) else None


_NOT_THE_USUAL = re.compile(
    r"\b(?:niente|non|no|not)\s+(?:(?:il|my|the|prendo il|voglio il)\s+)*(?:solito|usual)\b", re.IGNORECASE
)


def set_usual(desk: Desk, wish: Wish) -> Answer:
    """ "Make this my usual": what is named, lies in the cart or was ordered last, all of it; works at once."""
    if _NOT_THE_USUAL.search(wish.text):  # "oggi niente solito"
        return tell("what_instead").asking("start_order")
    lines = _meant(desk, wish)
    value = written(lines)
    if not value:
        return tell("usual_which").asking("usual_which")
    fact = stated("usual", value, desk.at, desk.heard.message_id, desk.heard.text)
    words = desk.listing([desk.line_words(replace(line, note="", circumstances={})) for line in lines])
    answer = replace(tell("usual_set", item=words), facts=(fact,), drop_facts=("usual_declined",))
    if desk.remembers:
        return answer
    # Asking to be remembered for one thing is the moment for the question, whatever was ordered so far.
    return answer.and_then(consenting.ask(desk))


def marketing_opt_out(desk: Desk, wish: Wish) -> Answer:
    return tell("marketing_out")


def keep_short(desk: Desk, wish: Wish) -> Answer:
    """Shorter answers from now on."""
    fact = stated("keep_short", "yes", desk.at, desk.heard.message_id, desk.heard.text)
    return replace(tell("keep_short"), facts=(fact,))


def _meant(desk: Desk, wish: Wish) -> tuple[Line, ...]:
    """What is to be the usual, for themselves: what the words name, else the cart, else their last order."""
    read = read_lines(wish, desk.catalogue, desk.customer, desk.remembered_orders)
    return tuple(line for line in read.lines or lines_meant(desk) if line.own)
