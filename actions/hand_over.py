"""A person, please. Never a dead end: until somebody has taken over, this is said, a message is taken, and help goes on."""

from __future__ import annotations

from actions.answer import Answer, say, stated
from actions.buttons import buttons
from actions.desk import Desk
from actions.heard import Wish


def ask_for_person(desk: Desk, wish: Wish, *, said: bool = True) -> Answer:
    """The shop is told; message and contact are asked for in one line."""
    words = desk.heard.text[:500] or "asked for a person"
    waiting = (
        say("hand_over_contact") if desk.waiting_for_person and said else say("hand_over_waiting", shop=desk.terms.name)
    )
    return Answer((waiting,), outcome="handover", handover=words).asking("contact")


def note(desk: Desk, wish: Wish) -> Answer:
    """What follows the question for message and contact is kept for the person who will answer."""
    contact = wish.entity("contact")
    facts = (stated("contact", str(contact), desk.at, desk.heard.message_id, desk.heard.text),) if contact else ()
    return Answer((say("hand_over_note_kept"),), facts=facts, handover=desk.heard.text[:500])


def child(desk: Desk) -> Answer:
    """A child is sold nothing by us: a grown-up or a person of the shop is offered."""
    return Answer((say("child", choices=buttons(desk.lang, "person"), shop=desk.terms.name),))


def distress(desk: Desk) -> Answer:
    """Selling stops; a person is offered, and the shop is told that somebody waits."""
    return Answer((say("distress"),), outcome="handover", handover="a customer in distress may need a person").asking(
        "contact"
    )
