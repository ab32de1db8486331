"""What a shopkeeper makes of changes of mind, of pointing, and of what is not on the shelf."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from counter import AT, Customer

from actions.last_good import phrasings_for
from house import House
from profiles import transcript


def test_no_just_that(customer: Customer) -> None:
    """ "No, just the brownie" puts the order right: nothing else is in it, and nothing is ordered yet."""
    customer.says("an espresso please", "order_item")
    assert "brownie" in customer.says("no just the brownie", "keep_short")
    assert customer.cart == {"chocolate-brownie": 1}
    assert customer.bought == []


@pytest.mark.parametrize(
    ("said", "cart"),
    [
        ("no, a green tea please", {"cappuccino": 1, "green-tea": 1}),
        ("wait, a green tea", {"cappuccino": 1, "green-tea": 1}),
        ("a green tea instead of the brownie", {"cappuccino": 1, "green-tea": 1}),
        ("no brownie", {"cappuccino": 1}),
        ("only the cappuccino", {"cappuccino": 1}),
    ],
)
def test_a_read_back_is_put_right(customer: Customer, said: str, cart: dict[str, int]) -> None:
    """What is named takes the place of the last thing, of what "instead of" names, or of everything ("only")."""
    customer.says("a cappuccino and a chocolate brownie", "order_item")
    customer.says(said, "change_cart")
    assert customer.cart == cart
    assert customer.bought == []


def test_just_add_one_empties_no_cart(customer: Customer) -> None:
    """ "Just add a tea" adds; only "just the tea" is all there is to be."""
    customer.says("a cappuccino please", "order_item")
    customer.says("can you just add a green tea", "add_to_cart")
    assert customer.cart == {"cappuccino": 1, "green-tea": 1}


def test_ill_take_it_is_one(customer: Customer) -> None:
    """After a read-back "I'll take it" is the yes, not a second one of it."""
    customer.says("a lemon cake please", "order_item")
    customer.says("I'll take it", "order_item")
    assert customer.bought == [{"lemon-cake": 1}]


def test_no_thats_all_refuses_nothing(customer: Customer) -> None:
    """Nothing is ordered, and nothing is lost: it is asked once more."""
    customer.says("a lemon cake please", "order_item")
    assert "€2.90" in customer.says("no, that's all", "deny")
    assert customer.cart == {"lemon-cake": 1}
    assert customer.bought == []


def test_thats_all_takes_no_suggestion(customer: Customer) -> None:
    """A product that was only suggested is not ordered by "that's all"."""
    customer.says("what can you recommend?", "recommend")
    customer.says("that's all thanks", "checkout")
    assert customer.cart == {}


def test_one_of_those_and_something_that_is_not_here(customer: Customer) -> None:
    """The pronoun is the thing just talked of; what the shop does not have is said, not lost."""
    customer.says("what's in the chocolate brownie?", "ask_ingredients")
    reply = customer.says("ok one of those and a matcha latte", "order_item")
    assert customer.cart == {"chocolate-brownie": 1}
    assert "matcha latte" in reply.lower()
    assert "brownie" in reply


def test_i_shall_take_it(customer: Customer) -> None:
    """ "It" is what was offered, also after another question in between."""
    customer.says("could you recommend an umbrella", "recommend")
    customer.says("do you deliver?", "delivery")
    reply = customer.says("I shall take it, thank you.", "order_item")
    assert "umbrella" in reply


def test_goods_and_advice_in_one_message(customer: Customer) -> None:
    """One question at a time: the order is noted, and the question is about the advice."""
    customer.says("what's in the lemon cake?", "ask_ingredients")
    reply = customer.says("I'd love one! and something to drink with it", "order_item", "add_to_cart")
    assert customer.cart == {"lemon-cake": 1}
    assert reply.count("?") == 1
    assert customer.replies[-1]["products"]
    customer.says("yes", "affirm")
    assert len(customer.cart) == 2


def test_which_of_those(customer: Customer) -> None:
    """ "One of those", of several that were shown, is asked about."""
    customer.says("what umbrellas do you have", "browse_search")
    assert "or" in customer.says("I'll have one of those", "order_item")
    assert customer.cart == {}


def test_something_to_eat_is_no_product(customer: Customer) -> None:
    """An open wish is given advice, not "I don't have something to eat"."""
    assert "something to eat" not in customer.says("something to eat please", "order_item").lower()
    assert customer.replies[-1]["products"]


def test_what_suits_is_offered(customer: Customer) -> None:
    """What suits the words by meaning comes before what the shop would show anyway."""
    suited = ((("lambswool-scarf", 0.52), ("wool-socks", 0.49), ("espresso", 0.2)),)
    customer.says("something warm for the winter", "recommend", suited=suited)
    assert customer.replies[-1]["products"][0]["id"] in ("lambswool-scarf", "wool-socks")


def test_a_question_without_content_suits_nothing(customer: Customer) -> None:
    """ "What can you recommend today?" says nothing that a bouquet would suit."""
    suited = ((("seasonal-bouquet", 0.46),),)
    customer.says("what can you recommend today?", "recommend", suited=suited)
    assert customer.replies[-1]["products"][0]["id"] != "seasonal-bouquet"


def test_a_present_by_likes_and_budget(customer: Customer) -> None:
    """Likes and budget that were said at once are not asked for again; "something else" still knows them."""
    suited: tuple = ((), (("olive-oil", 0.3), ("house-coffee-beans", 0.26)), ())
    said = "I'm looking for a present for my sister, she loves cooking, around 30 euros"
    reply = customer.says(said, "gift", "chitchat", "out_of_scope", suited=suited)
    assert "your sister" in reply
    first = customer.replies[-1]["products"][0]
    assert float(first["price"]) >= 6
    customer.presses("something_else")
    second = customer.replies[-1]["products"][0]
    assert second["id"] != first["id"]
    assert float(second["price"]) <= 30


@pytest.mark.parametrize("said", ["ok the first one", "I'll take it", "yes"])
def test_a_present_keeps_its_recipient(customer: Customer, house: House, said: str) -> None:
    """However it is taken, also after "something else", and also when a colour must be chosen first."""
    customer.says("a present for my sister, around 30 euros", "gift")
    customer.presses("something_else")
    customer.says(said, "order_item" if said != "yes" else "affirm")
    if not house.shop.carts.of(customer.id).lines:
        customer.presses(customer.replies[-1]["choices"][0]["id"])
    (line,) = house.shop.carts.of(customer.id).lines
    assert (line.gift, line.recipient) == (True, "sister")


def test_one_piece_of_advice(customer: Customer) -> None:
    """Two ways of asking for advice in one message are answered once, by what is new."""
    customer.says("ooh what's new? I love trying weird stuff", "browse_search", "recommend")
    assert len(customer.replies) == 1
    assert customer.replies[0]["text"].count("?") == 1


def test_first_things_first(customer: Customer) -> None:
    """A size that is missing is asked for before advice is given."""
    customer.says("tell me about the linen shirt", "ask_product_info")
    reply = customer.says("I'd love one! and something to drink with it", "order_item", "add_to_cart")
    assert "size" in reply
    assert reply.count("?") == 1


def test_a_present_is_nobodys_taste(customer: Customer, house: House) -> None:
    """Bought for a sister it is a gift line with her name on it."""
    customer.says("a present for my sister, around 40 euros", "gift")
    customer.says("yes", "affirm")
    (line,) = house.shop.carts.of(customer.id).lines
    assert (line.gift, line.recipient) == (True, "sister")


def test_nobody_is_offered_a_sandwich_as_a_present(customer: Customer) -> None:
    """What is made at the counter is no present."""
    suited = ((("hummus-wrap", 0.6), ("flat-white", 0.5)),)
    customer.says("a present for my sister under 30", "gift", suited=suited)
    assert not {p["id"] for p in customer.replies[-1]["products"]} & {"hummus-wrap", "flat-white"}


def test_wrapping_and_the_card(customer: Customer) -> None:
    """Wrapping is answered by the shop's terms; a card's text is taken when it is said, and asked for when it is not."""
    assert "string" in customer.says("can you wrap it?", "gift_message")
    assert "happy birthday Anna" in customer.says("please add a card that says happy birthday Anna", "gift_message")
    assert customer.says("could you add a card", "gift_message").endswith("?")
    assert "get well soon" in customer.says("get well soon", "out_of_scope")


def test_an_order_is_no_text_of_a_card(customer: Customer) -> None:
    """Asked what the card should say, "one espresso please" is an order."""
    customer.says("could you add a card", "gift_message")
    customer.says("one espresso please", "order_item")
    assert customer.cart == {"espresso": 1}


def test_when_it_is_ready(customer: Customer) -> None:
    """The state of an order that is being made is when it can be collected."""
    customer.says("an espresso please", "order_item")
    customer.says("yes", "affirm")
    assert "10:10" in customer.says("when will it be ready", "order_status")


def test_what_others_think_of_it(customer: Customer) -> None:
    """Asked whether it is liked: its ratings, or that there are none; never a description instead."""
    customer.says("what's in the flat white?", "ask_ingredients")
    assert "4.9" in customer.says("is it popular?", "ask_product_info")
    customer.says("do you have sparkling water?", "ask_stock")
    assert "4." not in customer.says("any reviews of it?", "ask_product_info")


def test_an_allergy_is_heeded_at_once(customer: Customer) -> None:
    """Said in passing, without any consent: every read-back warns, for as long as the thing is in it; advice leaves it out."""
    customer.says("I'm allergic to nuts", "out_of_scope")
    reply = customer.says("can I have the almond croissant and a green tea", "order_item")
    assert "nuts (almonds)" in reply
    assert "nuts" in customer.says("make it two green teas", "change_cart")
    assert "nuts" not in customer.says("remove the croissant", "remove_from_cart")
    for _ in range(3):
        customer.says("something sweet", "recommend")
        offered = customer.replies[-1]["products"]
        assert not {p["id"] for p in offered} & {"almond-croissant", "chocolate-brownie", "pistachio-cornetto"}


def test_two_allergies_are_two(customer: Customer) -> None:
    """Both are asked about, both are kept with one yes, and a later one joins them."""
    assert "nuts or milk" in customer.says("I'm allergic to nuts and milk", "out_of_scope")
    customer.presses("allergy_yes")
    customer.says("and I can't have eggs", "out_of_scope")
    loaded = customer.house.profiles.load(customer.id, AT)
    assert loaded.fact("allergy") == "nuts, milk, eggs"


def test_what_is_not_on_the_order_takes_nothing_off(customer: Customer) -> None:
    """Asked to take off a thing that is not there, the rest stays as it is."""
    customer.says("a cappuccino", "order_item")
    customer.says("remove the lemon cake", "remove_from_cart")
    assert customer.cart == {"cappuccino": 1}


def test_the_way_decides(customer: Customer) -> None:
    """A flat white holds milk with whole milk, and gluten with oat milk."""
    customer.says("I can't have milk", "out_of_scope")
    assert "milk (with whole milk)" in customer.says("a flat white with whole milk", "order_item")
    customer.says("no", "deny")
    assert "(with" not in customer.says("a flat white with oat milk", "order_item")


def test_which_have_oat_milk(customer: Customer) -> None:
    """A way of things is no thing: "do you have oat milk?" is answered with what is made with it."""
    reply = customer.says("do you have oat milk?", "ask_stock")
    assert "latte" in reply.lower() or "flat white" in reply.lower()
    assert "biscuits" not in reply


def test_the_size_that_is_asked_for(customer: Customer) -> None:
    """ "Is it available in L?" is a yes or a no, not a list."""
    assert "L" in customer.says("is the lambswool jumper available in size L?", "ask_size")
    assert "XL" not in customer.replies[-1]["text"]


def test_the_price_of_that_way(customer: Customer) -> None:
    """ "A large one" is the thing talked of, large."""
    customer.says("what's in the americano?", "ask_ingredients")
    assert "2.40" in customer.says("how much is a large one", "ask_price")


def test_the_cheapest_is_found(customer: Customer) -> None:
    """Not the price of what was talked of last."""
    customer.says("what's in the flat white?", "ask_ingredients")
    reply = customer.says("what's the cheapest thing you have?", "ask_price")
    assert "flat white" not in reply
    assert "?" in reply


def test_a_remedy_is_chosen(customer: Customer) -> None:
    """After a complaint "refund please" is an answer to what was offered, and goes to a person."""
    customer.says("my coffee was cold", "complaint")
    reply = customer.says("refund please", "return_refund")
    assert "30 days" not in reply


def test_many_things_are(customer: Customer) -> None:
    """Verbs agree: oat biscuits are, a green tea is."""
    many = [customer.says("do you have oat biscuits?", "ask_stock").split() for _ in range(6)]
    one = [customer.says("is the green tea there?", "ask_stock").split() for _ in range(6)]
    assert any("are" in reply for reply in many)
    assert any("is" in reply for reply in one)
    assert not any("is" in reply for reply in many)
    assert not any("are" in reply for reply in one)


def test_what_is_there_comes_with_its_price_where_it_has_one(customer: Customer) -> None:
    """ "Do you have honey?" need not be followed by "how much?"; of what costs more in a larger size no price is said."""
    assert "€9.80" in customer.says("do you have honey?", "ask_stock")
    assert "€" not in customer.says("do you have cappuccino?", "ask_stock")
    assert "€" in customer.says("do you have a large oat cappuccino?", "ask_stock")


def test_texts_are_quoted_in_their_language_only(customer: Customer) -> None:
    """An Italian hears figures and dates, no English story in the middle of an Italian sentence."""
    customer.says("buongiorno", "greet")
    heard = customer.says("che cosa mi consiglia?", "recommend")
    stories = [p.story for p in customer.house.shop.catalogue().listed() if p.story]
    assert not any(story.split(".")[0] in heard for story in stories)


def test_a_sentence_is_no_name_of_a_thing(customer: Customer) -> None:
    """ "Im 12 can i buy wine" is not looked up on the shelves."""
    assert "im 12" not in customer.says("hey im 12 can i buy wine", "order_item").lower()


def test_what_lay_in_the_cart_yesterday(customer: Customer, house: House) -> None:
    """A new visit begins with an empty cart, also when it begins with an arrival."""
    customer.says("an espresso please", "order_item")
    customer.house = replace(house, clock=lambda: AT + timedelta(days=1))
    customer.arrives()
    customer.says("a green tea", "order_item")
    assert customer.cart == {"green-tea": 1}


class _Dies(Exception):
    """The process died here."""


def _dying(house: House) -> House:
    """The same house, in which the turn's record is never written."""
    broken = replace(house)

    class Profiles(type(house.profiles)):  # type: ignore[misc]
        def record(self, *args: object, **kwargs: object) -> None:
            raise _Dies

    broken.__dict__["shop"] = house.shop
    broken.__dict__["profiles"] = Profiles(house.profiles.engine)
    return broken


