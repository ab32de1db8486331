"""Plays a conversation file against the running shop and checks what it says of each step.

A file is a list of scenes: ``name``, ``as`` (``new``, a demo customer's id, or ``sub: …`` for a shop's own customer) and
``steps``. A step does one thing (``say``, ``press``, ``arrive``, ``days``, ``restart``) and may expect:
``has`` / ``hasnt`` (patterns in the reply, case apart), ``notice``, ``choices``, ``choices_hasnt``, ``words_max``, ``words_min``,
``lead``, ``level``, ``orders`` (how many in the shop's table), ``asked`` (act of the open question) and ``facts`` (name: value).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from stack import SECRET, Stack, Visitor

from clock import real_now
from house import House, open_house
from profiles import transcript
from profiles.identity import mint_token

FOLDER = Path(__file__).parent


def scenes() -> list[dict[str, Any]]:
    """All scenes of all files."""
    return [scene for path in sorted(FOLDER.glob("*.yml")) for scene in yaml.safe_load(path.read_text())]


class Player:
    """Plays one scene."""

    def __init__(self, stack: Stack) -> None:
        self.stack, self.house = stack, open_house(stack.settings)

    def play(self, scene: dict[str, Any]) -> None:
        visitor = self._visitor(scene["as"])
        for number, step in enumerate(scene["steps"], start=1):
            self._act(visitor, step)
            where = f"{scene['name']}, step {number} ({step}): {visitor.replies}"
            for name, wanted in step.items():
                if name in CHECKS:
                    assert CHECKS[name](self.house, visitor, wanted), f"{name} {wanted!r} is not so in {where}"

    def _visitor(self, who: str) -> Visitor:
        if who == "new":
            return self.stack.visitor()
        if who.startswith("sub "):
            token = mint_token(SECRET, who[4:], 600, real_now())
            return Visitor(self.stack, token, who[4:])
        return self.stack.customer(who)

    def _act(self, visitor: Visitor, step: dict[str, Any]) -> None:
        if "days" in step:
            self.stack.tomorrow(step["days"])
        if step.get("restart"):
            self.stack.stop()
            self.stack.start()
        if "arrive" in step:
            visitor.arrives()
        if "say" in step:
            visitor.says(step["say"])
        if "press" in step:
            visitor.presses(step["press"])


def _last_plan(house: House, visitor: Visitor) -> dict[str, Any]:
    return dict(transcript.turns(house.profiles.engine, visitor.customer, 1)[-1].plan)


def _has(wanted: str | list[str], text: str) -> bool:
    patterns = [wanted] if isinstance(wanted, str) else wanted
    return all(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _hasnt(unwanted: str | list[str], text: str) -> bool:
    patterns = [unwanted] if isinstance(unwanted, str) else unwanted
    return not any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _facts(house: House, visitor: Visitor, wanted: dict[str, str]) -> bool:
    known = {f["name"]: f["value"] for f in visitor.get("me")["facts"]}
    return all(known.get(name) == value for name, value in wanted.items())


CHECKS: dict[str, Callable[[House, Visitor, Any], bool]] = {
    "has": lambda house, v, wanted: _has(wanted, v.text),
    "hasnt": lambda house, v, unwanted: _hasnt(unwanted, v.text),
    "notice": lambda house, v, wanted: _has(wanted, v.notices),
    "no_notice": lambda house, v, unwanted: _hasnt(unwanted, v.notices),
    "choices": lambda house, v, wanted: set(wanted) <= set(v.choices),
    "choices_hasnt": lambda house, v, unwanted: not set(unwanted) & set(v.choices),
    "words_max": lambda house, v, most: len(v.text.split()) <= most,
    "words_min": lambda house, v, least: len(v.text.split()) >= least,
    "lead": lambda house, v, wanted: _last_plan(house, v)["pitch"]["lead"] == wanted,
    "level": lambda house, v, wanted: _last_plan(house, v)["length"]["level"] == wanted,
    "orders": lambda house, v, count: len(house.shop.orders.of(v.customer)) == count,
    "facts": _facts,
}
