"""Every customer carries a word that is nobody else's: where it is found tells who has read what of whom."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from serving_through import insist
from stack import Stack, Visitor
from talking import messages_of, shopper

MARKER = re.compile(r"zqx[a-p]{4}", re.IGNORECASE)
PURPOSES = ["remember", "personalise"]


def marker(number: int) -> str:
    """A name like no other: "Zqxabba"."""
    return "Zqx" + "".join("abcdefghijklmnop"[number >> shift & 15] for shift in (12, 8, 4, 0))


def speak(visitor: Visitor, word: str) -> list[dict[str, Any]]:
    """A short visit in which the marker is said, answered, bought for and asked about."""
    said: tuple[dict[str, str], ...] = (
        {"id": f"{word}-1", "event": "arrived"},
        {"id": f"{word}-2", "text": f"please call me {word}"},
        {"id": f"{word}-3", "text": "one espresso please"},
        {"id": f"{word}-4", "choice": "yes"},
        {"id": f"{word}-5", "text": "what do you know about me?"},
    )
    return [insist(visitor, body) for body in said]


def check_each_their_own(shop: Stack, customers: int, workers: int) -> None:
    """All speak, ``workers`` at a time; then all that is told to each or held of each bears their own marker alone."""
    people = [shopper(shop, name=marker(n), consent=PURPOSES, lang="en") for n in range(customers)]
    with ThreadPoolExecutor(workers) as pool:
        replies = list(pool.map(lambda n: speak(people[n], marker(n)), range(customers)))
    echoed = [marker(n) in json.dumps(answers) for n, answers in enumerate(replies)]
    assert all(echoed), "the marker is spoken back, or nothing could be seen"
    for number, (visitor, answers) in enumerate(zip(people, replies, strict=True)):
        held = [answers, messages_of(visitor), visitor.get("me"), visitor.get("me/export")]
        for found in held:
            assert {m.lower() for m in MARKER.findall(json.dumps(found))} == {marker(number).lower()}


def bytes_held(folder: Path) -> bytes:
    """All bytes of all files below a folder."""
    return b"\n".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
