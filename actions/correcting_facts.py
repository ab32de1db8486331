"""What was wrongly believed of the customer is put right and said back: "I'm not vegan", "my name is Ann"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.addressing import title_said
from actions.allergens import family_of, split_allergy
from actions.answer import Answer, stated, tell
from actions.desk import Desk
from actions.heard import Wish
from actions.must_not_have import must_not_have
from actions.putting_right import right_said
from actions.stated_facts import allergens_denied, allergens_stated, diets_said, facts_stated
from profiles.plain_words import WORDS


def put_right(desk: Desk) -> Answer | None:
    """ "I'm not vegan", "I don't like new things": what was wrongly believed is put right and said back; None otherwise."""
    if desk.heard.kind != "text":
        return None
    if right := right_said(desk.heard):
        words = WORDS[desk.lang][right.dial][right.above]
        return replace(tell("corrected", what=words), corrections=((right.dial, right.value),))
    if allergens_stated(desk.heard):  # said in the same breath: that comes first, and is never lost
        return None
    denied = [diet for diet, kept in diets_said(desk.heard.text).items() if not kept]
    if denied and not facts_stated(desk.heard, desk.at):
        held = desk.customer.fact("diet") in denied
        return replace(tell("fact_forgotten"), drop_facts=("diet",)) if held else tell("nothing_of_that")
    return _allergy_denied(desk)


def _allergy_denied(desk: Desk) -> Answer | None:
    denied = {word for said in allergens_denied(desk.heard) for word in family_of(said)[:1]}
    if not denied:
        return None
    known = split_allergy(desk.customer.fact("allergy") or "")
    left = [said for said in known if family_of(said)[0] not in denied]
    if len(left) == len(known):
        return tell("nothing_of_that")
    if not left:
        return replace(tell("fact_forgotten"), drop_facts=("allergy",))
    fact = stated("allergy", ", ".join(left), desk.at, desk.heard.message_id, desk.heard.text)
    return replace(tell("allergy_left", allergen=desk.contents(left, "or")), facts=(fact,))


FEW = 6  # words
_NOT_SO = re.compile(r"\b(?:no|not|never|\w+n['’]?t|actually|change|update|non|cambi\w+)\b", re.IGNORECASE)
_WRONG = re.compile(
    r"\b(?:wrong|incorrect|mistakes?|correct(?:ion)?|sbagli\w*|errat\w+|error[ei]|corregg\w+)\b", re.IGNORECASE
)


# "I'm the waiter of the bar next door": nothing that was believed is wrong.
_INTRODUCES = re.compile(
    r"\W*(?:(?:hello|hi|hey|good \w+|buon\w+|salve|ciao|pronto|scusi|allora|noi|io)\W+)*"
    r"(?:i(?:['’]m| am)|we(?:['’]re| are)|this is|sono|siamo|qui (?:è|parla))\s+(?:il|la|lo|l['’]|i|gli|un|una|un['’]|del|della|dell['’]|the|an?|from)\s*\w",
    re.IGNORECASE,
)


def correct_fact(desk: Desk, wish: Wish) -> Answer:
    """What can be read from the words is corrected at once; else one question."""
    title, surname = title_said(desk.heard.text)
    if title:
        named = tell("name_kept", name=f"{title} {surname}".strip())
        return replace(named, facts=facts_stated(desk.heard, desk.at))
    name = wish.entity("name")
    if name:
        fact = stated("name", str(name), desk.at, desk.heard.message_id, desk.heard.text)
        done = tell("corrected", what=str(name)) if desk.customer.fact("name") else tell("name_kept", name=str(name))
        return replace(done, facts=(fact,))
    found = facts_stated(desk.heard, desk.at)
    if found:
        return replace(tell("corrected", what=desk.listing([f.value for f in found])), facts=found)
    if _INTRODUCES.match(wish.text) and not _WRONG.search(wish.text):
        return tell("what_can_i_get").asking("start_order")
    if len(desk.heard.wishes) > 1 and (must_not_have(desk, wish) or not _WRONG.search(wish.text)):
        return Answer()  # told of themselves beside what else the message asks
    if len(wish.text.split()) > FEW and not _WRONG.search(wish.text) and not _NOT_SO.search(wish.text):
        return tell("chitchat")  # told of themselves: nothing that we believe is gainsaid
    return tell("correct_which").asking("correct")
