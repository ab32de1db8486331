"""A person, please. Never a dead end: until somebody has taken over, this is said, a message is taken, and help goes on."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answer import Answer, say, stated
from actions.buttons import buttons
from actions.circumstances_said import ADDRESS
from actions.colleague import unanswered
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import sure_spans
from actions.so_far import noted

_ADDRESS = re.compile(ADDRESS, re.IGNORECASE)
LONG_NUMBER = 9  # digits; so long is a telephone number, and no number of an order
_BESIDE_IT = re.compile(
    r"(?:\W|\b(?:my|the|il|mio|phone|mobile|cell|telephone|contact|number|tel|numero|telefono|cellulare|di|is|s|è)\b)*",
    re.IGNORECASE,
)
# What the classifier may make of a bare telephone number or an address.
_LEFT = frozenset(
    [
        "out_of_scope",
        "affirm",
        "deny",
        "chitchat",
        "handoff",
        "correct_fact",
        "remember_this",
        "thanks",
        "goodbye",
        "notify_me",
        "change_address",
        "order_item",
        "change_cart",
        "store_location",
        "know_about_me",
        "greet",
        "ask_size",
        "stop_talking",
    ]
)


def ask_for_person(desk: Desk, wish: Wish, *, said: bool = True) -> Answer:
    """The shop is told; message and contact are asked for in one line."""
    if wish.entity("contact"):  # "please call me on …": what we would ask for is said already
        return replace(note(desk, wish), outcome="handover")
    words = _for_them(desk)
    waiting = (
        say("hand_over_contact") if desk.waiting_for_person and said else say("hand_over_waiting", shop=desk.terms.name)
    )
    return Answer((waiting,), outcome="handover", handover=words).asking("contact")


def _for_them(desk: Desk) -> str:
    """What the person is told: the question that we could not answer, before what is said now."""
    said = "" if desk.asked.get("question") else desk.heard.text
    return " / ".join(part for part in (unanswered(desk), said) if part)[:500] or "asked for a person"


def note(desk: Desk, wish: Wish) -> Answer:
    """What follows the question for message and contact is kept for the person who will answer."""
    contact = wish.entity("contact")
    facts = (stated("contact", str(contact), desk.at, desk.heard.message_id, desk.heard.text),) if contact else ()
    asked = desk.heard.heard_intent("handoff") and any(char.isalpha() for char in desk.heard.text)
    expected = asked or noted(desk, "person_asked") or desk.asked.get("act") == "contact"
    words = say("hand_over_note_kept" if expected else "contact_kept")
    return Answer((words,), facts=facts, handover=desk.heard.text[:500])


def only_a_contact(wish: Wish) -> bool:
    """A number or an address and nothing else that we could serve: it is meant for a person, whatever was asked."""
    contact = wish.entity("contact")
    left = wish.intent in _LEFT or (contact is not None and _number_alone(wish.text, str(contact)))
    return contact is not None and left and not sure_spans(wish.products)


def _number_alone(text: str, contact: str) -> bool:
    """ "My number is 978 462 3150": a long number, and no more than that it is one."""
    long = sum(character.isdigit() for character in contact) >= LONG_NUMBER
    return long and _BESIDE_IT.fullmatch(text.replace(contact, " ", 1)) is not None


def only_an_address(wish: Wish) -> bool:
    """A street with its number, and nothing that is asked or ordered: where something is to be brought."""
    return (
        wish.intent in _LEFT
        and not sure_spans(wish.products)
        and not wish.text.rstrip().endswith("?")
        and _ADDRESS.search(wish.text) is not None
    )


def address(desk: Desk) -> Answer:
    """It is for the people who see to deliveries; nothing of it is kept as a fact."""
    return Answer((say("address_given"),), handover=f"address: {desk.heard.text[:500]}")


def child(desk: Desk) -> Answer:
    """A child is sold nothing by us: a grown-up or a person of the shop is offered."""
    return Answer((say("child", choices=buttons(desk.lang, "person"), shop=desk.terms.name),))


def distress(desk: Desk) -> Answer:
    """Selling stops; a person is offered, and the shop is told that somebody waits."""
    return Answer((say("distress"),), outcome="handover", handover="a customer in distress may need a person").asking(
        "contact"
    )
