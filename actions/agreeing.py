"""Is the message a yes or a no to our open question? Pure.

An order is placed on a yes, so a yes is agreement and courtesy and nothing else: "ok, how much is it?" is a question.
"""

from __future__ import annotations

import re

from actions.heard import Heard
from actions.lines import spans
from actions.manners import whole
from actions.never_mind import only_that

QUESTION_WORDS = 3  # a longer question is no yes, whatever it is taken for
YES, NO, NEITHER = "yes", "no", ""
_YES = re.compile(
    r"\s*(?:(?:cheers|thanks|great|ok|okay|lovely),?\s+)?(?:go|(?:order|place|book|send|confirm) it|go for it)(?:\W+(?:then|please|pls|thanks|now))*\W*$|"
    r"\s*(?:yes|yep|yeah|yup|yess+|yea+h?|yws|yse|yed|yeh|aye|ok|okay|sure|please do|go ahead|perfect|certainly|of course|correct|exactly|"
    r"it is|you(?:'ve)? got it|(?:(?:that|it|this|everything|all)(?:'?s| is| looks)|looks)(?: all)? (?:right|correct|good|great|fine|perfect|accurate)|"
    r"s[iì]|sisì|sisi|certo|va bene|benissimo|perfetto|d'accordo|esatto|confermo|proceda|procedi|vada)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"\s*(?:no|nope|nah|not now|don't)\b", re.IGNORECASE)
# Beside a yes or a no these wish for nothing.
_COURTEOUS = "please pls thanks thank thx you very much sir madam man mate my so then and well bye goodbye later see soon grazie mille tante infinite prego per favore ciao arrivederci"
AGREEING = frozenset(
    f"{_COURTEOUS} cheers lovely order place book send confirm for now whatever love pal yess yesss yea yws yse yed yeh aye yes yep yeah yup ok okay sure do go ahead perfect certainly of course correct exactly it is its it's"
    " that that's thats this everything all you've got have looks look right good great fine accurate"
    " si sì sisì sisi certo va bene perfetto d'accordo esatto volentieri confermo procedi proceda vada pure dai benissimo".split()
)
_REFUSING = frozenset(f"{_COURTEOUS} no nope nah not now don't that's that is it all".split())
_WORD = re.compile(r"[\w'’]+")
_NEGATION = re.compile(r"\b(?:no|not|nope|nah|never|don't|cancel|nothing|non|niente|annulla)\b", re.IGNORECASE)
# Consent is given by a plain yes to its question; "sure, it's right" may still be about the order.
_PLAIN_YES = re.compile(
    r"\s*(?:yes|yep|yeah|sure|ok|okay|s[iì]|certo|va bene)(?:,? (?:please|thanks|do|grazie|per favore|volentieri))?\s*[.!]*\s*",
    re.IGNORECASE,
)
_TAKES_IT = re.compile(
    r"\s*(?:(?:yes|ok|okay|good|great|very good|perfect|right),?\.?\s*)?(?:i(?:'|’)?(?:ll| will| shall)|we(?:'|’)?(?:ll| will| shall)|let me) "
    r"(?:take|have|get|go for) (?:it|that|this|them|those|that one|this one|one)(?:,? (?:then|please|thanks|thank you))*\s*[.!]*\s*"
    r"|\s*(?:(?:yes|ok|okay|good|great|perfect|right|sure|please|then|cool|nice|lovely|alright|yeah|go on|oh)[,.]?\s+)*(?:add|put down|order|get me|give me|gimme) (?:it|that|them|those|that one|this one|one)(?:,? (?:then|please|thanks|thank you|for me|down|in))*\s*[.!]*\s*"
    r"|\s*(?:(?:s[iì]|ok|va bene|allora|perfetto),?\s+)?(?:(?:l[oa]|li|le) (?:aggiunga|aggiungi|metta)|aggiungil[oaie])(?:,? (?:grazie|per favore|allora|pure))*\s*[.!]*\s*"
    r"|\s*(?:(?:yes|ok|okay),?\s+)?(?:that|this)(?: one)?(?:,? (?:then|please|thanks|thank you))*\s*[.!]*\s*"
    r"|\s*(?:(?:s[iì]|ok|okay|va bene|perfetto|ecco|allora|dai),?\s+)*(?:(?:lo|la|li|le) (?:prendo|voglio)|ne prendo un[oa]?|(?:prendo|vada per|facciamo|va bene|voglio) (?:quell|quest)[oaie](?: (?:qui|lì))?"
    r"|(?:quell|quest)[oaie](?: (?:qui|lì))? va(?:nno)? bene(?:issimo)?|me (?:lo|la|li|le) (?:(?:metta|tenga|metti|tieni) da parte|dia|dai|segni|metta|faccia|prepari|prendo)|(?:damme|famme|segname|prendi)l[oaie]|aggiudicat[oa])"
    r"(?:,? (?:grazie|per favore|per cortesia|pure|allora|dai))*\s*[.!]*\s*",
    re.IGNORECASE,
)
# "I'd like that, thank you", "that would be lovely": a yes to an open question, heard as thanks; nothing where none is open.
_WOULD_LIKE = re.compile(
    r"\W*(?:(?:yes|yeah|ok|okay|oh|ooh|mm+|s[iì]|please)\W+)*"
    r"(?:(?:i|we)(?:['’]d| would) (?:really |very much |quite )?(?:like|love) (?:that|it|this|one|them|those|to)"
    r"|(?:that|this|it)(?:['’]d| would) (?:be )?(?:very |really |just )?(?:lovely|great|nice|perfect|wonderful|good|fine|brilliant|ideal|super|delicious|do(?: nicely)?)"
    r"|(?:that|this|it) sounds? (?:very |really )?(?:lovely|great|nice|perfect|wonderful|good|delicious)"
    r"|(?:sarebbe|mi sembra) (?:perfetto|ottimo|bello|buono|l['’]ideale)|(?:molto |ben )?volentieri|mi piacerebbe(?: molto)?)"
    r"(?:\W+(?:please|then|thanks|thank you|very much|so much|indeed|grazie|mille))*\W*",
    re.IGNORECASE,
)
_CHANGED_MIND = re.compile(
    r"\W*(?:(?:no|nope|sorry|oh|ah|actually|well|ok|wait|hmm|please|scusi|anzi)\W+)*"
    r"(?:i(?:'|’)?(?:ve)? (?:just )?changed my mind|not (?:today|now)(?: after all)?|(?:i(?:'|’)?d )?rather not|leave it(?: for (?:now|today))?"
    r"|ho cambiato idea|niente)(?:\W+(?:sorry|thanks|thank you|please|then|after all|grazie|scusi))*\W*",
    re.IGNORECASE,
)
ALL_OF_IT = re.compile(r"\b(?:all|both|tutt[ie])\b", re.IGNORECASE)
_BUTTONS = {"yes": YES, "allergy_yes": YES, "no": NO, "allergy_no": NO}


def polarity(heard: Heard, also: frozenset[str] = frozenset()) -> str:
    """YES, NO, or NEITHER: a message that brings a wish of its own is neither.

    ``also``  intents that agree to the question that is open, as "that's all" does to "shall I order it?"
    """
    if heard.kind == "choice":
        return _BUTTONS.get(heard.verb, NEITHER)
    if any(spans(wish.products) for wish in heard.wishes):
        return NEITHER
    if whole(heard.text):  # "hmm", "idk", "one sec": whatever they were heard as
        return NEITHER
    words = {word.lower().replace("’", "'") for word in _WORD.findall(heard.text)}
    if not heard.text.rstrip().endswith("?"):
        if (
            (_NO.match(heard.text) and words <= _REFUSING)
            or _CHANGED_MIND.fullmatch(heard.text)
            or only_that(heard.text)
        ):
            return NO
        if _YES.match(heard.text) and words <= AGREEING:
            return YES
        if _TAKES_IT.fullmatch(heard.text) or _WOULD_LIKE.fullmatch(heard.text):
            return YES
    if heard.text.rstrip().endswith("?") and len(words) > QUESTION_WORDS:  # "how do you know what I usually take?"
        return NEITHER
    intents = {wish.intent for wish in heard.wishes}
    if "deny" in intents:  # "that's all" is heard as one, and refuses nothing
        return NO if _NEGATION.search(heard.text) else NEITHER
    if any(wish.entity("quantity") for wish in heard.wishes) and not ALL_OF_IT.search(heard.text):
        return NEITHER  # "ok, one slice of that then" wishes for something
    agreeing = {"affirm", *also}
    return YES if intents & agreeing and intents <= agreeing | {"thanks", "greet", "goodbye"} else NEITHER


def takes_it(text: str) -> bool:
    """ "I'll take it": a yes to what is offered, and an order of what was talked of."""
    return _TAKES_IT.fullmatch(text) is not None


def plain_yes(heard: Heard) -> bool:
    """A yes that can only be about the question just asked."""
    return heard.kind == "choice" or _PLAIN_YES.fullmatch(heard.text) is not None
