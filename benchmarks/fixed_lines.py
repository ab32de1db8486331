"""What a bot without actions says: one line an intent, as a shop would write them in an afternoon. In no language but English."""

from __future__ import annotations

from collections.abc import Mapping

LINES: Mapping[str, str] = {
    "greet": "Hello! How can I help you today?",
    "goodbye": "Goodbye! See you soon.",
    "thanks": "You're welcome!",
    "affirm": "Great!",
    "deny": "All right. Can I help you with anything else?",
    "help": "I can help you with our products, your order and our opening hours.",
    "chitchat": "I'm here to help you with your shopping.",
    "bot_challenge": "I'm a virtual assistant.",
    "handoff": "One of our colleagues will be with you shortly.",
    "complaint": "I'm sorry to hear that. Please contact our customer service.",
    "bot_wrong": "Sorry about that. Could you please rephrase?",
    "stop_talking": "All right.",
    "out_of_scope": "Sorry, I can't help you with that.",
    "default": "Sorry, I didn't understand that. Could you please rephrase?",
    "browse_search": "Please have a look at our menu, you will find everything there.",
    "recommend": "Our customers love our flat white. Would you like to try it?",
    "compare": "Please see the product pages to compare our products.",
    "gift": "We have many nice gift ideas in our shop.",
    "ask_price": "You can find all our prices on the menu.",
    "ask_stock": "Please check the product page for availability.",
    "ask_size": "You can find all sizes on the product page.",
    "ask_ingredients": "You can find all ingredients and allergens on the product page.",
    "ask_product_info": "You can find more information on the product page.",
    "offers": "Please check our current offers on the home page.",
    "opening_hours": "We are open Monday to Saturday from 7:30 to 19:00.",
    "store_location": "You can find us at Via dei Lampionai 14, Portolieve.",
    "delivery": "We deliver within town for €3.50.",
    "payment": "You can pay in cash or by card.",
    "start_order": "Sure! What would you like to order?",
    "order_item": "Great choice! I've added it to your order. Anything else?",
    "reorder_usual": "Sure! Your usual order is on its way.",
    "add_to_cart": "I've added it to your cart. Anything else?",
    "remove_from_cart": "I've removed it from your cart.",
    "change_cart": "I've changed your cart.",
    "view_cart": "Please click on the cart to see its contents.",
    "checkout": "Thank you for your order! It will be ready soon.",
    "order_status": "Your order is being prepared.",
    "cancel_order": "Your order has been cancelled.",
    "return_refund": "You can return unused products within 30 days.",
}


def line_of(intent: str) -> str:
    """The line of an intent; a plain one where nobody has written any."""
    return LINES.get(intent, "Thank you, I have noted that.")
