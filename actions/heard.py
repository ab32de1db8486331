"""What one message brought, as values: who, what was wished, how it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from profiles.model import Cue
from shop.model import Match

_ASKS = re.compile(
    r"\W*(?:(?:and|so|ok|okay|but|e|ma)\W+)*(?:(?:how|what)(?! about\b)(?:['’]s)?|which|when|where|why|who|is (?:it|that|this|there|the)|are (?:they|those|these|there)"
    r"|does|do they|quant[oaie]|com['’]è|qual[ei]?|quando|dove|perché|chi)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wish:
    """One clause: its intent (already ``out_of_scope`` below the threshold), entities and the products it names."""

    intent: str
    text: str
    confidence: float = 1.0
    entities: tuple[Mapping[str, Any], ...] = ()
    products: tuple[Match, ...] = ()
    suited: tuple[tuple[str, float], ...] = ()  # ids of products that suit what is said, by meaning alone; best first
    offset: int = 0  # where the clause begins in the message; entities and products count from the message's start
    ranking: tuple[tuple[str, float], ...] = ()  # the intents that came first, with their confidence

    def entity(self, kind: str) -> Any:
        """The first value of this kind, or None."""
        return next((e["value"] for e in self.entities if e["entity"] == kind), None)


@dataclass(frozen=True)
class Heard:
    """One message. ``kind`` text, choice or event; ``value`` the id of a pressed button; ``language`` None when unsure."""

    customer: str
    message_id: str
    kind: Literal["text", "choice", "event"]
    text: str
    value: str = ""
    language: str | None = None
    wishes: tuple[Wish, ...] = ()
    cues: Mapping[str, Cue] = field(default_factory=dict)
    cues_version: str = ""  # of the detectors that heard them
    signed_name: str | None = None
    signed_language: str | None = None
    chosen_language: str | None = None  # on the page, since their last message
    anonymous: bool = True
    story: tuple[str, ...] = ()  # clauses that tell and wish for nothing; they are no wishes (``actions.story``)
    memory_away: bool = False  # the channel knows already that the profiles do not answer

    @property
    def verb(self) -> str:
        """The verb of a button's id: "pick" of "pick:flat-white-large"."""
        return self.value.partition(":")[0]

    @property
    def argument(self) -> str:
        return self.value.partition(":")[2]

    @property
    def first(self) -> Wish:
        """The first wish; a bare yes for a pressed button, which brings none."""
        return self.wishes[0] if self.wishes else Wish("affirm", "")

    def strength(self, cue: str) -> float:
        """A cue's value in this message, 0.0 when it was not measured."""
        found = self.cues.get(cue)
        return found.value if found is not None and found.value is not None else 0.0

    @property
    def stating(self) -> str:
        """What the message states: all of it, or, where it ends in a question, the clauses that are none."""
        if not self.text.rstrip().endswith("?"):
            return self.text
        return ". ".join(wish.text for wish in self.wishes if not wish.text.rstrip().endswith("?"))

    @property
    def asks(self) -> bool:
        """Does it read like a question, with its mark or without ("how big is it")? "What about a large one" asks for it."""
        return self.text.rstrip().endswith("?") or _ASKS.match(self.text) is not None

    def heard_intent(self, *intents: str) -> bool:
        return any(wish.intent in intents for wish in self.wishes)
