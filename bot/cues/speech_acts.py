"""Speech acts: in which form a message asks for something.

The scale is that of request strategies (Blum-Kulka, House & Kasper 1989, "Cross-cultural Pragmatics"): from the bare
command over statements of want and need to conventionally indirect questions ("could you …") and the most roundabout
("I was wondering whether …"). In a shop a bare noun phrase ("flat white oat") is a command with the verb left out. The
forms are phrases of ``lexicons/request.en.txt``, each with its directness; the rest is read off the clause's first
words, without a parser.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.cues.lexicon import Hit, hits, words_of
from bot.cues.message import Message, Word
from bot.cues.negation import negated
from bot.cues.speech_words import (
    AUXILIARIES,
    BEFORE,
    CONTRACTED,
    EXCLAIMED,
    FINITE,
    JUDGING,
    LINKS,
    NO_HEAD,
    NO_SUBJECTS,
    PERSONS,
    SUBJECTS,
    SUBORDINATE,
    WH,
)
from profiles.model import Evidence

_COMMAND, _FRAGMENT, _QUESTION, _ELLIPSIS = 0.95, 0.8, 0.35, 0.5
_LONGEST_FRAGMENT = 8  # words; longer verbless clauses are hardly ever orders
_OPENERS = ("greeting", "please", "thanks", "apology", "warm_wishes", "no_wish", "insult", "booster")
_FAR = 7  # words: "what other kinds of bread are there"
_JUDGED = 2  # words after the judgement: "great coffee", "terrible service today"


@dataclass(frozen=True)
class Act:
    """One request or question: its directness (−1 roundabout … +1 bare), its sentence, first word and evidence."""

    directness: float
    sentence: int
    place: int
    evidence: Evidence


def speech_acts(message: Message) -> list[Act]:
    """The requests and questions of a message, at most one a clause, from left to right.

    A verbless fragment counts only where its sentence holds no other act: "could I have a cake, a big one" asks once.
    """
    acts, fragments = list[Act](), list[Act]()
    opened = _covered(message)
    phrases = _phrases(message, opened)
    for _, group in groupby(enumerate(message.words), key=lambda pair: pair[1].clause):
        places = [place for place, _ in group]
        head = next((p for p in places if p not in opened and message.words[p].norm not in LINKS), None)
        stated = [act for act in phrases if places[0] <= act.place <= places[-1]]
        headed = _headed(message, places, head, opened) if head is not None else None
        first = min([*stated, *([headed] if headed else [])], key=lambda act: act.place, default=None)
        if first:
            acts.append(first)
        elif fragment := _fragment(message, places, opened):
            fragments.append(fragment)
    asked = {act.sentence for act in acts}
    return sorted([*acts, *(f for f in fragments if f.sentence not in asked)], key=lambda act: act.place)


def _phrases(message: Message, opened: frozenset[int]) -> list[Act]:
    words = message.words
    return [
        Act(h.weight, words[h.first].sentence, h.first, h.evidence)
        for h in hits(message, "request")
        if words[h.first].clause == words[h.last - 1].clause
        and not (h.weight > 0 and (_hangs(words, h.first) or negated(message, h.first)))
        and not opened.issuperset(range(h.first, h.last))
        and (_anywhere(h) or _opens(words, h.first))
    ]


def _anywhere(hit: Hit) -> bool:
    """Single words ("need") and commands ("call me") count only where a clause begins: not in "people call me Ada"."""
    words = hit.phrase.split()
    return len(words) > 1 and words[0] not in words_of("imperative")


def _opens(words: tuple[Word, ...], place: int) -> bool:
    before = place - 1
    return place == 0 or words[before].clause != words[place].clause or words[before].norm in BEFORE


def _hangs(words: tuple[Word, ...], place: int) -> bool:
    return place > 0 and words[place - 1].clause == words[place].clause and words[place - 1].norm in SUBORDINATE


def _covered(message: Message) -> frozenset[int]:
    """Numbers of the words that open, thank, answer or curse, and ask for nothing."""
    return frozenset(place for name in _OPENERS for h in hits(message, name) for place in range(h.first, h.last))


def _headed(message: Message, places: list[int], head: int, opened: frozenset[int]) -> Act | None:
    """A command or a question, by the clause's first words."""
    clause = [message.words[p] for p in places if p >= head]
    norms = [w.norm for w in clause]
    after = norms[1] if len(norms) > 1 else ""
    if _commands(norms[0], after):
        directness = _COMMAND
    elif _asks(norms, after, head + 1 in opened) or (norms[0] in WH and _marked(message, places[-1])):
        directness = _QUESTION
    else:
        return None
    span = message.evidence(clause[0].start, clause[min(1, len(clause) - 1)].end)
    return Act(directness, clause[0].sentence, head, span)


