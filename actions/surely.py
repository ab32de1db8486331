"""What cannot be undone is done on its own words, or on a sure reading. Pure."""

from __future__ import annotations

import re

from actions.heard import Wish

SURE = 0.5  # confidence from which on an intent is believed without its words
_MEANT = {
    "forget_me": re.compile(
        r"\b(?:forget|delet\w+|eras\w+|remov\w+|wip\w+|clear|destroy|data|dimentic\w+|cancell\w+|elimin\w+|scord\w+|dati)\b",
        re.IGNORECASE,
    ),
    "set_usual": re.compile(
        r"\b(?:usual\w*|always|regular\w*|default|same|every|standard|normal\w*|remember|solit\w+|sempre|abitual\w+|ogni)\b",
        re.IGNORECASE,
    ),
    "complaint": re.compile(
        r"\b(?:wrong|bad\w*|cold|stale|late|missing|broken|damaged|burnt|mouldy|moldy|leak\w*|spil\w+|never|not|no|nothing|nobody|\w+n['’]?t|still|only|too|awful\w*|terribl\w+|horribl\w+|disgust\w+|"
        r"rude\w*|wait\w*|refund\w*|complain\w*|disappoint\w*|worst|ridiculous|useless|unacceptable|ripp?ed|overcharg\w+|short[- ]?chang\w+|forg[eo]t\w*|mistake\w*|problem\w*|angry|furious|mess\w*|fail\w*|dirty|hair|sick|poison\w*|money back|"
        r"sbagli\w+|fredd\w+|cattiv\w+|rott\w+|manca\w*|mai|non|niente|pessim\w+|schif\w+|lament\w+|delus\w+|reclam\w+|vergogn\w+|tardi|ritardo|rimbors\w+|brutt\w+|orribil\w+|dimenticat\w+)\b|!{2,}",
        re.IGNORECASE,
    ),
    "cancel_order": re.compile(
        r"\b(?:cancel\w*|call off|stop|undo|scrap|delet\w+|don'?t want|not want|no longer|changed my mind|annull\w+|disdi\w+|cancell\w+|non (?:lo |la )?voglio|ferm\w+)\b",
        re.IGNORECASE,
    ),
}


def in_its_words(wish: Wish) -> bool:
    """Does the clause have a word of what it was heard as? So has every clause of which no words are known."""
    needed = _MEANT.get(wish.intent)
    return needed is None or needed.search(wish.text) is not None


def doubtful(wish: Wish) -> bool:
    """Is it heard as something of these, with little confidence and none of its words?"""
    needed = _MEANT.get(wish.intent)
    return needed is not None and wish.confidence < SURE and not needed.search(wish.text)
