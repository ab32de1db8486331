"""Long messages: a story, with a wish somewhere in it. The wish is served, the story gets a word, nothing is made of the rest."""

from __future__ import annotations

from counter import Customer

LOAF = (
    "Hello there. I was walking past with my dog and I smelled the bread from across the square. It reminded me of my grandmother, "
    "who used to bake every Saturday when I was small. She passed many years ago. Do you have a rye loaf?"
)


def test_the_wish_in_a_story_is_found(customer: Customer) -> None:
    """Clauses that only tell are no complaint and no present, whatever they are heard as."""
    customer.says(LOAF, "greet", "complaint", "gift", "complaint", "ask_stock")
    assert customer.plan["acts"][0] == "story_heard"
    assert "stock_yes" in customer.plan["acts"]
    assert not {"complaint_sorry", "gift_ask"} & set(customer.plan["acts"])


def test_what_a_story_names_is_not_ordered(customer: Customer) -> None:
    """What somebody else ate or wants is no wish of theirs; "do you have one?" is of what they would like."""
    customer.says(
        "I've had such a week. The boiler broke, and my sister ate my whole lemon cake. My boss wants the report by Monday. "
        "I'd just like to sit down with a hot chocolate. Do you have one?",
        *("chitchat", "order_item", "order_item", "order_item", "ask_stock"),
    )
    assert customer.plan["acts"][0] == "hard_day"
    assert customer.cart == {"hot-chocolate": 1}


def test_what_describes_the_wish_stays_with_it(customer: Customer) -> None:
    """For whom, what they love and the sum are part of a present, wherever they stand."""
    customer.says(
        "It's my wife's birthday on Sunday and I had forgotten. We have been married for thirty years and she still laughs at me. "
        "She loves drawing. I don't want to spend more than 40 euros. What would you suggest?",
        *("gift", "chitchat", "remember_this", "gift", "recommend"),
    )
    assert customer.plan["acts"][:2] == ["story_heard", "recommend_gift"]
    assert customer.heard.count("?") == 1
    assert "your wife" in customer.heard


def test_a_story_that_asks_for_nothing_is_left_as_it_is(customer: Customer) -> None:
    """A complaint told at length is still one."""
    customer.says(
        "My coffee was cold this morning. The girl did not even look at me. I have been coming here for ten years with my husband. Never again.",
        "complaint",
    )
    assert "complaint_sorry" in customer.plan["acts"] or "complaint_again" in customer.plan["acts"]


def test_a_short_order_tells_no_story(customer: Customer) -> None:
    """Nobody is thanked for an order."""
    customer.says("two espressos, and a rye loaf. And how much is a brownie?", "order_item", "ask_price")
    assert "story_heard" not in customer.plan["acts"]


def test_who_asks_after_an_order_in_anger_is_heard_first(customer: Customer) -> None:
    """The complaint wins over the name, which is learnt all the same; what is known of the order is told."""
    customer.says("an espresso", "order_item")
    customer.says("yes", "affirm")
    answer = customer.says(
        "my name is Rufus and this is ridiculous, where is my order", "correct_fact", "order_status", anger=0.8
    )
    assert customer.plan["acts"] == ["complaint_order", "order_ready"]
    assert "A-1001" in answer
    assert customer.known.fact("name") == "Rufus"
    assert customer.known.fact("complaint_open") == "yes"


def test_without_an_order_its_number_is_asked(customer: Customer) -> None:
    """Sorry first; nothing is promised of an order that is not found."""
    customer.says("this is ridiculous, where is my order", "order_status", anger=0.8)
    assert customer.plan["acts"] == ["complaint_lost"]


def test_how_long_is_no_price_and_no_order(customer: Customer) -> None:
    """ "Quanto ci mettete?" is told when it would be ready, before anything was ordered and with an order open."""
    for intent in ("order_status", "ask_price", "delivery"):
        customer.says_in("it", "quanto ci mettete?", intent)
        assert customer.plan["acts"] == ["ready_if"]
    customer.says("a rye loaf", "order_item")
    assert "10:10" in customer.says("how long will it take?", "order_status")
    assert customer.plan["acts"] == ["ready_if", "still_open"]


def test_how_long_a_thing_is_is_another_question(customer: Customer) -> None:
    """The length of a scarf is no waiting time."""
    customer.says("how long is the wool scarf?", "ask_size")
    assert "ready_if" not in customer.plan["acts"]


def test_how_it_is_meant_bars_nothing(customer: Customer) -> None:
    """ "Senza esagerare" is no ingredient that no list tells of: flowers there are."""
    customer.says_in("it", "Vorrei portarle dei fiori, senza esagerare. Cosa mi consiglia?", "gift", "recommend")
    assert "recommend_gift" in customer.plan["acts"]


def test_who_mourns_is_shown_flowers_and_no_coffee(customer: Customer) -> None:
    """ "Something white and simple" is how the flowers are to be, and an order follows their yes."""
    customer.says("My father died on Friday. I need flowers for the funeral.", "chitchat", "gift", grief=0.9)
    customer.says("something white and simple", "browse_search")
    assert customer.plan["acts"] == ["recommend_gift"]
    assert "flat white" not in customer.heard.lower()


def test_a_present_of_around_a_sum(customer: Customer) -> None:
    """ "Around 20", after an offer for somebody, is what it may cost, and asks no price."""
    customer.says("a present for my boss", "gift")
    customer.says("she likes gardening", "chitchat")
    customer.says("around 20", "ask_price")
    assert "recommend_gift" in customer.plan["acts"]
    shown = [p for r in customer.replies for p in r["products"]]
    assert all(float(p["price"]) <= 20 for p in shown)


def test_how_each_is_sweetened_goes_to_the_counter(customer: Customer) -> None:
    """ "Uno zuccherato e uno amaro": a remark of the two, and no thing that is not here."""
    customer.says_in("it", "due caffè, uno zuccherato e uno amaro", "order_item")
    assert customer.plan["acts"] == ["read_back"]
    (line,) = customer.house.shop.carts.of(customer.id).lines
    assert (line.quantity, line.note) == (2, "uno zuccherato e uno amaro")


def test_a_filling_that_is_not_here_is_said(customer: Customer) -> None:
    """The cream of a "cornetto alla crema" is not passed over in silence."""
    answer = customer.says_in("it", "un cornetto alla crema", "order_item")
    assert "cornetto alla crema" in answer
    assert customer.plan["acts"] == ["not_found", "read_back"]


def test_who_is_terse_gets_no_descriptions_for_a_figure(customer: Customer) -> None:
    """Where no figure tells which is heavier, few words get few words."""
    customer.says("shorter please", "keep_short")
    answer = customer.says("which is heavier, the mug or the tote bag?", "compare")
    assert customer.plan["acts"] == ["compare_unknown", "which_one"]
    assert len(answer.split()) <= 10
