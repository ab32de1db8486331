"""What a turn begins with: who it is, what is known of them, and what is going on. Read only; nothing is decided here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from actions.adaptation.situation import Situation
from actions.addressing import called
from actions.asking import taste_said
from actions.desk import Desk
from actions.heard import Heard
from actions.mourning import mourning
from actions.purpose import purpose_of
from actions.so_far import troubled
from actions.told import is_new_to
from house import House
from profiles.comparing import group_of
from profiles.consent import OBJECTION
from profiles.keeping import Recalled
from profiles.model import IN_CHAT, Customer
from shop.exploring import clear_leaning, fading_of
from shop.orders import own_purchases


def gather(heard: Heard, house: House, known: Recalled, at: datetime) -> Desk:
    """Who is it, what do we know, which language, what does the shop say of itself."""
    fresh_at = _fresh_at(known.customer)
    nobody = {"consents": {}, "facts": (), "profile": {}, "session": {}, "others": (), "told": ()}
    customer = known.customer if fresh_at is None else replace(known.customer, **nobody)
    languages = house.terms.languages
    spoken = (
        heard.language,
        heard.chosen_language,
        customer.last_turn.lang if customer.last_turn else None,
        customer.lang,
        heard.signed_language,
        languages[0],
    )
    lang = next((code for code in spoken if code in languages), languages[0])
    # While the profiles are away nobody knows whether they want to be called otherwise, or not at all.
    name = called(customer, None if known.away else heard.signed_name)
    return Desk(
        heard,
        customer,
        house.terms,
        house.shop,
        at,
        lang,
        news=_news(heard, house, customer, lang),
        name=None if customer.anonymous and not (customer.fact("name") or customer.fact("title")) else name,
        transcript_days=house.settings.transcript_days,
        fresh_at=fresh_at,
        accounts=lambda: {} if known.away else house.access(heard.customer, lang, IN_CHAT),
        waiting_for_person=known.handover == "waiting",
        memory_away=known.away,
        compared=_compared(customer, house.settings.plain_share),
    )


def _compared(customer: Customer, share: float) -> str | None:
    """The customer's group where two manners are compared: only of who lets it be measured, and has not objected."""
    if not share or not customer.allows("measure") or customer.fact(OBJECTION) == "yes":
        return None
    return group_of(customer.ids, share)


def _news(heard: Heard, house: House, customer: Customer, lang: str) -> str:
    """The day's news where there is room for it; one line of it is told to a customer once."""
    if heard.kind != "event" and not heard.heard_intent("chitchat", "greet"):
        return ""
    news = house.news(lang)
    return news if is_new_to(customer.told, news) else ""


def _fresh_at(customer: Customer) -> datetime | None:
    """When "that's not me" was said in this visit: nothing of before is shown or used until the next."""
    said = next((fact for fact in customer.facts if fact.name == "not_me"), None)
    if said is None or said.value < customer.visit.started_at.isoformat():  # it was said in an earlier visit
        return None
    return said.at


def situation_of(desk: Desk) -> Situation:
    """What is going on, read from the wishes and the open question; nothing is guessed from style."""
    heard, last = desk.heard, desk.customer.last_turn
    return Situation(
        complaint=heard.heard_intent("complaint", "bot_wrong")
        or desk.asked.get("act") == "complaint"
        or desk.customer.fact("complaint_open") == "yes",
        hurried=heard.strength("urgency") >= 0.5,
        distress=troubled(desk),
        grief=mourning(desk),
        gift=heard.heard_intent("gift")
        or desk.asked.get("recipient") is not None
        or any(w.entity("recipient") for w in heard.wishes),
        purpose=purpose_of(desk),
        wanted=taste_said(desk),
        leaning=0.0 if desk.compared == "plain" else _leaning(desk),
        asked_more=heard.heard_intent("tell_more") or heard.verb == "more",
        asked_shorter=heard.heard_intent("keep_short"),
        plain=desk.compared == "plain",
        lang=desk.lang,
        name=desk.name,
        name_used=bool(last and last.plan.get("name_used")),
    )


def _leaning(desk: Desk) -> float:
    """Does what they bought tell of a taste for the new, or for the known? Read with consent to recommend alone."""
    if desk.objects or not (desk.remembers and desk.customer.allows("recommend")):
        return 0.0
    bought = own_purchases(desk.advising_orders, until=desk.at)
    return clear_leaning(bought, fading_of(desk.store.repeat_rates(desk.at))) if bought else 0.0
