"""``python -m benchmarks.linking --data FOLDER``: do 200 phrasings of ours find the goods that are meant?

Three catalogues: the demo shop's, and ``catalogues/apparel.csv`` and ``catalogues/home-and-garden.csv`` of a folder with
public data, which are no part of this repository. Each is imported with the shop's importer into a fresh SQLite file.
A text goes the way of a message: clauses, vectors, matches, the order's reading of them. Half of the phrasings are held
back while the linking is mended; both halves are printed. ``--wrong`` prints what went wrong on the other half.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from itertools import product as combined
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz
from rich.console import Console
from rich.table import Table

from actions.heard import Wish
from actions.lines import read_lines
from actions.nearest import NEAR_MAX, nearest_titles
from benchmarks.linking_exam import SHOPS, Chosen, Mark, Phrase, Score, by_score, marked, phrases_of, scored
from benchmarks.linking_speed import MANY, Known, timed
from bot.components.catalogue_index import CatalogueIndex
from bot.components.clauses import split_clauses
from bot.components.entities import read_entities
from bot.encoder import PACKAGED, Encoder
from profiles.model import Customer, Visit
from shop.catalogue import Catalogue
from shop.engines import open_engine
from shop.importers.detect import read_catalogue
from shop.migrate import upgrade
from shop.model import Match
from shop.store import ShopStore

HOME = Path(__file__).resolve().parents[1]
FILES = {"apparel": "catalogues/apparel.csv", "home": "catalogues/home-and-garden.csv"}
NOBODY = Customer("nobody", True, Visit(1, datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc), 1))
FIRST_LEAST, SERVED_LEAST = 0.92, 0.98
Chooses = Callable[[str], Chosen]


def choosing(catalogue: Catalogue, index: CatalogueIndex, encoder: Encoder) -> Chooses:
    """What the shop would do with a text that asks for something: the same code as in a turn, sentences apart."""

    def choose(text: str) -> Chosen:
        clauses = split_clauses(text)
        vectors = encoder.encode([clause.text for clause in clauses])
        taken: list[str] = []
        asked: list[str] = []
        matches: list[Match] = []
        for clause, vector in zip(clauses, vectors, strict=True):
            found = index.matches(clause.text, vector)
            entities, suited = tuple(read_entities(clause.text)), tuple(index.suited(vector))
            wish = Wish("order_item", clause.text, 1.0, entities, tuple(found), suited)
            read = read_lines(wish, catalogue, NOBODY)
            taken += [line.product_id for line in read.lines]
            taken += [p.id for p in (*(choice.product for choice in read.choosing), *read.sold_out)]
            asked += [p.id for one in read.between for p in one.products]
            if not (read.lines or read.choosing or read.sold_out or read.between):
                asked += [p.id for p in read.maybe[:NEAR_MAX] or nearest_titles(wish, catalogue)]
            matches += found
        options = next((m.options for m in matches if taken and m.product_id == taken[0]), {})
        return Chosen(tuple(dict.fromkeys(taken)), tuple(dict.fromkeys(asked)), options)

    return choose


def imported(shop: str, data: Path, folder: Path) -> Catalogue:
    """One shop's catalogue, through the importer and a fresh SQLite file."""
    path = HOME / "demo" / "catalogue.csv" if shop == "demo" else data / FILES[shop]
    url = f"sqlite:///{folder / shop}.db"
    upgrade(url)
    store = ShopStore(open_engine(url))
    store.load_catalogue(read_catalogue(path).products)
    return store.catalogue()


def encoded(catalogue: Catalogue, encoder: Encoder) -> CatalogueIndex:
    """The catalogue's index, once its vectors are there."""
    index = CatalogueIndex(Known(catalogue), encoder)
    index.matches("to begin")
    index.wait()
    return index


def baselines(catalogue: Catalogue, encoder: Encoder) -> Mapping[str, Callable[[str], dict[str, float]]]:
    """Plain ways to score all products for a text, 0 … 1: the title's words by rapidfuzz, the cosine alone."""
    titles = {product.id: product.title for product in catalogue.listed()}
    vectors = encoder.encode(list(titles.values()))

    def by_words(text: str) -> dict[str, float]:
        return {key: fuzz.token_set_ratio(text.lower(), title.lower()) / 100 for key, title in titles.items()}

    def by_meaning(text: str) -> dict[str, float]:
        return dict(zip(titles, map(float, vectors @ encoder.encode([text])[0]), strict=True))

    return {"rapidfuzz token_set_ratio": by_words, "cosine alone": by_meaning}


