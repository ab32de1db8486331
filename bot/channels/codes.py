"""A code for linking that is said as a message. It never comes to Rasa, and no transcript holds it.

Not only one that is good: a code with a slip in it gives most of a good one away, and a good one may be said twice.
"""

from __future__ import annotations

from typing import Any

import structlog

from bot.channels.collecting import reply
from bot.channels.incoming import Incoming
from house import House
from profiles import proof
from profiles.identity import Identity
from profiles.model import Turn

log = structlog.get_logger()
MASK = "••••-••••"
_WORDS = {
    "linked": {
        "en": "That's you, then: from now on what you told us there counts here, and the other way round. You can undo it at any time, under “your data”.",
        "it": "Allora è Lei: d'ora in poi ciò che ci ha detto lì vale anche qui, e viceversa. Può annullarlo quando vuole, sotto «i Suoi dati».",
    },
    "confirm": {
        "en": "We know you as a customer on both sides. If both are you and you want them to be one, send the code once more.",
        "it": "La conosciamo come cliente da entrambe le parti. Se è Lei in tutti e due i casi e vuole unirli, mandi il codice ancora una volta.",
    },
    "refused": {
        "en": "That code doesn't work, or no longer does. Please ask for a new one there.",
        "it": "Questo codice non funziona, o non funziona più. Ne chieda uno nuovo dall'altra parte, per favore.",
    },
}
_SAME = {"already": "linked"}


def take(house: House, who: Identity, incoming: Incoming, code: str) -> list[dict[str, Any]]:
    """Act on the code, write the turn down without it, and say what came of it."""
    gap_s, secret = house.settings.visit_gap_s, house.settings.secret()
    at = house.clock()
    outcome = proof.redeem(house.profiles, secret, code, who.customer, incoming.id, at, gap_s=gap_s)
    log.info("code_said", message_id=incoming.id, outcome=outcome)
    languages = _WORDS[_SAME.get(outcome, outcome)]
    lang = who.lang if who.lang in languages else house.terms.languages[0]
    replies = [reply(languages.get(lang, languages["en"]), kind="notice")]
    reasons = ("a code for linking was said; it is not kept",)
    turn = Turn(who.customer, "shop", incoming.id, at, incoming.kind, MASK, tuple(replies), lang=lang, reasons=reasons)
    return [dict(one) for one in house.profiles.record(turn).replies]
