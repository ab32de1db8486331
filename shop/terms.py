"""What the shop says of itself in ``shop.yml``: name, hours, delivery, returns, remedies, voice, the day's news.

A text may be one string (said in every language) or ``{en: …, it: …}``. An absent text is empty: nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import Locale, UnknownLocaleError
from babel.numbers import UnknownCurrencyError, validate_currency

from shop.hours import DAYS, Hours, Opening, read_opening
from shop.localised import NO_TEXT, Text
from shop.voice import Voice, read_voice
from shop.yaml_reading import Section, TermsError, read_mapping

__all__ = [
    "Collection",
    "Contact",
    "Delivery",
    "Notify",
    "Remedy",
    "Terms",
    "TermsError",
    "Text",
    "Voice",
    "load_terms",
]

SPOKEN = ("en", "it")  # what there are phrasings and examples for


@dataclass(frozen=True)
class Collection:
    ready_minutes: int = 10  # from the yes to ready at the counter
    places: tuple[str, ...] = ()
    hold_minutes: int = 10  # how long what was read back is held, goods and price; 0: not at all
    hold_max: int = 20  # pieces that are held for one customer


@dataclass(frozen=True)
class Delivery:
    """``fee`` None: the shop does not deliver, or did not say. ``free_from``: order total from which it is free.

    ``not_these``  kinds and categories that are for collection only
    """

    area: Text = NO_TEXT
    fee: Decimal | None = None
    free_from: Decimal | None = None
    text: Text = NO_TEXT
    not_these: tuple[str, ...] = ()

    @property
    def offered(self) -> bool:
        """Does the shop say that it delivers?"""
        return self.fee is not None or bool(self.text)


@dataclass(frozen=True)
class Remedy:
    """What the shop allows to be offered after a complaint."""

    id: str
    text: Text


@dataclass(frozen=True)
class Contact:
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Notify:
    """Where the shop is told that a customer waits for a person (empty: only on the staff page), and its own systems of orders."""

    webhook: str = ""
    email: str = ""
    orders_webhook: str = ""


@dataclass(frozen=True)
class Terms:
    name: str
    currency: str  # ISO 4217
    hours: Hours
    tagline: Text = NO_TEXT
    locale: str = "en"  # how money, dates and times are written
    languages: tuple[str, ...] = ("en",)
    address: Text = NO_TEXT
    collection: Collection = Collection()
    delivery: Delivery = Delivery()
    payment: Text = NO_TEXT
    returns: Text = NO_TEXT
    return_days: int = 0  # within which the bot notes a return; 0: it only says the terms
    not_returned: tuple[str, ...] = ()  # kinds and categories that are not taken back
    wrapping: Text = NO_TEXT  # whether and how presents are wrapped
    remedies: tuple[Remedy, ...] = ()
    offers: tuple[Text, ...] = ()
    news: Text = NO_TEXT
    contact: Contact = Contact()
    notify: Notify = Notify()
    voice: Voice = field(default_factory=Voice)
    shelves: Mapping[str, Text] = field(default_factory=dict)  # what a category is called, by its name in the catalogue
    discreet_kinds: tuple[str, ...] = ()

    @property
    def timezone(self) -> ZoneInfo:
        return self.hours.timezone

    def is_open(self, at: datetime) -> bool:
        """Is the shop open at this instant (aware)?"""
        return self.hours.is_open(at)

    def hours_on(self, day: date) -> tuple[Opening, ...]:
        """The openings of a local date, earliest first; empty on a closed day."""
        return self.hours.on(day)

    def next_opening(self, at: datetime) -> datetime | None:
        """When the shop next opens after ``at`` (local), None within two weeks."""
        return self.hours.next_opening(at)


def load_terms(path: str | Path) -> Terms:
    """Read ``shop.yml``. Needed: name, currency, timezone. Raises TermsError naming file and key."""
    top = read_mapping(Path(path))
    top.allow_only({*Terms.__dataclass_fields__, "timezone", "closed_on"})
    return Terms(
        name=top.text("name"),
        currency=_currency(top),
        hours=_hours(top),
        tagline=_text(top, "tagline"),
        locale=_locale(top),
        languages=_languages(top),
        address=_text(top, "address"),
        collection=_collection(top.section("collection")),
        delivery=_delivery(top.section("delivery")),
        payment=_text(top, "payment"),
        returns=_text(top, "returns"),
        return_days=int(top.number("return_days", 0, 0, 3_650)),
        not_returned=top.texts("not_returned"),
        wrapping=_text(top, "wrapping"),
        remedies=top.items("remedies", _remedy),
        offers=top.items("offers", _as_text),
        news=_text(top, "news"),
        contact=Contact(**_plain(top.section("contact"), ("email", "phone"))),
        notify=_notify(top.section("notify")),
        voice=read_voice(top.section("voice")),
        shelves=_shelves(top.section("shelves")),
        discreet_kinds=top.texts("discreet_kinds"),
    )


def _text(section: Section, name: str) -> Text:
    if name not in section.content:
        return Text()
    return _as_text(section, name, section.content[name])


def _as_text(section: Section, name: str, value: Any) -> Text:
    if value is None:
        return Text()
    if isinstance(value, list):
        raise section.wrong(name, f"expected text, or en: and it: below it, found {value!r}")
    if not isinstance(value, dict):
        return Text({"*": str(value).strip()})
    # A payment text may sit under `text:` as delivery's does.
    if set(value) == {"text"}:
        return _as_text(section, f"{name}.text", value["text"])
    for lang, words in value.items():
        if not isinstance(lang, str) or not 2 <= len(lang) <= 5 or isinstance(words, (dict, list)):
            raise section.wrong(f"{name}.{lang}", f"expected a language and its text, found {words!r}")
    return Text({lang: str(words).strip() for lang, words in value.items() if words is not None})


def _currency(top: Section) -> str:
    code = top.text("currency").upper()
    try:
        validate_currency(code)
    except UnknownCurrencyError:
        raise top.wrong("currency", f"not an ISO 4217 code like EUR: {code!r}") from None
    return code


def _locale(top: Section) -> str:
    name = top.text("locale", "en")
    try:
        return str(Locale.parse(name.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        raise top.wrong("locale", f"not a locale like en_GB: {name!r}") from None


def _languages(top: Section) -> tuple[str, ...]:
    found = top.texts("languages", ("en",))
    for place, lang in enumerate(found):
        if lang not in SPOKEN:
            raise top.wrong(f"languages[{place}]", f"spoken are {' and '.join(SPOKEN)}, not {lang!r}")
    return found or ("en",)


def _notify(section: Section) -> Notify:
    told = _plain(section, ("webhook", "email", "orders_webhook"))
    for name, value in told.items():
        fits = "@" in value if name == "email" else value.startswith(("http://", "https://"))
        if value and not fits:
            like = "name@shop.example" if name == "email" else "https://shop.example/told"
            raise section.wrong(name, f"expected an address like {like}, found {value!r}")
    return Notify(**told)


def _hours(top: Section) -> Hours:
    zone = top.text("timezone")
    try:
        timezone = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise top.wrong("timezone", f"not a time zone like Europe/Paris: {zone!r}") from None
    days = top.section("hours")
    days.allow_only(DAYS)
    week = {day: _openings(days, day) for day in DAYS}
    return Hours(timezone, week, top.items("closed_on", _date))


def _openings(days: Section, day: str) -> tuple[Opening, ...]:
    def span(section: Section, name: str, value: Any) -> Opening:
        opening = read_opening(str(value))
        if opening is None:
            hint = "; a day that is closed is left out" if "clos" in str(value).lower() else ""
            raise section.wrong(name, f"expected a span like 07:30-19:00, found {value!r}{hint}")
        return opening

    found = tuple(sorted(days.items(day, span), key=lambda opening: opening.opens_min))
    for earlier, later in pairwise(found):
        if later.opens_min < earlier.closes_min:
            raise days.wrong(day, f"{later.opens:%H:%M} lies within the span before it")
    return found


def _date(section: Section, name: str, value: Any) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise section.wrong(name, f"expected a date like 2025-12-25, found {value!r}") from None


def _collection(section: Section) -> Collection:
    section.allow_only(Collection.__dataclass_fields__)
    minutes, most = section.number("hold_minutes", 10, 0, 1_440), section.number("hold_max", 20, 1, 10_000)
    ready = int(section.number("ready_minutes", 10, 0, 10_000))
    return Collection(ready, section.texts("places"), int(minutes), int(most))


def _delivery(section: Section) -> Delivery:
    section.allow_only(Delivery.__dataclass_fields__)
    amounts = (section.amount("fee"), section.amount("free_from"))
    return Delivery(_text(section, "area"), *amounts, _text(section, "text"), section.texts("not_these"))


def _remedy(section: Section, name: str, value: Any) -> Remedy:
    if not isinstance(value, dict) or not value.get("id"):
        raise section.wrong(name, f"expected id: and text:, found {value!r}")
    return Remedy(str(value["id"]), _as_text(section, f"{name}.text", value.get("text")))


def _shelves(section: Section) -> dict[str, Text]:
    return {name: _as_text(section, name, value) for name, value in section.content.items()}


def _plain(section: Section, names: tuple[str, ...]) -> dict[str, str]:
    section.allow_only(names)
    return {name: section.text(name, "") for name in names}
