"""Planning: large, repeated and planned orders ("for the whole office", "a box of 24", "every Friday").

Heard only in what is said. It tells what this order is for, and over time whether somebody buys ahead.
"""

from __future__ import annotations

import re

from bot.cues.lexicon import Hit
from bot.cues.measure import unknown
from bot.cues.message import Message
from bot.cues.remark import found, one_sided, outside, plain, remarks, turned
from profiles.model import Cue

CUES = ("bulk",)
LANGUAGES = ("en",)

_SILENCE = "no remark on a large, repeated or planned order"
_SIX_OR_MORE = (
    r"(?:[6-9]|[1-9]\d{1,3}|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|"
    r"sixty|eighty|hundred|a hundred|a dozen|two dozen)"
)
_TEN_OR_MORE = r"(?:[1-9]\d{1,3}|ten|eleven|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|a hundred)"
_PACK = r"(?:box|boxes|pack|packs|case|cases|crate|crates|tray|trays|carton|cartons|multipack|bag|bags|set|sets)"
_PEOPLE = (
    r"(?:people|persons|guests|colleagues|coworkers|employees|kids|children|students|heads|of us|adults|staff|"
    r"friends|men|women|attendees|visitors)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_BUY = (
    r"(?:(?:need|want|order|ordering|buy|buying|get|reserve|send|send me|send us|bring|deliver|supply|give me|gimme)"
    r"|(?:i'd|we'd|i'll|we'll|would|will|i|we|me|us) (?:have|take|like|do))"
)
# a number of these is no quantity of goods
_NO_GOODS = (
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|seconds?|am|pm|o'clock|percent|per|pounds?|lbs?|"
    r"dollars?|bucks|quid|euros?|pence|cents?|rs|rupees|inr|usd|inch|inches|cm|mm|m|km|miles?|feet|ft|kg|g|grams?|"
    r"ml|l|litres?|liters?|oz|ounces?|calories|th|st|nd|rd|degrees?|times|points?|stars?|characters|words|more|off|"
    r"extra|street|avenue|road|messages?|emails?|reminders?|and|or|x|in|on|at|for|from|to|by|of|is|the|a|it|size|"
    r"million|billion|thousand|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_AMOUNTS = (
    # "a box of 24", "two trays of 30", "a dozen boxes"
    re.compile(
        rf"\b{_PACK} of {_SIX_OR_MORE}\b|\b{_SIX_OR_MORE} (?:(?:big|large|small|whole|full|more) )?(?!bags?\b|sets?\b){_PACK}\b"
    ),
    # "for 12 people", "there will be twenty of us"
    re.compile(
        rf"\b(?:for|feed|feeds|serve|serves|seats?|there will be|there'll be|we are|we're|we'll be|we will be) (?:about |around |some |roughly |at least |up to )?{_SIX_OR_MORE} {_PEOPLE}\b"
    ),
    # "I need 40 croissants", "could I order thirty of those"
    re.compile(
        rf"\b{_BUY} (?:about |around |some |roughly |at least |up to )?{_TEN_OR_MORE} (?:of (?:them|those|these|each)|(?!{_NO_GOODS}\b)[a-z]+)\b"
    ),
)
_REPEATED = (
    # "every Friday", "each week", "every other Monday", "on Mondays and Fridays"
    re.compile(
        rf"\b(?:every|each) (?:other |second |single )?(?:{_DAY}|week|fortnight|month|morning|weekday|weekend|day at)\b"
    ),
    re.compile(r"\bon a (?:regular|weekly|monthly) basis\b"),
    re.compile(r"\b(?:once|twice|\w+ times) (?:a|per|every) (?:week|month|fortnight)\b"),
)
# repeated is an order, not "I work every Sunday": something is wanted, or the message is no more than that
_ORDERING = re.compile(
    r"\b(?:order|orders|need|want|deliver|delivered|delivery|buy|get|have|take|pick up|come in|collect|the same|"
    r"box|coffee|please|reserve|bring|subscription|supply)\b"
)
_SHORT = 5  # words
# "for next week's party", "for Saturday's dinner", "for the party on Friday"
_AHEAD = re.compile(
    rf"\b(?:next (?:week|month|weekend|{_DAY})(?:'s)?|{_DAY}'s|(?:this|the) weekend's|tomorrow's) "
    r"(?:\w+ )?(?:party|wedding|meeting|event|dinner|picnic|barbecue|bbq|reunion|lunch|brunch|reception|workshop|celebration)\b"
)
_PATTERNS = (*((pattern, 1.2) for pattern in _AMOUNTS), (_AHEAD, 1.1))


def read(message: Message) -> list[Cue]:
    """0 … 1: how plainly the order is a large, repeated or planned one; None where nothing says so."""
    if not message.words:
        return unknown(CUES)
    said = [h for h in _heard(message) if not turned(message, h)]
    return [one_sided("bulk", said, [], _SILENCE, "")]


def _heard(message: Message) -> list[Hit]:
    combined: list[Hit] = []
    for pattern, weight in _PATTERNS:
        combined += outside(found(message, pattern, weight), combined)
    if len(message.words) <= _SHORT or _ORDERING.search(plain(message).text):
        for pattern in _REPEATED:
            combined += outside(found(message, pattern), combined)
    return [*combined, *outside(remarks(message, "bulk"), combined)]
