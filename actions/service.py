"""The shop itself: hours, place, delivery, payment, returns, offers. The same words of fact for everybody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from babel.dates import format_date, format_datetime

from actions.answer import Answer, tell
from actions.colleague import dont_know
from actions.delivering import fee_asked
from actions.desk import LOCALES, Desk
from actions.heard import Wish
from actions.opening import day_of, hours_then, today
from actions.wanted import alone

CARD_MAX = 300
_SAY = re.compile(r"^(?:please\s+)?(?:just\s+)?(?:say|write|put|scriva|scrivi)\b:?\s*", re.IGNORECASE)
_WRAP = re.compile(r"\b(?:gift[- ]?)?(?:wrap\w*|incart\w*|confezion\w*)\b", re.IGNORECASE)
_CARD = re.compile(r"\b(?:card|note|message|biglietto|messaggio)\b", re.IGNORECASE)
_CARD_TEXT = re.compile(
    r"[“\"«](?P<quoted>[^”\"»]{2,})[”\"»]|(?:\b(?:says?|saying|reads?|reading|that goes|with the words|con scritto|che dica)\b:?|:)\s*(?P<text>\S.*)$"
    r"|\b(?:write|put|print|scriv\w+|metta|metti)\s+(?P<said>\S.{1,80}?)\s+(?:on|in|onto|sul|sulla|nel)\s+(?:the|a|it|il|un)?\s*(?:card|note|biglietto)\b",
    re.IGNORECASE | re.DOTALL,
)
_HAGGLES = re.compile(
    r"% off|\bpercent\b|\bfor free\b|\bgratis\b|\bsconto del\b|\bignore your\b"
    r"|\b(?:can|could|will|would) you (?:do|give|take|knock)\b.*\b(?:\d+|ten|five|some|a bit|something) off\b|\b(?:discount|sconto) (?:for|per) me\b"
    r"|\b(?:can|could) (?:you|i) (?:do|get|have|give me) (?:it|them|that)(?: for)? (?:cheaper|less)\b|\bbest price\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:invoices?|receipts?|vat|amex|american express|diners|apple pay|google pay|paypal|bitcoin|crypto|klarna|che(?:que|ck)s?|bank transfer|instal?ments"
    r"|fattur[ae]|scontrin[oi]|satispay|bancomat|bonifico|assegn[oi]|buoni pasto|rate)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(r"invoices?|receipts?|vat|fattur[ae]|scontrin[oi]", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:take|accept|pay (?:with|by|using|via))\s+(?P<means>[^\W\d_][\w' ]{1,24}?)\W*(?:here|please|too|at all)?\W*$",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"\b(?:cash|cards?|coins?|notes?|money|payments?|credit|debit|contactless|euros?|visa|mastercard|it|that|them|phone)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:open|closed|shut|apert[oi]|chius[oi])\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:what time|when|how late|how early|until when|che or[ae]|quando|orari\w*)\b", re.IGNORECASE)
_TODAY = re.compile(
    r"\b(?:today|oggi|tonight|stasera|stamattina|morning|afternoon|evening|mattin[ao]|pomeriggio|sera)\b", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:now|still open|adesso|ora|ancora apert[oi])\b", re.IGNORECASE)
_TOLD = frozenset(
    {"hours_today", "hours_closed", "hours_day", "hours_day_closed", "hours_week", "open_then", "shut_then"}
)
WEEK_WORDS = ("week", "which days", "every day", "settimana", "ogni giorno", "quali giorni")


def opening_hours(desk: Desk, wish: Wish) -> Answer:
    """Today's, those of the day that is asked for, or the week's; with a time, if the shop is open then."""
    if any(word in wish.text.lower() for word in WEEK_WORDS):
        return tell("hours_week", list=_week(desk))
    day, said = day_of(wish), str(wish.entity("time") or "")
    if said and (_WHEN.search(wish.text) or not _OPEN.search(wish.text)):
        said = ""  # "what time do you open tomorrow morning?" asks for hours
    if said or (day is not None and (day != today(desk) or not _says_today(wish))):
        return hours_then(desk, day or today(desk), said)
    hours = desk.terms.hours_on(today(desk))
    shut_now = bool(_NOW.search(wish.text)) and not desk.terms.is_open(desk.at)
    if hours and not shut_now:
        return tell("hours_today", open=desk.clock_time(hours[0].opens), close=desk.clock_time(hours[-1].closes))
    return tell("hours_closed", next=_next_opening(desk))


def _says_today(wish: Wish) -> bool:
    """Is the day called today, and not by its name? "On Sunday" is answered with Sunday's hours by that name, on a Sunday, too."""
    dates = (e for e in wish.entities if e["entity"] == "date")
    return any(_TODAY.search(wish.text[e["start"] - wish.offset : e["end"] - wish.offset]) for e in dates)


