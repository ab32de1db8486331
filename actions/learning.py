"""From cues to observations: what of this message may teach something, and about whom. Pure.

Nothing is learnt from what is not the customer's manner: pressed buttons and the same words typed, a bare answer to a
closed question, the bot's own sentences sent back. How long an answer to a closed question is tells little of anybody,
so its length is left out. Somebody who is angry, in distress or in mourning is not themselves: only the mood is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.heard import Heard
from profiles.learning import DIALS
from profiles.model import Observation, Turn

ANSWERS = ("affirm", "deny")  # a bare yes is short for everybody: it tells nothing about how they talk
MOODS = ("anger", "distress", "child", "grief")
MOOD_FROM = 0.5  # of such a cue
_SAME_WORDS = 6  # in a row, as the bot said them: sent back, not said
_WORD = re.compile(r"\w+")
_EVIDENCE_MAX = 200
_SPANS_MAX = 20


@dataclass(frozen=True)
class Asked:
    """What stood before the message.

    closed   our question could be answered with a yes or a no
    titles   what the buttons under it said
    said     our sentences of the turn before
    """

    closed: bool = False
    titles: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @classmethod
    def before(cls, turn: Turn | None, *, closed: bool) -> Asked:
        """From the turn before in the same visit; nothing was asked where there is none."""
        replies: tuple[Mapping[str, Any], ...] = turn.replies if turn else ()
        titles = tuple(str(c["title"]) for r in replies for c in r.get("choices") or ())
        return cls(closed, titles, tuple(str(r.get("text") or "") for r in replies))


def observations_of(heard: Heard, at: datetime, asked: Asked) -> tuple[Observation, ...]:
    """One observation for each measured cue that a dial exists for, of those that may teach something."""
    if heard.kind != "text" or _only_answers(heard, asked) or _sent_back(heard.text, asked.said):
        return ()
    upset = any(heard.strength(mood) >= MOOD_FROM for mood in MOODS)
    return tuple(
        Observation(
            heard.customer,
            "shop",
            heard.message_id,
            at,
            cue.name,
            cue.value,
            evidence=", ".join(e.text for e in cue.evidence)[:_EVIDENCE_MAX],
            detector=heard.cues_version or "1",
            spans=tuple((e.start, e.end) for e in cue.evidence[:_SPANS_MAX]),
        )
        for cue in heard.cues.values()
        if cue.value is not None
        and cue.name in DIALS
        and not (upset and DIALS[cue.name].lasting)
        and not (asked.closed and cue.name == "verbosity")
        and (cue.evidence or not DIALS[cue.name].taste)
    )


def taught_by_answer(
    heard: Heard, at: datetime, taught: Iterable[tuple[str, float]], learnt: Iterable[Observation]
) -> tuple[Observation, ...]:
    """What an answer to our question states of the customer's taste, unless its own words have taught it (``learnt``).

    A pressed button has no words, and typed as it stands it teaches no manner; it weighs as a remark about oneself does.
    """
    known = {observation.name for observation in learnt}
    said = (heard.text or heard.value)[:_EVIDENCE_MAX]
    return tuple(
        Observation(heard.customer, "shop", heard.message_id, at, name, value, said, "stated", "answer")
        for name, value in taught
        if name not in known
    )


def _only_answers(heard: Heard, asked: Asked) -> bool:
    """A yes or no to a closed question, or a button's words typed instead of pressed."""
    if asked.closed and heard.wishes and all(wish.intent in ANSWERS for wish in heard.wishes):
        return True
    return _words(heard.text) in [_words(title) for title in asked.titles]


def _sent_back(text: str, said: Iterable[str]) -> bool:
    """Does it hold six words in a row as the bot said them in the turn before?"""
    ours = {run for sentence in said for run in _runs(_words(sentence))}
    return bool(ours) and not ours.isdisjoint(_runs(_words(text)))


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + _SAME_WORDS]) for i in range(len(words) - _SAME_WORDS + 1)}


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