def test_a_crash_adds_nothing_twice(customer: Customer, house: House) -> None:
    """The cart was written, the turn was not: the same message again reads back one, and then two are two."""
    customer.says("a green tea", "order_item")
    customer.house = _dying(house)
    with pytest.raises(_Dies):
        customer.says("and an espresso", "add_to_cart", message_id="again")
    customer.house = house
    reply = customer.says("and an espresso", "add_to_cart", message_id="again")
    assert "2 ×" not in reply
    assert customer.cart == {"green-tea": 1, "espresso": 1}


def test_a_crash_cancels_one_order(customer: Customer, house: House) -> None:
    """The order was cancelled, the turn was not recorded: the same message again cancels no other order."""
    for thing in ("an espresso", "a green tea"):
        customer.says(thing, "order_item")
        customer.says("yes", "affirm")
    customer.house = _dying(house)
    with pytest.raises(_Dies):
        customer.says("cancel my order", "cancel_order", message_id="again")
    customer.house = house
    newest = house.shop.orders.of(customer.id)[0]
    assert newest.id in customer.says("cancel my order", "cancel_order", message_id="again")
    assert [order.status for order in house.shop.orders.of(customer.id)] == ["cancelled", "placed"]


def test_a_price_is_the_same_for_everybody(somebody: Callable[[str], Customer]) -> None:
    """Two customers, one question, one price."""
    answers = {somebody(name).says("how much is the butter croissant?", "ask_price") for name in ("a", "b")}
    assert all("€1.60" in answer for answer in answers)