def _commands(first: str, after: str) -> bool:
    verbs = words_of("imperative")
    if first in verbs:  # "order it", but not "order not received", "answer was wrong"
        return after != "not" and after not in AUXILIARIES
    return first in ("don't", "dont", "do") and (after in verbs or after == "not")


def _asks(norms: list[str], after: str, followed_by_filler: bool) -> bool:
    """ "is COD available", "does it fit", "what sizes do you have"; not "was great", "when I ordered it"."""
    if norms[0] in AUXILIARIES:
        return after in SUBJECTS or (len(norms) > 2 and after not in NO_SUBJECTS and not followed_by_filler)
    if norms[0] not in WH or norms[0] == "why":
        return norms[0] == "why"
    inverted = any(one in AUXILIARIES and two in SUBJECTS for one, two in pairwise(norms[1:12]))
    asked = after not in EXCLAIMED and not AUXILIARIES.isdisjoint(norms[1:_FAR])
    return inverted or after in AUXILIARIES or (norms[0], after) == ("how", "to") or asked


def _fragment(message: Message, places: list[int], opened: frozenset[int]) -> Act | None:
    """A clause without a verb: "flat white oat", "two croissants please"; with a question mark it asks ("oat milk?")."""
    kept = [p for p in places if p not in opened and message.words[p].norm not in LINKS]
    words = [message.words[p] for p in kept]
    if (
        not words
        or len(words) > _LONGEST_FRAGMENT
        or words[0].norm in NO_HEAD
        or words[0].norm in words_of("subjectless")
    ):
        return None
    if any(_verbal(w.norm) for w in words) or _only_said(message, places[0], kept):
        return None
    span = message.evidence(words[0].start, words[-1].end)
    return Act(_ELLIPSIS if _marked(message, places[-1]) else _FRAGMENT, words[0].sentence, kept[0], span)


def _verbal(norm: str) -> bool:
    return norm in words_of("fw_auxiliary") or norm in PERSONS or norm in FINITE or norm.endswith(CONTRACTED)


def _only_said(message: Message, start: int, kept: list[int]) -> bool:
    """ "Thanks for the quick help", "hello Ada", "great service" greet, thank or judge; "not received" tells; a lone word beside a
    statement ("that was kind, Ada") calls by name. A "please" makes a wish of any of them.
    """
    if hits(message, "please"):
        return False
    before = range(start, kept[0])
    alone = len(kept) == 1 and _states(message, start)
    thanked = any(h.first in before for name in ("thanks", "insult") for h in hits(message, name))
    denied = any(message.words[p].norm == "not" for p in kept)
    greeted = any(h.first in before for h in hits(message, "greeting")) and len(kept) == 1
    judged = len(kept) <= _JUDGED and any(message.words[p].norm in JUDGING for p in before)
    return alone or thanked or greeted or judged or denied


def _states(message: Message, start: int) -> bool:
    """Does another clause of the sentence that the word ``start`` stands in hold a verb?"""
    own = message.words[start]
    return any(w.sentence == own.sentence and w.clause != own.clause and _verbal(w.norm) for w in message.words)


def _marked(message: Message, last: int) -> bool:
    """Does a question mark follow this word?"""
    end = message.words[last + 1].start if last + 1 < len(message.words) else len(message.own)
    return "?" in message.own[message.words[last].end : end]
