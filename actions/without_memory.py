"""While the profiles do not answer: what is asked of the memory is taken down, and is said to be done later. Pure.

Nothing is claimed of what is known, nor that nothing is known; no consent is asked for; and no "done" is said that is
not done yet. All of it waits in the outbox.
"""

from __future__ import annotations

from dataclasses import replace

from actions.adaptation.model import Say
from actions.answer import Answer, say
from actions.desk import Desk
from profiles.consent import UNDECIDED

# What would rest on the memory → what is said in its place.
INSTEAD = {
    **dict.fromkeys(
        ("know_about_me", "know_nothing", "how_known", "how_known_nothing", "keep_or_forget", "usual_which"),
        "memory_away",
    ),
    **dict.fromkeys(
        (
            *(
                "no_personalise",
                "personalise_again",
                "fact_forgotten",
                "corrected",
                "remembered",
                "usual_set",
                "usual_named",
            ),
            *("consent_yes", "consent_no", "consent_later", "hand_over_note_kept"),
        ),
        "noted_later",
    ),
    "forgotten": "forget_later",
    "hand_over_waiting": "person_later",
    "hand_over_contact": "person_later",
}
ASKED_OF_MEMORY = frozenset({"consent", "keep_or_forget", "usual_which"})


def without_memory(desk: Desk, answer: Answer) -> Answer:
    """The same answer, true without a memory. A question that rests on one is not left open."""
    says: tuple[Say, ...] = ()
    for said in (_instead(desk, s) for s in answer.says if s.act != "consent_ask" and s.memory is None):
        says = says if said in says else (*says, said)
    asked = answer.asked
    if asked is not None and asked["act"] in ASKED_OF_MEMORY:
        asked = None
    if answer.says and not says:
        says = (say("memory_away"),)
    given = tuple(consent for consent in answer.consents if consent.how not in UNDECIDED - {"later"})
    return replace(answer, says=says, asked=asked, consents=given)


def _instead(desk: Desk, said: Say) -> Say:
    act = INSTEAD.get(said.act)
    if act is None:
        return said
    return say(act, shop=desk.terms.name) if act == "person_later" else say(act)
