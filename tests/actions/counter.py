"""A shop counter without servers: real databases, real goods, real turns. What a classifier would make of the words is given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from actions.adaptation.realise import Phrasings
from actions.adaptation.voices import own_phrasings
from actions.heard import Heard, Wish
from actions.tracker_reading import without_options
from actions.turn import take_turn
from bot.components.clauses import split_clauses
from bot.components.entities import read_entities
from house import House
from profiles.model import Cue
from profiles.model import Customer as Known
from running.upgrading import upgrade
from settings import Settings
from shop.importers.detect import read_catalogue
from shop.linking import link

AT = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.utc)
Suited = tuple[tuple[str, float], ...]


@dataclass
class Customer:
    """Somebody at the counter. ``replies`` are those of the last answer."""

    house: House
    phrasings: Phrasings
    id: str = "c-1"
    said: int = 0
    replies: tuple[dict[str, Any], ...] = field(default=())
    passed: timedelta = timedelta(0)

    def says(
        self, text: str, *intents: str, suited: tuple[Suited, ...] = (), message_id: str = "", **cues: float
    ) -> str:
        """Say something; one intent for each clause (the last one for the rest). ``cues``: what was heard besides.

        Returns the reply without notices.
        """
        heard = {name: Cue(name, value) for name, value in cues.items()}
        key = message_id or self._next()
        wishes = self._wishes(text, intents, suited)
        return self._taken(Heard(self.id, key, "text", text, wishes=wishes, cues=heard, anonymous=False))

    def says_in(self, lang: str, text: str, *intents: str) -> str:
        """The same in another language."""
        wishes = self._wishes(text, intents, ())
        return self._taken(Heard(self.id, self._next(), "text", text, language=lang, wishes=wishes, anonymous=False))

    def writes(self, text: str, *intents: str, lang: str = "en") -> str:
        """The same with everything that is really heard in it; the reply with its notices."""
        from bot.hearing import hear  # loads the small network: only where it is asked for

        heard = {cue.name: cue for cue in hear([text], lang)[0]}
        wishes = self._wishes(text, intents, ())
        key = self._next()
        self._taken(Heard(self.id, key, "text", text, language=lang, wishes=wishes, cues=heard, anonymous=False))
        return self.heard

    @property
    def heard(self) -> str:
        """All that the last answer said, notices too."""
        return " ".join(r["text"] for r in self.replies)

    @property
    def choices(self) -> list[str]:
        """The ids of the buttons under the last answer."""
        return [c["id"] for r in self.replies for c in r["choices"]]

    def _wishes(self, text: str, intents: tuple[str, ...], suited: tuple[Suited, ...]) -> tuple[Wish, ...]:
        return tuple(
            Wish(
                intents[min(i, len(intents) - 1)],
                clause.text,
                0.9,
                tuple(read_entities(clause.text, clause.start, self.now)),
                tuple(self._moved(clause.text, clause.start)),
                suited[i] if i < len(suited) else (),
                clause.start,
            )
            for i, clause in enumerate(split_clauses(text))
        )

    def later(self, **step: float) -> Customer:
        """Some time passes ("days=1" begins a new visit)."""
        self.passed += timedelta(**step)
        now = self.house.clock() + timedelta(**step)
        self.house = replace(self.house, clock=lambda: now)
        return self

    def allows(self, *purposes: str) -> Customer:
        """They have said yes to these the day before."""
        for purpose in purposes:
            self.house.profiles.set_consent(self.id, purpose, True, self.house.clock() - timedelta(days=1), "said")
        return self

    @property
    def known(self) -> Known:
        """What the profiles hold of them now."""
        return self.house.profiles.load(self.id, self.house.clock())

    @property
    def plan(self) -> dict[str, Any]:
        """The plan of the last answer, as it was recorded."""
        last = self.known.last_turn
        return dict(last.plan) if last else {}

    def presses(self, choice: str) -> str:
        return self._taken(Heard(self.id, self._next(), "choice", "", choice, anonymous=False))

    def arrives(self) -> str:
        return self._taken(Heard(self.id, self._next(), "event", "", "arrived", anonymous=False))

    @property
    def cart(self) -> dict[str, int]:
        return {line.product_id: line.quantity for line in self.house.shop.carts.of(self.id).lines}

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The cart line by line: how many, and of which variant."""
        return [(line.quantity, line.variant_id) for line in self.house.shop.carts.of(self.id).lines]

    @property
    def bought(self) -> list[dict[str, int]]:
        """What they ordered, newest first."""
        return [
            {line.product_id: line.quantity for line in order.lines} for order in self.house.shop.orders.of(self.id)
        ]

    @property
    def now(self) -> datetime:
        """The shop's local time, without asking the clock: some tests count its ticks."""
        return (AT + self.passed).astimezone(self.house.terms.timezone)

    def _next(self) -> str:
        self.said += 1
        return f"m-{self.said}"

    def _taken(self, heard: Heard) -> str:
        self.replies = take_turn(heard, self.house, self.phrasings).replies
        return " ".join(r["text"] for r in self.replies if r["kind"] == "reply")

    def _moved(self, text: str, offset: int) -> Any:
        for match in without_options(tuple(link(text, self.house.shop.catalogue())), text, 0):
            yield replace(match, start=match.start + offset, end=match.end + offset)


def customer_of(goods: str, var: Path) -> Customer:
    """Somebody new in a shop that sells these goods (a plain CSV) and no others, with databases of its own in ``var``."""
    settings = Settings(var=var, demo=True, token_secret="x" * 40, memory_patience_s=5)
    upgrade(settings)
    house = House(settings, clock=lambda: AT)
    file = var / "goods.csv"
    file.write_text(goods, "utf-8")
    house.shop.load_catalogue(read_catalogue(file).products)
    return Customer(house, own_phrasings())
