"""A message of pictures alone, as the goods that they are called like: "🥐🥐" asks for two croissants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from emoji import demojize, emoji_list

from actions.heard import Heard, Wish
from actions.lines import spans
from shop.catalogue import Catalogue
from shop.linking import link

# Where the picture's own name (Unicode's CLDR) is not what people call the thing.
_CALLED = {
    "hot beverage": "coffee",
    "teacup without handle": "tea",
    "shortcake": "cake",
    "birthday cake": "cake",
    "baguette bread": "bread",
    "potable water": "water",
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
        *("mark", "sign", "symbol", "heart", "face", "hand", "hands", "circle", "square", "diamond", "arrow", "button"),
        *("star", "person", "man", "woman", "head", "thumbs", "skin"),
    ]
)


def emoji_alone(heard: Heard, catalogue: Callable[[], Catalogue]) -> Heard:
    """The same; where the message is pictures and nothing else, and one of them names goods, an order of these."""
    if heard.kind != "text" or not heard.text.strip() or any(char.isalnum() for char in heard.text):
        return heard
    pictures = [str(found["emoji"]) for found in emoji_list(heard.text)]
    wishes = tuple(w for one in dict.fromkeys(pictures) if (w := _wish(one, pictures.count(one), catalogue())))
    return replace(heard, wishes=wishes) if wishes else heard


def _wish(picture: str, count: int, catalogue: Catalogue) -> Wish | None:
    name = demojize(picture).strip(":").replace("_", " ").replace("’", "'")
    if _NO_THING & set(name.replace("-", " ").split()):
        return None
    text = f"{count} {_CALLED.get(name, name)}"
    matches = tuple(link(text, catalogue))
    number = {"entity": "quantity", "value": count, "start": 0, "end": len(str(count))}
    return Wish("order_item", text, 0.9, (number,), matches) if spans(matches) else None
