"""A message → its clauses: "2 croissants and is the oat milk gluten free" holds two wishes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

CLAUSES_MAX = (
    12  # a story of a few sentences is heard to its end; of thirty wishes the first twelve, the rest is asked for again
)

# A new wish begins where a sentence ends, or after a conjunction that is followed by something that opens a clause.
_ENDS = re.compile(
    r"(?<=[.!?;])\s+|\n+|(?<=[^\d\s.,]),\s+(?=(?:and |also |but |plus )?(?:{openers})\b)".format(
        openers="can|could|do|does|did|is|are|what|when|where|which|how|who|please|also|tell|i'd|i'll|i want|i need|"
        "(?:she|he|they)(?:'s|'re)?|(?:gli|le) piac\\w+|adora|ama|odia|avete|quant[oaie]|quando|dove|come|vorrei|posso|potrei|mi (?:dic[ae]|dici|sa dire|può dire)|"
        "(?:che )?cosa|qual[ei]?|chi|fate|vendete|siete|c'è|ci sono|si può|a che ora|"
        r"(?:around|about|roughly|under|up to|max|budget)(?= [€$£]?\d| of| is)"
    ),
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\s+(?:and|but|also|plus|e|ma)\s+(?=(?:also\s+)?(?:can|could|do|does|did|is|are|was|what|what's|when|where|which|how|who|"
    r"tell|remind|i'd|i'll|i want|i need|i would|have you|will|would|avete|fate|vendete|c['’]è|ci sono|si può|quant[oaie]|quando|dove|come|vorrei|posso|potrei|potete|siete|"
    r"(?:che )?cosa|qual[ei]?|chi|a che ora|mi (?:dic[ae]|dici|sa dire|può dire))\b)",
    re.IGNORECASE,
)

# "Oh, and how do you know that?": a sigh is no wish.
_SIGH = re.compile(r"\W*(?:oh|ah|h+m+|u+m+|e+r+m*|well|so|eh|beh|mah|ehm|uh|ooh|aw+|phew|ugh)\W*", re.IGNORECASE)
# "The oak or the pine, which is heavier?": one question of both.
_BOTH = re.compile(
    r"[^.!?;\n]*\b(?:or|vs\.?|versus|oppure|o)\b[^.!?;,\n]*(?=[,.:;]?\s+(?:which|what|qual[ei]?)\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class Clause:
    """One clause; ``start`` is its place in the message."""

    text: str
    start: int


def split_clauses(message: str) -> list[Clause]:
    """Split conservatively: "two croissants and a flat white" stays whole. Never empty for a message with text.

    >>> [c.text for c in split_clauses("2 croissants and is the oat milk gluten free")]
    ['2 croissants', 'is the oat milk gluten free']
    """
    cuts = [0]
    asks_of_both = _BOTH.match(message)
    for match in sorted([*_ENDS.finditer(message), *_JOINS.finditer(message)], key=lambda m: m.start()):
        if match.start() >= cuts[-1] and not (asks_of_both and match.start() == asks_of_both.end()):
            cuts.extend((match.start(), match.end()))
    cuts.append(len(message))
    clauses = [_trimmed(message, start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
    said = [clause for clause in clauses if any(ch.isalnum() for ch in clause.text)]
    said = [clause for clause in said if not _SIGH.fullmatch(clause.text)] or said
    return said[:CLAUSES_MAX] or [_trimmed(message, 0, len(message))]


def wished(clauses: list[Clause], quoted: Sequence[tuple[int, int]]) -> list[Clause]:
    """The clauses that the customer says; a mail quoted below an answer wishes nothing."""
    own = [c for c in clauses if not any(start <= c.start < end for start, end in quoted)]
    return own or clauses


def _trimmed(message: str, start: int, end: int) -> Clause:
    text = message[start:end]
    return Clause(text.strip(), start + len(text) - len(text.lstrip()))
