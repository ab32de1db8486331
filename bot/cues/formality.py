"""Formality: a learnt reading of register (cards: ``models/shop_formality.md`` and ``models/formality.md``).

Two readings are joined, both in steps of a rating from −3 to 3. What was learnt on messages in a shop is heard in each
of them, alone in short ones; what was learnt on the longer sentences of mail, blogs and news comes in with length, for
in those it was rated by people. Together they are better than either, on both.
"""

from __future__ import annotations

import numpy as np

from bot.cues.measure import NO_WORDS
from bot.cues.message import Message
from bot.cues.style_features import Features, style_features
from bot.cues.style_model import StyleModel, grown, load_style, told, wordless
from profiles.model import Cue

CUES = ("formality",)
LANGUAGES = ("en",)

LONG = (8.0, 20.0)  # words between which what was learnt on long sentences comes in
RATED = 0.65  # its share in the longest
STEPS = 3.0  # of a rating, for one of its raw score


def read(message: Message) -> list[Cue]:
    """−1 (casual) … 0 (ordinary shop talk) … +1 (formal); a terse message is not casual for being terse."""
    if wordless(message):
        return [Cue("formality", None, reason=NO_WORDS)]
    features = style_features(message)
    added = joined(load_style("formality"), features, len(message.words), message.style)
    return [told("formality", added, load_style("shop_formality").squash, features)]


def joined(rated: StyleModel, features: Features, words: int, heard: np.ndarray | None = None) -> dict[str, float]:
    """What each feature adds, in steps of a rating. ``rated``: the model of long sentences; ``heard``: COLUMNS of the
    style encoder, shape (3,), None where it did not run."""
    share = RATED * grown(words, *LONG)
    in_shops = load_style("shop_formality").contributions(features, words, heard)
    in_general = rated.contributions(features, words, heard)
    return {name: (1.0 - share) * in_shops.get(name, 0.0) + share * STEPS * added for name, added in in_general.items()}
