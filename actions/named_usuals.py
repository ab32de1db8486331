"""Named usuals, orders with a name of the customer's own: "call this the office order", and later "the office order, please"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from actions import consenting, greet, order
from actions.answer import Answer, stated, tell
from actions.circumstances import KINDS_KEPT, habit_words, now
from actions.circumstances_said import blanked, places_in
from actions.desk import Desk
from actions.kept_orders import fact_name, name_of, read, wanted, written
from actions.lines import merged
from actions.whole_usual import today, words
from profiles.model import Fact
from shop.circumstances import Habit, with_said
from shop.model import Line

_NAME = r"[“\"‘'«]?(?P<name>[\w][\w '’-]{1,34}?)[”\"’'»]?"
_END = r"(?:\W+(?:please|pls|then|thanks|thank you|from now on|per favore|grazie|d['’]ora in poi))*\W*"
_BUT = r"(?:\W+(?:but|and|please|pls|then|today|this time|thanks|ma|e|oggi|stavolta|per favore|grazie))*\W*"
_OPENS = r"\W*(?:(?:and|ok|okay|oh|yes|please|can you|could you|let['’]?s|e|s[iì]|può|puoi)\W+)*"
_THIS = r"(?:this|that|it|these|them)(?: (?:order|one|lot))?"
_CALLS = [
    re.compile(
        rf"{_OPENS}(?:call|name) {_THIS} (?:my |the |our )?{_NAME}{_END}"
        rf"|{_OPENS}(?:save|keep|store|remember|note) {_THIS} (?:as|under) (?:my |the |our )?{_NAME.replace('name>', 'name2>')}{_END}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OPENS}(?:(?:chiam\w+|nomin\w+)(?:lo|la|li)?|lo chiami|la chiami) (?:quest[oaie] )?(?:il |lo |la |l['’])?{_NAME}{_END}"
        rf"|{_OPENS}(?:salv\w+|tenga|tieni\w*|ricord\w+|memorizz\w+)(?: quest[oaie]| l['’]ordine)? (?:come|sotto) (?:il |lo |la |l['’])?(?:mi[oa] )?{_NAME.replace('name>', 'name2>')}{_END}",
        re.IGNORECASE,
    ),
]
_ASKS = (
    r"(?:(?:hi|hello|good morning|can|could|may|might|i|i['’]?d|i['’]?ll|we|we['’]?ll|would|like|have|get|take|want|need|order|do|me|us|for|just|once more|again|please|pls|today|thanks|"
    r"vorrei|posso|avere|prendo|prendiamo|mi|dia|fa|faccia|ordino|ordiniamo|oggi|per favore|grazie|buongiorno|ciao|ancora)\W+)*"
)
_FORGETS = re.compile(
    r"\b(?:forget|delete|erase|remove|drop|dimentic\w+|cancell\w+|elimin\w+)\W+(?:(?:please|about|my|the|our|il|lo|la|l|mio|mia)\W+)*(?P<name>[\w][\w '’-]{1,40}?)(?:\W+(?:please|thanks|per favore|grazie))*\W*$",
    re.IGNORECASE,
)
# "Call it a day", "call this my usual", "call me Ann" name no order.
_NOT_NAMES = frozenset(
    [
        "usual",
        "my",
        "usual",
        "a",
        "day",
        "me",
        "you",
        "back",
        "in",
        "off",
        "solito",
        "il",
        "solito",
        "mio",
        "solito",
        "it",
        "this",
        "that",
        "again",
        "now",
        "quits",
        "later",
        "tomorrow",
        "domani",
        "order",
        "ordine",
        "un",
        "giorno",
    ]
) | {"my usual", "a day", "my usual order", "usual order", "il solito", "mio solito", "ordine solito"}


def named_usual(desk: Desk) -> Answer | None:
    """An order named, asked for by its name, or forgotten; None when the message is none of that."""
    text = desk.heard.text
    if desk.heard.kind != "text" or desk.asked.get("act") in ("card", "contact", "complaint"):
        return None
    # "…, at the back door" is how it is wanted; only where nothing else makes a name is it part of one
    bare = blanked(text, places_in(text))
    for said in dict.fromkeys((bare, text)):
        match = next((m for p in _CALLS if (m := p.fullmatch(said))), None)
        beside = dict(desk.pending) if said == bare else dict(desk.asked.get("with") or {})
        if match is not None and (answer := _call(desk, (match["name"] or match["name2"]).strip(), beside)):
            return answer
    names = {fact.name: fact for fact in _named(desk)}
    if not names:
        return None
    if (gone := _FORGETS.search(text)) and (fact := _which(names.values(), gone["name"])):
        return replace(tell("fact_forgotten"), drop_facts=(fact.name,), learn=False)
    asked = next((fact for fact in names.values() if _asks_for(text, fact) or _asks_for(bare, fact)), None)
    return ordered(desk, asked) if asked else None


def ordered(desk: Desk, fact: Fact) -> Answer:
    """Read back whole at today's prices, as it is wanted; what is sold out, no longer sold, or costs otherwise now is said
    before. What was said now of this order comes before what is kept with its name."""
    if greet.must_confirm(desk):
        return greet.welcome(desk)
    there, answer = today(desk, read(fact.value))
    if not there:
        return answer.and_then(tell("usual_named_gone", name=name_of(fact.name)).asking("start_order"))
    kept = now(desk, _habits(fact))
    desk.put(merged(desk.lines, [replace(x, circumstances={**x.circumstances, **kept}) for x in there]))
    return answer.and_then(order.read_back(desk))


def lines_meant(desk: Desk) -> tuple[Line, ...]:
    """What "this" is: the cart, else what they took for themselves in their last order."""
    if desk.lines:
        return desk.lines
    return next((own for o in desk.remembered_orders if (own := tuple(x for x in o.lines if x.own))), ())


def words_of(desk: Desk, fact: Fact) -> str:
    """What is kept under the name, in words, and how it is wanted: "2 × butter croissant and americano, at the back door"."""
    beside = [habit_words(desk, habit) for habit in _habits(fact).values()]
    return ", ".join((words(desk, read(fact.value)), *(told for told in beside if told)))


def _habits(fact: Fact) -> dict[str, Habit]:
    """How all of it is wanted, as a word of theirs, in the order in which it is said."""
    kept = wanted(fact.value)
    return {slot: Habit(slot, kept[slot]) for slot in KINDS_KEPT if slot in kept}


def _call(desk: Desk, name: str, beside: Mapping[str, str]) -> Answer | None:
    """Keep what is meant under this name; ``beside``: what was said of it besides. None where it is no name, or nothing is meant."""
    name = re.sub(r"\s+", " ", name)
    name = re.sub(r"^(?:my|the|our|il|lo|la|l['’]|mi[oa]) ?(?=\w)", "", name, flags=re.IGNORECASE).strip()
    lines = with_said(lines_meant(desk), beside)
    kept = fact_name(name)
    if name.lower() in _NOT_NAMES or not kept or not lines:
        return None
    desk.pending = beside
    value = written(lines, as_wanted=True)
    if not value:
        return replace(tell("not_kept"), learn=False)
    fact = stated(kept, value, desk.at, desk.heard.message_id, desk.heard.text)
    answer = replace(tell("usual_named", name=name, lines=words_of(desk, fact)), facts=(fact,))
    if not desk.remembers:
        return answer.and_then(consenting.ask(desk))
    if desk.lines and desk.asked.get("act") == "read_back":  # its question is still open
        return answer.and_then(order.read_back(desk, act="still_open"))
    return answer


def _named(desk: Desk) -> list[Fact]:
    """Their named orders; none after "don't personalise"."""
    return [] if desk.objects else [f for f in desk.customer.facts if name_of(f.name) and not f.recipient]


def _asks_for(text: str, fact: Fact) -> bool:
    name = re.escape(name_of(fact.name)).replace(r"\ ", r"[\s'’_-]+")
    order_ = r"(?:usual |solito )?"
    asked = rf"\W*{_ASKS}(?:the|my|our|il|lo|la|l|mio|mia|il mio|la mia)?\W*{order_}(?:ordine )?{name}(?: order| usual| one)?{_BUT}"
    return re.fullmatch(asked, _plain(text), re.IGNORECASE) is not None


def _which(facts: Iterable[Fact], said: str) -> Fact | None:
    wanted = fact_name(said)
    return next((f for f in facts if f.name in (wanted, f"{wanted}_order")), None)


def _plain(text: str) -> str:
    """Without accents, as the names of facts are."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
