"""What no shop can do, by what it is about: a kind word of its own and a way back. Pure."""

from __future__ import annotations

import re

_TOPICS = {
    "oos_medical": r"\b(?:head ?ache|tooth ?ache|stomach ?ache|fever|medicine|medication|pills?|painkillers?|symptoms?|diagnos\w+|antibiotics?|dos(?:e|age)|"
    r"prescri\w+|mal di (?:testa|denti|pancia|gola)|febbre|medicin[ae]|farmac[oi]|sintom[oi]|pastigli\w+)\b",
    "oos_legal": r"\b(?:sue|lawsuit|lawyer|solicitor|attorney|legal advice|landlord|divorce|fare causa|avvocato|consulenza legale|divorzio)\b",
    "oos_opinion": r"\b(?:vote|voting|election|politic\w+|president|prime minister|government|religion|does god|abortion|votare|votato|elezion\w+|politic[ao]|governo|religione)\b",
    "oos_weather": r"\b(?:weather|forecast|(?:will|is|does) it (?:going to )?(?:rain|snow)(?:ing)?|temperature outside|che tempo (?:fa|farà)|previsioni|piove|pioverà|nevica)\b",
    "oos_joke": r"\b(?:joke|make me laugh|something funny|sing (?:me )?(?:a |something)|poem|riddle|barzelletta|fammi ridere|poesia|indovinello|canta(?:mi)?)\b",
    "oos_booking": r"\b(?:flights?|hotels?|taxi|train (?:ticket|to)|uber|restaurant table|table for (?:\w+)|book (?:me )?a (?:table|room|flight|trip|doctor)|"
    r"plane ticket|cinema tickets?|vol[oi] per|albergo|biglietto (?:del treno|aereo)|un tavolo per|prenota(?:mi|re)? (?:un|una) (?:tavolo|camera|volo|stanza|visita))\b",
    # Of the house itself: its data say nothing of these, and a guess either way would be a lie.
    "oos_premises": r"\b(?:wi-?fi|parking|car park|toilets?|restrooms?|bathroom|loo|(?:take|allow|bring|are) (?:my |our |the )?(?:dogs?|pets?)|dog[- ]friendly|"
    r"wheelchair|step[- ]free|high ?chairs?|changing table|(?:phone|laptop) chargers?|power (?:socket|outlet)s?|plug sockets?|air con\w*|"
    r"parcheggi\w*|bagno|toilette|can[ei] (?:ammess[oi]|può|possono|entra\w*)|(?:portare|venire con|entrare con|entrare col|entro con)(?: dentro)? (?:il |i |un |la |l['’])?(?:mio |mia |miei )?(?:can[ei]|cagnolin[oaie]|gatt[oi]|animali)|seggiolone|presa (?:di corrente|per il)|posti a sedere|fasciatoio|password|wi fi)\b",
}
_TOPICS["out_of_scope"] = r"\b(?:what(?:'|’)?s|what is|how much is|quanto fa)\s+\d+\s*[-+*x×/:]\s*\d+\b"  # sums
_PATTERNS = {act: re.compile(pattern, re.IGNORECASE) for act, pattern in _TOPICS.items()}


def topic_of(text: str) -> str:
    """The act that answers what the text asks beside the shop; "" when it is about none of these."""
    return next((act for act, pattern in _PATTERNS.items() if pattern.search(text)), "")
