"""``python -m benchmarks.usual --data FOLDER`` (or ``make bench-usual DATA=FOLDER``): is the usual what they take next?

Public purchases, no part of this repository: a year of groceries (Complete Journey) and a gift web shop (Online Retail).
A visit is a day. Customers are halved by person; what comes back in the shop, popularity and thresholds come from one
half, figures from the other, then the halves change places and the mean is printed. The probabilities' three numbers
(``shop/calibration.py``) were fitted once, on one of the halves (``--fit`` prints the fit).

kind within a category  each household in each category, after its first 3 or 10 visits there: the likeliest type. Spoken
                        to are those from the probability on that is right in .795 on the other half. ECE: ten bins.
next basket             the order of a customer's kinds against the basket after 10 (5) visits; NDCG@10, P@1; beside it
                        their own frequency, ties by popularity. Difference with its 95 % interval, paired over customers.
greeted                 the whole rule for the word usual, after 3, 5, 10 visits: the share greeted, how often it was in
                        the next visit, and the share greeted of customers without a taste (baskets dealt out anew).
                        Whole households know articles and types; households in a category types, or articles and types.
one purchase, gifts     greetings after one visit, and after any number of presents.
complements             one thing of each invoice of the gift shop is hidden; from the rest, what goes
                        with it by the baskets of the other half: is it among the first five?
explore share           Spearman between the share of new articles foreseen after 3 or 10 visits and the mean share of
                        the next ten (three at least).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks import purchases, usual_fit, usual_speed
from benchmarks.exam_results import Exam, as_json, table
from benchmarks.purchases import Customers, halves, shuffled
from benchmarks.usual_exams import (
    Greeted,
    bootstrap,
    calibration_error,
    complement_hits,
    coverage,
    explored,
    greeted,
    greeted_by_gifts,
    next_basket,
    next_in_kind,
    popularity,
    rates_of,
    threshold,
)

HOME = Path(__file__).resolve().parents[1]
AIMED_AT = 0.795  # so that the other half comes out at .79
NULL_MOST = 0.05
SETS: dict[str, Callable[[Path], Customers]] = {
    "households": purchases.grocery,
    "in a category, types": purchases.grocery_by_category,
    "in a category, articles": purchases.grocery_shelves,
    "gift shop": purchases.gift_shop,
}


def in_category(data: Path) -> Iterator[Exam]:
    """Coverage, precision and calibration of the likeliest type within a category."""
    customers = purchases.grocery_by_category(data)
    first, second = halves(customers)
    sides = [(fitted, rates_of(fitted), tested) for fitted, tested in ((first, second), (second, first))]
    for visits, bar, known in ((3, 0.52, 0.50), (10, 0.67, 0.66)):
        found = []
        for fitted, rates, tested in sides:
            guesses = next_in_kind(tested, visits, rates)
            least = threshold(next_in_kind(fitted, visits, rates), AIMED_AT)
            found.append((*coverage(guesses, least), calibration_error(guesses), len(guesses)))
        covered, right, error, count = np.mean(found, axis=0)
        about = f"right {right:.3f} of the time; {2 * count:,.0f} cases"
        yield Exam(
            f"kind in its category, {visits} visits: coverage", covered, bar, human=known, about=about, form=".3f"
        )
        yield Exam("  precision", right, 0.79, form=".3f")
        yield Exam("  calibration error", error, 0.03, "at most", form=".3f")


def baskets(data: Path) -> Iterator[Exam]:
    """The next basket, against the customer's own frequency."""
    for name, read, visits in (("grocery types", purchases.grocery_types, 10), ("gift shop", purchases.gift_shop, 5)):
        halved = halves(read(data))
        both = [next_basket(b, visits, rates_of(a), popularity(a, visits)) for a, b in (halved, halved[::-1])]
        for measure, label in (("ndcg", "NDCG@10"), ("first", "P@1")):
            ours, plain = (np.concatenate([getattr(pair[i], measure) for pair in both]) for i in (0, 1))
            gain, low, high = bootstrap(ours, plain)
            about = f"{len(ours):,} customers; gain {gain:+.4f}, 95 %: {low:+.4f} … {high:+.4f}"
            yield Exam(
                f"next basket, {name}, {visits} visits: {label}",
                ours.mean(),
                human=plain.mean(),
                about=about,
                form=".3f",
            )
            yield Exam("  upper end of the gain", high, 0.0, form="+.4f")


