"""What a message says of the circumstances: "by the window", "to take away", "in a paper bag", "write 'Anna' on the cup". Pure.

The one place that hears them, save the time, which is read with the other times (``actions.wanted``). A question says
nothing, unless it asks for it ("can you gift-wrap it?").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from shop.circumstances import DELIVERED, ONCE

WRITTEN_MAX = 60
_ROAD = r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|square|court|boulevard|blvd|terrace|crescent)"
# A street with its number: "14 Harbour Lane", "via Roma 3".
ADDRESS = (
    rf"\b\d{{1,4}}[a-z]?,?\s+(?:[a-z'’]+\s+){{1,3}}{_ROAD}\b|\b(?:[a-z'’]+\s+){{1,3}}{_ROAD}\W+(?:number|no\.?|nr\.?)?\s*\d{{1,4}}\b"
    r"|\b(?:via|viale|piazza|corso|vicolo|largo)\s+(?:[a-zà-ù'’]+\s+){1,4}\d{1,4}\b"
)
_PLACES = {
    "away": r"(?:to )?take[ -]?(?:away|out)\b|to carry out|(?<!have )(?<!got )(?<!need )(?<!want )(?<!ready )(?<!good )(?<!like )(?<!time )(?<!about )\bto go(?= please\b| pls\b| then\b| today\b| and\b|\W*$|[,.;!?])"
    r"|(?:da|per|x) (?:portare|portar|porta) via|(?:da|per|x|d['’]) ?asporto",
    "here": r"to (?:have|eat|drink|stay)(?: it)?(?: in)? here|\bto stay\b(?=\W*(?:please|pls|thanks|today)?\W*$|,)|(?:eat|drink|din|sitt)(?:e|ing)? in\b(?! the)|\bfor here\b"
    r"|da (?:bere|mangiare|consumare|prendere) qui|(?:lo|la|li|le) (?:prendo|bevo|mangio) qui",
    "window": r"(?:by|at|near|next to|beside) (?:the|my) window|window (?:seat|table)|(?:vicino |accanto |davanti )?alla (?:finestra|vetrina)",
    "counter": r"(?<!pay )(?<!it )(?:(?:sit|stand)(?:ing)? |seat )?(?:at|by) the (?:counter|bar)\b|(?<!pago )(?<!pagare )al (?:banco|bancone)\b",
    "outside": r"(?:(?:sit|sitting|seat|table|have it|drink it|eat it|served) )outside|outside(?: table| seat)?,? (?:please|today)|on the terrace|(?:tavol\w+|sedut\w+|servit\w+|mi siedo) fuori|all['’]aperto|(?:in|sulla) terrazza|nel dehors",
    "inside": r"(?:sit|sitting|seat|table|served) inside|inside,? (?:please|today)|(?:tavol\w+|sedut\w+|mi siedo) dentro",
    "back_door": r"(?:at|to|by|through) the back(?: |-)?(?:door|entrance)|(?:alla porta|all['’]ingresso|all['’]entrata) (?:sul|di) retro",
    "corner": r"in the corner|corner (?:seat|table)|nell['’]angolo|tavol\w+ d['’]angolo",
}
# To have it brought: "delivered, please", "can you deliver two of them", not "it was delivered cold" or "do you deliver?".
_BROUGHT = (
    r"(?<!was )(?<!were )(?<!been )(?<!got )(?<!never )(?<!not )(?<!is )(?<!are )(?<!you )(?<!they )(?<!already )(?<!who )(?<!has )(?<!have )delivered\b(?! (?:late|cold|wrong|yesterday|this|today\?))"
    r"|(?<!do you )(?<!don['’]t )(?<!not )(?<!you only )(?<!need to )deliver(?= to (?:\d|via\b|my\b|our\b)| (?:me |us )?(?:an?|one|two|three|four|five|six|\d+|some|the|my|this|that|these|those|it|them|everything|all)\b)"
    r"|(?:for|with|by) (?:home )?delivery(?=\W*(?:please|pls|thanks|then)?\W*$)|^\W*delivery,? (?:please|pls)\b"
    r"|(?:bring|send|drop) (?:it|them|that|everything) (?:(?:to|at|by|round to) (?:my|our|the|his|her) (?:house|home|place|flat|apartment|office|work|door(?:step)?|address|hotel|boat)|home|over to (?:mine|ours|my|our))\b"
    r"|(?:send|ship|post|mail) (?:it|them|that|those|everything) (?:to|over to)\b"
    r"|(?:da |con )?consegn(?:a a domicilio|at[oaie](?: a (?:casa|domicilio))?|atemel[oaie]|arl[oaie]|armel[oaie]|armi)\b|(?:me l[oaie] )consegn\w+|(?:con|per) (?:la )?consegna(?=\W*(?:per favore|grazie)?\W*$)|a domicilio\b(?!\?)"
    r"|(?:me l[oaie]|l[oaie]) porta\w* a casa"
)
_TABLE = (
    r"(?:(?:at|to|for) )?table (?:no\.? |number )?(?P<en>\d{1,3})\b|(?:al )?tavolo (?:numero |n\. ?)?(?P<it>\d{1,3})\b"
)
_BAGS = {
    "no_bag": r"(?:no|without (?:a|the|any)|don['’]?t need (?:a|the|any)) (?:paper |carrier |plastic )?bags?\b|(?:senza|niente) (?:il |la )?(?:busta|sacchetto|sacchett\w)",
    "own_bag": r"\b(?:in|with|brought|have|got) my own bag|nella mia (?:borsa|busta)|ho la mia (?:borsa|busta)",
    "own_cup": r"\b(?:in|with|brought|have|got) my own (?:cup|mug)|nella mia tazza|ho la mia tazza",
    "paper_bag": r"\bin (?:a |the )?(?:little |small |brown )?paper bags?|\bpaper bag,? please|in un sacchett\w+ di carta|sacchetto di carta",
    "bag": r"\bin (?:a|one|the same) bag\b|with a bag\b|in (?:un|una|lo stesso) (?:sacchetto|busta)\b(?! di carta)",
    "box": r"\bin a (?:cake |cardboard )?box\b|boxed(?: up)?\b|in una (?:scatola|vaschetta)|in un vassoio",
}
_RECEIPTS = {
    "company_receipt": r"(?:with )?(?:a |an |the )?(?:receipt|invoice) (?:(?:made )?out )?(?:to|for|in the name of) (?:the |my |our )?(?:company|firm|business|office)\b"
    r"|with an? (?:company|business) (?:receipt|invoice)|(?:con |mi serve |ho bisogno di |vorrei |posso avere |può farmi |mi (?:può fare|fa|faccia|fate) )?(?:della |la |una )?(?:ricevuta|fattura) (?:intestata )?(?:alla|per la|a nome della|all['’]|per l['’]|a nome dell['’])(?: mia| nostra)? ?(?:ditta|società|azienda|ufficio|studio|impresa)"
    r"|(?:con|mi serve|ho bisogno di|vorrei|posso avere|può farmi|mi (?:può fare|fa|faccia|fate)|fat[ei](?:mi)?|emettete) (?:della |la |una )?fattura\b",
    "receipt": r"with a receipt\b|con (?:una |la )?ricevuta\b|(?:mi serve|vorrei|posso avere|mi (?:può fare|fa|faccia|fate)) (?:anche )?(?:la |una )?(?:ricevuta|scontrino)\b",
}
_WRAPS = {
    "unwrapped": r"(?:no|without)(?: any| the)?(?: gift)?[- ]?wrapping|\bunwrapped|(?:don['’]?t|no need to) (?:gift[- ]?)?wrap(?: it| them)?|senza (?:carta|incarto|confezione)|non incart\w+",
    "ribbon": r"with (?:a |an )?(?:\w+ )?(?:ribbon|bow)\b|con (?:un |il )?(?:nastro|fiocco)\b",
    "gift_wrapped": r"gift[- ]?wrap(?:ped|ping)?(?: (?:it|them|that|please))?|wrap(?:ped)? (?:it|them|that|both)?(?: ?up)? ?(?:as|like) a (?:present|gift)|wrap (?:it|them|that)(?: up)?\b|wrapped(?: up)?(?=\W*(?:please|pls|thanks|thank you)?[\s.!]*$)|(?:in )?carta regalo|confezione regalo|incart\w+|impacchett\w+|(?:fa(?:te|ccia|i|nno)?(?:mi)?|vorrei) (?:un |il )(?:unico |solo )?pacchett\w+",
}
_GOODS = r"(?:cup|lid|mug|cake|top|icing|box|bag|tin|label|goods|bread|card board|bicchiere|tazza|coperchio|torta|scatola|sacchetto|etichetta)"
_WRITTEN = (
    rf"(?:(?:please |can you |could you )?(?:write|put|with|print|engrave|ice|pipe|having)) (?:the (?:name|words?|text)s? )?[“\"‘'«](?P<q>[^”\"’'»]{{1,{WRITTEN_MAX}}})[”\"’'»] (?:on|onto|in) (?:(?:it|top)\b|(?:the|my|its|his|her|top of the|icing on the) {_GOODS})",
    rf"(?:write|print|engrave|(?:put|with) the name) (?P<n>[\w .'’-]{{1,{WRITTEN_MAX}}}?) (?:on|onto) (?:it\b|(?:the|my|top of the) {_GOODS})",
    rf"(?:scriv\w+|mett\w+|incid\w+|con scritto|con) [“\"‘'«](?P<qi>[^”\"’'»]{{1,{WRITTEN_MAX}}})[”\"’'»] su(?:l|lla|llo|i|gli)? ?{_GOODS}",
    rf"(?:scriv\w+|incid\w+|con scritto|con il nome|mett\w+ il nome) (?P<ni>[\w .'’-]{{1,{WRITTEN_MAX}}}?) su(?:l|lla|llo|i|gli)? ?{_GOODS}",
    r"(?:under|in) the name (?:of )?(?P<u>[A-Z][\w'’-]{1,30})|\ba nome (?:di )?(?P<ui>[A-Z][\w'’-]{1,30})",
)
_ANY = {
    "where": {value: re.compile(rf"(?<![\w-])(?:{p})", re.IGNORECASE) for value, p in _PLACES.items()},
    "bag": {value: re.compile(p, re.IGNORECASE) for value, p in _BAGS.items()},
    "receipt": {value: re.compile(rf"\b(?:{p})", re.IGNORECASE) for value, p in _RECEIPTS.items()},
    "wrapping": {value: re.compile(rf"\b(?:{p})", re.IGNORECASE) for value, p in _WRAPS.items()},
}
_ANY["where"][DELIVERED] = re.compile(rf"(?<![\w-])(?:{_BROUGHT})", re.IGNORECASE)
_AT_TABLE = re.compile(_TABLE, re.IGNORECASE)
_TO = re.compile(rf"(?:\b(?:to|at|a|in|presso)\s+)?(?P<to>{ADDRESS})", re.IGNORECASE)
_ON_IT = [re.compile(p, re.IGNORECASE if "[A-Z]" not in p else 0) for p in _WRITTEN]
_COUNT = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|un[oa]?|due|tre|quattro|cinque|sei|the (?:other|rest)|l['’]altr[oa]|gli altri|le altre)(?: of (?:them|those))?(?: (?:is|are|it))?(?: to (?:have|eat|drink))?\s*$",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"\b(?:always|every time|from now on|as a rule|sempre|ogni volta|d['’]ora in poi)\b", re.IGNORECASE
)
_TODAY = re.compile(
    r"\b(?:today|this time|just (?:this )?once|for once|for a change|oggi|stavolta|questa volta|per una volta)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:not|don['’]?t|isn['’]t|non)(?: (?:want|need|sit|have|put|like|it|to|a|the|voglio))*\W*$", re.IGNORECASE
)
_ASKED_FOR = re.compile(
    r"\W*(?:(?:and|also|ok|hi|hello|please|sorry|e|scusi|buongiorno)\W+)*(?:can|could|may|might|would|will|posso|potrei|pu[oò]|potrebbe|mi|me l[oa]|vorrei|i['’]d)\b"
    r"(?! (?:you (?:have|do|tell|offer)|there))",
    re.IGNORECASE,
)
# Asks without a mark: "how many come in a bag".
_QUESTION = re.compile(
    r"\W*(?:(?:and|so|ok|hi|hello|e|ma)\W+)*(?:how (?:many|much|big|long|heavy)|what|which|who|where|quant[oaie]|quale|che cosa|cosa)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:i['’](?:d|ll|m)|(?:it|that)['’]s|yes|yeah|yep|ok|okay|no|sure|and|but|oh|please|pls|thanks|thank you|could|can|may|would|i|you|we|it|that|this|them|want|like|have|sit|make|put|"
    r"serve|just|only|actually|sorry|instead|for|the|a|to|my|one|everything|today|this time|always|every time|from now on|once|too|also|then|is|be|will|seat|table|"
    r"s[iì]|oggi|stavolta|questa volta|sempre|ogni volta|d['’]ora in poi|per favore|grazie|per|favore|lo|la|li|le|il|un|una|e|ma|anzi|scusi|vorrei|posso|pu[oò]|può|mi|me|metta|tutto|mettere|prendo|voglio|mi siedo|siedo|invece|però)\b|\W",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """``values`` by slot; ``always``: it is to hold from now on; ``alone``: the message says nothing else."""

    values: Mapping[str, str] = field(default_factory=dict)
    always: bool = False
    alone: bool = False

    def __bool__(self) -> bool:
        return bool(self.values)


def circumstances_said(text: str) -> Said:
    """The circumstances that the text states. "Today" makes it so for this time only."""
    found = list(_found(text))
    if not found:
        return Said()
    values = {slot: value for slot, value, _, _ in found}
    always = _ALWAYS.search(text) is not None
    left = blanked(text, [(start, end) for _, _, start, end in found])
    once = {} if always or not _TODAY.search(left) else {ONCE: ",".join(sorted(values))}
    return Said({**values, **once}, always, says_nothing_else(left))


def places_in(text: str) -> list[tuple[int, int]]:
    """Where in the text circumstances stand."""
    return [(start, end) for _, _, start, end in _found(text)]


def says_nothing_else(text: str) -> bool:
    """Is what is left of a clause, its circumstances blanked, only courtesy and "make it …"?"""
    return not _BESIDE.sub("", text)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spaces in these places, so that all others keep theirs."""
    for start, end in spans:
        start, end = max(start, 0), min(end, len(text))
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}" if start < end else text
    return text


