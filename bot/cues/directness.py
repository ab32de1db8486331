"""Directness: how straight somebody asks, by the form of what they ask; neither rudeness nor terseness.

"Two croissants, please" is direct and polite; "I was wondering whether you might possibly have two croissants" is
indirect. The forms and their order follow Blum-Kulka, House & Kasper (1989), see ``speech_acts.py``; hedges, conditions
and an apology before the wish soften it (their "downgraders"). The numbers are set by hand: no public text is rated for
directness. "Please" changes nothing here: that is politeness.
"""

from __future__ import annotations

from bot.cues.lexicon import Hit, hits
from bot.cues.measure import in_order, unknown
from bot.cues.message import Message
from bot.cues.speech_acts import Act, speech_acts
from profiles.model import Cue

CUES = ("directness",)
LANGUAGES = ("en",)

_HEDGE, _CONDITION, _APOLOGY = 0.15, 0.25, 0.2
_KINDS = frozenset(("what", "which", "some", "any", "this", "that", "the", "a", "every", "same"))
_SOFT = 0.5  # weaker hedges ("about", "usually", "often") say how much or when, they do not soften a wish
_MOST_SOFTENED = 0.6  # however many hedges: what is commanded with three of them is still no hint


def read(message: Message) -> list[Cue]:
    """−1 (roundabout: "I was wondering whether …") … +1 (direct: "give me two"), or None where nothing is asked for.

    The mean over the message's requests and questions, less what softens them.
    """
    if not message.words:
        return unknown(CUES)
    acts = speech_acts(message)
    if not acts:
        return [Cue("directness", None, reason="nothing is asked for")]
    softening, by = _softening(message, acts)
    value = sum(act.directness for act in acts) / len(acts) - softening
    spans = in_order([*(act.evidence for act in acts), *(h.evidence for h in by)])
    return [Cue("directness", min(1.0, max(-1.0, value)), spans)]


def _softening(message: Message, acts: list[Act]) -> tuple[float, list[Hit]]:
    """How much is taken off, 0 … 0.6, and the words that do it: those in a sentence that asks, beside the form itself."""
    asking = {act.sentence for act in acts}
    taken = [act.evidence for act in acts]
    hedges = [
        h
        for h in hits(message, "hedge")
        if message.words[h.first].sentence in asking
        and h.weight >= _SOFT
        and not _of_a_kind(message, h)
        and not any(t.start <= h.evidence.start < t.end and len(t.text.split()) > 1 for t in taken)
    ]
    conditions = list(hits(message, "condition"))
    apologies = [h for h in hits(message, "apology") if h.first <= acts[0].place]
    total = _HEDGE * sum(h.weight for h in hedges) + _CONDITION * len(conditions) + _APOLOGY * bool(apologies)
    return min(total, _MOST_SOFTENED), [*hedges, *conditions, *apologies]


def _of_a_kind(message: Message, hit: Hit) -> bool:
    """ "What kind of sizes" is no hedge."""
    before = message.words[hit.first - 1].norm if hit.first else ""
    return hit.phrase in ("kind of", "sort of") and before in _KINDS