def best_baseline(scores: Mapping[Phrase, Mapping[str, float]]) -> dict[Phrase, Mark]:
    """A baseline at the threshold and margin that do it most good on the half that is not held back."""
    open_half = [phrase for phrase in scores if not phrase.held]

    def worth(bars: tuple[float, float]) -> float:
        got = scored(marked(phrase, by_score(scores[phrase], *bars)) for phrase in open_half)
        return got.first + got.served

    least, close = max(combined(np.arange(0.2, 0.96, 0.05), (0.0, 0.01, 0.02, 0.04, 0.06, 0.1, 0.15)), key=worth)
    return {phrase: marked(phrase, by_score(found, least, close)) for phrase, found in scores.items()}


def table_of(marks: Mapping[str, Mapping[Phrase, Mark]]) -> Table:
    """Each way of choosing by shop and half."""
    table = Table(title="200 phrasings: is what was meant found?")
    for head in ("", "phrasings", "right at 1", "right or asked", "wrong, unasked", "no question needed", "options"):
        table.add_column(head, justify="right" if head else "left")
    for way, of_way in marks.items():
        ours = way == "Solito"
        for name, fits in [
            *((f"{way}, {shop}", lambda p, s=shop: p.shop == s) for shop in SHOPS if ours),
            (f"{way}, mended", lambda p: not p.held),
            (f"{way}, held", lambda p: p.held),
            (f"{way}, all", lambda p: True),
        ]:
            table.add_row(name, *_cells(scored(mark for phrase, mark in of_way.items() if fits(phrase))))
        table.add_section()
    return table


def _cells(score: Score) -> list[str]:
    shares = (score.first, score.served, score.wrong, score.straight, score.options)
    return [str(score.n), *(f"{share:.3f}" for share in shares)]


def wrong_ones(chosen: Mapping[Phrase, Chosen], marks: Mapping[Phrase, Mark]) -> list[str]:
    """What was not right at once, of the half that is not held back."""
    return [
        f"{p.shop} {p.kind}: {p.text!r} → {chosen[p]}; meant {p.right or p.open}"
        for p, mark in marks.items()
        if not p.held and not (mark.first and mark.options is not False)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; exit code 1 when a bar is missed, 2 when the data are not there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds catalogues/*.csv")
    parser.add_argument("--wrong", action="store_true", help="print what went wrong on the half that is not held back")
    asked = parser.parse_args(arguments)
    missing = [name for name in FILES.values() if not (asked.data / name).is_file()]
    if missing:
        print(f"--data {asked.data}: {' and '.join(missing)} not there", file=sys.stderr)
        return 2
    phrases, encoder, console = phrases_of(), Encoder(PACKAGED), Console(width=130)
    chosen: dict[Phrase, Chosen] = {}
    plain: dict[str, dict[Phrase, Mapping[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for shop in SHOPS:
            of_shop = [phrase for phrase in phrases if phrase.shop == shop]
            catalogue = imported(shop, asked.data, Path(folder))
            choose = choosing(catalogue, encoded(catalogue, encoder), encoder)
            chosen |= {phrase: choose(phrase.text) for phrase in of_shop}
            for name, scores_of in baselines(catalogue, encoder).items():
                plain.setdefault(name, {}).update({phrase: scores_of(phrase.text) for phrase in of_shop})
    ours = {phrase: marked(phrase, what) for phrase, what in chosen.items()}
    if asked.wrong:
        console.print(*wrong_ones(chosen, ours), sep="\n")
    console.print(table_of({"Solito": ours, **{name: best_baseline(found) for name, found in plain.items()}}))
    speed = timed((phrase.text for phrase in phrases), encoder, encoder.dimension)
    console.print(f"among {MANY:,} products: median {speed.p50:.1f} ms a text, p95 {speed.p95:.1f} ms, encoding apart")
    whole = scored(ours.values())
    return 0 if whole.first >= FIRST_LEAST and whole.served >= SERVED_LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