def greetings(data: Path) -> Iterator[Exam]:
    """Who is greeted with a usual, how rightly, and who would be without a taste of their own."""
    for name, read in SETS.items():
        first, second = halves(read(data))
        rates, dealt = rates_of(first), shuffled(second)
        for visits in (3, 5, 10):
            real, null = greeted(second, visits, rates), greeted(dealt, visits, rates)
            about = f"of {null.customers:,}; with a taste {real.share:.3f} greeted, {_right(real)} right"
            yield Exam(
                f"greeted without a taste: {name}, {visits}", null.share, NULL_MOST, "at most", about=about, form=".3f"
            )
        once, gifts = greeted(second, 1, rates), greeted_by_gifts(second, rates)
        yield Exam(
            f"greeted after one purchase: {name}",
            once.share,
            0.0,
            "at most",
            about=f"of {once.customers:,}",
            form=".3f",
        )
        yield Exam(f"greeted after presents only: {name}", gifts, 0.0, "at most", form=".3f")


def _right(found: Greeted) -> str:
    return "–" if np.isnan(found.right) else f"{found.right:.3f}"


def exploring(data: Path) -> Iterator[Exam]:
    """How well the share of new things is foreseen."""
    customers = purchases.grocery(data)
    for visits, bar, known in ((3, 0.36, 0.34), (10, 0.57, 0.56)):
        share = explored(customers, visits)
        yield Exam(f"explore share, Spearman, {visits} visits", share, bar, human=known, form=".3f")
    gift_shop = purchases.gift_shop(data)
    shares = ", ".join(f"{explored(gift_shop, visits):.3f} after {visits}" for visits in (3, 10))
    yield Exam("  the same numbers in the gift shop", explored(gift_shop, 3), about=shares, form=".3f")


def together(data: Path) -> Iterator[Exam]:
    """One thing of a basket from the rest of it, in the gift shop, both halves in turn."""
    halved = halves(purchases.gift_baskets(data))
    found = [complement_hits(tested, learnt) for tested, learnt in (halved, halved[::-1])]
    ours, plain, count = np.mean(found, axis=0)
    about = f"{2 * count:,.0f} baskets; most popular {plain:.3f}"
    yield Exam("complements, hit@5 from the rest", ours, 0.22, human=0.219, about=about, form=".3f")


def main() -> int:
    """Print the table; 1 when a bar was missed, 2 when the data is not there."""
    parser = argparse.ArgumentParser(prog="benchmarks.usual", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data")
    parser.add_argument("--fit", action="store_true", help="fit the probability's three numbers anew, and print them")
    parser.add_argument(
        "--only",
        default="",
        help="exams whose name begins so: in_category, baskets, greetings, exploring, together, speed",
    )
    arguments = parser.parse_args()
    missing = [
        name for name in (purchases.GROCERY, purchases.GOODS, purchases.GIFTS) if not (arguments.data / name).exists()
    ]
    if missing:
        print(f"{arguments.data} lacks {', '.join(missing)}: see the docstring for what they are", file=sys.stderr)
        return 2
    if arguments.fit:
        print(usual_fit.fitted(halves(purchases.grocery_by_category(arguments.data))[0]))
        return 0
    parts: dict[str, Callable[[], Iterator[Exam]]] = {
        "in_category": lambda: in_category(arguments.data),
        "baskets": lambda: baskets(arguments.data),
        "greetings": lambda: greetings(arguments.data),
        "exploring": lambda: exploring(arguments.data),
        "together": lambda: together(arguments.data),
        "speed": usual_speed.exams,
    }
    exams: list[Exam] = []
    for name, part in parts.items():
        if name.startswith(arguments.only):
            print(f"{name} …", file=sys.stderr, flush=True)
            exams += part()
    Console(width=150).print(table(exams, "The usual, on public purchases", "counting"))
    results = HOME / "var" / "bench" / "usual.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text(json.dumps(as_json(exams), indent=1), encoding="utf-8")
    return 0 if all(exam.kept for exam in exams) else 1


if __name__ == "__main__":
    raise SystemExit(main())
