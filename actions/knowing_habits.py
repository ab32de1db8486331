"""What is known of a customer's ways beyond their facts, as clauses: circumstances, named usuals. For "what do you know about me?"."""

from __future__ import annotations

from actions import greet
from actions.circumstances import ALWAYS, NONE, habit_words, habits_of
from actions.desk import Desk
from actions.reviews import ASKED
from actions.verdicts import PREFIX, fact_name
from actions.wishes_kept import SOUGHT, WISHED
from profiles.model import Fact
from shop.circumstances import Habit

_WORDS = {
    "en": {
        "always": "you want it always {}",
        "habit": "you usually have it {}",
        "liked": "you liked {}",
        "so-so": "you found {} so-so",
        "disliked": "you did not like {}",
        "wished_for": "you wanted {} some day",
        "sought": "you looked for “{}”",
    },
    "it": {
        "always": "lo vuole sempre {}",
        "habit": "di solito lo prende {}",
        "liked": "Le è piaciuto: {}",
        "so-so": "ha trovato così così: {}",
        "disliked": "non Le è piaciuto: {}",
        "wished_for": "un giorno vorrebbe: {}",
        "sought": "ha cercato «{}»",
    },
}


_THEIRS = {
    "en": {"liked": "liked {}", "so-so": "found {} so-so", "disliked": "did not like {}"},
    "it": {"liked": "ha gradito {}", "so-so": "ha trovato così così {}", "disliked": "non ha gradito {}"},
}


def always_words(desk: Desk, fact: Fact) -> str:
    """ "You want it always by the window"; "" of what is no such fact, or says that nothing is to be assumed."""
    if not fact.name.startswith(ALWAYS) or fact.value == NONE:
        return ""
    return _WORDS[desk.lang]["always"].format(habit_words(desk, Habit(fact.name[len(ALWAYS) :], fact.value)))


def verdict_words(desk: Desk, fact: Fact) -> str:
    """ "You did not like lemon cake (too sweet)", "you wanted decaf espresso some day"; "" of another fact."""
    words = _WORDS[desk.lang]
    if fact.name in (WISHED, SOUGHT):
        product = desk.catalogue.get(fact.value) if fact.name == WISHED else None
        return words[fact.name].format(desk.named(product) if product else fact.value)
    if not fact.name.startswith(PREFIX) or fact.name == ASKED:
        return ""
    verdict, _, why = fact.value.partition(": ")
    item = _item_of(desk, fact)
    return words.get(verdict, "{}").format(f"{item} ({why})" if why else item)


def their_verdict(desk: Desk, fact: Fact) -> str:
    """ "Liked checked scarf", of somebody to whom it was given; "" of another fact."""
    if not fact.name.startswith(PREFIX) or fact.name == ASKED:
        return ""
    verdict, _, why = fact.value.partition(": ")
    item = _item_of(desk, fact)
    return _THEIRS[desk.lang].get(verdict, "{}").format(f"{item} ({why})" if why else item)


def _item_of(desk: Desk, fact: Fact) -> str:
    """The thing that a verdict is about; by its key where it is no longer sold."""
    product = next((p for p in desk.catalogue.listed() if fact_name(p.id) == fact.name), None)
    return desk.named(product) if product else fact.name[len(PREFIX) :].replace("_", " ")


def habit_line(desk: Desk) -> str:
    """ "You usually have it by the window, at 08:00": what their own orders show; "" when nothing does, or may be told."""
    kinds = {line.kind: None for order in desk.remembered_orders for line in order.lines if line.own}
    if not kinds or greet.must_confirm(desk):
        return ""
    found = {
        h.slot: habit_words(desk, h) for kind in reversed(kinds) for h in habits_of(desk, kind).values() if not h.stated
    }
    return _WORDS[desk.lang]["habit"].format(", ".join(found.values())) if found else ""
