"""What the customer says that it is for ("for a birthday breakfast"), and which goods the shop says are made for that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from actions.adaptation.model import Lead
from actions.candidates import kind_named, suiting, telling
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import sure_spans
from shop.catalogue import Catalogue
from shop.gloss import glossed
from shop.lexicon import is_stopword
from shop.model import Match, Product
from shop.phrase_parts import barred_in
from shop.refusing import refused_in
from shop.text import word_list, words

_FOR = re.compile(r"\b(?:for|per)\s+(?P<what>[^,.;:!?\n]{3,60})", re.IGNORECASE)
REST_MAX = 3  # words beside a meal that is all that is said
_MEAL = re.compile(
    r"\b(?P<what>breakfast|brunch|lunch|dinner|supper|elevenses|colazione|pranzo|cena|merenda)\b", re.IGNORECASE
)
_STEMS: WeakKeyDictionary[Catalogue, Mapping[str, frozenset[str]]] = WeakKeyDictionary()


def purpose_of(desk: Desk) -> str:
    """The purpose that was said now, or with the offer that is still open; "" where nothing here is made for it.

    Only in the language that the shop's own texts are written in, and in Italian where they are English: in another one
    the words cannot be compared.
    """
    text = _comparable(desk)
    places = [*_FOR.finditer(text), *([meal] if (meal := meal_said(desk.heard.first)) else [])]
    said = [what for match in places if not refused_in(what := match["what"].strip(), desk.catalogue)]
    kept = str(desk.asked.get("purpose") or "") if text else ""
    texts = _made_for(desk.catalogue).values()
    return next((what for what in (*said, kept) if what and any(_telling(what) & stems for stems in texts)), "")


def meal_said(wish: Wish) -> re.Match[str] | None:
    """ "Breakfast, quick": the meal that is wanted, where it is no part of a name ("the English breakfast")."""
    meal = _MEAL.search(wish.text)
    return meal if meal and not any(len(words(wish.text[_within(wish, m)])) > 1 for m in wish.products) else None


def only_a_meal(wish: Wish) -> bool:
    """ "Lunch please", "a quick lunch": nothing else is named."""
    meal = meal_said(wish)
    rest = wish.text[: meal.start()] + " " + wish.text[meal.end() :] if meal else ""
    plain = (
        is_stopword(w.stem) or w.stem in word_list("qualities") or w.stem in word_list("common") for w in words(rest)
    )
    return meal is not None and not wish.text.rstrip().endswith("?") and all(plain) and len(words(rest)) <= REST_MAX


def _within(wish: Wish, match: Match) -> slice:
    return slice(match.start - wish.offset, match.end - wish.offset)


def _comparable(desk: Desk) -> str:
    """The message in the language of the shop's texts; "" where it cannot be had."""
    if desk.own_words:
        return desk.heard.text
    return glossed(desk.heard.text) if (desk.lang, desk.terms.languages[0]) == ("it", "en") else ""


def serving(desk: Desk, found: Sequence[Product], purpose: str) -> list[Product]:
    """Those of these products whose own ``best_for`` names this purpose; [] without one."""
    if not purpose:
        return []
    wanted, texts = _telling(purpose), _made_for(desk.catalogue)
    return [p for p in found if wanted & texts.get(p.id, frozenset())]


def made_for(desk: Desk, wish: Wish, every: Sequence[Product], purpose: str) -> list[Product]:
    """What is made for it, of these goods; what was named, or what the whole sentence clearly means, has the first word."""
    if sure_spans(wish.products) or kind_named(desk, wish):
        return []
    return serving(desk, suiting(desk, every) or every, purpose)


def lead_for(desk: Desk, product: Product) -> Lead:
    """The plan's lead, save that "made for your purpose" leads only what is: of other goods the story is told."""
    lead = desk.plan.pitch.lead
    return "story" if lead == "purpose" and not serving(desk, [product], purpose_of(desk)) else lead


def _made_for(catalogue: Catalogue) -> Mapping[str, frozenset[str]]:
    """By product the telling words of what it is best for."""
    if catalogue not in _STEMS:
        _STEMS[catalogue] = {p.id: _telling(p.best_for) for p in catalogue.listed() if p.best_for}
    return _STEMS[catalogue]


def _telling(text: str) -> frozenset[str]:
    said = words(text)
    barred = barred_in(text, said)  # "a flat white and no lunch" is for no lunch
    return frozenset(
        word.stem
        for place, word in enumerate(said)
        if place not in barred and word.stem.isalpha() and telling(word.stem)
    )
