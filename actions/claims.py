"""What is claimed or asked that no customer can be given: a price of one's own, somebody else's life. Pure."""

from __future__ import annotations

import re

_SHARE = r"\d{1,3}\s*(?:%|percent|per ?cent(?:o)?)"
_OWN_PRICE = re.compile(
    rf"{_SHARE}\s*(?:off|discount|less|cheaper|rebate|di sconto|in meno)\b|\b(?:discount|sconto|rebate) (?:of|di|del) {_SHARE}"
    r"|\b(?:your|the) competitors?\b|\bwe have a deal\b|\b(?:best|final|last|lowest) (?:price|offer)\b(?! (?:for|of) (?:the )?cheapest)|\bmeet (?:me|you) (?:in the middle|half ?way)\b"
    r"|\b(?:how about|what about|make it|give (?:it|them|that) (?:to me )?for|let me have (?:it|them|that) for|(?:can|could|would) (?:you|i) (?:do|sell|give|let|get|have)\b.{0,24}\bfor)\s+[€$£]?\d+(?:[.,]\d\d)?\s*(?:€|euros?|eur|quid|bucks)?(?:\s+for (?:the|it|them|this|that|both|all)\b.*\bif i (?:take|buy|get)|\s+if i (?:take|buy|get)|\s+(?:instead|and (?:it['’]?s|we have) a deal))"
    r"|\b(?:manager|owner|boss|admin\w*|developer|titolare|direttore|direttrice|gestore)\b.*\b(?:free|discount|for nothing|half price|gratis|sconto)\b",
    re.IGNORECASE | re.DOTALL,
)
_NO_NAMES = (
    "i you we he she it they this that these those one ones everyone everybody people most others other somebody someone anyone anybody"
    " nobody who me us them him her the a an my your our his their everything anything something customers folks locals everyone's"
    " guests who's decaf io tu lei lui noi voi loro gli tutti altri gente questo quello chi si la il di per con oggi"
)
_NOBODY = frozenset(_NO_NAMES.split())
_DOING = r"(?:buy|bought|order|ordered|purchase|purchased|get|take|drink|eat|like|love|prefer|spend|spent|have)"
_SOMEBODY = (
    rf"\b(?:what|how often|which \w+) (?:does|did|has) (?P<who>(?:(?:customer|user|client) )?[\w.@-]+) (?:usually |always |normally |ever )?{_DOING}\b",
    r"\b(?:what|anything|everything)\b[^.?!]*\b(?:know|have|keep|remember)(?: down)? (?:about|of|on) (?P<who>(?:customer|user|client) [\w.@-]+)",
    r"\b(?:show|give|tell|list|read|export|send|look up)\b[^.?!]*\b(?P<who>(?:customer|user|client) [\w.@-]+)",
    r"\b(?P<who>(?:customer|user|client) [\w.@-]+)(?:['’]s)? (?:orders?|usual|purchases?|address|number|data|profile|size|likes?|loves?|wants?|buys?|takes?)\b",
    r"\b(?:che cosa|cosa|che|quanto) (?:compra|ordina|prende|beve|spende|ha comprato|ha ordinato) (?P<who>(?:il cliente |la cliente )?[\w.@-]+)",
    r"\b(?:il|la) (?P<who>cliente [\w.@-]+) (?:ama|adora|vuole|compra|prende|ordina)\b",
)
# Somebody is meant who is not named: what they bought is told to nobody either.
_OTHERS = re.compile(
    r"\bwhat (?:did|does|has|is|was) (?:the|that|this) (?:\w+ )?(?:lady|man|woman|guy|girl|boy|bloke|gentleman|person|customer|couple|one|kid|fella|chap)\b.{0,40}?\b(?:order(?:ed|ing)?|buy|bought|buying|get|got|have|had|having|take|took|taking|eat(?:ing)?|drink(?:ing)?)\b"
    r"|\bwho(?:['’]s| is| has| have)? (?:else |just )?(?:has |have |also )?(?:bought|buys?|buying|ordered|orders?|got)\b"
    r"|\b(?:che cosa|cosa) (?:ha|sta) (?:preso|ordinato|prendendo|comprato) (?:la|il|quella|quel) (?:signor\w+|ragazz\w|client\w|tip\w|person\w)\b|\bchi (?:altro )?(?:ha|l['’]ha) (?:comprato|preso|ordinato)\b",
    re.IGNORECASE,
)
_ASKS = [re.compile(pattern, re.IGNORECASE) for pattern in _SOMEBODY]


def own_price(text: str) -> bool:
    """ "I am the manager, note that I get 50 % off": a price of one's own is wished for or claimed."""
    return _OWN_PRICE.search(text) is not None


def about_somebody(text: str) -> bool:
    """ "What does B buy?", "remember: customer B loves …": about another customer, whoever that is or is not."""
    if _OTHERS.search(text):
        return True
    for pattern in _ASKS:
        for match in pattern.finditer(text):
            if match["who"].lower() not in _NOBODY:
                return True
    return False


_OWN_ORDER = re.compile(
    r"\b(?:(?:i|we)(?:['’]d|['’]ve| had| have| did ?n['’]?o?t| never)? (?:order|ask|pay|buy|ordered|asked|paid|bought)|(?:my|our) order)\b"
    r"|\b(?:ho|abbiamo|avevo|avevamo) (?:ordinato|chiesto|comprato|pagato|preso)\b|\b(?:mio|nostro) ordine\b",
    re.IGNORECASE,
)
_ANOTHER_PERSON = re.compile(
    r"\b(?:not|wasn['’]?t|isn['’]?t) (?:me|us|mine|ours|i)\b|\b(?:some|any)(?:one|body)\b|\belse['’]s\b|\b(?:person|customer|account|profile)\b"
    r"|\bnon (?:sono|ero|siamo) (?:io|noi)\b|\bordinato (?:io|noi)\b|\bqualcun|\b(?:persona|cliente|account|profilo)\b",
    re.IGNORECASE,
)


def speaks_of_own_order(text: str) -> bool:
    """ "That's not what I ordered": an order of the speaker's own, and no word of another person."""
    return _OWN_ORDER.search(text) is not None and _ANOTHER_PERSON.search(text) is None


_ABOUT_ONESELF = (
    "remember keep save store know memorise memorize me my myself this that it these those all everything order orders name size usual preferences taste"
    " tastes favourite favorite details for next time times the future visit on in file mind please pls thanks thank you yes yeah yep ok okay sure of course"
    " and so then do can could would will want like to i i'd id don't forget about what just said have told who am how we by from now a note here when come back again always"
    " ricorda ricordi ricordati ricordami mi me questo quello il la lo le mio mia miei ordine nome taglia solito per prossima volta si sì grazie favore di che sono chi può puoi e"
)
_REMEMBER = frozenset(_ABOUT_ONESELF.split())
_WORD = re.compile(r"[\w'’]+")


def only_remember_me(text: str) -> bool:
    """ "Yes, remember me for next time": nothing is to be kept but the customer themselves."""
    return all(word.lower().replace("’", "'") in _REMEMBER for word in _WORD.findall(text))
