"""Two measures of formality, of different make: what the shop hears by, and one that shares nothing with it.

The first is Solito's own cue (``bot/cues/formality.py``), the mean over a speaker's turns; a turn in which nothing can be
read is left out. The second is the F-score of Heylighen & Dewaele ("Variation in the contextuality of language", 2002):
how far a text leans on things (nouns, adjectives, prepositions, articles) rather than on the situation (pronouns, verbs,
adverbs, interjections), from spaCy's parts of speech; 0 … 100, of all the words of a speaker together. It was made for
texts of a hundred words and more: of twenty it is noisy, which the interval shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
import spacy
from spacy.language import Language

from bot.cues import english
from bot.hearing import hear

_THINGS, _SITUATION = ("NOUN", "PROPN", "ADJ", "ADP", "DET"), ("PRON", "VERB", "AUX", "ADV", "INTJ")


def own(texts: Sequence[str]) -> float:
    """The mean formality that Solito hears in these turns, −1 … +1; 0 where it can read none of them."""
    found = [next(cue.value for cue in cues if cue.name == "formality") for cues in hear(texts, "en")]
    known = [value for value in found if value is not None]
    return float(np.mean(known)) if known else 0.0


def f_score(texts: Sequence[str]) -> float:
    """Heylighen and Dewaele's F of all these turns together; 50 where there are no words."""
    tags = Counter(token.pos_ for doc in _tagger().pipe(texts) for token in doc if any(c.isalpha() for c in token.text))
    total = sum(tags.values())
    if not total:
        return 50.0
    things, situation = (sum(tags[tag] for tag in group) for group in (_THINGS, _SITUATION))
    return (100 * (things - situation) / total + 100) / 2


@cache
def _tagger() -> Language:
    return spacy.load(english.folder(), exclude=["ner", "lemmatizer", "parser", "senter"])
