"""The phrasings of ``linking_phrases.yml``, and how a choice of goods is marked. Pure.

A shop takes what it believes to be meant, or asks between a few. Marked is the worst that would happen to the shopper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

PHRASES = Path(__file__).with_name("linking_phrases.yml")
SHOPS = ("demo", "apparel", "home")


@dataclass(frozen=True)
class Phrase:
    """One text and what it means. ``right`` empty and ``open`` empty: the shop has no such thing."""

    shop: str
    text: str
    right: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    kind: str = ""
    held: bool = False


@dataclass(frozen=True)
class Chosen:
    """What the shop does with a text: goods that it takes, goods between which it asks, the options of the first."""

    taken: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mark:
    """``first``: what came first was right. ``straight``: taken without a question. ``served``: first, or asked with the
    right one among the buttons. ``wrong``: something was taken that was not meant. ``options`` None where none was said."""

    first: bool
    straight: bool
    served: bool
    wrong: bool
    options: bool | None = None


@dataclass(frozen=True)
class Score:
    """Shares 0 … 1 over ``n`` phrases."""

    n: int
    first: float
    straight: float
    served: float
    wrong: float
    options: float


def phrases_of(path: Path = PHRASES) -> tuple[Phrase, ...]:
    """All phrasings; the second, fourth … of each shop are held back. Raises ValueError for an unknown product field."""
    found = []
    for shop, rows in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        for place, row in enumerate(rows):
            unknown = set(row) - {"text", "right", "open", "options", "kind"}
            if unknown or not ("right" in row) ^ ("open" in row):
                raise ValueError(
                    f"{path.name}: {row.get('text')!r} needs one of right and open, and no {sorted(unknown)}"
                )
            options = {name: str(value) for name, value in row.get("options", {}).items()}
            right, either = tuple(row.get("right", ())), tuple(row.get("open", ()))
            found.append(Phrase(shop, row["text"], right, either, options, row["kind"], held=place % 2 == 1))
    return tuple(found)


def marked(phrase: Phrase, chosen: Chosen) -> Mark:
    """How well this choice serves who wrote the phrase."""
    if phrase.open:
        return _marked_open(phrase, chosen)
    if not phrase.right:
        refused = not chosen.taken
        return Mark(refused, refused, refused, not refused)
    right = set(phrase.right)
    wrong = bool(set(chosen.taken) - right)
    straight = set(chosen.taken) == right and not chosen.asked
    first = {*chosen.taken, *chosen.asked[: len(right) - len(chosen.taken)]} == right
    served = first or (not wrong and right <= {*chosen.taken, *chosen.asked})
    options = dict(chosen.options) == dict(phrase.options) if phrase.options else None
    return Mark(first, straight, served, wrong, options)


def _marked_open(phrase: Phrase, chosen: Chosen) -> Mark:
    """Here a question is the right answer: between two of those that may be meant at least, the first of them one."""
    fitting = set(chosen.asked) & set(phrase.open)
    asked = not chosen.taken and bool(fitting)
    first = asked and chosen.asked[0] in phrase.open and len(fitting) > 1
    return Mark(first, first, asked, bool(chosen.taken))


def scored(marks: Iterable[Mark]) -> Score:
    """The shares of these marks; of no marks, zeros."""
    every = list(marks)
    with_options = [mark.options for mark in every if mark.options is not None]
    return Score(
        len(every),
        *(_share([getattr(mark, name) for mark in every]) for name in ("first", "straight", "served", "wrong")),
        options=_share(with_options),
    )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def by_score(scores: Mapping[str, float], least: float, close: float, most: int = 3) -> Chosen:
    """The plain way to choose, for the baselines: the best from ``least`` on, a question when others are ``close``."""
    ranked = sorted(scores, key=lambda key: -scores[key])
    if not ranked or scores[ranked[0]] < least:
        return Chosen()
    near = [key for key in ranked if scores[ranked[0]] - scores[key] <= close]
    return Chosen(taken=(ranked[0],)) if len(near) == 1 else Chosen(asked=tuple(near[:most]))
