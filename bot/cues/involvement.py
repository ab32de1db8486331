"""Involvement: does somebody write in whole sentences between two people, or in key words?

"Could I please get a latte?" holds a speaker, somebody spoken to and what the one wants of the other; "large latte, oat
milk" names a thing. Biber ("Variation across speech and writing", 1988) found this the widest dimension of English
style, involved against informational; Heylighen & Dewaele (2002) measure its other end as formality of the deep kind.
Where we differ: both tag parts of speech; messages of five words are read by lists of our own instead, which cost
nothing. It is not register: "May I have the bill?" is as involved as "can i get the bill". In PersuasionForGood it holds
from a speaker's first three turns to the sixth and later ones with r .27 (a person differs from others by .07, from
himself between two turns by .19): a habit of the visit more than of the person.
"""

from __future__ import annotations

from functools import cache

from bot.cues.lexicon import words_of
from bot.cues.measure import unknown
from bot.cues.message import Message
from profiles.model import Cue

CUES = ("involvement",)
LANGUAGES = ("en",)
FEWEST = 3  # words: "hi", "yes please" and "two lattes" tell of no way to build a sentence

_LEXICONS = (
    *("fw_pronoun_first", "fw_pronoun_second", "fw_pronoun_third", "fw_pronoun_impersonal"),
    *("lsm_pronoun_personal", "lsm_pronoun_impersonal", "fw_auxiliary", "lsm_auxiliary", "fw_adverb", "lsm_adverb"),
    *("fw_negation", "lsm_negation", "please", "thanks", "greeting", "everyday_verb"),
)


def read(message: Message) -> list[Cue]:
    """0 (things alone: nouns, their prepositions and articles) … 1 (nothing but people and what they do); ordinary shop
    talk is about .45. None below three words."""
    words = message.words
    if len(words) < FEWEST:
        return unknown(CUES, "too few words to show how sentences are built")
    involved = sum(word.norm in _involved() or word.doubled in _involved() for word in words)
    return [Cue("involvement", involved / len(words), reason=f"{involved} of {len(words)} words name no thing")]


@cache
def _involved() -> frozenset[str]:
    return frozenset().union(*(words_of(lexicon) for lexicon in _LEXICONS))
