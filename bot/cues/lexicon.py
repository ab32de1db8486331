"""Lexicons: words and phrases of text files (``lexicon_files.py``), found in a message as whole words.

All lexicons of a language are looked up together, in one pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.cues.lexicon_files import FOLDER, LexiconFault, lines_of, read_lexicon
from bot.cues.message import Message
from profiles.model import Evidence

Entry = tuple[str, tuple[str, ...], float]  # lexicon, words of the phrase, weight


@dataclass(frozen=True)
class Hit:
    """A phrase of a lexicon, found: words ``first`` up to (not including) ``last``, and its weight."""

    phrase: str
    weight: float
    first: int
    last: int
    evidence: Evidence


def hits(message: Message, name: str) -> tuple[Hit, ...]:
    """Every phrase of the lexicon ``name`` in the message, from left to right, the longest first, never overlapping.

    Empty where the message's language has no such lexicon. Raises ``LexiconFault`` where no language has it.
    """
    found = message.shared.get("hits")
    if found is None:
        found = message.shared["hits"] = _scan(message, _index(message.language))
    if name not in found and name not in _names():
        raise LexiconFault(f"There is no lexicon {name!r} in any language: add {name}.<language>.txt.")
    return tuple(found.get(name, ()))


@cache
def words_of(name: str, language: str = "en") -> frozenset[str]:
    """The single words of a lexicon (phrases left out). Raises ``LexiconFault`` where the file is missing or wrong."""
    return frozenset(words[0] for words, _ in read_lexicon(FOLDER / f"{name}.{language}.txt") if len(words) == 1)


@cache
def signs_of(name: str) -> frozenset[str]:
    """The emoji and typed faces of a lexicon of signs (``<name>.signs.txt``), one a line."""
    lines = lines_of(FOLDER / f"{name}.signs.txt")
    return frozenset(line.strip() for _, line in lines)


@cache
def _names() -> frozenset[str]:
    return frozenset(path.name.split(".")[0] for path in FOLDER.glob("*.txt"))


@cache
def _index(language: str) -> dict[str, tuple[Entry, ...]]:
    """All lexicons of a language by the first word of a phrase, the longest phrase first."""
    index: dict[str, list[Entry]] = {}
    for path in sorted(FOLDER.glob(f"*.{language}.txt")):
        name = path.name.split(".")[0]
        for words, weight in read_lexicon(path):
            index.setdefault(words[0], []).append((name, words, weight))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[1]))) for first, entries in index.items()}


def _scan(message: Message, index: dict[str, tuple[Entry, ...]]) -> dict[str, list[Hit]]:
    words = message.words
    norms = [w.norm for w in words]
    found: dict[str, list[Hit]] = {}
    for place, word in enumerate(words):
        for name, phrase, weight in index.get(word.norm) or index.get(word.doubled) or ():
            earlier = found.get(name)
            if earlier and earlier[-1].last > place:
                continue
            last = place + len(phrase)
            if len(phrase) > 1 and tuple(norms[place + 1 : last]) != phrase[1:]:
                continue
            span = message.evidence(word.start, words[last - 1].end)
            found.setdefault(name, []).append(Hit(" ".join(phrase), weight, place, last, span))
    return found
