"""What a customer has said of a thing that they had: liked, so-so, disliked. Facts about that thing, which steer advice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.answer import stated
from actions.desk import Desk
from profiles.model import Fact
from shop.model import Product

PREFIX = "review_"  # "review_lemon_cake"
LIKED, SO_SO, DISLIKED = "liked", "so-so", "disliked"
_TOO = re.compile(
    r"\b(?:a (?:bit|little) |way |much |un po['’] )?(?:too|troppo) (?P<what>[a-zà-ù]{3,20})\b", re.IGNORECASE
)
_BAD = re.compile(
    r"\b(?:(?:did|do)(?:n['’]?t| not) (?:really |much )?(?:like|love|enjoy|care)|not (?:good|great|nice|for me|my (?:thing|taste|cup of tea)|again)|n['’]t (?:good|great|nice)|hated?|awful|horrible|"
    r"disgusting|terrible|disappoint\w+|bad|non (?:mi )?(?:è |sono )?(?:piaciut\w|buon\w)|pessim\w+|cattiv\w|delus\w+|orribile)\b",
    re.IGNORECASE,
)
_SO_SO = re.compile(
    r"\b(?:meh|so[- ]so|ok(?:ay)?(?: i guess)?|all ?right|nothing special|average|not bad|fine|così così|niente di (?:che|speciale)|insomma|discret\w)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(?:loved?|liked|enjoyed|delicious|lovely|great|good|wonderful|excellent|tasty|brilliant|superb|perfect|gorgeous|nice|yum\w*|the best|"
    r"(?:è |sono )?piaciut\w|buonissim\w|ottim\w|buon[oaie]?|squisit\w|delizios\w|adorat\w|bellissim\w|perfett\w)\b",
    re.IGNORECASE,
)


def verdict_in(text: str) -> str:
    """ "liked", "so-so", "disliked", "disliked: too sweet"; "" when the text tells none."""
    if too := _TOO.search(text):
        return f"{DISLIKED}: {'troppo' if 'troppo' in too.group().lower() else 'too'} {too['what'].lower()}"
    if _BAD.search(text) and "not bad" not in text.lower():
        return DISLIKED
    if _GOOD.search(text) and "not bad" not in text.lower():
        return LIKED
    return SO_SO if _SO_SO.search(text) else ""


def disliked(desk: Desk) -> frozenset[str]:
    """Products that this customer did not like: not recommended to them again."""
    return frozenset(p for p, verdict in _verdicts(desk) if verdict.startswith(DISLIKED))


def liked(desk: Desk) -> frozenset[str]:
    """Products that this customer liked: proven, for them. Only with the consent to use that for advice."""
    return frozenset(p for p, v in _verdicts(desk) if v == LIKED) if desk.customer.allows("recommend") else frozenset()


def _verdicts(desk: Desk) -> Iterator[tuple[str, str]]:
    told = {f.name: f.value for f in desk.customer.facts if f.name.startswith(PREFIX) and not f.recipient}
    if not told or desk.objects:
        return
    for product in desk.catalogue.listed():
        if verdict := told.get(fact_name(product.id)):
            yield product.id, verdict


def fact_name(product_id: str) -> str:
    """The name under which what was said of a product is kept."""
    return f"{PREFIX}{re.sub(r'[^a-z0-9]+', '_', product_id.lower())}"[:64]


def fact_of(desk: Desk, product: Product, verdict: str) -> Fact:
    """What they said of a product, as a fact."""
    return stated(fact_name(product.id), verdict, desk.at, desk.heard.message_id, desk.heard.text)
