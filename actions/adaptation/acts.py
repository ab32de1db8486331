"""The contract between who decides (an act with slots) and who words it (the phrasings): every act once.

``item!`` is a slot that every wording must say, ``item`` one that it may leave out. The last mark tells what the
customer is left with: ``?yes`` every wording asks something that a yes or a no answers (the caller keeps it as the open
question), ``?open`` every wording asks something else, no mark: no wording asks anything, so a later "yes" cannot be
taken for an answer to it. ``long``: a notice or a question of rights, which may be longer than small talk.

Slots are ready strings: prices and lists are formatted by the caller. Forms that the wordings count on:
  greeting   the name of one of the three greeting acts, or a ready greeting without a final stop
  arrived    "this morning", "on 3 June"      ready     "in about 5 minutes", "tomorrow from 8:00"
  next       "tomorrow at 8:00"   when "last year"              minutes, left, count, days, quantity   digits
  what       a thing: "the cold coffee"       recipient "your sister"
  evidence   a clause: "you ordered it three times here"      remedies  "a fresh one or your money back"
  lines, list, options, sizes, ingredients, allergens         joined lists      beside    "by the window, in a paper bag"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Asks = Literal["no", "yes", "open"]


@dataclass(frozen=True)
class ActSpec:
    """What one act may be given (``slots``), must say (``must``), whether it ``asks``, and if it may be ``long``."""

    slots: frozenset[str]
    must: frozenset[str]
    asks: Asks
    long: bool


# fmt: off
_ACTS = {
    # Greetings stand inside a welcome; they have no final stop.
    "good_morning": "", "good_afternoon": "", "good_evening": "", "hello": "",
    "welcome_new": "greeting! ?open", "welcome_back": "greeting!", "welcome_name": "greeting! name!",
    "welcome_named": "greeting! name!",
    "confirm_you": "greeting! ?yes",
    "offer_again": "item! price! ?yes", "offer_same": "item! price! ?yes", "offer_usual": "item! price! ?yes",
    "offer_usual_with": "item! price! beside! ?yes",
    "offer_used_to": "item! price! ?yes", "offer_which": "first! second! ?open",
    "usual_sold_out": "item! alternative! price! ?yes", "usual_gone": "item! ?open", "price_changed": "item old! new!",
    "ai_notice": "shop! long", "news": "news!", "complaint_open": "what! ?yes",
    # Ordering
    "start_order": "?open", "what_can_i_get": "?open", "want_one": "?yes",
    "want_one_or_new": "?yes", "want_one_or_known": "?yes", "ask_taste": "?open", "ask_review": "item! ?open", "ask_review_for": "recipient! item! ?open", "review_of_them": "recipient!", "review_kept": "?open", "review_bad": "?open", "wished_for": "item!", "liked_before": "",
    "read_back": "lines! total! ?yes", "read_back_more": "lines! total! ?yes",
    "still_open": "lines! total! ?yes", "still_offered": "item! price! ?yes",
    "ordered": "number! lines total! ready", "ordered_brought": "number! lines total! ready", "tax": "tax!", "added": "item! price", "removed": "item!", "not_on_order": "item!", "changed": "item!",
    "cart_is": "lines! total!", "cart_empty": "", "cart_emptied": "", "declined": "", "cancelled": "number!",
    "cancel_too_late": "number!", "last_order": "number! lines!", "placed_already": "number! lines! long", "one_order_only": "long",
    "which_variant": "product options! ?open", "which_product": "first! second! ?open", "which_one": "?open",
    "sold_out": "item!", "sold_out_instead": "item! alternative! price! ?yes", "sold_out_nearest": "item! alternative! price!", "too_few": "item left!",
    "not_found": "said!", "not_found_near": "said! nearest! ?yes", "perhaps": "nearest! ?yes", "quantity_odd": "quantity! ?open", "quantity_most": "item! quantity most! ?yes",
    "not_found_instead": "said! nearest! ?yes", "or_not": "item! price! ?yes", "this_one": "item! price! ?yes", "made_with_milk": "item!",
    "nothing_to_confirm": "", "what_else": "?open", "what_instead": "?open", "nothing_more": "", "let_go": "", "owed": "number! total!", "contact_kept": "", "address_given": "",
    # Advice
    "recommend": "item! price!", "recommend_two": "first! second! ?open", "recommend_gift": "recipient! item! price!",
    "last_gift": "when! list! recipient!", "recommend_none": "", "none_so": "quality!", "gift_ask": "recipient! ?open", "gift_ask_whom": "?open", "gift_ask_sum": "?open", "browse": "list!", "those_are_all": "",
    "compare": "first! second! first_price! second_price!", "complement": "item! price! ?yes",
    "cheapest": "item! price!", "least_popular": "item! price! count!",
    "pitch_new": "arrived!", "pitch_rare": "count!", "pitch_rating": "rating! count!", "pitch_guarantee": "guarantee!",
    "pitch_popular": "rating! count!", "pitch_value": "price!", "pitch_quickest": "minutes!", "pitch_story": "story!",
    "pitch_maker": "maker!", "pitch_best_for": "best_for!", "pitch_returns": "returns!",
    # Facts of the shop
    "price_is": "item price!", "price_from": "item price!", "prices_are": "item list!", "stock_yes": "item price", "way_yes": "way list!",
    "stock_few": "item left!", "stock_no": "item", "ingredients_are": "item ingredients!",
    "allergens_are": "item allergens! long", "allergens_none": "item! long", "allergens_none_too": "long", "allergens_too": "allergens! long", "ingredients_unknown": "item! long",
    "allergen_in": "item! allergens! long", "none_listed": "allergen! long",
    "sizes_are": "item sizes!", "one_size": "item", "product_info": "item description!", "each_is": "item! description!", "ask_which_product": "?open",
    "hours_today": "open! close!", "hours_closed": "next!", "hours_week": "list!", "hours_day": "day! list!",
    "hours_day_closed": "day!", "open_then": "day! list! then!", "shut_then": "day! list! then!", "location": "address!",
    "delivery": "terms!", "delivery_free": "", "delivery_fee": "price!", "delivery_fee_from": "price! total!", "delivery_sum": "total!", "collect_only": "item!", "no_delivery": "", "where_to": "", "payment": "terms!", "offers": "offers!", "offers_none": "", "returns_terms": "terms!", "return_noted": "number! item! order", "return_offer": "item! number! ?yes",
    "return_refused": "item!", "return_not_found": "item!",
    "order_status": "number! status! lines", "order_ready": "number! ready! lines", "no_orders": "", "ready_if": "ready!", "wrapping": "terms!",
    "unrated": "item",
    "diet_yes": "item diet!", "holds_yes": "item allergens! long", "holds_no": "item allergens! long",
    "holds_in_a_way": "item allergens! long", "not_named": "item allergen! long", "known_so": "diet! list! long",
    "stated_yes": "description!", "stated_no": "description!", "stated_so": "description!", "not_so": "item quality! list!",
    "listed_under": "item maker!", "dont_know": "item", "dont_know_ask": "item ?yes", "service_unlisted": "item ?yes", "lists_differ": "item! long ?yes", "as_listed": "long ?yes",
    "compare_more": "list!", "compare_missing": "said! nearest! other! ?yes", "compare_gone": "said! item! price!",
    "compare_by": "first! second quality first_value! second_value!", "compare_has": "first! second quality first_value! second_value!",
    "compare_same": "value!", "compare_unknown": "quality!", "figure_is": "item! value!", "most_so": "item! quality value! price!", "none_more_so": "quality!",
    # Talk
    "thanks": "", "goodbye": "", "chitchat": "?open", "how_are_you": "?open", "small_word": "", "well_thanks": "", "glad_to_hear": "",
    "take_your_time": "", "where_we_were": "", "no_hurry": "", "ask_suggest": "?yes", "on_your_yes": "", "kind_words": "", "hard_day": "", "good_news": "", "cannot_see": "", "story_heard": "", "bot_challenge": "shop long", "help": "long", "out_of_scope": "",
    "oos_weather": "", "oos_joke": "", "oos_opinion": "", "oos_medical": "long", "oos_legal": "", "oos_booking": "", "oos_premises": "",
    "other_language": "note! long", "no_tricks": "", "abuse_again": "long", "some_missed": "",
    "out_of_scope_again": "?yes", "bot_wrong": "?open", "stop_talking": "", "not_understood": "?open", "abuse": "long",
    "arriving": "item!", "nearly_here": "", "notify_me": "item!", "offer_alert": "item! ?yes", "back_in_stock": "item!", "back_unnamed": "", "gift_message": "?open", "link_how": "", "card_noted": "text! long", "discount_no": "", "more_about": "description!", "shops_language": "language!",
    "nothing_more_known": "",
    # When something is wrong
    "complaint_sorry": "remedies! long ?open", "complaint_order": "long", "complaint_lost": "long ?open", "complaint_details": "long ?open", "complaint_again": "long",
    "complaint_known": "what! long", "complaint_closed": "", "remedy_taken": "remedy! long", "child": "shop long",
    "distress": "long", "condolence": "", "hand_over_waiting": "shop long", "hand_over_note_kept": "long",
    "hand_over_contact": "long ?open",
    "staff_here": "staff!",
    # The customer's own data
    "consent_ask": "long ?yes", "consent_yes": "long", "consent_no": "long", "consent_later": "",
    "consent_what": "days! long",
    "allergy_ask": "allergen! long ?yes", "allergy_heeded": "allergen!", "allergy_kept": "allergen! long", "allergy_not_kept": "long",
    "know_about_me": "list! long", "know_about_them": "recipient! list! long", "know_nothing_of_them": "recipient! long",
    "others_private": "long", "not_kept": "long", "nothing_of_that": "long", "allergy_left": "allergen! long", "know_nothing": "long", "data_stays": "shop! long", "how_known": "evidence! long", "how_known_nothing": "long",
    "keep_or_forget": "?open", "fact_forgotten": "", "fact_kept": "", "corrected": "what!", "correct_which": "?open",
    "forgotten": "long", "no_personalise": "long", "personalise_again": "long", "not_me": "long",
    "usual_set": "item! long", "usual_named": "name! lines! long", "usual_named_gone": "name! ?open", "no_longer": "item!",
    # Circumstances stand inside other sentences; they have no final stop.
    "with_away": "", "with_here": "", "with_window": "", "with_counter": "", "with_outside": "", "with_inside": "",
    "with_corner": "", "with_back_door": "", "with_receipt": "", "with_company_receipt": "", "with_table": "count!", "with_paper_bag": "", "with_bag": "", "with_box": "", "with_no_bag": "",
    "with_own_bag": "", "with_own_cup": "", "with_gift_wrapped": "", "with_ribbon": "", "with_unwrapped": "",
    "with_written": "text!", "with_card": "text!", "with_delivered": "", "with_to": "address!", "with_fee": "price!", "with_delivered_free": "",
    "order_noted": "number! beside!",
    "usual_which": "?open", "keep_short": "", "tell_more_on": "", "less_personal": "long", "no_emoji": "", "no_jokes": "", "formal_on": "", "casual_on": "",
    # While the memory cannot be reached
    "memory_away": "", "forget_later": "long", "noted_later": "long", "person_later": "shop long",
    "name_kept": "name!", "ask_name": "?open", "always_lei": "", "marketing_out": "long", "address_change": "long", "remembered": "long",
}
# fmt: on


def _spec(text: str) -> ActSpec:
    words = text.split()
    slots = [word for word in words if not word.startswith("?") and word != "long"]
    asks: Asks = "yes" if "?yes" in words else "open" if "?open" in words else "no"
    return ActSpec(
        slots=frozenset(slot.rstrip("!") for slot in slots),
        must=frozenset(slot.rstrip("!") for slot in slots if slot.endswith("!")),
        asks=asks,
        long="long" in words,
    )


ACTS: Mapping[str, ActSpec] = {act: _spec(text) for act, text in _ACTS.items()}
GREETINGS = frozenset({"good_morning", "good_afternoon", "good_evening", "hello"})
# What stands inside other sentences.
INSIDE = GREETINGS | {act for act in ACTS if act.startswith("with_")}
# What sells. Left out while the plan leads with nothing (a complaint, distress).
SELLING = frozenset(
    {
        "complement",
        "news",
        "want_one",
        "want_one_or_new",
        "want_one_or_known",
        "still_offered",
        "ask_taste",
        *(act for act in ACTS if act.startswith("pitch_")),
    }
)
# What tells of other customers, each with their number in ``count``: from five on (``shop.model.enough_people``).
OF_OTHERS = frozenset({"pitch_rating", "pitch_popular", "least_popular"})
# A ritual is loved for being the same: a regular may hear these in the same words every day.
RITUALS = frozenset(
    {
        "offer_again",
        "offer_same",
        "offer_usual",
        "offer_usual_with",
        "read_back",
        "read_back_more",
        "ordered",
        "ordered_brought",
        "thanks",
        "goodbye",
    }
)
# An act that says the name, and the one that takes its place when the name was said already or may not be said.
NAMELESS: Mapping[str, str] = {"welcome_name": "welcome_back"}


def asks(act: str) -> Asks:
    """Does this act leave the customer with a question ("yes": one that a yes or a no answers)?"""
    return ACTS[act].asks
