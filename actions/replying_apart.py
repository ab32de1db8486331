"""Answers to our own questions that are not about goods: who it is, consent, an allergy, a complaint, a card, a contact."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from actions import addressing, aftersales, consenting, greet, hand_over, privacy, service, tasting
from actions.agreeing import NO, YES, plain_yes
from actions.allergens import split_allergy
from actions.answer import Answer, stated, tell
from actions.complaining import remedy_chosen
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import bare, spans, sure_spans
from actions.never_mind import only_that
from actions.reviews import review_told
from actions.reviews_of_presents import told_of_present
from profiles.model import Consent

_SETS_USUAL = frozenset({"set_usual", "reorder_usual", "affirm", "remember_this"})
# While a complaint is open these are served, where they name goods: whoever goes on shopping is no note for a person.
_SHOPS_ON = frozenset(
    [
        *("order_item", "add_to_cart", "start_order", "reorder_usual", "ask_price", "ask_stock", "ask_size"),
        *("browse_search", "recommend", "ask_ingredients", "ask_product_info", "offers"),
    ]
)
_OF_WHAT_WAS = re.compile(
    r"\b(?:was|were|wasn['’]t|weren['’]t|had|got|gave|arrived|came|era|erano|avevo|avete|è arrivat\w)\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"\W*(?:(?:and|ok|so|e)\W+)*(?:how (?:much|many|long)|what(?:'s| is| does| do)|when|where|can i|do you|quant[oai]|quando|dove|posso)\b"
    r"(?!.*\b(?:birthday|love|compleanno|auguri|amore)\b)",
    re.IGNORECASE,
)


def _confirm_you(desk: Desk, said: str) -> Answer | None:
    if said == YES:
        return replace(greet.confirm_me(desk))
    return privacy.not_me(desk, Wish("not_me", "")) if said == NO else None


def _consent(desk: Desk, said: str) -> Answer | None:
    if said == YES and plain_yes(desk.heard):
        return consenting.give(desk, "said")
    return consenting.refuse(desk) if said == NO else None


def _allergy(desk: Desk, said: str) -> Answer | None:
    allergen = str(desk.asked.get("allergen"))
    if said == YES:
        said = str(
            desk.asked.get("said") or desk.heard.text or "yes"
        )  # what they said of it, not the yes to our question
        fact = stated("allergy", allergen, desk.at, desk.heard.message_id, said)
        consent = Consent("health", True, desk.at, "said")
        words = desk.contents(split_allergy(allergen), "or")
        return replace(tell("allergy_kept", allergen=words), facts=(fact,), consents=(consent,))
    return tell("allergy_not_kept") if said == NO else None


def _contact(desk: Desk, said: str) -> Answer | None:
    """We asked for message and contact: free words are kept for the person; a wish is served instead."""
    if said == NO or desk.heard.kind != "text":
        return None
    wish = desk.heard.first
    if any(sure_spans(w.products) for w in desk.heard.wishes) and not wish.entity("contact"):
        return None  # "fine. one latte, and make sure it's hot": that is an order
    if wish.entity("contact") or wish.intent in ("out_of_scope", "affirm", "chitchat"):
        return hand_over.note(desk, wish)
    return None


def _complaint(desk: Desk, said: str) -> Answer | None:
    return None if desk.heard.kind != "text" or _shops_on(desk) else aftersales.complaint_answer(desk)


def _shops_on(desk: Desk) -> bool:
    """ "How much is the red bag?", "a small latte then": no word of what went wrong, nor of a remedy."""
    wishes = [w for w in desk.heard.wishes if w.intent in _SHOPS_ON and sure_spans(w.products)]
    told = _OF_WHAT_WAS.search(desk.heard.text) or remedy_chosen(desk.heard.text, desk.terms.remedies)
    return bool(wishes) and not told and not desk.heard.heard_intent("complaint", "return_refund")


def _complaint_open(desk: Desk, said: str) -> Answer | None:
    """ "Has that been put right?": yes closes it, no brings a person."""
    if said == YES:
        return aftersales.closed(desk).and_then(tell("what_can_i_get").asking("start_order"))
    return hand_over.ask_for_person(desk, desk.heard.first) if said == NO else None


def _person(desk: Desk, said: str) -> Answer | None:
    """ "Shall I pass it to a person?" """
    if said == YES:
        return hand_over.ask_for_person(desk, desk.heard.first)
    return tell("what_else").asking("start_order") if said == NO else None


def _card(desk: Desk, said: str) -> Answer | None:
    """The card's text goes to the shop with the order. An order in between is an order."""
    first = desk.heard.first
    if desk.heard.kind != "text" or said == NO or _ASKS.match(desk.heard.text):
        return None
    if first.intent in ("order_item", "add_to_cart", "checkout") and (sure_spans(first.products) or bare(first)):
        return None
    if said == YES:  # yes, a card; its text is still missing
        return tell("gift_message").asking("card")
    return service.card_says(desk, desk.heard.text)


def _keep_or_forget(desk: Desk, said: str) -> Answer | None:
    """ "Forget it" forgets that one thing; "forget me" still forgets everything."""
    if only_that(desk.heard.text):
        return privacy.forget_claim(desk)
    if desk.heard.heard_intent("forget_me", "dont_track"):
        return None
    if said == YES:
        return privacy.keep(desk)
    return privacy.forget_claim(desk) if said == NO else None


def _taste(desk: Desk, said: str) -> Answer | None:
    """ "Something new, or what you know?": neither of the two leaves the choice to them."""
    return tasting.answered(desk) or (tell("what_can_i_get").asking("start_order") if said in (YES, NO) else None)


def _name(desk: Desk, said: str) -> Answer | None:
    return addressing.name_told(desk, refused=said in (YES, NO) or bool(spans(desk.heard.first.products)))


def _usual_which(desk: Desk, said: str) -> Answer | None:
    """A thing that is named and nothing else, or said to be it; what is asked, or told of somebody else, sets nothing."""
    wish = desk.heard.first
    if not spans(wish.products) or desk.heard.asks or wish.intent in ("order_item", "add_to_cart"):
        return None
    return privacy.set_usual(desk, wish) if bare(wish) or wish.intent in _SETS_USUAL else None


APART: Mapping[str, Callable[[Desk, str], Answer | None]] = {
    "confirm_you": _confirm_you,
    "consent": _consent,
    "allergy": _allergy,
    "contact": _contact,
    "complaint": _complaint,
    "keep_or_forget": _keep_or_forget,
    "complaint_open": _complaint_open,
    "card": _card,
    "person": _person,
    "usual_which": _usual_which,
    "taste": _taste,
    "review": lambda desk, said: review_told(desk),
    "review_for": lambda desk, said: told_of_present(desk),
    "name": _name,
}
