"""Transparent features of style: what formality and politeness are learnt from.

Each feature is something that can be pointed at or counted in the message, never a word's meaning. Lexical ones (named
after their lexicon) are weighted counts divided by the square root of the message's words, so that one "please" weighs
less in a letter than in a line, but does not vanish there. The classes of function words are those of style matching;
greeting, indirectness, deference and gratitude follow the strategies of Danescu-Niculescu-Mizil et al. (ACL 2013), with
lexicons of our own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.cues.lexicon import hits, words_of
from bot.cues.message import Message
from bot.cues.slips import mended
from profiles.model import Evidence

LEXICAL = (
    *("casual", "formal", "greeting", "greeting_formal", "greeting_casual", "thanks", "please", "apology", "hedge"),
    *("booster", "positive", "negative", "insult", "indirect", "demand", "deference"),
    *("fw_pronoun_first", "fw_pronoun_second", "fw_pronoun_third", "fw_pronoun_impersonal", "fw_article"),
    *("fw_preposition", "fw_auxiliary", "fw_adverb", "fw_conjunction", "fw_negation", "fw_quantifier"),
)

_FEWEST = 4  # words: shorter messages are scaled as if they had four, so that one word cannot count for more than half

_CONTRACTION = re.compile(r"(?:'(?:s|m|re|ve|d|ll|t)|n't)$")
_BARE_CONTRACTION = frozenset(
    [
        *("dont", "cant", "wont", "im", "ive", "id", "didnt", "doesnt", "isnt", "wasnt", "youre", "thats", "whats"),
        *("theres", "hes", "shes"),
    ]
)
_LATINATE = re.compile(
    r".{3,}(?:tions?|sions?|ments?|ances?|ences?|ity|ities|ives?|ous|ical|ally|ure|ated|ates|ively)$"
)
_WH = frozenset(["what", "which", "who", "where", "when", "why", "how", "what's", "how's", "who's", "where's"])


@dataclass(frozen=True)
class Features:
    """Values by feature name, and for those that can be pointed at the places in the message."""

    values: dict[str, float]
    spans: dict[str, tuple[Evidence, ...]]


def style_features(message: Message) -> Features:
    """All features of a message that has at least one word; worked out once a message."""
    if "style" not in message.shared:
        message.shared["style"] = _measure(message)
    features: Features = message.shared["style"]
    return features


def _measure(message: Message) -> Features:
    values: dict[str, float] = {}
    spans: dict[str, tuple[Evidence, ...]] = {}
    scale = math.sqrt(max(len(message.words), _FEWEST))
    for name in LEXICAL:
        found = hits(message, name)
        values[name] = sum(abs(h.weight) for h in found) / scale
        spans[name] = tuple(h.evidence for h in found)
    for name, places in _FORM.items():
        spans[name] = places(message)
        values[name] = len(spans[name]) / scale
    values.update(_shape(message))
    return Features(values, spans)


def _shape(message: Message) -> dict[str, float]:
    words = message.words
    n = len(words)
    letters = [len(w.norm) for w in words]
    first, text = words[0], message.straight
    sentences = words[-1].sentence + 1
    return {
        "log_words": math.log(n),
        "log_sentence_words": math.log(n / sentences),
        "mean_word_length": sum(letters) / n,
        "long_words": sum(length > 6 for length in letters) / n,
        "short_words": sum(length < 4 for length in letters) / n,
        "lower_case_start": float(first.text[:1].islower()),
        "final_stop": float(text.rstrip().endswith((".", "!", "?", "…"))),
        "distinct_words": len({w.norm for w in words}) / n,
        "digits": sum(w.text[:1].isdigit() for w in words) / n,
        "capitalised_inside": sum(w.text[:1].isupper() for w in words[1:]) / n,
        "starts_with_first_person": float(first.norm in words_of("fw_pronoun_first")),
        "starts_with_second_person": float(first.norm in words_of("fw_pronoun_second")),
        "starts_with_please": float(first.norm in words_of("please")),
        "starts_with_conjunction": float(first.norm in words_of("fw_conjunction")),
        "starts_with_question_word": float(first.norm in _WH),
    }


def _words_where(test: Callable[[str], bool]) -> Callable[[Message], tuple[Evidence, ...]]:
    def places(message: Message) -> tuple[Evidence, ...]:
        return tuple(message.evidence(w.start, w.end) for w in message.words if test(w.text))

    return places


def _signs(pattern: str) -> Callable[[Message], tuple[Evidence, ...]]:
    compiled = re.compile(pattern)

    def places(message: Message) -> tuple[Evidence, ...]:
        return tuple(message.evidence(*m.span()) for m in compiled.finditer(message.straight))

    return places


_THREE = re.compile(r"([^\W\d_])\1\1")


def _contraction(word: str) -> bool:
    lower = word.lower().replace("’", "'")
    return lower in _BARE_CONTRACTION or _CONTRACTION.search(lower) is not None


def _repeated(word: str) -> bool:
    """Stretched ("sooo"); a letter too many in a word that has two of it is a slip ("adddress")."""
    lower = word.lower()
    return _THREE.search(lower) is not None and mended(lower, "en") == lower


def _shouted(word: str) -> bool:
    return len(word) > 3 and word.isupper()


def _acronym(word: str) -> bool:
    return 2 <= len(word) <= 4 and word.isupper() and word.isalpha()


_FORM: dict[str, Callable[[Message], tuple[Evidence, ...]]] = {
    "contraction": _words_where(_contraction),
    "latinate": _words_where(lambda word: _LATINATE.match(word.lower()) is not None),
    "adverb_ly": _words_where(lambda word: len(word) > 4 and word.lower().endswith("ly")),
    "past_ed": _words_where(lambda word: len(word) > 4 and word.lower().endswith("ed")),
    "lower_case_i": _words_where(
        lambda word: word in ("i", "i'm", "i’m", "im", "i'd", "i’d", "i've", "i’ve", "i'll", "i’ll")
    ),
    "repeated_letters": _words_where(_repeated),
    "shouted": _words_where(_shouted),
    "acronym": _words_where(_acronym),
    "emoji": lambda message: message.emoji,
    "exclamation": _signs(r"!+"),
    "question_mark": _signs(r"\?+"),
    "dots": _signs(r"\.\.+|…"),
    "comma": _signs(r","),
    "colon": _signs(r"[:;](?=\s|$)"),
    "dash": _signs(r"(?<=\s)[-–—]{1,3}(?=\s)"),
    "bracket": _signs(r"[()\[\]]"),
    "quotation": _signs(r'"'),
}
