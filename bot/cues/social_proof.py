"""Social proof: does somebody go by what others choose? Heard only in what is said.

After Cialdini's social proof: when unsure, people look at what others do. "What do people usually take?", "what's
everyone having?", "your bestseller". A question about popularity counts, because whoever asks it wants to know what
others do; "I don't care what others take" refuses it. No public text is labelled with it.
"""

from __future__ import annotations

import re

from bot.cues.lexicon import Hit, hits
from bot.cues.measure import unknown
from bot.cues.message import Message
from bot.cues.remark import found, one_sided, outside, remarks, turned
from profiles.model import Cue

CUES = ("social_proof",)
LANGUAGES = ("en",)

_SILENCE = "no remark on what others choose"
_WHO = (
    r"(?:(?:most |other |many |more |your |the )*(?:people|folks|customers|guests|clients|shoppers|regulars|locals|"
    r"buyers|visitors|others|guys)|everyone|everybody|everyone else|everybody else|most of you|the majority)"
)
_HOW = r"(?:(?:usually|normally|generally|mostly|typically|tend to|like to|actually|always|often|here|else|would) )"
_CHOOSE = (
    r"(?:take|get|order|buy|pick|choose|go for|prefer|drink|eat|wear|recommend|have|like|try|ask for|rave about|"
    r"ordering|having|buying|getting|choosing|drinking|eating|wearing|going for|taking)"
)
_STEADY = r"(?:take|get|order|buy|pick|choose|go for|prefer)"
# "what do most people usually take", "which one do your customers prefer", "what are the others ordering"
_ASKED = re.compile(
    rf"\b(?:what|which|what's|whats)(?: \w+){{0,2}} (?:do|does|did|are|is|would) {_WHO} {_HOW}*{_CHOOSE}\b(?! to\b)"
)
# "whatever people usually order", "the one that most people buy", "people usually take the large one"
_TOLD = re.compile(
    rf"\b(?:(?:whatever|what|the (?:one|ones|thing|kind|size|sort)(?: that)?) {_WHO} {_HOW}*(?:is |are )?{_CHOOSE}(?! to\b)"
    rf"|(?:most|other) (?:people|customers|guests) {_HOW}?{_STEADY}"
    rf"|{_WHO} (?:usually|normally|typically|generally) {_CHOOSE})\b(?! to\b)"
)
# "do many people buy this?", "have other customers liked it?", "how many people bought this"
_COUNTED = re.compile(
    r"\b(?:do|did|have|are|how) (?:many|other|a lot of|lots of|most) (?:other )?(?:people|customers|others|guests|clients) "
    r"(?:buy|buying|bought|order|ordering|ordered|take|taken|taking|like|liked|choose|chosen|chose|pick|picked)\b"
)


def read(message: Message) -> list[Cue]:
    """0 (says that others' choice does not count) … 1, or None where nothing is said of it."""
    if not message.words:
        return unknown(CUES)
    refusals = list(hits(message, "social_proof_refused"))
    heard = outside(_heard(message), refusals)
    refused = [h for h in heard if turned(message, h)]
    said = [h for h in heard if h not in refused]
    return [one_sided("social_proof", said, refusals + refused, _SILENCE, "says that others' choice does not count")]


def _heard(message: Message) -> list[Hit]:
    """Combinations first, then turns of phrase that lie outside of them."""
    combined: list[Hit] = []
    for pattern in (_ASKED, _TOLD, _COUNTED):
        combined += outside(found(message, pattern, weight=1.2), combined)
    return [*combined, *outside(remarks(message, "social_proof"), combined)]
