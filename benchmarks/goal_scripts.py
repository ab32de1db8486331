"""Visits with a goal: the scripts of ``goal_scripts.yml`` as values. Pure but for the reading of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("goal_scripts.yml")


class BadScript(Exception):
    """A script cannot be played; the message names the script and the word."""


@dataclass(frozen=True, order=True)
class Item:
    """One line of a goal or of an order. ``options`` are values, sorted: two lines are equal when all three are."""

    product: str
    quantity: int = 1
    options: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Item:
        """From "2 flat-white / Large / Oat". Raises BadScript."""
        first, *options = (part.strip() for part in str(text).split(" / "))
        count, _, product = first.partition(" ")
        if not count.isdigit() or not product:
            raise BadScript(f"a line is written like '2 flat-white / Large / Oat', not {text!r}")
        return cls(product.strip(), int(count), tuple(sorted(options)))


@dataclass(frozen=True)
class Thought:
    """Something on the customer's mind. ``at``: the question of ours that it waits for; "" any that leaves room."""

    say: str
    at: str = ""


@dataclass(frozen=True)
class Script:
    """One visit. ``goal``: what is to be ordered in the end; ``ordered``: what on the way there, where it differs.

    ``answers``: her words for a question of ours, used up one by one; the rest follows from the goal.
    """

    name: str
    goal: tuple[Item, ...]
    opens: str
    mind: tuple[Thought, ...] = ()
    answers: Mapping[str, tuple[str, ...]] | None = None
    ordered: tuple[Item, ...] = ()
    who: str = "new"
    lang: str = "en"

    @property
    def wanted(self) -> tuple[Item, ...]:
        """What an order must hold when it is placed."""
        return self.ordered or self.goal


def read_scripts(path: Path = FILE) -> list[Script]:
    """All scripts of a file. Raises BadScript."""
    return [_script(raw) for raw in yaml.safe_load(path.read_text("utf-8"))]


def _script(raw: Mapping[str, Any]) -> Script:
    known = {"name", "goal", "opens", "mind", "answers", "ordered", "as", "lang"}
    if odd := set(raw) - known or {"name", "goal", "opens"} - set(raw):
        raise BadScript(f"{raw.get('name', 'a script')}: {', '.join(sorted(odd))} is not known or is missing")
    return Script(
        raw["name"],
        _items(raw["goal"]),
        raw["opens"],
        tuple(Thought(said) if isinstance(said, str) else Thought(**said) for said in raw.get("mind", ())),
        {act: _words(said) for act, said in raw.get("answers", {}).items()},
        _items(raw.get("ordered", ())),
        raw.get("as", "new"),
        raw.get("lang", "en"),
    )


def _items(lines: Sequence[str]) -> tuple[Item, ...]:
    return tuple(sorted(Item.of(line) for line in lines))


def _words(said: str | Sequence[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)