def test_the_brands_words_are_obeyed(house: House) -> None:
    """A word that shop.yml says is never said stands in no wording that the action server has."""
    assert any("fancy" in phrase.source.lower() for *_, phrase in phrasings_for(house.terms).all())
    prim = replace(house.terms, voice=replace(house.terms.voice, never=("fancy",)))
    assert not any("fancy" in phrase.source.lower() for *_, phrase in phrasings_for(prim).all())


@pytest.mark.parametrize("said", ["ok ill take it", "I'll have that please"])
def test_taking_what_was_talked_of(customer: Customer, said: str) -> None:
    """Without any question open, "I'll take it" orders what was talked of last; it is read back, not placed."""
    customer.says("tell me about the silk scarf", "ask_product_info")
    customer.says("how much is it", "ask_price")
    customer.says(said, "checkout")
    assert customer.cart == {"silk-scarf": 1}
    assert customer.bought == []


def test_forget_it_forgets_one_thing(customer: Customer, house: House) -> None:
    """ "Forget it" after "keep it, or forget it?", or out of the blue, never erases a person."""
    customer.says("an espresso", "order_item")
    customer.says("yes", "affirm")
    customer.presses("consent_yes")
    customer.says("make this my usual", "set_usual")
    customer.house = replace(house, clock=lambda: AT + timedelta(days=1))
    assert "espresso" in customer.arrives().lower()
    customer.says("how do you know that?", "how_do_you_know")
    customer.says("forget it", "forget_me")
    loaded = house.profiles.load(customer.id, AT + timedelta(days=1))
    assert loaded.allows("remember")
    assert loaded.fact("usual") is None
    customer.says("oh forget it", "forget_me")
    assert house.profiles.load(customer.id, AT + timedelta(days=1)).allows("remember")


