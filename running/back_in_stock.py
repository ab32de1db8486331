"""Customers who asked for it are told, once, that a thing is back: by an import, a cancelled order, or a hold that ended."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256

import structlog

from actions.adaptation.model import Say
from actions.adaptation.phrasings import Phrasings
from actions.adaptation.plan import make_plan
from actions.adaptation.realise import realise
from actions.adaptation.situation import Situation
from actions.last_good import phrasings_for
from house import House
from profiles import transcript
from profiles.model import Customer
from shop.alerts import Alerts, Back
from shop.naming import spoken

log = structlog.get_logger()


def key_of(back: Back) -> str:
    """Under which the message is told once."""
    return "back:" + sha256(f"{back.product_id} {back.asked_at.isoformat()}".encode()).hexdigest()


class BackInStock:
    """Looks, tells and forgets."""

    def __init__(self, house: House) -> None:
        self.house, self.alerts = house, Alerts(house.shop.engine)

    @cached_property
    def phrasings(self) -> Phrasings:
        return phrasings_for(self.house.terms)

    def round(self) -> int:
        """How many were told."""
        return sum(self._tell(back) for back in self.alerts.back(self.house.clock()))

    def _tell(self, back: Back) -> bool:
        """The message first, under a key that lets it be once; then the alert goes. Cut off in between, only the second is
        left to do."""
        at = self.house.clock()
        known = self.house.profiles.load(back.customer, at)
        text = self._words(back, known)
        if not self.alerts.waits(back):  # they were erased a moment ago
            return False
        pushed = transcript.push_once(self.house.profiles.engine, back.customer, text, at, key_of(back))
        self.alerts.told(back.customer, back.product_id)
        if pushed:
            log.info("told_back_in_stock", product=back.product_id)
        return pushed

    def _words(self, back: Back, known: Customer) -> str:
        """In their language and manner. Discreet goods are not named, nor is anything at a browser that anybody may sit at."""
        terms = self.house.terms
        lang = known.lang if known.lang in terms.languages else terms.languages[0]
        found = self.house.shop.catalogue().by_variant(back.variant_id)
        named = found is not None and not (
            found[0].discreet or found[0].kind in terms.discreet_kinds or known.anonymous
        )
        item = {"item": spoken(*found, lang)} if found and named else {}
        said = Say("back_in_stock", item) if item else Say("back_unnamed")
        plan = make_plan(known, {}, terms.voice, Situation(lang=lang))
        return realise([said], plan, self.phrasings, lang=lang, seed=f"{known.id}|{back.variant_id}").text
