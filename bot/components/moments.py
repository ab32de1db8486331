"""When something is wanted: a date and a time of day in English or Italian, as ISO 8601, with their places. Pure.

Names of days and months are Babel's, hours in words num2words', and the calendar is dateutil's. A date is the next one that
the words can mean, day before month; "next Saturday" is the first after today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import get_day_names, get_month_names
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from bot.components.numbers import value_of

_DAYS = {name.lower(): n for lang in ("en", "it") for n, name in get_day_names("wide", locale=lang).items()}
_DAYS |= {re.sub("ì$", "i", name): n for name, n in _DAYS.items()}  # "lunedi"
_MONTHS = {
    name.lower().rstrip("."): n
    for lang in ("en", "it")
    for width in ("wide", "abbreviated")
    for n, name in get_month_names(width, locale=lang).items()
}
_DAY, _MONTH = ("|".join(sorted(names, key=len, reverse=True)) for names in (_DAYS, _MONTHS))
_RELATIVE = {"today": 0, "tonight": 0, "this": 0, "oggi": 0, "stamattina": 0, "stasera": 0, "tomorrow": 1, "domani": 1}
_RELATIVE |= {"tmrw": 1, "tmr": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "dopodomani": 2}
_FEASTS = {  # said with "on", "at" or "day", so that a Christmas cake is no date
    "christmas eve": (12, 24), "vigilia di natale": (12, 24), "christmas day": (12, 25), "christmas": (12, 25),
    "natale": (12, 25), "boxing day": (12, 26), "santo stefano": (12, 26), "new year's eve": (12, 31),
    "new years eve": (12, 31), "new year's day": (1, 1), "new years day": (1, 1), "capodanno": (1, 1),
    "ferragosto": (8, 15), "easter": None, "easter sunday": None, "pasqua": None,
}  # fmt: skip
_PARTS = {  # of the day, as ISO 8601 intervals
    "morning": "06:00/12:00", "mattina": "06:00/12:00", "mattino": "06:00/12:00", "stamattina": "06:00/12:00",
    "afternoon": "12:00/18:00", "pomeriggio": "12:00/18:00", "evening": "18:00/23:00", "night": "18:00/23:00",
    "tonight": "18:00/23:00", "sera": "18:00/23:00", "stasera": "18:00/23:00",
}  # fmt: skip
_FEAST = "|".join(sorted(map(re.escape, _FEASTS), key=len, reverse=True))
_ON = r"(?:(?:on|for|by|until|till|from|per|di|da|entro|il|la|del|dal)\s+(?:the\s+|il\s+|la\s+)?)"
_DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b"
    rf"|\b(?P<after>(?:the )?day after tomorrow)\b|\b(?P<relative>{'|'.join(k for k in _RELATIVE if k != 'this')})\b"
    rf"|\b(?:(?P<strict>next|prossim[oa])\s+|(?:on|this|coming|quest[oa])\s+)?(?P<day>{_DAY})s?\b(?P<then>\s+prossim[oa])?"
    rf"|\b(?:the\s+|il\s+|l')?(?P<number>\d{{1,2}}|primo|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti\w{{0,7}}|trenta|trentuno)(?:st|nd|rd|th|º)?\s+(?:of\s+|di\s+)?(?P<month>{_MONTH})\b(?!\s+(?:i|we|you)\b)\.?(?:\s+(?P<year>20\d\d))?"
    rf"|\b(?P<month_first>{_MONTH})\.?\s+(?:the\s+)?(?P<its_number>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)"
    rf"|{_ON}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})\b(?!/)|\b(?P<dd>\d{{1,2}})[/.-](?P<mm>\d{{1,2}})[/.-](?P<yy>(?:20)?\d\d)\b"
    rf"|\b(?:on|for|by|until|till)\s+the\s+(?P<of_month>\d{{1,2}})(?:st|nd|rd|th)?(?=\s*(?:$|[?.!,;])|\s+(?:at|in|please|and|then)\b)"
    rf"|\bthe\s+(?P<th>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+(?:one|item|thing))"
    rf"|\b(?:per |entro )?il\s+(?P<il>\d{{1,2}})(?=\s*(?:$|[?.!,;])|\s+(?:alle|all'|mattina|pomeriggio|sera|siete|aprite|chiudete)\b)"
    rf"|\b(?:in|tra|fra)\s+(?P<ahead>\w+)\s+(?P<unit>days?|weeks?|giorn[io]|settiman[ae])\b"
    rf"|\b(?:(?:on|at|by|a|per|for)\s+)(?:the\s+)?(?P<feast>{_FEAST})\b(?!\s+(?:present|gift|card|tree|dinner|lunch|party|blend|cake))"
    rf"|\b(?P<eve>christmas (?:eve|day)|boxing day|new year'?s (?:eve|day)|easter sunday)\b",
    re.IGNORECASE,
)
_HOUR = r"(?P<{0}>\d{{1,2}}|(?!half|quarter|about|around|roughly)[a-zà]{{2,12}})"
_HALF_DAY = r"(?:\s*(?P<half>a\.?m\.?|p\.?m\.?)\b|\s*(?:o'clock|in punto)\b)?"
_NO_THINGS = (
    r"(?!\s+(?!(?:please|pls|then|thanks|if|when|or|and|to|on|in|for|at|o'clock|tomorrow|today|tonight)\b)[^\W\d])"
)
_HALF = "|".join(
    rf"(?<={before} )half" for before in ("at", "by", "for", "it", "that", "till", "until", "about", "around")
)
_NO_HOUR = r"(?!\s*(?:[€$£%]|euro?s?\b|cents?\b|each\b|apiece\b|pounds?\b|l'un[oa]\b|people\b|persone\b|di\s+(?:voi|noi)\b)|[,.]?\d)"
_AIMED = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TIME = re.compile(
    rf"\b(?:(?:at|a|by|for|until)\s+)?(?P<noon>noon|midday|mezzogiorno|midnight|mezzanotte)\b"
    rf"|\b(?P<to>half past|{_HALF}|a quarter past|quarter past|a quarter to|quarter to)\s+{_HOUR.format('told')}\b"
    rf"|\b(?:at|by|around|about|until|till|before|after)\s+(?P<few>5|10|20|25|five|ten|twenty|twenty[- ]five)(?:\s+minutes)?\s+(?P<side>to|past)\s+{_HOUR.format('counted')}\b{_NO_HOUR}"
    # "For ten tomorrow" with nothing before it, or a comma: so many pieces would have a name, so many people too.
    rf"|(?:^\W*(?:(?:ok|okay|and|so|yes|no|actually|please|make it|could it be)\W+)*|,\s*)for\s+(?P<aimed>{_AIMED})(?=\s+(?:tomorrow|today|tonight|(?:on\s+|next\s+)?(?:{_DAY})s?|in the \w+)\b)"
    rf"|(?<=tomorrow )for\s+(?P<then_for>{_AIMED})(?=\W*(?:please|pls)?\W*$)"
    rf"|\b(?P<in_words>[a-z]{{3,6}})\s+o['’]?clock\b"
    rf"|\b(?:at|by|until|till|before|after|alle|all'|per le|verso le|dalle|entro le)\s*{_HOUR.format('hour')}"
    rf"(?:[:.h](?P<minute>\d{{2}})|\s+(?P<past>e mezz[ao]|e un quarto|e tre quarti|meno un quarto))?{_HALF_DAY}{_NO_HOUR}"
    rf"|(?:(?<=morning )|(?<=afternoon )|(?<=evening )|(?<=night )|(?<=tomorrow )|(?<=today )|(?<=day )|\b(?:at|by|for|there|ready|pick (?:it|them|that) up|come by|pop in) )"
    rf"(?:about|around|roughly|say) (?P<about>\d{{1,2}})(?:[:.](?P<about_minute>\d{{2}}))?{_HALF_DAY.replace('<half>', '<ah>')}{_NO_HOUR}{_NO_THINGS}"
    rf"|(?<![\d.,:])(?P<h>\d{{1,2}}):(?P<mi>\d{{2}})(?!\d|:)(?:\s*(?P<hd>a\.?m\.?|p\.?m\.?)\b)?"
    rf"|(?<![\d.,:])(?P<bare>\d{{1,2}})(?:[.:](?P<bare_minute>\d{{2}}))?\s*(?:(?P<bare_half>a\.?m|p\.?m)\b\.?|o'clock\b)"
    rf"|\b(?:in|tra|fra)\s+(?P<wait>half an hour|mezz'ora|an hour|un'ora|\w+\s+(?:minutes?|mins?|minut[io]|hours?|or[ae]))\b",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?P<alone>tonight|stasera|stamattina)\b|\b(?:this|in the|di|del|quest[oa])\s+(?P<led>morning|afternoon|evening|mattin[ao]|pomeriggio|sera)\b"
    rf"|(?<=\b)(?:{'|'.join([*(k for k in _RELATIVE if len(k) > 4), *_DAYS])})s?\s+(?:at\s+)?(?P<follows>morning|afternoon|evening|night|mattina|pomeriggio|sera)\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"\d|o['’]?clock|\bpast\b|\b(?:to(?:day|night|m\w*row)|tmr|oggi|\w*domani|sta(?:sera|mattina)|noon|midday|mezz\w+|midnight|in|tra|fra|at|by|alle|all'|half|quarter|"
    rf"this|di|del|quest[oa]|{_DAY}|{_MONTH}|{_FEAST})",
    re.IGNORECASE,
)

_MINUTES = {
    "half past": 30, "half": 30, "e mezza": 30, "e mezzo": 30, "quarter past": 15, "e un quarto": 15,
    "e tre quarti": 45, "quarter to": -15, "meno un quarto": -15,
}  # fmt: skip

_ARTICLES = frozenset({"a", "an", "un", "una"})


@dataclass(frozen=True)
class Moment:
    """``kind`` date ("2026-11-28") or time ("08:30", or a part of the day: "06:00/12:00"), and where its words stand."""

    kind: str
    value: str
    start: int
    end: int


def read_moments(text: str, now: datetime) -> list[Moment]:
    """The first date and the first time that a clause names; ``now`` is the shop's local time.

    An hour without "am", "pm" or a part of the day is the one to come, and 1 … 6 are in the afternoon.
    """
    if not _ANY.search(text):
        return []
    day = next(_dates(text, now.date()), None)
    part = next(_parts(text), None)
    hour = next(_times(text, now, day, part), None)
    if day is None and hour is not None and hour[1] != now.date():
        day = Moment("date", hour[1].isoformat(), hour[0].start, hour[0].end)
    elif day is None and part is not None:
        day = Moment("date", now.date().isoformat(), part.start, part.end)
    told = (day, hour[0] if hour else part)
    told = (_not_over(text, now, *told), told[1])
    return sorted((m for m in told if m is not None), key=lambda m: m.start)


def _not_over(text: str, now: datetime, day: Moment | None, hour: Moment | None) -> Moment | None:
    """ "Sunday at nine", said on a Sunday at noon, is the next one; "today at nine" stays what it is."""
    if day is None or hour is None or day.value != now.date().isoformat():
        return day
    over = time.fromisoformat(hour.value.rpartition("/")[2]) < now.time()
    if not over or not re.search(rf"\b{_DAY}s?\b", text[day.start : day.end], re.IGNORECASE):
        return day
    return Moment("date", (now.date() + timedelta(days=7)).isoformat(), day.start, day.end)


def _dates(text: str, today: date) -> Iterator[Moment]:
    for match in _DATE.finditer(text):
        try:
            found = _date_of(match, today)
        except ValueError:  # the 31st of a short month, 45/13
            continue
        if found is not None:
            yield Moment("date", found.isoformat(), *match.span())


def _date_of(match: re.Match[str], today: date) -> date | None:
    said = match.groupdict()
    if said["iso"]:
        return date.fromisoformat(said["iso"])
    if said["after"] or said["relative"]:
        return today + timedelta(days=2 if said["after"] else _RELATIVE[said["relative"].lower()])
    if said["day"]:
        ahead = (_DAYS[said["day"].lower()] - today.weekday()) % 7
        return today + timedelta(days=ahead or (7 if said["strict"] or said["then"] else 0))
    if name := said["feast"] or said["eve"]:
        return _feast(name.lower(), today)
    if said["ahead"]:
        count = _number(said["ahead"])
        weeks = said["unit"].lower().startswith(("week", "settiman"))
        return None if count is None else today + timedelta(days=count * (7 if weeks else 1))
    if number := next((said[k] for k in ("of_month", "th", "il") if said[k]), None):
        return _day_of_month(int(number), today)
    month = _MONTHS.get((said["month"] or said["month_first"] or "").lower()) or int(said["m"] or said["mm"])
    number = next(said[k] for k in ("number", "its_number", "d", "dd") if said[k])
    spelt = 1 if number.lower() == "primo" else _number(number)
    return None if spelt is None else _in_year(spelt, month, said["year"] or said["yy"], today)


def _in_year(number: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) % 100 + 2000, month, number)
    this = date(today.year, month, number)
    return this if this >= today else date(today.year + 1, month, number)


def _day_of_month(number: int, today: date) -> date:
    """The next 24th. Raises ValueError for a 32nd."""
    for months in range(4):
        first = today.replace(day=1) + relativedelta(months=months)
        try:
            found = first.replace(day=number)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(f"no month has a day {number}")


def _feast(name: str, today: date) -> date:
    fixed = _FEASTS[re.sub(r"years", "year's", name)]
    days = [easter(y) if fixed is None else date(y, *fixed) for y in (today.year, today.year + 1)]
    return days[0] if days[0] >= today else days[1]


def _parts(text: str) -> Iterator[Moment]:
    for match in _PART.finditer(text):
        group = next(name for name, said in match.groupdict().items() if said)
        yield Moment("time", _PARTS[match[group].lower()], *match.span(group))


def _times(text: str, now: datetime, day: Moment | None, part: Moment | None) -> Iterator[tuple[Moment, date]]:
    """Each time with the day it is on, if no date was said."""
    for match in _TIME.finditer(text):
        if match["wait"]:
            waited = _waited(match["wait"].lower())
            then = now + waited if waited else None
        else:
            clock = _clock(match, part.value if part else "")
            dated = date.fromisoformat(day.value) if day else None
            then = None if clock is None else _next(clock, now, dated, said_half=bool(_half(match)) or part is not None)
        if then is not None:
            yield Moment("time", then.strftime("%H:%M"), *match.span()), then.date()


def _waited(words: str) -> timedelta | None:
    if words in ("half an hour", "mezz'ora"):
        return timedelta(minutes=30)
    if words in ("an hour", "un'ora"):
        return timedelta(hours=1)
    count = _number(words.split()[0])
    hours = words.split()[-1].startswith(("hour", "or"))
    return None if count is None else timedelta(hours=count) if hours else timedelta(minutes=count)


def _clock(match: re.Match[str], part: str) -> time | None:
    """The hour as it was said; None for what is none ("at home", "at 45")."""
    if match["noon"]:
        return time(12 if match["noon"].lower() in ("noon", "midday", "mezzogiorno") else 0)
    said = next(
        match[k] for k in ("hour", "told", "counted", "in_words", "aimed", "then_for", "about", "h", "bare") if match[k]
    )
    hour = 1 if said.lower() == "una" else None if said.lower() in _ARTICLES else _number(said)
    minute = int(match["minute"] or match["about_minute"] or match["mi"] or match["bare_minute"] or 0)
    told = (match["past"] or match["to"] or "").lower()
    shift = _MINUTES.get(told.removeprefix("a "), 0)
    if match["few"]:  # "ten to seven", "twenty past eight"
        few = _number(match["few"].replace(" ", "-")) or 0
        shift = few if match["side"].lower() == "past" else -few
    if hour is None or not 0 <= hour <= 24 or minute > 59 or (told and hour == 0):
        return None
    half = _half(match)
    late = half == "p" or part.startswith(("12", "18")) or (not half and not part and 1 <= hour <= 6)
    hour = hour + 12 if late and hour < 12 else 0 if half == "a" and hour == 12 else hour
    minutes = (hour * 60 + minute + shift) % 1440
    return time(minutes // 60, minutes % 60)


def _half(match: re.Match[str]) -> str:
    return next((match[k][0].lower() for k in ("half", "ah", "hd", "bare_half") if match[k]), "")


def _next(clock: time, now: datetime, day: date | None, *, said_half: bool) -> datetime:
    """That time on the day that was said; else the next one, "8" being evening where the morning is over."""
    if day is not None:
        return datetime.combine(day, clock)
    then = now.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    if then < now and clock.hour < 12 and not said_half and then + timedelta(hours=12) >= now:
        return then + timedelta(hours=12)
    return then if then >= now else then + timedelta(days=1)


def _number(word: str) -> int | None:
    """A number in digits or in words of either language; None for any other word."""
    if word.isdigit():
        return int(word)
    for lang in ("en", "it"):
        if (value := value_of(word.lower(), lang)) is not None:
            return value
    return 1 if word.lower() in _ARTICLES else None
