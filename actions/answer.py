"""What a family of acts gives back: what to say, what to ask, and what to write down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from actions.adaptation.model import Choice, Say
from profiles.model import Consent, Fact


@dataclass(frozen=True)
class Answer:
    """``asked`` is the open question of this reply; the next turn's "yes" is an answer to it.

    shown     product ids that were talked of, for "that one" and "how much is it"
    focus     the one of them that was offered or read back last: "I'll take it"
    drop_about  (recipient, name of a fact; "" all): what was said of somebody else is forgotten
    corrections (dial, value; None forgets it): the customer puts their manner or taste right
    taught    (dial, value): a taste that was stated by a button, which brings no words to be heard
    outcome   "sale", "no_sale" or "handover", counted only with consent to measure
    erase     the customer asked to be forgotten
    """

    says: tuple[Say, ...] = ()
    asked: Mapping[str, Any] | None = None
    facts: tuple[Fact, ...] = ()
    drop_facts: tuple[str, ...] = ()
    drop_about: tuple[tuple[str, str], ...] = ()
    corrections: tuple[tuple[str, float | None], ...] = ()
    consents: tuple[Consent, ...] = ()
    taught: tuple[tuple[str, float], ...] = ()
    shown: tuple[str, ...] = ()
    focus: str | None = None
    outcome: str | None = None
    handover: str | None = None
    erase: bool = False
    learn: bool = True  # False: this message teaches nothing ("forget me", "don't personalise", "that's not me")
    notes: Mapping[str, Any] = field(default_factory=dict)  # for staff, beside the plan

    def and_then(self, other: Answer) -> Answer:
        """Both, in this order; the later question is the open one."""
        fresh = tuple(s for s in other.says if s not in self.says)  # nothing is said twice in one breath
        joined = ("facts", "drop_facts", "drop_about", "corrections", "consents", "taught", "shown")
        return replace(
            self,
            **{name: (*getattr(self, name), *getattr(other, name)) for name in joined},
            says=(*self.says, *fresh),
            asked=other.asked or self.asked,
            focus=other.focus or self.focus,
            outcome=other.outcome or self.outcome,
            handover=other.handover or self.handover,
            erase=self.erase or other.erase,
            learn=self.learn and other.learn,
            notes={**self.notes, **other.notes},
        )

    def asking(self, act: str, **about: Any) -> Answer:
        """The same, with an open question."""
        return replace(self, asked={"act": act, **about})


def say(act: str, /, *, choices: tuple[Choice, ...] = (), essential: bool = True, **slots: str) -> Say:
    """One act with its slots."""
    return Say(act, slots, choices=choices, essential=essential)


def tell(act: str, /, **slots: str) -> Answer:
    """An answer that is one act."""
    return Answer((say(act, **slots),))


def stated(name: str, value: str, at: datetime, message_id: str, evidence: str, recipient: str | None = None) -> Fact:
    """A fact in the customer's own words."""
    return Fact(name, value, at, message_id, evidence[:200], recipient)
