"""What the customers of the benchmark say: our own sentences, filled with the demo catalogue's own words, never twice the same.

One conversation walks through ``STEPS`` again and again, so that turn 8 and turn 198 (190 later, a multiple of the ten
steps) are the same kind of turn, worded by the same template: what is compared then is age, not content.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from string import Formatter

from shop.model import Product

STEPS: tuple[tuple[str, ...], ...] = (
    ("hi, any {item} today?", "hello, got any {item}?", "is there {item} left?"),
    ("how much is the {item}?", "price of a {item}?", "{item}, how much?"),
    ("{count} {item} please", "i'd like {count} {item}", "can i have {count} {item}"),
    ("yes, the {item} please", "yes please, {item}", "ok, {item} then"),
    ("what's in the {item}?", "nuts in the {item}?", "{item}, is it vegan?"),
    ("what goes with {item}?", "recommend me something like {item}", "anything nicer than {item}?"),
    ("add a {item}", "and a {item}", "also one {item} please"),
    ("no {item} after all", "take off the {item}", "without the {item} please"),
    ("open {day} at {hour}?", "are you open {day} {hour}?", "can i come {day} at {hour}?"),
    ("thanks, lovely {item}", "thank you for the {item}", "great {item}, thanks"),
)
COUNTS = ("a", "one", "two", "three", "2", "4")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = tuple(str(hour) for hour in range(6, 22))
OPTION_WORDS_MAX = 1  # "large flat white", but not "ground for moka house coffee beans"
OPTION_LETTERS_MIN = 3  # nor "s linen shirt"


class Exhausted(Exception):
    """Every sentence of a step has been said: the run is longer than the catalogue has words for."""


class Sentences:
    """Draws conversations. The same catalogue and seed give the same conversations."""

    def __init__(self, products: Sequence[Product], seed: int) -> None:
        self._items = names(products)
        self._random = Random(seed)
        self._said: set[str] = set()

    def conversation(self, turns: int) -> list[str]:
        """The next ``turns`` messages of one customer. Raises Exhausted."""
        order = [self._random.sample(step, len(step)) for step in STEPS]
        return [self._fresh(order[turn % len(STEPS)]) for turn in range(turns)]

    def _fresh(self, templates: Sequence[str]) -> str:
        for template in templates:
            choices = [text for text in self._filled(template) if text not in self._said]
            if choices:
                text = self._random.choice(choices)
                self._said.add(text)
                return text
        raise Exhausted(f"all sentences like {templates[0]!r} have been said")

    def _filled(self, template: str) -> list[str]:
        """The template with every item, or every day and hour; the count is drawn."""
        slots = {name for _, name, _, _ in Formatter().parse(template) if name}
        count = self._random.choice(COUNTS)
        if "day" in slots:
            return [template.format(day=day, hour=hour) for day in DAYS for hour in HOURS]
        return [template.format(item=item, count=count) for item in self._items]


def names(products: Sequence[Product]) -> list[str]:
    """How customers name goods: the title, and the title after a variant's one-word options ("large flat white")."""
    found: dict[str, None] = {}
    for product in products:
        title = product.title.lower()
        found[title] = None
        for variant in product.variants:
            for option in variant.options.values():
                if len(option.split()) <= OPTION_WORDS_MAX and len(option) >= OPTION_LETTERS_MIN:
                    found[f"{option.lower()} {title}"] = None
    return list(found)
