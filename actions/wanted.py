"""When an order is wanted: kept with it as one of its circumstances, and read back with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from actions.answer import Answer
from actions.desk import Desk
from actions.heard import Wish
from actions.opening import day_of, day_words, hours_then, instant, open_on, time_words, today
from shop.circumstances import of_order
from shop.model import Line

_KEPT = re.compile(r"(?:^|; )(?:for|per) (?P<when>[^;]+)")
_LATE = re.compile(r"(?:\b|(?<=\d))p\.?m\b|\b(?:noon|midday|mezzogiorno|in|tra|fra)\b|\d{2}[:.]\d{2}", re.IGNORECASE)
# What may stand beside a time that is said alone: "and for tomorrow at 8, please".
_BESIDE = re.compile(
    r"\b(?:and|ok|okay|oh|(?:make|move|push|change) (?:it|that)|instead|please|i(?:'ll| will|ll)? (?:come|be there|be in|be round|pop in|drop by|come by|collect|pick (?:it|them) up)|to collect|collect(?:ed)?|ready|pls|thanks|it's|it is|"
    r"(?:can|could) (?:it|we|you)|no|nope|rather|better|actually|sorry|wait|meglio|anzi|scusi|scusa|would|will|do|nicely|great|good|fine|perfect|lovely|works?|suits|is|me|us|around|about|then|say|let(?:'|’)?s|so|splendid|va bene|benissimo|facciamo|diciamo|verso|"
    r"for|by|at|on|the|in|to|be|what about|how about|morning|afternoon|evening|night|di|mattina|pomeriggio|sera|invece|il|e|ok|lo|la|li|le|io|passo|ritiro|ritir\w+|pronto|grazie|per|favore|vengo|verrò|passerò|arrivo|ci|vediamo|sarò|a|prender\w+)\b|\W",
    re.IGNORECASE,
)


def when_of(desk: Desk, wish: Wish) -> str:
    """When it is wanted, as a circumstance ("2026-11-27 08:00"); "" when no later time than usual is wanted, or the
    shop is closed then."""
    day, said = _meant(desk, wish)
    if (day is None or day == today(desk)) and not said:
        return ""
    day = day or today(desk)
    ready = desk.at + timedelta(minutes=desk.terms.collection.ready_minutes)
    if instant(desk, day, said) < ready or not open_on(desk, day, said):
        return ""
    return f"{day.isoformat()} {said}".strip()


def when_beside(desk: Desk, wish: Wish) -> str:
    """When it is wanted, as another clause says that says nothing else: "a cappuccino, I'll be there at seven"."""
    others = (w for w in desk.heard.wishes if w is not wish and alone(w) and not w.text.rstrip().endswith("?"))
    return next((when for other in others if (when := when_of(desk, other))), "")


def when_words(desk: Desk, when: str) -> str:
    """ "for Friday 27 November at 08:00" of "2026-11-27 08:00"."""
    day, _, said = when.partition(" ")
    words = f"{'per' if desk.lang == 'it' else 'for'} {day_words(desk, date.fromisoformat(day), always_dated=True)}"
    return f"{words} {time_words(desk, said)}" if said else words


def closed_then(desk: Desk, wish: Wish) -> Answer:
    """That nobody is there at the time that is wanted, with that day's hours; nothing when somebody is."""
    day, said = _meant(desk, wish)
    if (day is None and not said) or open_on(desk, day or today(desk), said):
        return Answer()
    return hours_then(desk, day or today(desk), said)


def _meant(desk: Desk, wish: Wish) -> tuple[date | None, str]:
    """Day and time as they were said; "for 10 o'clock", said when nobody is there at ten at night, is ten in the morning."""
    day, said = day_of(wish), str(wish.entity("time") or "")
    if before := _when_before(desk):
        if said and not _names_day(wish):  # "nine o'clock would do nicely", of an order for Saturday
            return before[0], _when_open(desk, before[0], said)
        if day is not None and not said:  # "Sunday, rather", of one for Saturday at nine
            return day, before[1]
    if day is not None or not said or "/" in said or _LATE.search(wish.text) or open_on(desk, today(desk), said):
        return day, said
    hour, _, minute = said.partition(":")
    tomorrow, early = today(desk) + timedelta(days=1), f"{int(hour) % 12:02}:{minute}"
    return (tomorrow, early) if int(hour) >= 12 and open_on(desk, tomorrow, early) else (day, said)


def _when_before(desk: Desk) -> tuple[date, str] | None:
    """For which day, and time if one was said, the order in the cart is wanted already."""
    kept = of_order(desk.lines).get("when", "") if desk.lines else ""
    day, _, said = kept.partition(" ")
    return (date.fromisoformat(day), said) if day else None


def _names_day(wish: Wish) -> bool:
    """Is a day said, and not only concluded from the hour?"""
    hours = {(e["start"], e["end"]) for e in wish.entities if e["entity"] == "time"}
    return any((e["start"], e["end"]) not in hours for e in wish.entities if e["entity"] == "date")


def _when_open(desk: Desk, day: date, said: str) -> str:
    """ "Nine" is in the morning where the shop is shut at nine at night."""
    hour, _, minute = said.partition(":")
    early = f"{int(hour) % 12:02}:{minute}" if minute else said
    return early if not open_on(desk, day, said) and open_on(desk, day, early) else said


def alone(wish: Wish) -> bool:
    """Does the wish say when, and nothing else?"""
    left = wish.text
    times = [e for e in wish.entities if e["entity"] in ("date", "time")]
    for entity in sorted(times, key=lambda e: -e["start"]):
        left = left[: entity["start"] - wish.offset] + " " + left[entity["end"] - wish.offset :]
    return bool(times) and not _BESIDE.sub("", left)


def wanted_of(desk: Desk, lines: Sequence[Line]) -> str:
    """When the order is wanted, in words ("Friday 27 November at 08:00"); "" when nothing was said."""
    when = of_order(lines).get("when", "")
    if when:
        return when_words(desk, when).partition(" ")[2]
    found = (_KEPT.search(line.note) for line in lines)  # as orders before 0.3 have it
    return next((match["when"] for match in found if match), "")
