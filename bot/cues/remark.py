"""What a remark says of its speaker, once "not", "I don't know" and talk about a thing are heard.

Shared by the dispositions. A remark is a phrase of a lexicon, or of a pattern over the message's words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from bot.cues.lexicon import Hit, hits
from bot.cues.measure import in_order, strength
from bot.cues.message import Message
from bot.cues.negation import negated
from profiles.model import Cue

_GAIN = 0.8  # a remark of weight 1 gives .55, two give .80
_REACH = 5  # words, as far as a negation reaches
_LOOSE = 0.9  # remarks below this weight, and single words, say something of their speaker only in a wish
_SHORT = 6  # words: who says so little about a thing wants it
_BREAK = " . "  # stands between clauses, so that no pattern reaches over them
# "I don't know what people take", "not sure what …", "can't see any reviews": the "not" turns the knowing, not the wish
_UNKNOWING = frozenset(
    ("know", "sure", "idea", "clue", "certain", "remember", "see", "find", "tell", "believe", "mind", "wait", "help")
)
_THING = (
    r"(?:it|this|that|they|these|those|he|she|(?:the|your|this|that|these|those|my|our) "
    r"(?:(?!to |for |one |ones )\w+ ){0,2}\w+)"
)
_BETWEEN = (
    r"(?:(?:be|not|really|very|so|too|all|actually|quite|considered|something|a|an|one|the|look|still|pretty) ){0,3}$"
)
_ASKED_OF_A_THING = re.compile(rf"\b(?:is|are|was|were|isn't|aren't|will|does) {_THING} {_BETWEEN}")
_SAID_OF_A_THING = re.compile(
    rf"\b(?:(?:it|that|this|they|he|she|there)(?:'s|'re)|{_THING} (?:is|are|was|were|isn't|aren't|wasn't)) {_BETWEEN}"
)
_LOOKED_BACK = 60  # characters before a remark


@dataclass(frozen=True)
class Plain:
    """A message's words in lower case with one space between them and a stop between clauses, and where each begins."""

    text: str
    begins: tuple[int, ...]

    def word_at(self, place: int) -> int:
        """The number of the word that covers a place of ``text``."""
        return bisect_right(self.begins, place) - 1


def plain(message: Message) -> Plain:
    """The message's words for patterns: no double spaces, no signs; worked out once a message."""
    if "plain" not in message.shared:
        parts, begins, at = list[str](), list[int](), 0
        for i, word in enumerate(message.words):
            gap = "" if not i else " " if word.clause == message.words[i - 1].clause else _BREAK
            at += len(gap)
            begins.append(at)
            parts += (gap, word.norm)
            at += len(word.norm)
        message.shared["plain"] = Plain("".join(parts), tuple(begins))
    made: Plain = message.shared["plain"]
    return made


def remarks(message: Message, lexicon: str) -> list[Hit]:
    """The phrases of a lexicon that say something of their speaker.

    A phrase lies in one clause ("anything but …" begins a new one at "but"). Single words and weak phrases ("popular", "reliable") count in a wish, a question or a
    short message only; said of a thing ("it's not unusual") they tell nothing of who says it.
    """
    words = message.words
    return [
        h
        for h in hits(message, lexicon)
        if (words[h.first].clause == words[h.last - 1].clause or " but " in h.phrase)
        and (not _loose(h) or _in_a_wish(message, h))
        and not (_loose(h) and _before(message, h, _SAID_OF_A_THING))
    ]


def found(message: Message, pattern: re.Pattern[str], weight: float = 1.0) -> list[Hit]:
    """Every place where a pattern over ``plain(message).text`` matches, as hits of one weight."""
    spoken, words, matched = plain(message), message.words, list[Hit]()
    for match in pattern.finditer(spoken.text):
        first, last = spoken.word_at(match.start()), spoken.word_at(match.end() - 1)
        span = message.evidence(words[first].start, words[last].end)
        matched.append(Hit(match.group(), weight, first, last + 1, span))
    return matched


def turned(message: Message, hit: Hit) -> bool:
    """Does a "not" turn this remark round? "I don't know what people take" does not."""
    if not negated(message, hit.first):
        return False
    clause = message.words[hit.first].clause
    before = message.words[max(0, hit.first - _REACH) : hit.first]
    return not any(w.norm in _UNKNOWING and w.clause == clause for w in before)


def asks_of_a_thing(message: Message, hit: Hit) -> bool:
    """ "Is this one unusual?" asks about a product and wishes nothing."""
    return _before(message, hit, _ASKED_OF_A_THING)


def outside(found_hits: Iterable[Hit], others: Iterable[Hit]) -> list[Hit]:
    """Hits that share no word with any of the others."""
    taken = {place for other in others for place in range(other.first, other.last)}
    return [h for h in found_hits if taken.isdisjoint(range(h.first, h.last))]


def one_sided(name: str, said: list[Hit], refused: list[Hit], silence: str, refusal: str) -> Cue:
    """A cue from 0 to 1: how strongly it is said; 0 where it is only refused; None with ``silence`` where neither."""
    if said:
        return Cue(name, strength(_GAIN * sum(h.weight for h in said)), in_order(h.evidence for h in said))
    if refused:
        return Cue(name, 0.0, in_order(h.evidence for h in refused), refusal)
    return Cue(name, None, reason=silence)


def _loose(hit: Hit) -> bool:
    return hit.last - hit.first == 1 or hit.weight < _LOOSE


def _in_a_wish(message: Message, hit: Hit) -> bool:
    """In a sentence that wishes or asks, or in a short message."""
    sentence = message.words[hit.first].sentence
    if len(message.words) <= _SHORT or sentence in message.questions:
        return True
    return sentence in _wishing(message)


def _wishing(message: Message) -> frozenset[int]:
    """Numbers of the sentences with a word of wishing; worked out once a message."""
    if "wishing" not in message.shared:
        wishes = hits(message, "wanting")
        message.shared["wishing"] = frozenset(message.words[h.first].sentence for h in wishes)
    made: frozenset[int] = message.shared["wishing"]
    return made


def _before(message: Message, hit: Hit, pattern: re.Pattern[str]) -> bool:
    spoken = plain(message)
    start = spoken.begins[hit.first]
    return pattern.search(spoken.text, max(0, start - _LOOKED_BACK), start) is not None
