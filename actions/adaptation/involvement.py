"""How involved a wording of ours is, on the scale on which the customer is heard (``bot/cues/involvement.py``).

The cue reads messages with lexicons of the bot's; these are the few words that our own wordings are made of, so that
adapting need not know how hearing is done. A test holds the two together over every English wording.
"""

from __future__ import annotations

import re

_SHORTENED = re.compile(r"(?:n't|'(?:m|re|ve|ll|d))$")  # "I'll", "don't": somebody, and what they do
_BARE = '.,;:?!…()"“”'
# who and what is pointed at
_POINTING = """i me my mine myself you your yours yourself he she they them their it its this that these those what which who
whose something anything nothing everything somebody anybody nobody one ones other others here's there's that's it's what's
who's let's he's she's"""
# what is done with a thing
_DOING = """am is are was were be been being do does did have has had having will would shall should can could may might must
want need like love get got give take try make made makes takes goes comes needs likes gets add put bring send show tell say
ask know see look looking find think mean hope come go going help let keep pick choose buy sell serve pay recommend suggest
change cancel wait feel seem looks sounds write remember sorry guess wanted"""
# how, when, whether
_HOW = """very really just so too also even only still already yet now then there here again ever never always often maybe
perhaps quite rather almost well soon back away probably pretty anyway instead later once when where how why about around
otherwise else exactly hardly finally no not none nor neither without cannot nope nah"""
# said to somebody
_TO_SOMEBODY = "yes yeah yep ok okay sure fine please kindly thanks cheers appreciate grateful hello hi hey"
_WORDS = frozenset(" ".join((_POINTING, _DOING, _HOW, _TO_SOMEBODY)).split())


def involvement(text: str) -> float:
    """0 (things alone) … 1 (people and what they do alone); 0.5 for a text without words. English only."""
    words = [word.strip(_BARE).casefold() for word in text.replace("’", "'").split()]
    words = [word for word in words if any(c.isalnum() for c in word)]
    if not words:
        return 0.5
    return sum(word in _WORDS or bool(_SHORTENED.search(word)) for word in words) / len(words)
