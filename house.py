"""The composition root: settings → engines → stores, wired once. Only shells import it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any, Protocol

import clock as shop_clock
from bot import tracker_rows
from console.store import ConsoleStore
from profiles import data_subject, persons, portable, previewing, retention, transcript
from profiles import engines as profile_engines
from profiles.access_log import AccessLog
from profiles.consent import OBJECTION
from profiles.identity import check_customer
from profiles.inbox import Inbox
from profiles.keeping import Keeping
from profiles.ledger import Ledger
from profiles.model import ON_PAGE, Actor, Customer
from profiles.outbox import Outbox
from profiles.patience import Guard, MemoryAway
from profiles.store import ProfileStore
from profiles.voices import voices
from settings import Settings, settings
from shop import engines as shop_engines
from shop.arrivals import Arrivals, Known, Wanted, wanted
from shop.model import Usual
from shop.store import ShopStore
from shop.terms import Terms, load_terms

USUAL_DECLINED_MAX = 2  # declined twice: it rests
VOICES_PATIENCE_S = 5.0  # 20,000 customers are no turn: too late would be taken for an outage


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
            clock=self.clock,
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
        tells = bool(self.terms.notify.orders_webhook)
        return ShopStore(shop_engines.open_engine(self.settings.url("shop")), tells=tells, voices=self._voices)

    def _voices(self, customers: Collection[str]) -> Mapping[str, str] | None:
        """See ``shop.learnt.Voices``: while the profiles do not answer nobody knows who is who."""
        try:
            return self.keeping.guard.ask(partial(voices, self.profiles.engine, customers), VOICES_PATIENCE_S)
        except MemoryAway:
            return None

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

    @cached_property
    def arrivals(self) -> Arrivals:
        return Arrivals(self.shop.engine)

    def awaited(self, known: Customer, at: datetime) -> Wanted | None:
        """What may be got ready for somebody on their way: only with their consent to remember, and no objection."""
        if not known.allows("remember") or known.fact(OBJECTION) == "yes" or known.fact("personal") == "less":
            return None
        usual = self.shop.usual(known.ids, at, stated=known.fact("usual"))
        declined = int(known.fact("usual_declined") or 0) >= USUAL_DECLINED_MAX
        nothing = Usual("none", False, "", "product", 0.0, "declined twice")
        catalogue = self.shop.catalogue_for(known.id, at)
        return wanted(
            self.shop.orders.of(known.ids), nothing if declined else usual, catalogue, self.terms.discreet_kinds
        )

    def expect(self, customer: str, id_: str, body_hash: str, due_in_min: float) -> tuple[Known, bool]:
        """Somebody is on their way, as the shop's own systems say: a draft for staff where they may be remembered.

        Once for each id; (what became of the id, whether there is something to greet them with in their chat).
        """
        at = self.clock()
        known = self.profiles.load(check_customer(customer), at)
        found = self.awaited(known, at)
        state = self.arrivals.tell(id_, body_hash, at, customer, at + timedelta(minutes=due_in_min), found)
        chats = not known.anonymous and bool(transcript.turns(self.profiles.engine, customer, 1))
        return state, found is not None and chats

    def access(self, customer: str, lang: str = "en", by: Actor = ON_PAGE) -> dict[str, Any]:
        """What is known about a customer, in plain words: ``GET /me`` but for the orders."""
        zone, gap_s = self.terms.timezone, self.settings.visit_gap_s
        return data_subject.access(self.profiles, customer, self.clock(), lang=lang, by=by, gap_s=gap_s, zone=zone)

    def identities(self, customer: str) -> tuple[str, ...]:
        """Every id of the person whose id this is."""
        return persons.members(self.profiles.engine, customer)

    def merge_preview(self, one: str, other: str, by: Actor = ON_PAGE) -> previewing.Preview:
        """What ``link`` would do. The access log says that ``by`` has seen it."""
        preview = previewing.merge_preview(self.profiles.engine, one, other)
        self.profiles.log.note(self.profiles.engine, by, "read", *preview.identities)
        return preview

    def link(self, one: str, other: str, at: datetime, how: str, by: Actor = ON_PAGE) -> bool:
        """See ``persons.merge``: the caller has the proof."""
        return persons.merge(self.profiles, one, other, at, how, by=by, gap_s=self.settings.visit_gap_s)

    def unlink(self, customer: str, at: datetime, by: Actor = ON_PAGE) -> bool:
        """See ``persons.unmerge``."""
        return persons.unmerge(self.profiles, customer, at, by=by, gap_s=self.settings.visit_gap_s)

    def export(self, customer: str, by: Actor = ON_PAGE) -> dict[str, Any]:
        """Everything kept about a customer, by holder; what is inferred as estimates in words and numbers, too; of a
        person's other ids the same, under ``identities``.

        The access log says that ``by`` has it.
        """
        check_customer(customer)
        held = self._export(customer, by)
        zone, gap_s = self.terms.timezone, self.settings.visit_gap_s
        inferred = data_subject.access(self.profiles.engine, customer, self.clock(), gap_s=gap_s, zone=zone)
        held["profiles"]["estimates"] = inferred["estimates"]
        others = [identity for identity in self.identities(customer) if identity != customer]
        return held | ({"identities": {identity: self._export(identity, by) for identity in others}} if others else {})

    def _export(self, identity: str, by: Actor) -> dict[str, Any]:
        return {name: holder.export(identity) for name, holder in self._holders(by).items()}

    def export_zip(self, customer: str, by: Actor = ON_PAGE) -> bytes:
        """The same as a zip of one CSV for each table (see ``profiles.portable``)."""
        held = self.export(customer, by)
        others = held.pop("identities", {})  # an id may hold what no file's name may: they are counted
        return portable.zipped(held | {f"identity_{n}": of for n, of in enumerate(others.values(), 2)})

    def end_visits(self) -> int:
        """End the visits that are over, and with them what was allowed for the visit only; how many."""
        return retention.end_visits(self.profiles.engine, self.clock(), self.settings.visit_gap_s)

    def sweep(self, *, dry_run: bool = False, rewrite: bool = True) -> tuple[retention.Swept, int]:
        """Retention, everywhere: what the profiles let go, and how many events of the dialogue.

        ``rewrite``: see ``retention.sweep``; where it hinders nobody it is done without being asked for.
        """
        settings, real = self.settings, shop_clock.real_now()  # Rasa's events carry real time
        store = self.profiles
        due = (store.engine, self.clock(), settings.visit_gap_s, settings.transcript_days, store.log)
        before = real - timedelta(days=settings.transcript_days)
        if dry_run:
            swept = retention.dry_run(*due)
        else:
            swept = retention.sweep(*due, rewrite=rewrite or profile_engines.scrubs_quickly(store.engine))
            self.outbox.drop_refused(before)
        return swept, self.dialogue.drop_before(before, dry_run=dry_run)

    def erase(self, customer: str, by: Actor = ON_PAGE) -> None:
        """Erase a person everywhere, under every id, and for good: the ledger knows each id before the first row goes.

        Only while none of their turns is in progress.
        """
        identities = self.identities(check_customer(customer))
        if len(identities) > 1:  # if we are cut off, the running shop erases those that are left
            data_subject.request_erasure(self.profiles.engine, customer, self.clock())
        for identity in identities:
            self.erase_identity(identity, by)

    def erase_identity(self, identity: str, by: Actor = ON_PAGE) -> None:
        """Erase one id of a person who is to be forgotten under every id: the others follow, and are in the ledger, too.

        Only while none of this id's turns is in progress.
        """
        if identity == data_subject.NOBODY:
            return data_subject.finish_erasing(self.profiles)
        for one in self.identities(check_customer(identity)):
            self.ledger.add(one, self.clock())
        self.erase_again(identity, by=by)

    def erase_again(self, *customers: str, by: Actor) -> None:
        """Erase ids that the ledger names already: a second entry would outdate those who came back since."""
        for holder in self._holders(by).values():
            holder.erase(*customers)


def open_house(chosen: Settings | None = None) -> House:
    """The house of this process."""
    return House(chosen or settings())