def test_a_question_in_between_keeps_the_order(customer: Customer) -> None:
    """Asked the price of something else, the order still waits and is named again: the yes is to it, and only once."""
    customer.says("a cappuccino please", "order_item")
    reply = customer.says("how much is the honey?", "ask_price")
    assert "€9.80" in reply
    assert "cappuccino" in reply
    customer.says("yes", "affirm")
    assert customer.bought == [{"cappuccino": 1}]


def test_nobody_leaves_with_an_order_that_is_none(customer: Customer) -> None:
    """ "Bye" to "shall I order it?" is asked once more; "perfect, bye" is the yes."""
    customer.says("a cappuccino please", "order_item")
    assert "cappuccino" in customer.says("bye", "goodbye").lower()
    assert customer.bought == []
    customer.says("perfect, bye!!", "goodbye")
    assert customer.bought == [{"cappuccino": 1}]


def test_a_diet_is_kept_by_what_is_listed(customer: Customer) -> None:
    """Only what is known to hold none of it, and that it is the list which says so."""
    catalogue = customer.house.shop.catalogue()
    reply = customer.says("anything gluten free?", "browse_search")
    assert "listed" in reply
    for shown in customer.replies[-1]["products"]:
        allergens = catalogue.products[shown["id"]].allergens
        assert allergens is not None
        assert not any("gluten" in a and "(with" not in a for a in allergens)
    customer.says("something vegan please", "recommend")
    assert "vegan" in str(catalogue.products[customer.replies[-1]["products"][0]["id"]]).lower()


