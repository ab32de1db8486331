""" "Forget it", "never mind": what was just said is let go, and nobody is to be forgotten. Pure."""

from __future__ import annotations

import re

_LET_GO = (
    r"(?:forget(?: about)? (?:it|that|this)(?: one)?|never ?mind(?: (?:it|that))?"
    r"|(?:lo )?dimentichi(?:lo)?|lasci\w* (?:stare|perdere)|come non detto)"
)
_BEFORE = r"(?:(?:oh|ok|okay|well|no|nope|just|please|ah|actually|sorry|wait|hmm|anzi|scusi)\W+)*"
_AFTER = r"(?:\W+(?:please|then|thanks|thank you|sorry|grazie))*"
_ALONE = re.compile(rf"\W*{_BEFORE}(?:{_LET_GO}|forget){_AFTER}\W*", re.IGNORECASE)
_SAID = re.compile(rf"\b{_LET_GO}\b", re.IGNORECASE)


def only_that(text: str) -> bool:
    """Does the text let go of something and say nothing else: "forget it", "oh never mind then"?"""
    return _ALONE.fullmatch(text) is not None


def lets_go(text: str) -> bool:
    """Is it said in the text, whatever else is: "no forget it, just give me a flat white"?"""
    return _SAID.search(text) is not None