def _within(start: int, end: int, found: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in found)


def _found(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(slot, value, start, end), the last of a slot said last."""
    hits: list[tuple[str, str, int, int]] = []
    for slot, patterns in _ANY.items():
        for value, pattern in patterns.items():
            hits += [(slot, value, m.start(), m.end()) for m in pattern.finditer(text)]
    hits += [("where", f"table {m['en'] or m['it']}", m.start(), m.end()) for m in _AT_TABLE.finditer(text)]
    for pattern in _ON_IT:
        for m in pattern.finditer(text):
            words = next(group for group in m.groups() if group)
            hits.append(("written", words.strip(" \"'“”‘’«»"), m.start(), m.end()))
    if any(hit[1] == DELIVERED for hit in hits):
        hits += [("to", m["to"].strip(), m.start(), m.end()) for m in _TO.finditer(text)]
    if _split(text, hits):  # "two for here, one to go": no circumstance of the whole, but a remark
        hits = [hit for hit in hits if hit[1] not in ("here", "away")]
    taken: list[tuple[int, int]] = []
    # A longer reading holds the words of a shorter one: "no gift wrapping" is no wrapping.
    for hit in sorted(hits, key=lambda h: (h[2] - h[3], h[2])):
        if not _within(hit[2], hit[3], taken) and _stated(text, hit[2]):
            taken.append(hit[2:])
    yield from sorted((h for h in hits if h[2:] in taken), key=lambda h: h[2])


def _split(text: str, hits: list[tuple[str, str, int, int]]) -> bool:
    """Some here and some to take away, each with its number?"""
    counted = {value for slot, value, start, _ in hits if slot == "where" and _COUNT.search(text[:start])}
    return {"here", "away"} <= counted


def _stated(text: str, start: int) -> bool:
    """Is it wished there, and not asked about or refused?"""
    first = max(text.rfind(stop, 0, start) for stop in ".!?;\n") + 1
    ends = [place for stop in ".!?;\n" if (place := text.find(stop, start)) >= 0]
    sentence_end = min(ends, default=len(text))
    asks = text[sentence_end : sentence_end + 1] == "?" or _QUESTION.match(text[first:]) is not None
    return not _REFUSED.search(text[first:start]) and (not asks or _ASKED_FOR.match(text[first:]) is not None)
