"""The composition root: settings → engines → stores, wired once. Only shells import it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

import clock as shop_clock
from bot import tracker_rows
from console.store import ConsoleStore
from profiles import engines as profile_engines
from profiles.access_log import AccessLog
from profiles.inbox import Inbox
from profiles.keeping import Keeping
from profiles.ledger import Ledger
from profiles.model import ON_PAGE, Actor
from profiles.outbox import Outbox
from profiles.patience import Guard
from profiles.store import ProfileStore
from settings import Settings, settings
from shop import engines as shop_engines
from shop.store import ShopStore
from shop.terms import Terms, load_terms


class Holder(Protocol):
    """Whoever keeps something about customers: access, export and erasure go over all of them.

    ``first_seen`` tells every customer of whom something is kept, and since when (None where that is not known).
    """

    def export(self, customer: str) -> Any: ...

    def erase(self, *customers: str) -> None: ...

    def first_seen(self) -> Iterator[tuple[str, datetime | None]]: ...


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
            engine,
            visit_gap_s=self.settings.visit_gap_s,
            transcript_days=self.settings.transcript_days,
            log=AccessLog(self.settings.erasure_secret()),
        )

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.settings.ledger_file, self.settings.erasure_secret())

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
        return self._holders(ON_PAGE)

    def _holders(self, by: Actor) -> dict[str, Holder]:
        return {
            "dialogue": self.dialogue,
            "console": self.console,
            "shop": self.shop,
            "profiles": self.keeping.holder(by),  # with what waits for them in the outbox
        }

    def news(self, language: str) -> str:
        """The day's news: what the owner typed on the staff page, else shop.yml's; "" when there is none."""
        return self.console.news(language) or self.terms.news.say(language)

    def export(self, customer: str, by: Actor = ON_PAGE) -> dict[str, Any]:
        """Everything kept about a customer, by holder; the access log says that ``by`` has it."""
        return {name: holder.export(customer) for name, holder in self._holders(by).items()}

    def erase(self, customer: str, by: Actor = ON_PAGE) -> None:
        """Erase a customer everywhere, and for good: the ledger knows it before the first row goes.

        Only while none of their turns is in progress.
        """
        self.ledger.add(customer, self.clock())
        self.erase_again(customer, by=by)

    def erase_again(self, *customers: str, by: Actor) -> None:
        """Erase customers whom the ledger names already: a second entry would outdate those who came back since."""
        for holder in self._holders(by).values():
            holder.erase(*customers)


def open_house(chosen: Settings | None = None) -> House:
    """The house of this process."""
    return House(chosen or settings())
