""" "What else?", "and the others?", "more, please": the list that was given is to go on. Pure."""

from __future__ import annotations

import re

_LEADING = r"(?:(?:ok(?:ay)?|and|so|hm+|oh|yes|yeah|please|e|ok|allora|sì|beh)\W+)*"
_DO_YOU_HAVE = r"(?:\W+(?:do you have|have you(?: got)?|you have|you got|is there|are there|there is|avete|hai|ha|c['’]è|ci sono))?"
_PLEASE = r"(?:\W+(?:please|pls|then|there|grazie|per favore))*\W*"
_WHAT_ELSE = re.compile(
    rf"\W*{_LEADING}(?:what|anything|something|any) (?:else|more){_DO_YOU_HAVE}{_PLEASE}"
    rf"|\W*{_LEADING}(?:(?:what|which) (?:are|about) )?(?:the|any|what|which)(?: other)? (?:others?|rest|other ones?|more){_DO_YOU_HAVE}{_PLEASE}"
    rf"|\W*{_LEADING}(?:(?:show|tell|give) me )?(?:some )?more{_PLEASE}|\W*{_LEADING}(?:show|tell|give) me the (?:others|rest){_PLEASE}"
    rf"|\W*{_LEADING}(?:(?:che|cos|cosa|che cosa)\W?)?(?:altr[oie]|di più){_DO_YOU_HAVE}{_PLEASE}"
    rf"|\W*{_LEADING}(?:quali sono )?(?:gli|le) altr[ie]{_PLEASE}|\W*{_LEADING}il resto{_PLEASE}",
    re.IGNORECASE,
)


def asks_what_else(text: str) -> bool:
    """Does it ask for the rest of a list, and say nothing else?"""
    return _WHAT_ELSE.fullmatch(text) is not None
