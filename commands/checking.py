"""``solito check``: what the shop's own file says, as it was understood, and what in it leads nowhere. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from sqlalchemy.engine.url import make_url

from actions.last_good import phrasings_for
from clock import now
from settings import Settings
from shop.engines import open_engine
from shop.hours import DAYS
from shop.model import Product
from shop.store import ShopStore
from shop.terms import Terms, load_terms

_SPOKEN_OF = ("address", "payment", "returns", "wrapping", "offers", "news", "remedies")


def check(settings: Settings) -> str:
    """The report. Raises TermsError or PhrasingError, as a start would."""
    terms = load_terms(settings.shop_file)
    phrasings_for(terms)
    lines = [f"{settings.shop_file}: no slip, and the phrasings fit it.", *_understood(terms), *_old_days(terms, now())]
    goods = _goods(settings)
    if not goods:
        return "\n".join([*lines, "Goods: none yet; `solito import catalogue FILE` loads them."])
    return "\n".join([*lines, f"Goods: {len(goods):,}.", *_leads_nowhere(terms, goods)])


def _understood(terms: Terms) -> Iterator[str]:
    yield f"{terms.name}: {terms.currency}, {terms.timezone.key}, speaks {' and '.join(terms.languages)}."
    for day in DAYS:
        spans = terms.hours.week.get(day, ())
        yield f"  {day}  " + (", ".join(f"{s.opens:%H:%M}–{s.closes:%H:%M}" for s in spans) or "closed")
    silent = [key for key in _SPOKEN_OF if not getattr(terms, key)]
    silent += [] if terms.delivery.text or terms.delivery.fee is not None else ["delivery"]
    silent += [] if terms.contact.email or terms.contact.phone else ["contact"]
    if silent:
        yield f"Nothing is said of: {', '.join(silent)}."
    notify = terms.notify
    if not (notify.webhook or notify.email):
        yield "Who waits for a person is shown on the staff page only (notify: webhook or email)."
    for lang in terms.languages[1:]:
        missing = [k for k in _SPOKEN_OF if not _said_in(getattr(terms, k), lang)]
        if missing:
            yield f"Not in {lang}, and said in {terms.languages[0]} instead: {', '.join(missing)}."


def _said_in(said: object, lang: str) -> bool:
    """Is this text, or each of these, there in the language, or for all of them? What is empty is missed by nobody."""
    if isinstance(said, tuple):
        return all(_said_in(getattr(one, "text", one), lang) for one in said)
    known = getattr(said, "by_language", {})
    return not known or "*" in known or lang in known


def _old_days(terms: Terms, at: datetime) -> Iterator[str]:
    """Nobody tells a shop that its holidays are last year's."""
    days, today = terms.hours.closed_on, at.astimezone(terms.timezone).date()
    if days and max(days) < today:
        yield f"closed_on: the last day, {max(days)}, is past."


def _goods(settings: Settings) -> tuple[Product, ...]:
    url = settings.url("shop")
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).exists():
        return ()
    return tuple(ShopStore(open_engine(url)).catalogue().products.values())


def _leads_nowhere(terms: Terms, goods: tuple[Product, ...]) -> Iterator[str]:
    """What the file names and no product has, letter by letter: it is most likely misspelt, and without effect."""
    kinds, categories = {product.kind for product in goods}, {product.category for product in goods}
    named: tuple[tuple[str, Iterable[str], set[str]], ...] = (
        ("shelves", terms.shelves, categories),
        ("not_returned", terms.not_returned, kinds | categories),
        ("discreet_kinds", terms.discreet_kinds, kinds),
        ("delivery.not_these", terms.delivery.not_these, kinds | categories),
    )
    for key, names, known in named:
        for name in names:
            if name not in known:
                near = next((k for k in known if k.casefold() == name.casefold()), None)
                near = near or next(iter(get_close_matches(name, known, n=1)), None)
                yield f"{key}: no product is of {name!r}" + (f"; did you mean {near!r}?" if near else ".")
