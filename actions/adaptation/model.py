"""What is decided before a word is chosen: the plan, and the acts that it is applied to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Manner = Literal["formal", "neutral", "casual"]
LengthLevel = Literal["short", "medium", "long"]
Lead = Literal["none", "purpose", "new", "rare", "proven", "popular", "value", "quickest", "story"]
Stance = Literal["converge", "maintain", "diverge"]

# Our formal and casual wordings lie about .15 and −.13 from the neutral ones of the same act, by the measure that hears
# the customer (docs/why.md): from half of that on they are nearer to the customer than the neutral ones.
MANNER_BAR = 0.1


@dataclass(frozen=True)
class Reason:
    """Why a dial stands where it stands, in plain words for staff and for the customer who asks."""

    dial: Literal["stance", "tone", "length", "pitch"]
    cue: str
    evidence: str
    weight: float  # how far it moved the dial, in the dial's own unit
    text: str


@dataclass(frozen=True)
class Tone:
    """register −1 casual … +1 formal; warmth 0 … 1; emoji: how many at most; use_name: may the name be said now;
    involvement: 0 key words … 1 whole sentences between two people, None where nothing is known of it."""

    register: float = 0.0
    warmth: float = 0.5
    emoji: int = 0
    use_name: bool = False
    involvement: float | None = None

    @property
    def manner(self) -> Manner:
        """Which wordings come nearest to the register (see ``MANNER_BAR``)."""
        if self.register >= MANNER_BAR:
            return "formal"
        return "casual" if self.register <= -MANNER_BAR else "neutral"


@dataclass(frozen=True)
class Length:
    """level says which lengths of wording there are to choose from; ``aim``: words that the reply had best have; words and
    sentences are the ceiling for what may be left out; options: how many products may be shown."""

    level: LengthLevel = "medium"
    words: int = 24
    sentences: int = 2
    options: int = 2
    aim: int = 9


@dataclass(frozen=True)
class Pitch:
    """lead: which true claim comes first ("none": sell nothing now); small_talk: may the day's news be told."""

    lead: Lead = "none"
    small_talk: bool = False


@dataclass(frozen=True)
class Plan:
    """stance: come towards the customer, keep one's own manner, or hold apart (see accommodation.py)."""

    tone: Tone = Tone()
    length: Length = Length()
    pitch: Pitch = Pitch()
    stance: Stance = "maintain"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A quick reply. ``id`` is what comes back: ``verb`` or ``verb:argument``."""

    id: str
    title: str


@dataclass(frozen=True)
class Memory:
    """What a sentence that claims a memory rests on: nothing is claimed without it (see gate.py).

    source      "said" (stated here) · "bought" (an order here)
    about       "self", or the recipient whom the customer named
    gift        the order line was a gift
    discreet    the goods are marked discreet by the shop
    health      it tells of health or diet
    days_ago    age of the evidence
    names_item  an item (not only a kind of speech) is named
    evidence    one plain sentence: "you ordered it three times here"
    """

    source: Literal["said", "bought"]
    evidence: str
    about: str = "self"
    gift: bool = False
    discreet: bool = False
    health: bool = False
    days_ago: float = 0.0
    names_item: bool = True


@dataclass(frozen=True)
class Say:
    """One dialogue act to be put into words: the act's name in the phrasings, its slots, and what hangs on it.

    slots     ready strings (prices and lists already formatted); ``{item}`` in a phrasing takes slots["item"]
    essential False: may be left out when the plan asks for brevity
    about     the product that a claim is made of, so that it is not made of it again soon
    """

    act: str
    slots: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    products: tuple[str, ...] = ()  # product ids, for cards
    memory: Memory | None = None
    essential: bool = True
    kind: Literal["reply", "notice"] = "reply"
    about: str | None = None
