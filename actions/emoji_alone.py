"""A message of pictures alone, as the goods that they are called like: "🥐🥐" asks for two croissants."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from actions.heard import Heard, Wish
from actions.lines import spans
from shop.catalogue import Catalogue
from shop.linking import link

# Where Unicode's own name is not what people call the thing.
_CALLED = {
    "hot beverage": "coffee",
    "teacup without handle": "tea",
    "shortcake": "cake",
    "birthday cake": "cake",
    "baguette bread": "bread",
    "potable water symbol": "water",
    "cup with straw": "juice",
    "beverage box": "juice",
    "t-shirt": "t-shirt",
    "honey pot": "honey",
    "closed umbrella": "umbrella",
    "umbrella with rain drops": "umbrella",
}
# Signs and faces are called by colours and shapes that goods have, too: "white heavy check mark".
_NO_THING = frozenset(
    [
        "mark",
        "sign",
        "symbol",
        "heart",
        "face",
        "hand",
        "hands",
        "circle",
        "square",
        "diamond",
        "arrow",
        "button",
        "star",
        "person",
        "man",
        "woman",
        "head",
        "thumbs",
        "skin",
    ]
)


def emoji_alone(heard: Heard, catalogue: Callable[[], Catalogue]) -> Heard:
    """The same; where the message is pictures and nothing else, and one of them names goods, an order of these."""
    if heard.kind != "text" or not heard.text.strip() or any(char.isalnum() for char in heard.text):
        return heard
    pictures = [char for char in heard.text if unicodedata.category(char) == "So"]
    wishes = tuple(w for char in dict.fromkeys(pictures) if (w := _wish(char, pictures.count(char), catalogue())))
    return replace(heard, wishes=wishes) if wishes else heard


def _wish(picture: str, count: int, catalogue: Catalogue) -> Wish | None:
    name = unicodedata.name(picture, "").lower()
    if _NO_THING & set(name.replace("-", " ").split()):
        return None
    text = f"{count} {_CALLED.get(name, name)}"
    matches = tuple(link(text, catalogue))
    number = {"entity": "quantity", "value": count, "start": 0, "end": len(str(count))}
    return Wish("order_item", text, 0.9, (number,), matches) if spans(matches) else None
