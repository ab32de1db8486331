"""What is said to an open complaint: which remedy, that it is settled, or that it is not. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.heard import Heard
from actions.pointing import by_place
from shop.lexicon import is_stopword
from shop.terms import Remedy
from shop.text import words

_AGAIN = re.compile(
    r"\b(?:again|once more|(?:second|third|fourth) time|every (?:single )?time|twice now|di nuovo|ancora una volta|un(?:'|’)altra volta|"
    r"(?:seconda|terza|quarta|ennesima) volta|ogni volta)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:never ?mind|no harm done|(?:it|that|this|everything|all|they)(?:(?:'|’)?s| is| was| has| have| got| been|(?:'|’)?ve)*(?: been)?(?: all)? "
    r"(?:fine|ok(?:ay)?|sorted|settled|solved|resolved|fixed|put right|taken care of|good|all ?right)"
    r"|you(?:(?:'|’)?ve| have)? (?:fixed|sorted|solved|put) it(?: right)?|i(?:'|’)?m (?:happy|fine|good) (?:now|again)"
    r"|va (?:tutto )?bene (?:così|ora|adesso)|(?:è |ora è )?tutto (?:a posto|risolto|sistemato)|(?:si è|è stat[oa]|è|e(?:'|’)) (?:risolt[oa]|sistemat[oa])"
    r"|non fa niente|non importa|(?:lasci|lascia) (?:stare|perdere))\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|isn(?:'|’)?t|wasn(?:'|’)?t|hasn(?:'|’)?t|never(?! ?mind)|nothing|still|hardly|if|until|non (?!fa niente|importa)|ancora|se)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:not (?:good )?enough|none of (?:those|these|them)|neither|i don(?:'|’)?t want (?:any|that|a|your)|useless|non (?:mi )?basta|non (?:voglio|vorrei|mi interessa) (?:il|lo|la|un|nessun)|nessun[oa](?: di quest[ei])?)\b",
    re.IGNORECASE,
)


# What people ask for → words that a shop's own text of such a remedy has.
_ASKED_AS = (
    (r"(?:my )?(?:money|cash) back|refund\w*|soldi|denaro|rimbors\w+|restitu\w+", "refund money rimborso"),
    (
        r"redo|replac\w+|exchang\w+|swap|(?:make|bring) (?:me )?(?:a new|another) one|new one|rif[aà]\w*|rifatemel[oa]|cambi\w+|sostitu\w+|(?:un['’]?altr|un[oa]? nuov)[oa]",
        "redo fresh exchange replacement new sostituzione cambio",
    ),
    (r"vouchers?|credit|buon[oi](?= d|\W*$)", "voucher credit buono"),
)


ANGRY = 0.5
_WHERE = re.compile(
    r"\bwhere\b.{0,12}\b(?:is|are|'s|has)\b|\bwhere(?:['’]s| the| on)|\bhow (?:much )?long(?:er)?\b|\bwhen (?:is|will|are|do|can)\b|\bstill (?:waiting|not|isn)|\bwaiting\b|\bnot (?:here|arrived|ready|come)\b"
    r"|\bdov['’]è\b|\bdove\b|\bquando\b|\bquanto (?:manca|ci|tempo|devo)|\bnon (?:è )?(?:ancora )?(?:arriva\w*|pront\w+)|\b(?:sto )?aspett\w+",
    re.IGNORECASE,
)


def asked_in_anger(heard: Heard) -> Heard:
    """ "This is ridiculous, where is my order": whoever asks after an order in anger complains."""
    if heard.kind != "text" or heard.strength("anger") < ANGRY:
        return heard
    wishes = tuple(replace(w, intent="complaint") if w.intent == "order_status" else w for w in heard.wishes)
    return replace(heard, wishes=wishes)


def asks_after_order(text: str) -> bool:
    """Does a complaint ask where the order is, or how much longer?"""
    return _WHERE.search(text) is not None


def again(text: str) -> bool:
    """Does the customer say that it is not the first time?"""
    return _AGAIN.search(text) is not None


def settled(text: str) -> bool:
    """Does the customer say that the matter is settled? A question, or a "not", says the contrary."""
    return _SETTLED.search(text) is not None and not _NOT.search(text) and not text.rstrip().endswith("?")


def refused(text: str) -> bool:
    """Is no remedy of ours good enough?"""
    return _REFUSED.search(text) is not None


def asks_remedy(text: str) -> bool:
    """Does the text ask for a remedy in words that are no shop's own: "my money back", "make it again"?"""
    return any(re.search(rf"\b(?:{asked})\b", text, re.IGNORECASE) for asked, _ in _ASKED_AS)


def remedy_chosen(text: str, remedies: Sequence[Remedy]) -> Remedy | None:
    """Which of the remedies is chosen: by its words in any language, by its place, or by its own id; None when unclear."""
    said = _telling(text) | _telling(
        " ".join(words for asked, words in _ASKED_AS if re.search(rf"\b(?:{asked})\b", text, re.I))
    )
    shares = {remedy.id: len(said & _words_of(remedy)) for remedy in remedies}
    most = max(shares.values(), default=0)
    best = [remedy for remedy in remedies if most and shares[remedy.id] == most]
    if len(best) == 1:
        return best[0]
    return by_place(text, remedies) if not best else None


def _words_of(remedy: Remedy) -> frozenset[str]:
    return _telling(" ".join((remedy.id, remedy.text.say("en"), remedy.text.say("it"))))


def _telling(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text) if not is_stopword(word.stem))
