"""Marks of what a customer was told, so that a regular does not hear it twice: wordings, news, reasons, goods. Pure.

Rituals leave no mark: the usual, the read-back, the thanks may sound the same every day. See ``profiles.told`` for how
long marks are kept, and with whose yes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence

from actions.adaptation.acts import RITUALS
from actions.adaptation.model import Say

ADVISING = frozenset({"recommend", "recommend_two"})  # not the cheapest, which is a fact, and no present
HASH_BYTES = 4


def marks_of(kept: Sequence[Say], wordings: Sequence[str]) -> tuple[str, ...]:
    """What these acts, worded so (``Phrase.id``), have told."""
    ids = [wording for wording in wordings if wording.split("/")[1] not in RITUALS]
    return (*ids, *dict.fromkeys(mark for say in kept for mark in _of(say)))


def news_mark(news: str) -> str:
    """Of one line of news; other words are other news."""
    return f"news:{hashlib.blake2b(news.encode('utf-8', 'replace'), digest_size=HASH_BYTES).hexdigest()}"


def reason_mark(product_id: str, act: str) -> str:
    """Of one claim about one product, in whatever words."""
    return f"reason:{product_id[:100]}/{act}"


def offer_mark(product_id: str) -> str:
    """Of a product that was recommended."""
    return f"offer:{product_id[:100]}"


def long_ago(told: Sequence[str]) -> Callable[[str], int]:
    """Sorts by when a mark was told: never first (0), then longest ago (``told`` is oldest first)."""
    places = {mark: place for place, mark in enumerate(told, start=1)}
    return lambda mark: places.get(mark, 0)


def is_new_to(told: Collection[str], news: str) -> bool:
    """Has this line of news not been told to them yet?"""
    return bool(news) and news_mark(news) not in told


def _of(say: Say) -> tuple[str, ...]:
    if say.act == "news":
        return (news_mark(say.slots["news"]),)
    if say.about and say.act.startswith("pitch_"):
        return (reason_mark(say.about, say.act),)
    if say.act in ADVISING:
        return tuple(offer_mark(product) for product in say.products[: 1 + (say.act == "recommend_two")])
    return ()