def test_what_my_usual_is(customer: Customer) -> None:
    """What is known stands in a list that nobody can take for one sentence."""
    customer.says("an espresso", "order_item")
    customer.says("yes", "affirm")
    customer.says("make this my usual", "set_usual")
    assert "espresso, single; " in customer.says("what do you know about me?", "know_about_me")


def test_ok_to_what_was_only_told(customer: Customer) -> None:
    """ "Ok" confirms nothing and asks for nothing."""
    customer.says("do you deliver?", "delivery")
    assert "confirm" not in customer.says("ok", "affirm")
    assert "yes" not in customer.replies[-1]["text"].lower()


def test_a_kind_is_a_kind_and_a_word_is_a_word(customer: Customer) -> None:
    """ "What cakes are there?" lists the cakes; "something for breakfast" is no breakfast tea for its title's sake."""
    suited = ((("butter-croissant", 0.55), ("cappuccino", 0.5)),)
    assert "lemon cake" in customer.says("what cakes are there?", "browse_search").lower()
    customer.says("something for breakfast", "browse_search", suited=suited)
    assert customer.replies[-1]["products"][0]["id"] in ("butter-croissant", "cappuccino")


def test_a_present_for_one_who_likes_bags(customer: Customer) -> None:
    """What they like is looked at once, as the present; it is not listed a second time."""
    reply = customer.says("a present for my friend, she likes bags", "gift", "browse_search")
    assert reply.count("handbag") <= 1
    assert "your friend" in reply


def test_praise_orders_nothing(customer: Customer) -> None:
    """ "The lemonade last time was amazing" is no order of what was had last time."""
    customer.says("an espresso", "order_item")
    customer.says("yes", "affirm")
    customer.says("the espresso last time was amazing!", "reorder_usual")
    assert customer.cart == {}
    assert len(customer.bought) == 1


