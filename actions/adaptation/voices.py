"""One act in every manner and length, side by side: what `solito voices ACT` prints for the copywriter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from actions.adaptation.acts import ACTS, GREETINGS
from actions.adaptation.model import LengthLevel, Manner
from actions.adaptation.phrasings import LEVELS, MANNERS, Phrase, PhrasingError, Phrasings
from actions.adaptation.samples import sample_slots

FOLDER = Path(__file__).parent.parent / "phrasings"


@lru_cache(maxsize=1)
def own_phrasings() -> Phrasings:
    """The phrasings that ship with Solito."""
    return Phrasings.load(FOLDER)


def render_voices(
    act: str,
    slots: Mapping[str, str] | None = None,
    *,
    lang: str = "en",
    phrasings: Phrasings | None = None,
) -> str:
    """Every wording of an act as a table of text: manner, length, sentence. Fallbacks are marked by an arrow.

    slots  fillings; samples stand in for those not given
    Raises PhrasingError for an unknown act.
    """
    if act not in ACTS:
        raise PhrasingError(f"no act {act!r}; known are {', '.join(sorted(ACTS))}")
    book = phrasings or own_phrasings()
    filled = {**sample_slots(act, book.language(lang)), **(slots or {})}
    rows = [row for manner in MANNERS for level in LEVELS for row in _rows(book, lang, act, manner, level, filled)]
    return "\n".join([f"{act} ({book.language(lang)})", *(f"{a:<8} {b:<7} {text}" for a, b, text in rows)])


def every_sentence(lang: str = "en", phrasings: Phrasings | None = None) -> list[str]:
    """Every reachable sentence with sample fillings, for spelling and reading aloud."""
    book = phrasings or own_phrasings()
    return [
        _filled(book, lang, phrase, sample_slots(act, lang), manner, level)
        for found, act, manner, level, phrase in book.all()
        if found == lang
    ]


def _rows(
    book: Phrasings, lang: str, act: str, manner: Manner, level: LengthLevel, slots: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    cell = next(book.cells(lang, act, manner, level))
    _, _, found_manner, found_level, _ = cell[0].id.split("/")
    if (found_manner, found_level) != (manner, level):
        return [(manner, level, f"→ {found_manner} {found_level}")]
    return [(manner, level, _filled(book, lang, phrase, slots, manner, level)) for phrase in cell]


def _filled(
    book: Phrasings, lang: str, phrase: Phrase, slots: Mapping[str, str], manner: Manner, level: LengthLevel
) -> str:
    ready = dict(slots)
    if ready.get("greeting") in GREETINGS:
        ready["greeting"] = next(book.cells(lang, ready["greeting"], manner, level))[0].source
    text, _ = phrase.template.fill(ready, emoji=2, warm=True)
    return text
