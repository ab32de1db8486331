"""The composition root: settings → engines → stores, wired once. Only shells import it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

import clock as shop_clock
from bot import tracker_rows
from console.store import ConsoleStore
from profiles import engines as profile_engines
from profiles.inbox import Inbox
from profiles.keeping import Keeping
from profiles.outbox import Outbox
from profiles.patience import Guard
from profiles.store import ProfileStore
from settings import Settings, settings
from shop import engines as shop_engines
from shop.store import ShopStore
from shop.terms import Terms, load_terms


class Holder(Protocol):
    """Whoever keeps something about customers: access, export and erasure go over all of them."""

    def export(self, customer: str) -> Any: ...

    def erase(self, customer: str) -> None: ...


@dataclass(frozen=True)
class House:
    """Everything that is kept, each store opened when it is first asked for."""

    settings: Settings
    clock: Callable[[], datetime] = shop_clock.now

    @cached_property
    def terms(self) -> Terms:
        return load_terms(self.settings.shop_file)

    @cached_property
    def profiles(self) -> ProfileStore:
        engine = profile_engines.open_engine(self.settings.url("profiles"))
        return ProfileStore(
            engine, visit_gap_s=self.settings.visit_gap_s, transcript_days=self.settings.transcript_days
        )

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.profiles.engine)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.settings.var_dir / "outbox")

    @cached_property
    def keeping(self) -> Keeping:
        """The profiles as a turn needs them: also while their database does not answer."""
        return Keeping(self.profiles, self.outbox, Guard(self.profiles.engine, self.settings.memory_patience_s))

    @cached_property
    def shop(self) -> ShopStore:
        return ShopStore(shop_engines.open_engine(self.settings.url("shop")))

    @cached_property
    def dialogue(self) -> tracker_rows.TrackerRows:
        return tracker_rows.TrackerRows(tracker_rows.open_engine(self.settings.url("tracker")))

    @cached_property
    def console(self) -> ConsoleStore:
        return ConsoleStore.open(self.settings.url("console"))

    @cached_property
    def holders(self) -> dict[str, Holder]:
        """Who keeps what about a customer (one owner each); erased in this order, the profile last."""
        return {
            "dialogue": self.dialogue,
            "console": self.console,
            "shop": self.shop,
            "profiles": self.keeping,  # with what waits for them in the outbox
        }

    def news(self, language: str) -> str:
        """The day's news: what the owner typed on the staff page, else shop.yml's; "" when there is none."""
        return self.console.news(language) or self.terms.news.say(language)

    def export(self, customer: str) -> dict[str, Any]:
        """Everything kept about a customer, by holder."""
        return {name: holder.export(customer) for name, holder in self.holders.items()}

    def erase(self, customer: str) -> None:
        """Erase a customer everywhere. Only while none of their turns is in progress."""
        for holder in self.holders.values():
            holder.erase(customer)


def open_house(chosen: Settings | None = None) -> House:
    """The house of this process."""
    return House(chosen or settings())
