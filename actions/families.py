"""Which family of acts answers which wish."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from actions import (
    aftersales,
    alerts,
    arriving,
    cart,
    comparing,
    gifts,
    goods,
    greet,
    hand_over,
    order,
    privacy,
    recommend,
    returning,
    service,
    smalltalk,
)
from actions.answer import Answer
from actions.correcting_facts import correct_fact
from actions.desk import Desk
from actions.heard import Wish

Handler = Callable[[Desk, Wish], Answer]

BY_INTENT: Mapping[str, Handler] = {
    "greet": greet.greet,
    "goodbye": smalltalk.goodbye,
    "thanks": smalltalk.thanks,
    "help": smalltalk.help_,
    "chitchat": smalltalk.chitchat,
    "bot_challenge": smalltalk.bot_challenge,
    "handoff": hand_over.ask_for_person,
    "complaint": aftersales.complaint,
    "bot_wrong": smalltalk.bot_wrong,
    "stop_talking": smalltalk.stop_talking,
    "out_of_scope": smalltalk.out_of_scope,
    "browse_search": recommend.browse,
    "recommend": recommend.recommend,
    "compare": comparing.compare,
    "gift": gifts.gift,
    "ask_price": goods.ask_price,
    "ask_stock": goods.ask_stock,
    "ask_size": goods.ask_size,
    "ask_ingredients": goods.ask_ingredients,
    "ask_product_info": goods.ask_product_info,
    "offers": service.offers,
    "opening_hours": service.opening_hours,
    "store_location": service.store_location,
    "delivery": service.delivery,
    "payment": service.payment,
    "start_order": order.order_item,
    "order_item": order.order_item,
    "add_to_cart": order.order_item,
    "remove_from_cart": cart.remove_from_cart,
    "change_cart": cart.change_cart,
    "view_cart": cart.view_cart,
    "checkout": cart.checkout,
    "order_status": aftersales.order_status,
    "cancel_order": aftersales.cancel_order,
    "return_refund": returning.return_refund,
    "change_address": aftersales.change_address,
    "know_about_me": privacy.know_about_me,
    "how_do_you_know": privacy.how_do_you_know,
    "correct_fact": correct_fact,
    "forget_me": privacy.forget_me,
    "dont_track": privacy.dont_track,
    "less_personal": privacy.less_personal,
    "personalise_again": privacy.personalise_again,
    "not_me": privacy.not_me,
    "remember_this": privacy.remember_this,
    "set_usual": privacy.set_usual,
    "marketing_opt_out": privacy.marketing_opt_out,
    "keep_short": privacy.keep_short,
    "tell_more": goods.tell_more,
    "notify_me": alerts.notify_me,
    "arriving": arriving.arriving,
    "gift_message": service.gift_message,
}
