"""The circumstances of an order at the counter: put with its lines, worded, and asked in the breath of the usual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from actions.adaptation.acts import ACTS
from actions.adaptation.model import Say
from actions.adaptation.realise import Phrasings, realise
from actions.desk import Desk
from actions.opening import instant, open_on, time_words, today
from actions.wanted import when_words
from profiles.model import Fact
from shop.circumstances import SLOTS, Habit, learnt, with_said
from shop.model import Line

ALWAYS = "always_"  # how the fact of a circumstance that is to hold from now on is called: "always_where"
NONE = "none"  # such a fact's value when nothing is to be assumed
KINDS_KEPT = ("where", "bag", "receipt", "when", "wrapping", "written")  # in the order in which they are said


def settle(desk: Desk, lines: Iterable[Line] | None = None) -> None:
    """Make these the cart's lines (or leave those that it has), with what was said of them now, or with the question before."""
    current = tuple(desk.lines if lines is None else lines)
    found = with_said(current, desk.pending)
    if lines is not None or found != desk.lines:
        desk.put(found)
    if found:
        desk.pending = {}


def teller(desk: Desk, phrasings: Phrasings) -> Callable[[str, str], str]:
    """Says one circumstance, by slot and value, in the wording that the phrasings have for it (acts ``with_…``)."""

    def told(slot: str, value: str) -> str:
        if slot == "when":
            return when_words(desk, value)
        if slot == "fee" and not value:
            return told("way", "delivered_free")
        name, _, number = value.partition(" ") if slot == "where" else (value, "", "")
        act, slots = f"with_{name}", {"count": number} if number else {}
        if slot in ("written", "card"):
            act, slots = f"with_{slot}", {"text": value}
        if slot in ("to", "fee"):
            act, slots = ("with_to", {"address": value}) if slot == "to" else ("with_fee", {"price": value})
        if act not in ACTS:
            return value.replace("_", " ")
        return realise((Say(act, slots),), desk.plan, phrasings, lang=desk.lang, seed=desk.customer.id).text

    return told


def habits_of(desk: Desk, kind: str) -> dict[str, Habit]:
    """By slot what may be asked in one breath with their usual of this kind; a word of theirs outranks their orders."""
    if not desk.remembers or desk.objects:
        return {}
    found = learnt(desk.remembered_orders, desk.at, kind)
    for fact in stated(desk):
        slot = fact.name[len(ALWAYS) :]
        found[slot] = Habit(slot, fact.value)
    return {slot: found[slot] for slot in KINDS_KEPT if slot in found and found[slot].value != NONE}


def stated(desk: Desk) -> list[Fact]:
    """What the customer wants always so, as they have said."""
    return [
        f
        for f in desk.customer.facts
        if f.name.startswith(ALWAYS) and f.name[len(ALWAYS) :] in SLOTS and not f.recipient
    ]


def now(desk: Desk, habits: Mapping[str, Habit]) -> dict[str, str]:
    """The habits as an order of now would have them; a time of day that is over, or at which nobody is there, is left out."""
    found = {slot: habit.value for slot, habit in habits.items()}
    clock = found.pop("when", "")
    ready = desk.at + timedelta(minutes=desk.terms.collection.ready_minutes)
    if clock and instant(desk, today(desk), clock) > ready and open_on(desk, today(desk), clock):
        found["when"] = f"{today(desk).isoformat()} {clock}"
    return found


def words_of(desk: Desk, circumstances: Mapping[str, str], slots: Iterable[str] = KINDS_KEPT) -> str:
    """ "by the window, in a paper bag"; "" when nothing was said."""
    said = [desk.circumstance(slot, circumstances[slot]) for slot in slots if circumstances.get(slot)]
    return ", ".join(words for words in said if words)


def habit_words(desk: Desk, habit: Habit) -> str:
    """One habit in words: "by the window", "at 08:00"."""
    return time_words(desk, habit.value) if habit.slot == "when" else desk.circumstance(habit.slot, habit.value)


def habits_rest_on(desk: Desk, habits: Mapping[str, Habit]) -> str:
    """What the habits rest on, for "how do you know that?": "by the window on 4 of 4 days, in a paper bag as you said"."""
    it = desk.lang == "it"
    told = []
    for habit in habits.values():
        words = habit_words(desk, habit)
        counted = (
            f"{'in' if it else 'on'} {habit.days} {'giorni su' if it else 'of'} {habit.visits}{'' if it else ' days'}"
        )
        told.append(f"{words} {('come ha detto' if it else 'as you said') if habit.stated else counted}")
    return desk.listing(told)