def test_how_are_you_is_answered(customer: Customer) -> None:
    """A greeting with a question in it gets an answer to the question."""
    customer.says("hello", "greet")
    customer.says("hello! how are you today?", "greet", "greet")
    assert customer.plan["acts"] == ["how_are_you"]


def test_a_name_from_the_shops_own_sign_in_is_no_old_acquaintance(house: House) -> None:
    """At first contact nobody is welcomed back, though the shop's page has told their name."""
    from actions.heard import Heard
    from actions.turn import take_turn

    heard = Heard("c-9", "m", "event", "", "arrived", anonymous=False, signed_name="Ada")
    replies = take_turn(heard, house, phrasings_for(house.terms)).replies
    told = " ".join(r["text"] for r in replies if r["kind"] == "reply")
    assert "Ada" in told
    assert "back" not in told
    assert "again" not in told


def test_a_mourner_is_served_gently(customer: Customer) -> None:
    """Said sorry to once, and served: no emergency number, no pitch, no emoji, for the rest of the visit."""
    reply = customer.says("I need some lilies for a funeral", "order_item", grief=0.75)
    assert "loss" in reply
    assert "lilies" in reply
    assert "112" not in reply
    again = customer.says("what else would you suggest", "recommend", grief=0.75)
    assert "loss" not in again
    plan = transcript.turns(customer.house.profiles.engine, customer.id, 1)[-1].plan
    assert (plan["pitch"]["lead"], plan["tone"]["emoji"]) == ("none", 0)
    customer.says("thanks", "thanks")
    assert transcript.turns(customer.house.profiles.engine, customer.id, 1)[-1].plan["pitch"]["lead"] == "none"


def test_distress_sells_nothing(customer: Customer) -> None:
    """A crisis is answered with a person, whatever is wished beside it."""
    reply = customer.says("I can't go on. an espresso please", "out_of_scope", "order_item", distress=0.9)
    assert "person" in reply
    assert customer.cart == {}


@pytest.mark.parametrize("said", ["3", "three please", "make it 3", "3 of them"])
def test_a_number_after_a_read_back(customer: Customer, said: str) -> None:
    """Means so many of it."""
    customer.says("a lemon cake please", "order_item")
    customer.says(said, "out_of_scope")
    assert customer.cart == {"lemon-cake": 3}


def test_the_cards_text_in_quotation_marks(customer: Customer) -> None:
    """Is the text; a yes to "what should it say?" is none."""
    said = 'can you write "with deepest sympathy"'
    assert "with deepest sympathy" in customer.says(said, "gift_message")
    customer.says("could you add a card", "gift_message")
    assert "“yes”" not in customer.says("yes", "affirm")


def test_add_a_thing_to_it(customer: Customer) -> None:
    """ "To it" is the order, not one more of the thing in it."""
    customer.says("a lemon cake please", "order_item")
    customer.says("add a pretzel to it", "add_to_cart")
    assert customer.cart == {"lemon-cake": 1}


def test_do_you_have_flowers(customer: Customer) -> None:
    """A kind is asked for: what there is of it, with prices."""
    reply = customer.says("do you have flowers?", "ask_stock")
    assert "€" in reply
    assert "bouquet" in reply.lower()


def test_a_description_is_told_once(customer: Customer) -> None:
    """Asked about the same thing twice running, something that was not said yet."""
    first = customer.says("tell me about the alpaca jumper", "ask_product_info")
    second = customer.says("is it warm?", "ask_product_info")
    description = customer.house.shop.catalogue().products["alpaca-jumper"].description.rstrip(".")
    assert description in first
    assert description not in second


def test_one_changed_line_is_said_once(customer: Customer) -> None:
    """ "Make that four": the read-back says it, nothing says it before."""
    customer.says("two butter croissants", "order_item")
    assert customer.says("make that 4", "change_cart").count("croissant") == 1


def test_no_sugar_goes_with_the_order(customer: Customer, house: House) -> None:
    """How a thing is wanted stands in the read-back, stays when it is made large, and reaches the counter."""
    customer.says("an americano, no sugar", "order_item")
    assert "no sugar" in customer.replies[-1]["text"]
    assert "extra hot" in customer.says("extra hot please", "change_cart")
    customer.says("make it large", "change_cart")
    customer.says("yes", "affirm")
    (line,) = house.shop.orders.of(customer.id)[0].lines
    assert line.note == "no sugar; extra hot"


