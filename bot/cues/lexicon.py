"""Lexicons: words and phrases in text files, found in a message as whole words.

A line is a word or a phrase, then optionally a tab and a weight (default 1). Lines that start with # are comments:
title, source, licence, date. Files are named ``<name>.<language>.txt``; all lexicons of a language are looked up
together, in one pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.cues.message import Message
from profiles.model import Evidence

FOLDER = Path(__file__).parent / "lexicons"

Entry = tuple[str, tuple[str, ...], float]  # lexicon, words of the phrase, weight


class LexiconFault(ValueError):
    """A lexicon file is missing or a line of it cannot be read; the message names file and line."""


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
    lines = _lines(FOLDER / f"{name}.signs.txt")
    return frozenset(line.strip() for _, line in lines)


def read_lexicon(path: Path) -> list[tuple[tuple[str, ...], float]]:
    """The phrases of one file, as words, with their weights.

    Raises ``LexiconFault`` where the file is missing or a line is wrong.
    """
    return [_read_line(line, path.name, number) for number, line in _lines(path)]


def _lines(path: Path) -> list[tuple[int, str]]:
    if not path.is_file():
        raise LexiconFault(f"The lexicon {path.name} is missing.")
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]


def _read_line(line: str, file: str, number: int) -> tuple[tuple[str, ...], float]:
    phrase, _, weight = line.partition("\t")
    words = tuple(phrase.replace("-", " ").split())  # a hyphen parts words, here as in messages
    try:
        return words, float(weight) if weight else 1.0
    except ValueError as error:
        raise LexiconFault(f"{file}, line {number}: the weight {weight!r} is no number.") from error


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
