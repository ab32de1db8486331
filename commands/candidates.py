"""``solito candidates``: messages that were not surely understood, without their writers, as candidates to label."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from commands.masking import masked
from house import House, open_house
from profiles.model import AT_KEYBOARD
from profiles.portable import csv_of
from profiles.unsure import Unsure, unsure
from settings import Settings
from shop.text import word_list, words


def candidates(settings: Settings, since: str | None, below: float, to: Path | None) -> str:
    """JSON lines, or in the file ``to`` (for its owner's eyes only; CSV if it ends in .csv).

    Raises ValueError for a ``since`` that is no date, or a ``below`` that is no share.
    """
    house = open_house(settings)
    found = list(unsure(house.profiles.engine, below, day_of(house, since)))
    read = sorted({one.customer for one in found})
    house.profiles.log.note(house.profiles.engine, AT_KEYBOARD, "read", *read, about="candidates")
    lines = list(_lines(house, found))
    if to is None:
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    flat = [{**line, "ranking": "; ".join(f"{n} {c:g}" for n, c in line["ranking"])} for line in lines]
    text = csv_of(flat) if to.suffix == ".csv" else "".join(json.dumps(li, ensure_ascii=False) + "\n" for li in lines)
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return f"{to}: {len(lines)} candidates."


def _lines(house: House, found: list[Unsure]) -> Iterator[dict[str, Any]]:
    """In the order of time, to the hour: two messages of one customer do not stand together by that."""
    ours = _words_of_the_shop(house)
    names = {customer: _names(house, customer) for customer in {one.customer for one in found}}
    for one in sorted(found, key=lambda one: (one.at, one.text)):
        yield {
            "text": masked(one.text, names[one.customer], ours),
            "heard_as": one.intent,
            "confidence": one.confidence,
            "ranking": [list(pair) for pair in one.ranking],
            "language": one.lang,
            "at": one.at.replace(minute=0, second=0, microsecond=0).isoformat(),
        }


def _names(house: House, customer: str) -> tuple[str, ...]:
    known = house.profiles.load(customer, house.clock())
    told = (str(fact.value) for fact in known.facts if fact.name in ("name", "title", "contact"))
    return tuple(told)


def _words_of_the_shop(house: House) -> frozenset[str]:
    products = house.shop.catalogue().listed()
    texts = [text for p in products for text in (p.title, p.kind, p.category, *p.tags)]
    options = [text for p in products for v in p.variants for pair in v.options.items() for text in pair]
    said = [*texts, *options, house.terms.name]
    return word_list("names") | {word.folded for text in said for word in words(text)}


def day_of(house: House, since: str | None) -> datetime | None:
    """The beginning of that day at the shop."""
    if since is None:
        return None
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise ValueError(f"since must be a date like 2026-11-26, got {since!r}") from None
    return datetime.combine(day, time(0), tzinfo=house.terms.timezone)
