"""Novelty seeking is learnt by itself, from common words too; the Big Five are not.

It is a value and no trait of the Big Five, and it shows in other places: how often somebody says "would" or "if" tells
of it, and of the Big Five takes away (``models/traits.md``). How many words are counted (none, 50 or 100) is chosen as
the penalty is: by the squared error in people not learnt from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.cues.train_trait_data import Speakers
from bot.cues.train_trait_fit import Fitted, fit
from bot.cues.traits import LEARNT

NOVELTY = LEARNT.index("novelty_seeking")
COUNTED = (0, 50, 100)  # of the common words: what is tried


@dataclass(frozen=True)
class Learnt:
    """All traits, each from what it is read from.

    plain    all of them from features and sentence vector, with one penalty; novelty seeking is not read of it
    novelty  novelty seeking from these and the common words
    words    how many of the common words it counts
    """

    plain: Fitted
    novelty: Fitted
    words: int

    def values(self, speakers: Speakers) -> np.ndarray:
        """What is read of each speaker, in standard deviations of the trait; shape (n, traits)."""
        return _beside(self.plain.values(speakers.counting(0)), self.novelty.values(speakers.counting(self.words)))

    def doubts(self, speakers: Speakers) -> np.ndarray:
        """The standard deviation of each of ``values``; shape (n, traits)."""
        return _beside(self.plain.doubts(speakers), self.novelty.doubts(speakers))

    def of(self, trait: int) -> tuple[Fitted, int]:
        """Where a trait (its place in ``LEARNT``) was learnt, and its place there."""
        return (self.novelty, 0) if trait == NOVELTY else (self.plain, trait)


def learn(asked: Speakers, also: Speakers) -> Learnt:
    """Learn from those who speak as customers do (``asked``) and, beside them, from the others (``also``)."""
    plain = fit(asked.counting(0), also.counting(0))
    asked, also = asked.answering(NOVELTY), also.answering(NOVELTY)
    tried = [(fit(asked.counting(words), also.counting(words)), words) for words in COUNTED]
    novelty, words = min(tried, key=lambda one: one[0].error)
    return Learnt(plain, novelty, words)


def _beside(plain: np.ndarray, novelty: np.ndarray) -> np.ndarray:
    """The readings of all traits, with novelty seeking's own in its place (in each deck of answers)."""
    plain[:, NOVELTY :: len(LEARNT)] = novelty
    return plain
