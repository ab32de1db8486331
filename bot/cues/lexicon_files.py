"""The files that lexicons are kept in. A line is a word or a phrase, then optionally a tab and a weight (default 1).

Lines that start with # are comments: title, source, licence, date. Files are named ``<name>.<language>.txt``.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "lexicons"


class LexiconFault(ValueError):
    """A lexicon file is missing or a line of it cannot be read; the message names file and line."""


def read_lexicon(path: Path) -> list[tuple[tuple[str, ...], float]]:
    """The phrases of one file, as words, with their weights.

    Raises ``LexiconFault`` where the file is missing or a line is wrong.
    """
    return [_read_line(line, path.name, number) for number, line in lines_of(path)]


def lines_of(path: Path) -> list[tuple[int, str]]:
    """The lines that hold something, with their numbers. Raises ``LexiconFault`` where the file is missing."""
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