def test_a_present_for_nobody_named(customer: Customer) -> None:
    """The question asks who it is for, in whole sentences; what is then named outright is ordered."""
    assert "them like" not in customer.says("I need a present", "gift")
    customer.says("the ceramic mug please", "order_item")
    assert customer.cart == {"ceramic-mug": 1} or customer.replies[-1]["choices"]


def test_a_name_and_an_allergy_in_one_breath(customer: Customer) -> None:
    """Neither is lost: the name is kept, and the allergy is heeded and asked about."""
    reply = customer.says("my name is Priya and i'm allergic to peanuts", "correct_fact")
    assert "Priya" in reply
    assert "peanuts" in reply
    loaded = customer.house.profiles.load(customer.id, AT)
    assert (loaded.fact("name"), loaded.fact("allergy")) == ("Priya", "peanuts")


def test_forget_my_name_forgets_the_name(customer: Customer) -> None:
    """One fact, not the person."""
    customer.says("an espresso", "order_item")
    customer.says("yes", "affirm")
    customer.presses("consent_yes")
    customer.says("my name is Priya", "correct_fact")
    customer.says("forget my name", "forget_me")
    loaded = customer.house.profiles.load(customer.id, AT)
    assert loaded.fact("name") is None
    assert loaded.allows("remember")


@pytest.mark.parametrize(
    ("said", "told"), [("when do you open tomorrow", "Wednesday"), ("are you open on sunday?", "Sunday")]
)
def test_hours_of_the_day_that_is_asked(customer: Customer, said: str, told: str) -> None:
    """Tomorrow's are tomorrow's."""
    assert told in customer.says(said, "opening_hours")


def test_an_offer_stands_while_it_is_asked_about(customer: Customer) -> None:
    """ "How much is it?" about what is on offer: the yes after it is to the offer."""
    customer.says("something for my mum, around 15 euros", "gift")
    assert customer.says("how much is it?", "ask_price").endswith("?")
    customer.says("yes", "affirm")
    assert customer.cart or customer.replies[-1]["choices"]


def test_the_cheapest_of_a_kind(customer: Customer) -> None:
    """However it is asked, one answer with its price."""
    reply = customer.says("which is the cheapest sandwich", "compare")
    cheapest = min(
        p.price_from for p in customer.house.shop.catalogue().listed() if p.kind == "Sandwich" and p.in_stock
    )
    assert f"€{cheapest}" in reply


def test_the_long_one_and_its_colours(customer: Customer) -> None:
    """Told apart by what is said of them; colours are colours; a colour alone chooses it."""
    customer.says("do you sell umbrellas?", "browse_search")
    reply = customer.says("the folding one", "keep_short")
    assert "folding umbrella" in reply.lower()
    customer.says("tell me about the wool beanie", "ask_product_info")
    assert "avy" in customer.says("what colours?", "ask_product_info")
    customer.says("navy", "out_of_scope")
    assert customer.cart == {"wool-beanie": 1}


def test_say_is_no_part_of_the_card(customer: Customer) -> None:
    """ "Say happy 40th Tom" puts "happy 40th Tom" on it."""
    customer.says("could you add a card", "gift_message")
    assert "“happy 40th Tom”" in customer.says("say happy 40th Tom", "chitchat")


def test_the_other_one(customer: Customer) -> None:
    """Of two, the one that was not named first."""
    customer.says("which umbrella would you take, the folding or the walking umbrella?", "compare")
    customer.says("the other one", "order_item")
    assert "walking" in customer.replies[-1]["text"].lower()


def test_something_else_is_something_else(customer: Customer) -> None:
    """Four times in a row: four different things."""
    customer.says("what can you recommend?", "recommend")
    offered = [customer.replies[-1]["products"][0]["id"]]
    for _ in range(3):
        customer.presses("something_else")
        offered.append(customer.replies[-1]["products"][0]["id"])
    assert len(set(offered)) == 4


def test_that_one(customer: Customer) -> None:
    """To an offer it is a yes."""
    customer.says("what can you recommend?", "recommend")
    customer.says("that one please", "thanks")
    assert customer.cart


def test_only_the_kind_that_is_asked_for(customer: Customer) -> None:
    """Flowers are no candles, though they share a shelf."""
    assert "candle" not in customer.says("do you have flowers?", "ask_stock").lower()
