"""The values that flow through Solito: what was heard, what is believed, what was said.

Nothing here knows storage, Rasa, the shop or wording. All times are aware UTC datetimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

PURPOSES = ("remember", "personalise", "recommend", "health", "measure")
Source = Literal["observed", "inferred", "stated"]


@dataclass(frozen=True)
class Actor:
    """Who does something with what is kept, and through what; ``name`` (of staff) stays in clear."""

    role: Literal["customer", "staff", "command line", "bot", "retention job", "erasure ledger"]
    through: Literal["page", "chat", "console", "command line", "sweep", "start", "restore"]
    name: str = ""

    def __str__(self) -> str:
        """As the access log writes it: "customer", "staff:Ann"."""
        return f"{self.role}:{self.name}" if self.name else self.role


ON_PAGE = Actor("customer", "page")
IN_CHAT = Actor("customer", "chat")
AT_KEYBOARD = Actor("command line", "command line")
SWEEP = Actor("retention job", "sweep")


@dataclass(frozen=True)
class Evidence:
    """Words that a cue rests on: ``text`` is ``message[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Cue:
    """One thing heard in one message.

    ``value`` is None when it cannot be measured (never 0 in its place); ``reason`` then says why.
    """

    name: str
    value: float | None
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None


@dataclass(frozen=True)
class Observation:
    """A cue as remembered: who, where, in which message, when, and how sure its origin is."""

    customer: str
    channel: str
    message_id: str
    at: datetime
    name: str
    value: float
    evidence: str = ""
    source: Source = "observed"
    detector: str = "1"
    spans: tuple[tuple[int, int], ...] = ()  # where in the message the evidence stands


@dataclass(frozen=True)
class Estimate:
    """What is believed about one dial, as a decayed average shrunk to the shop's average.

    value      the shrunk mean, in the cue's own unit
    sd         standard deviation of that mean: how unsure we are
    n          effective number of turns behind it (decayed weight, >= 0)
    half_life  after how many turns (session) or days (profile) evidence counts half
    last_seen  when it was last heard or put right; None where that is not known
    """

    value: float
    sd: float
    n: float
    half_life: float
    last_seen: datetime | None = None


@dataclass(frozen=True)
class Fact:
    """What the customer stated: their name, size, milk, "keep it short".

    ``recipient`` is set when the fact is about somebody else; it then teaches nothing about the customer.
    """

    name: str
    value: str
    at: datetime
    message_id: str = ""
    evidence: str = ""
    recipient: str | None = None


@dataclass(frozen=True)
class Consent:
    """A yes or a no to one purpose, and how it was given ("chip", "said", "token", "demo", "command line")."""

    purpose: str
    granted: bool
    at: datetime
    how: str


@dataclass(frozen=True)
class Visit:
    """A run of events without a gap longer than ``SOLITO_VISIT_GAP_S``.

    number    1 for the first visit that we may count (without consent every visit is the first)
    turns     messages handled in it so far
    previous_at  last event of the visit before, None when unknown or without consent
    """

    number: int
    started_at: datetime
    turns: int
    previous_at: datetime | None = None


@dataclass(frozen=True)
class Turn:
    """One handled message: what was said, what was answered, and why."""

    customer: str
    channel: str
    message_id: str
    at: datetime
    kind: Literal["text", "choice", "event"]
    said: str
    replies: tuple[Mapping[str, Any], ...]
    lang: str = "en"
    asked: Mapping[str, Any] | None = None  # the open question of our last reply, and what it was about
    heard: Mapping[str, Any] = field(default_factory=dict)  # wishes and cues, for staff
    plan: Mapping[str, Any] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Customer:
    """What we know of one customer at one moment, already filtered by consent.

    session   estimates from this visit only (always there)
    profile   estimates from earlier visits (empty without ``remember`` and ``personalise``)
    facts     stated facts that may be used now
    last_turn the turn before this one in the same visit, None at a visit's start
    others    the person's other ids: their facts, consents, orders and manner count here, too
    told      marks of what they were told lately, oldest first (``profiles.told``); without ``remember`` in this visit
    """

    id: str
    anonymous: bool
    visit: Visit
    lang: str | None = None
    consents: Mapping[str, Consent] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    session: Mapping[str, Estimate] = field(default_factory=dict)
    profile: Mapping[str, Estimate] = field(default_factory=dict)
    last_turn: Turn | None = None
    others: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id of this person, this one first."""
        return (self.id, *self.others)

    def allows(self, purpose: str) -> bool:
        """Has the customer said yes to this purpose, and not taken it back?"""
        consent = self.consents.get(purpose)
        return consent is not None and consent.granted

    def fact(self, name: str) -> str | None:
        """The latest stated value of a fact about the customer themselves, or None."""
        return self.fact_about(name, None)

    def fact_about(self, name: str, recipient: str | None) -> str | None:
        """The latest stated value of a fact about ``recipient`` ("sister"; None: the customer themselves), or None."""
        for fact in sorted(self.facts, key=lambda f: f.at, reverse=True):
            if fact.name == name and fact.recipient == recipient:
                return fact.value
        return None
