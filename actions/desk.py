"""Everything at hand while one turn is taken: what was heard, who it is, the shelves, the cart, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel.dates import format_time
from babel.lists import format_list

from actions.adaptation.model import Plan
from actions.heard import Heard
from actions.kept_orders import read
from profiles.model import Customer
from shop.catalogue import Catalogue
from shop.circumstances import APART, carried, of_order
from shop.contents import each_in
from shop.delivering import delivered, fee_of, frozen_fee
from shop.italian import with_article, yours
from shop.linking import link
from shop.model import Cart, Line, Order, Product, Usual, Variant
from shop.money import format_money
from shop.naming import spoken
from shop.store import ShopStore
from shop.terms import Terms

NAMED_SURELY = 0.62  # a product's title was said, not only a word that several share
LOCALES = {"en": "en_IE", "it": "it_IT"}  # how money and times are written to a reader of each language


@dataclass
class Desk:
    """One turn's surroundings. ``cart`` is what the turn has made of it so far; it is written once, at the end."""

    heard: Heard
    customer: Customer
    terms: Terms
    store: ShopStore
    at: datetime
    lang: str = "en"
    plan: Plan = field(default_factory=Plan)
    news: str = ""
    name: str | None = None
    transcript_days: int = 30
    waiting_for_person: bool = False
    compared: str | None = None  # "adapted" or "plain" while two manners are compared (``profiles.comparing``)
    memory_away: bool = False  # the profiles do not answer: nothing from before may be claimed, or cleared away
    fresh_at: datetime | None = None  # "that's not me" was said then, in this visit: nothing from before is theirs
    accounts: Callable[[], Mapping[str, Any]] = dict  # what is known, with what it rests on, in plain words
    circumstance: Callable[[str, str], str] = lambda slot, value: value  # one in words, by slot: "by the window"
    pending: Mapping[str, str] = field(default_factory=dict)  # said of an order that has no lines yet
    _lines: tuple[Line, ...] | None = None
    cart_changed: bool = False
    cart_before: tuple[Line, ...] | None = None  # what lay in it, once this turn has changed it
    held: bool = False  # this turn has the shop hold what is in it

    @cached_property
    def catalogue(self) -> Catalogue:
        return self.store.catalogue_for(self.customer.id, self.at)

    @property
    def somebody_else(self) -> bool:
        """Was "that's not me" said in this visit?"""
        return self.fresh_at is not None

    @cached_property
    def account(self) -> Mapping[str, Any]:
        """ "facts" and "estimates" in plain words, with the sentence that each rests on; {} after "that's not me"."""
        return {} if self.somebody_else else self.accounts()

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """Their orders, newest first: for serving only ("where is my order?"), which needs no consent."""
        return self.orders_now()

    def orders_now(self) -> tuple[Order, ...]:
        """The same, read anew: for what this very turn may have changed."""
        found = self.store.orders.of(self.customer.ids)
        return found if self.fresh_at is None else tuple(o for o in found if o.ordered_at >= self.fresh_at)

    @cached_property
    def remembered_orders(self) -> tuple[Order, ...]:
        """Those that may be used for how they take a thing: all with consent to remember, else those of this visit."""
        return self._usable(self.remembers)

    @cached_property
    def advising_orders(self) -> tuple[Order, ...]:
        """Those that may be used to recommend: that has a consent of its own, beside the one to remember."""
        return self._usable(self.remembers and self.customer.allows("recommend"))

    def _usable(self, allowed: bool) -> tuple[Order, ...]:
        """After "don't personalise" none: they are answered as everybody is."""
        if self.objects:
            return ()
        return tuple(o for o in self.orders if allowed or self._of_visit(o))

    @property
    def ordered_now(self) -> bool:
        """Was something ordered in this very visit?"""
        return any(self._of_visit(order) for order in self.orders)

    def _of_visit(self, order: Order) -> bool:
        visit = self.customer.visit
        return visit.turns > 0 and order.ordered_at >= visit.started_at

    @cached_property
    def usual(self) -> Usual:
        """What they take, by their own orders; Usual(step="none") without consent to remember, or after an objection."""
        if not self.remembers or self.objects:
            return Usual("none", False, "", "product", 0.0, "no consent to remember")
        return self.store.usual(self.customer.ids, self.at, stated=self.stated_usual)

    @property
    def stated_usual(self) -> str | None:
        first = next(iter(read(self.customer.fact("usual") or "")), None)
        return first.variant_id if first and self.catalogue.by_variant(first.variant_id) else None

    @property
    def own_words(self) -> bool:
        """Are the shop's own texts of its goods written in this customer's language (the first of ``languages``)?"""
        return self.lang == self.terms.languages[0]

    @property
    def remembers(self) -> bool:
        return self.customer.allows("remember")

    @property
    def objects(self) -> bool:
        """ "Don't personalise": nothing that is remembered is used, spoken of or not."""
        return self.customer.fact("no_personalise") == "yes"

    @property
    def silent_memory(self) -> bool:
        """The customer wants memories used silently or not at all."""
        return self.customer.fact("personal") == "less" or self.objects

    @property
    def asked(self) -> Mapping[str, Any]:
        """The open question of our last reply in this visit; {} when there is none."""
        last = self.customer.last_turn
        return (last.asked or {}) if last else {}

    @property
    def shown(self) -> tuple[str, ...]:
        """Products that the last reply talked of, each once."""
        last = self.customer.last_turn
        return tuple(dict.fromkeys((last.heard or {}).get("shown", ()))) if last else ()

    def in_the_news(self) -> tuple[str, ...]:
        """The product that the day's news names, for "tell me more about that"."""
        named = link(self.news, self.catalogue, limit=1)
        return (named[0].product_id,) if named and named[0].score >= NAMED_SURELY else ()

    @property
    def seen(self) -> frozenset[str]:
        """Products that were offered in a row ("something else", "something else"): another one comes first."""
        last = self.customer.last_turn
        return frozenset(
            (*self.shown, *self.asked.get("seen", ()), *((last.heard.get("offered") or ()) if last else ()))
        )

    @property
    def focus(self) -> str | None:
        """The product that "it" means: the one that was offered last, or the only one that was talked of."""
        last = self.customer.last_turn
        offered = (last.heard or {}).get("focus") if last else None
        return offered or (self.shown[0] if len(self.shown) == 1 else None)

    # --- the cart ---

    @property
    def lines(self) -> tuple[Line, ...]:
        if self._lines is None:
            self._lines = self._cart().lines
        return self._lines

    def open_cart(self) -> None:
        """At the start of a visit, whatever its first event is, what was left in the cart goes back on the shelf."""
        if self.customer.visit.turns == 0:
            self._lines = self._cart().lines

    def put(self, lines: Sequence[Line], *, afresh: bool = False) -> None:
        """Make these the cart's lines. What was said of the order as a whole holds for each, unless it begins ``afresh``."""
        before = self.lines
        if self.cart_before is None:
            self.cart_before = before
        kept = () if afresh else before or self.cart_before
        self._lines, self.cart_changed = carried(lines, kept), True

    def _cart(self) -> Cart:
        if self.customer.visit.turns == 0 and not self.memory_away:
            # What was left lying on an earlier visit is put back on the shelf.
            self.cart_changed = bool(self.store.carts.of(self.customer.id).lines)
            return Cart(self.customer.id)
        return self.store.carts.of(self.customer.id, self.heard.message_id)

    # --- words ---

    def money(self, amount: Decimal) -> str:
        return format_money(amount, self.terms.currency, LOCALES.get(self.lang, self.terms.locale))

    def listing(self, items: Sequence[str], style: str = "standard") -> str:
        return format_list(list(items), style=style, locale=LOCALES.get(self.lang, "en_IE")) if items else ""

    def contents(self, entries: Sequence[str], style: str = "standard") -> str:
        """What is in a thing, or must not be, listed as the customer's language calls it."""
        return self.listing(each_in(entries, self.lang), style)

    def clock_time(self, at: Any) -> str:
        return format_time(at, format="short", locale=LOCALES.get(self.lang, "en_IE"))

    def named(self, product: Product, variant: Variant | None = None) -> str:
        return spoken(product, variant, self.lang)

    def one(self, product: Product, variant: Variant | None = None) -> str:
        """The same as it is offered: in Italian with its article, "una candela"; an English offer goes without."""
        return with_article(self.named(product, variant)) if self.lang == "it" else self.named(product, variant)

    def line_words(self, line: Line) -> str:
        """ "2 × butter croissant", "flat white, large, oat milk (no sugar, for your sister)"."""
        found = self.catalogue.by_variant(line.variant_id)
        words = self.named(*found) if found else line.title or line.product_id
        words = f"{line.quantity} × {words}" if line.quantity > 1 else words
        whom = f"{'per' if self.lang == 'it' else 'for'} {self.whom(line.recipient)}" if line.recipient else ""
        apart = [self.circumstance(slot, line.circumstances[slot]) for slot in APART if slot in line.circumstances]
        beside = ", ".join(part for part in (line.note, whom, *apart) if part)
        return f"{words} ({beside})" if beside else words

    def whom(self, recipient: str | None) -> str:
        """ "your sister"; "them" when nobody was named."""
        if recipient is None:
            return "chi lo riceve" if self.lang == "it" else "them"
        if self.lang == "it":
            return yours(recipient, tu=self.customer.fact("address") == "tu" and self.terms.voice.address != "lei")
        return f"your {recipient}"

    def lines_words(self, lines: Sequence[Line]) -> str:
        return self.listing([self.line_words(line) for line in lines])

    def basket_words(self, lines: Sequence[Line]) -> str:
        """The lines of one order, and after them when, where and in what it is wanted."""
        order = of_order(lines)
        said = [self.circumstance(slot, order[slot]) for slot in ("where", "bag", "receipt", "when") if slot in order]
        if delivered(lines):
            said[0] = self._brought_words(lines, said[0], order.get("to", ""))
        return ", ".join((self.lines_words(lines), *(words for words in said if words)))

    def _brought_words(self, lines: Sequence[Line], words: str, to: str) -> str:
        """ "Delivered to 14 Harbour Lane (€3.00)": where to, and what of the sum that is."""
        frozen = frozen_fee(lines)
        fee = fee_of(lines, self.terms.delivery) if frozen is None else frozen
        parts = (
            words,
            self.circumstance("to", to) if to else "",
            self.circumstance("fee", self.money(fee) if fee else ""),
        )
        return " ".join(part for part in parts if part)

    def order_words(self, order: Order) -> str:
        """What was ordered. On a browser that anybody may sit at, for whom it was is not told of another visit."""
        if self.customer.anonymous and order.ordered_at < self.customer.visit.started_at:
            return self.lines_words([replace(x, recipient=None, note="", circumstances={}) for x in order.lines])
        return self.basket_words(order.lines)

    def total(self, lines: Sequence[Line]) -> Decimal:
        """What they come to, with what delivery costs where they are to be brought."""
        return sum((line.total for line in lines), fee_of(lines, self.terms.delivery))