def asks_another_day(desk: Desk, wish: Wish) -> bool:
    """ "And on the 25th?" after hours were told: the hours of that day, too."""
    last = desk.customer.last_turn
    told = bool(last and _TOLD & set(last.plan.get("acts") or ()))
    return told and (not desk.lines or wish.text.rstrip().endswith("?")) and alone(wish)


def store_location(desk: Desk, wish: Wish) -> Answer:
    address = desk.terms.address.say(desk.lang)
    return tell("location", address=address) if address else tell("nothing_more_known")


def delivery(desk: Desk, wish: Wish) -> Answer:
    return fee_asked(desk, wish) or _terms("delivery", desk.terms.delivery.text.say(desk.lang))


def payment(desk: Desk, wish: Wish) -> Answer:
    """The shop's terms; a means or a paper that they do not name is not known here, and may be asked about."""
    terms = desk.terms.payment.say(desk.lang)
    told = _terms("payment", terms)
    asked = _MEANS.search(wish.text)
    means = asked.group() if asked else _means_named(wish.text)
    if not means or means.lower() in terms.lower():
        return told
    unknown = dont_know(desk, means, wish.text)
    return unknown if _PAPER.fullmatch(means) else told.and_then(unknown)  # a receipt is no way to pay


def _means_named(text: str) -> str:
    """ "Venmo" of "do you take venmo?"; "" where no means is named after the words, or a common one."""
    found = _BY.search(text)
    said = (found["means"] or "").strip() if found else ""
    return "" if not said or _COMMON.search(said) else said


def returns(desk: Desk, wish: Wish) -> Answer:
    return _terms("returns_terms", desk.terms.returns.say(desk.lang))


def offers(desk: Desk, wish: Wish) -> Answer:
    """The shop's offers, the same for all. "Give me 90 % off" gets a plain no."""
    if _HAGGLES.search(wish.text):
        return tell("discount_no")
    told = " ".join(offer.say(desk.lang) for offer in desk.terms.offers)
    return tell("offers", offers=told) if told else tell("offers_none")


def wrapping(desk: Desk) -> Answer:
    """How the shop wraps, in its own words."""
    return _terms("wrapping", desk.terms.wrapping.say(desk.lang))


def gift_message(desk: Desk, wish: Wish) -> Answer:
    """Wrapping, by the shop's own terms; or the card: its text goes to the shop as a note, and is asked for if it is missing."""
    if _WRAP.search(desk.heard.text) and not _CARD.search(desk.heard.text):
        return wrapping(desk)
    wrapped = wrapping(desk) if _WRAP.search(desk.heard.text) else Answer()
    text = _CARD_TEXT.search(wish.text)
    if text is None:
        return wrapped.and_then(tell("gift_message").asking("card"))
    return wrapped.and_then(card_says(desk, text["quoted"] or text["text"] or text["said"]))


def card_says(desk: Desk, text: str) -> Answer:
    """What the card is to say goes to the shop, word for word."""
    said = _SAY.sub("", text.strip()).strip("\"“”'").rstrip(".")[:CARD_MAX]
    return replace(tell("card_noted", text=said), handover=f"card: {said}")


def _terms(act: str, text: str) -> Answer:
    return tell(act, terms=text) if text else tell("nothing_more_known")


def _next_opening(desk: Desk) -> str:
    start = desk.terms.next_opening(desk.at)
    return format_datetime(start, "EEEE HH:mm", locale=LOCALES[desk.lang], tzinfo=desk.terms.timezone) if start else "—"


def _week(desk: Desk) -> str:
    """ "Monday 7:30–19:00, Tuesday …" with runs of the same hours told once."""
    monday = desk.at.astimezone(desk.terms.timezone).date()
    monday -= timedelta(days=monday.weekday())
    runs: list[tuple[str, str, str]] = []
    for n in range(7):
        day = monday + timedelta(days=n)
        spans = [
            f"{desk.clock_time(o.opens)}–{desk.clock_time(o.closes)}"
            for o in desk.terms.hours.week.get(("mon", "tue", "wed", "thu", "fri", "sat", "sun")[n], ())
        ]
        name = format_date(day, "EEE", locale=LOCALES[desk.lang])
        hours = ", ".join(spans) or ("chiuso" if desk.lang == "it" else "closed")
        if runs and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], name, hours)
        else:
            runs.append((name, name, hours))
    return "; ".join(f"{a if a == b else f'{a}–{b}'} {hours}" for a, b, hours in runs)
