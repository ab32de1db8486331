"""Does the same message, written a little differently, sound the same?  python -m benchmarks.stability

A thousand of our own shop messages (``nlu_data``; every fifth of those with at least four words) are changed in one way
at a time, and heard again. A cue changes class where its words change ("rather formal", "ordinary shop talk"; for counts
the number), or where it becomes or stops being unknown. Given is the share of messages for each change, and the worst cue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from bot.cues.scales import in_words
from bot.cues.slips import slips_of
from bot.cues.style_corpora import shop_messages
from bot.hearing import hear
from profiles.model import Cue

MESSAGES, WORDS_MIN, SLIPPERY = 1_000, 4, 5
_chance = np.random.default_rng(0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    texts = sample()
    table = Table(title=f"Class changes in {len(texts):,} messages of our own")
    for name in ("change", "any cue", "one cue on average", "worst cue"):
        table.add_column(name, justify="left" if name in ("change", "worst cue") else "right")
    before = hear(texts, "en")
    for name, change in CHANGES.items():
        any_cue, mean, worst = changed(before, hear([change(text) for text in texts], "en"))
        table.add_row(name, f"{any_cue:.1%}", f"{mean:.2%}", worst)
    Console(width=110).print(table)
    return 0


def sample() -> list[str]:
    """The messages that are heard."""
    return [text for text in shop_messages() if len(text.split()) >= WORDS_MIN][::5][:MESSAGES]


def changed(before: Sequence[Sequence[Cue]], after: Sequence[Sequence[Cue]]) -> tuple[float, float, str]:
    """Share of messages in which any cue changes class, share of all cues that do, and the cue that does most often."""
    by_cue: Counter[str] = Counter()
    messages = 0
    for one, other in zip(before, after, strict=True):
        moved = [a.name for a, b in zip(one, other, strict=True) if _class(a) != _class(b)]
        by_cue.update(moved)
        messages += bool(moved)
    worst = by_cue.most_common(1)
    told = f"{worst[0][0]} {worst[0][1] / len(before):.1%}" if worst else "none"
    return messages / len(before), by_cue.total() / (len(before) * len(before[0])), told


def _class(cue: Cue) -> str | None:
    return None if cue.value is None else in_words(cue.name, cue.value)


def a_slip(text: str) -> str:
    """One word of five letters or more mistyped by one slip of the hand."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= SLIPPERY and word.isalpha()]
    if long:
        i = int(_chance.choice(long))
        slips = [slip for slip in slips_of(words[i]) if slip != words[i]]
        words[i] = slips[int(_chance.integers(len(slips)))]
    return " ".join(words)


CHANGES: dict[str, Callable[[str], str]] = {
    "two spaces between words": lambda text: text.replace(" ", "  "),
    "spaces and a line break around": lambda text: f"  {text}\n",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "typographic quotes and dots": lambda text: text.replace("'", "’").replace("...", "…"),
    "invisible signs of a messaging app": lambda text: f"\u200e{text}\u200b",
    "a slip of the hand": a_slip,
}

if __name__ == "__main__":
    raise SystemExit(main())
