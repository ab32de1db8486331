"""A simulated customer: she knows what she wants, answers what she is asked, and says what else is on her mind. Pure.

She goes by the question that the plan recorded, never by its wording. She does not check a read-back: once all is said
she says yes to it, so that whatever was misheard becomes a wrong order, and is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.goal_scripts import Item, Script, Thought

OFFERS = frozenset({"offer_product", "offer_usual", "offer_again", "offer_same", "offer_used_to"})
# Until these are answered the shop cannot go on: nothing else is said first, save what waits for them.
NEEDED = frozenset({"which_variant", "which_product", "quantity", "gift", "allergy", "confirm_you", "offer_which"})
READ = frozenset({"read_back", "cart"})
WORDS = {
    "en": {"yes": "yes please", "no": "no thanks", "all": "that's all"},
    "it": {"yes": "sì grazie", "no": "no grazie", "all": "è tutto, grazie"},
}


@dataclass(frozen=True)
class Told:
    """What the shop answered. ``asked``: the open question as recorded, {} none; of an offer with its ``product``, and with
    the ``item`` that a yes would order; ``choices``: ids of the buttons; ``ordered``: an order was placed by this turn;
    ``in_cart``: how many lines wait for a yes."""

    asked: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    ordered: bool = False
    in_cart: int = 0

    @property
    def act(self) -> str:
        return str(self.asked.get("act") or "")


@dataclass(frozen=True)
class Said:
    """What she says; ``agrees``: it is a yes to what was just named or read back."""

    text: str
    agrees: bool = False


class SimulatedCustomer:
    """Plays one script. ``None`` from ``answer`` ends the visit."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._mind: list[Thought] = list(script.mind)
        self._answers = {act: list(said) for act, said in (script.answers or {}).items()}
        self._words = WORDS[script.lang]
        self._closing = 0  # how often she has said that this is all

    def opens(self) -> Said:
        return Said(self.script.opens)

    def answer(self, told: Told) -> Said | None:
        """Her next words."""
        if told.act in NEEDED:
            waiting = self._thought(told, needed=True)
            return Said(waiting) if waiting else self._needed(told)
        if told.ordered:
            more = self._thought(told)
            return Said(more) if more else None
        if told.act in OFFERS and (reply := self._offered(told)):
            return reply
        if thought := self._thought(told):
            return Said(thought)
        return self._at_rest(told)

    def _at_rest(self, told: Told) -> Said | None:
        """Nothing is left to say but yes, no, or that this is all."""
        if told.act in READ:
            own = self._own("read_back")
            agrees = bool(self.script.wanted)
            return Said(own or self._words["yes" if agrees else "no"], agrees)
        if told.act in OFFERS:
            return Said(self._words["no"])
        if not told.in_cart and (own := self._own(told.act)):
            return Said(own)
        if told.in_cart and self._closing < 2:
            self._closing += 1
            return Said(self._words["all"] if self.script.wanted else self._words["no"])
        return None

    def _thought(self, told: Told, *, needed: bool = False) -> str | None:
        """The first thing on her mind, if its moment has come."""
        for thought in self._mind:
            if self._fits(thought.at, told) if thought.at else not needed:
                self._mind.remove(thought)
                return thought.say
            if not thought.at:
                return None
        return None

    def _fits(self, at: str, told: Told) -> bool:
        if at == "offers":
            return told.act in OFFERS or told.act == "which_product"
        if at == "ordered":
            return told.ordered
        return at == told.act or (at == "open" and not told.ordered)

    def _needed(self, told: Told) -> Said:
        if own := self._own(told.act):
            return Said(own)
        if told.act == "which_variant":
            return self._way(told)
        if told.act in ("which_product", "offer_which"):
            return self._which(told.asked.get("products") or ())
        if told.act == "quantity":
            return Said(str(sum(item.quantity for item in self.script.wanted) or self._words["no"]))
        return Said(self._words["no"])

    def _way(self, told: Told) -> Said:
        """Which size, which milk? One that is hers and not settled yet; those on the buttons first."""
        line = self._line(str(told.asked.get("product")))
        settled = {str(value) for value in (told.asked.get("options") or {}).values()}
        own = [value for value in (line.options if line else ()) if value not in settled]
        offered = [value for value in own if f"way:{value}" in told.choices]
        value = next(iter((*offered, *own)), None)
        return Said(value.lower() if value else self._words["no"])

    def _which(self, products: Sequence[str]) -> Said:
        """Which of these? The one that she wants, by its name."""
        wanted = next((p for p in products if self._line(p)), None)
        return Said(wanted.replace("-", " ") if wanted else self._words["no"])

    def _offered(self, told: Told) -> Said | None:
        """Yes to what she wants just so; to another way of it only where she has more to say afterwards."""
        item = told.asked.get("item")
        if item is None and self._line(str(told.asked.get("product"))):  # which way of it is still to be asked
            return Said(self._words["yes"])
        if isinstance(item, Item) and not told.in_cart and self._takes(item):
            return Said(self._words["yes"], agrees=True)
        thought = next((t for t in self._mind if not t.at or self._fits(t.at, told)), None)
        if thought is None and (own := self._own(told.act)):
            return Said(own)
        return None

    def _takes(self, item: Item) -> bool:
        return any(line.product == item.product and line.options == item.options for line in self.script.wanted)

    def _line(self, product: str) -> Item | None:
        return next((item for item in self.script.wanted if item.product == product), None)

    def _own(self, act: str) -> str | None:
        left = self._answers.get(act)
        return left.pop(0) if left else None
