"""``python -m benchmarks.talks``: whole conversations, customer and Solito, printed to be read aloud.

``--data FOLDER`` plays strangers' dialogues (``benchmarks/dialogues.py``), drawn by chance with a fixed seed, never by
how they went; ``--visits FILE`` plays visits of one's own: plain text, what the customer says line by line, a blank line
between two visits, ``@ demo-marco`` as the first line for a customer of the demo shop. Everybody else is somebody new who
has agreed to nothing. Understanding is the trained model, the turns are the shop's own, in this process. The strangers'
words were said to another shop: an answer of ours may fit while the next line of theirs does not.

Printed below: turns, empty answers, the same answer twice running, turns that were not understood, orders without a yes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.dialogues import NoDialogues, read_dialogues

SEED = 7
WIDTH = 100
NEWCOMER = "new"


@dataclass(frozen=True)
class Planned:
    """A visit to be played: what is said, whatever is answered. ``who``: a demo customer's id, or "new"."""

    name: str
    says: tuple[str, ...]
    who: str = NEWCOMER


@dataclass(frozen=True)
class Exchange:
    """One message and its answer. ``acts`` are what the answer does; ``ordered``: it placed an order; ``agreed``: to a yes."""

    said: str
    answer: str
    acts: tuple[str, ...] = ()
    ordered: bool = False
    agreed: bool = True


@dataclass(frozen=True)
class Figures:
    """Counts over all turns."""

    turns: int
    empty: int
    repeated: int
    lost: int
    unasked: int

    def __str__(self) -> str:
        share = self.lost / self.turns if self.turns else 0.0
        return (
            f"{self.turns} turns: {self.empty} empty, {self.repeated} repeated, "
            f"{self.lost} not understood ({share:.0%}), {self.unasked} orders without a yes"
        )


def drawn(data: Path, count: int, skip: int = 0, seed: int = SEED) -> list[Planned]:
    """``count`` strangers' dialogues after the first ``skip`` of an order by chance. Raises NoDialogues."""
    dialogues = read_dialogues(data)
    Random(seed).shuffle(dialogues)
    return [Planned(f"{d.source} {d.name}", d.customer) for d in dialogues[skip : skip + count]]


def own_visits(text: str) -> list[Planned]:
    """From a file of visits: one line a message, a blank line between visits."""
    found = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("#")]
        who = lines.pop(0)[1:].strip() if lines and lines[0].startswith("@") else NEWCOMER
        if lines:
            found.append(Planned(f"visit {len(found) + 1}", tuple(lines), who))
    return found


def written(name: str, exchanges: Sequence[Exchange], *, acts: bool = False) -> str:
    """The conversation as one reads it; with ``acts`` what each answer does, in brackets."""
    lines = [f"== {name}"]
    for each in exchanges:
        shown = f"{each.answer or '(no answer)'}" + (f"  [{' '.join(each.acts)}]" if acts else "")
        lines += [textwrap.fill(each.said, WIDTH, initial_indent="> ", subsequent_indent="  "), _indented(shown), ""]
    return "\n".join(lines)


def _indented(answer: str) -> str:
    parts = (textwrap.fill(part, WIDTH, initial_indent="    ", subsequent_indent="    ") for part in answer.split("\n"))
    return "\n".join(parts)


def figures(talks: Sequence[Sequence[Exchange]], lost: frozenset[str]) -> Figures:
    """``lost``: acts that say that something was not understood, or is beyond the shop."""
    every = [each for talk in talks for each in talk]
    twice = sum(a.answer == b.answer for talk in talks for a, b in pairwise(talk))
    return Figures(
        len(every),
        sum(not each.answer.strip() for each in every),
        twice,
        sum(bool(lost & set(each.acts)) for each in every),
        sum(each.ordered and not each.agreed for each in every),
    )


def play(shop: Any, planned: Planned) -> list[Exchange]:
    """``shop``: a ``goal_shop.TrainedShop``. Everything is said, whatever is answered."""
    shop.welcomes(planned.who, "en")
    orders: tuple[str, ...] = ()
    found = []
    for text in planned.says:
        open_before = shop.asks()
        heard = shop.hears(text)
        numbers = tuple(order.number for order in heard.orders)
        agreed = open_before in ("read_back", "cart", "still_open") or "offer" in open_before
        found.append(Exchange(text, heard.text, shop.acts(), len(numbers) > len(orders), agreed))
        orders = numbers
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print conversations and figures; 2 when there is no trained model or nothing to play."""
    asked = _asked(arguments)
    from actions.way_out import NOT_UNDERSTOOD
    from benchmarks.goal_shop import trained_shop  # loads Rasa
    from running.training import NoModel

    try:
        plans = drawn(asked.data, asked.print, asked.skip, asked.seed) if asked.data else _own(asked.visits)
        with tempfile.TemporaryDirectory(prefix="solito-talks-") as folder:
            shop = trained_shop(Path(folder))
            talks = []
            for plan in plans:
                talks.append(play(shop, plan))
                print(written(plan.name, talks[-1], acts=asked.acts), flush=True)
    except (NoDialogues, NoModel, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(figures(talks, NOT_UNDERSTOOD))
    return 0


def _own(path: Path) -> list[Planned]:
    return own_visits(path.read_text("utf-8"))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.talks", description="Whole conversations, to be read")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, help="the folder with the public data")
    source.add_argument("--visits", type=Path, help="visits of your own, one message a line")
    parser.add_argument("--print", type=int, default=10, help="how many dialogues (10)")
    parser.add_argument("--skip", type=int, default=0, help="how many of the drawn ones to pass over")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the drawing ({SEED})")
    parser.add_argument("--acts", action="store_true", help="what each answer does, in brackets")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
