"""Questions about a thing: price, stock, ingredients, size, what it is. Facts only, the same for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from actions.another_sort import another_sort
from actions.answer import Answer, say, stated, tell
from actions.asked_for import asked_for
from actions.buttons import buttons
from actions.candidates import kind_named, title_named
from actions.colleague import dont_know
from actions.desk import Desk
from actions.heard import Wish
from actions.heeding import heeded
from actions.lines import fits, spans, sure_spans
from actions.long_texts import next_of, parts
from actions.meant import way_before
from actions.missing import not_found, sold_out
from actions.naming_wishes import names_it
from actions.not_ours import has_none_of, names_alone
from actions.offering import claims_of, today
from actions.pitching import pitch
from actions.pointing import by_place
from actions.recommend import browse, cheapest
from actions.ways import options_said
from actions.which import ask_product
from actions.with_way import in_way, way_named
from shop.contents import contents_in
from shop.model import Match, Product, Variant
from shop.naming import in_sentence, spoken_option, spoken_variant

FEW_LEFT = 3  # true scarcity is told as a number when it is asked for, never as pressure
PRODUCTS_MAX, WAYS_MAX = 3, 4
LOOKING_FOR = frozenset({"ask_stock"})
# What is asked of a thing: the answer is that fact, not its whole description.
_LIKED = re.compile(
    r"\b(?:popular|reviews?|reviewed|rat(?:ed|ing|ings)|any good|like it|bestsell\w+|best[- ]sell\w+|recension\w*|piace)\b",
    re.IGNORECASE,
)
_OF_ALLERGIES = re.compile(r"allerg|intoll?er|co?eliac|anaphyl", re.IGNORECASE)
_COLOURS = re.compile(r"\b(?:colou?rs?|colori|colore)\b", re.IGNORECASE)
_STORY = re.compile(r"\b(?:story|history|where .* from|how .* (?:made|began)|storia)\b", re.IGNORECASE)
_CHEAPEST = re.compile(
    r"\b(?:cheapest|least expensive|lowest price|più economic\w|meno car\w)\b"
    r"|\b(?:what(?:['’]?s| is)|(?:some|any)thing) (?:really |quite )?(?:cheap|inexpensive)\W*$"
    r"|\b(?:cosa c['’]è|qualcosa) di economico\b",
    re.IGNORECASE,
)
_COVERED = re.compile(r"\b(?:guaranteed?|warranty|garanzia|garantit\w)\b", re.IGNORECASE)
_MAKER = re.compile(
    r"\b(?:who (?:made|makes|bakes|grows|roasts)|made by|where (?:is|was|are) (?:it|they|this|that|these) (?:made|from)|chi l[oa] fa)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:it|that|this|those|these|them|one|ones|quello|quella|questo|questa|ancora)\b", re.IGNORECASE
)


def _about(act: Callable[[Desk, Wish, Product, Match | None], Answer]) -> Callable[[Desk, Wish], Answer]:
    """Find what is meant (named now, or talked of before) and answer about each; ask when nothing is."""

    def family(desk: Desk, wish: Wish) -> Answer:
        way = way_named(desk.catalogue, wish, desk.shown)  # "is the oat milk gluten free?": a thing that has it knows
        groups = (sure_spans(way.others) if way else spans(wish.products))[:PRODUCTS_MAX]
        if wish.intent in LOOKING_FOR and groups and not way and asked_for(wish.text):
            real = [group for group in groups if any(names_it(wish, m, desk.catalogue) for m in group)]
            if not real:  # "do you make ice cream sundaes?" asks for no iced latte
                return not_found(desk, wish)
            groups = real
        if wish.intent in LOOKING_FOR and not way and kind_named(desk, wish) and not title_named(desk, wish):
            return browse(desk, wish)  # "do you have flowers?": these
        answer = Answer()
        for group in groups:
            products = [p for m in group if (p := desk.catalogue.get(m.product_id)) and p.listed]
            if len(products) > 1 and wish.intent in LOOKING_FOR:  # "do you have any bags?": these
                return browse(desk, wish)
            if len(products) > 1:
                return replace(ask_product(desk, products), notes={"meant": wish.intent}).asking(
                    "which_product", products=[p.id for p in products], intent=wish.intent
                )
            if products:
                told = _shown(act(desk, wish, products[0], group[0]), products[0])
                answer = answer.and_then(_in_mind(told, products[0], group[0].options))
        if answer.says:
            return answer
        if way is not None and wish.intent in LOOKING_FOR:  # "do you have oat milk?": in these
            there = [p for p in way.products if any(v.in_stock and in_way(v, way.said) for v in p.variants)]
            if not there:
                gone = next((v for v in way.products[0].variants if in_way(v, way.said)), None)
                return sold_out(desk, way.products[0], gone)
            some = there[:WAYS_MAX]
            told = tell("way_yes", way=way.said, list=desk.listing([desk.named(p) for p in some]))
            return replace(told, shown=tuple(p.id for p in some))
        if way is not None:
            return _shown(act(desk, wish, way.products[0], None), way.products[0])
        shown = [p for i in desk.shown if (p := desk.catalogue.get(i))]
        for product in shown:  # "is the grey one still there?"
            if options := options_said(product, wish.text):
                told = act(desk, wish, product, Match(product.id, 1.0, options=options))
                return _in_mind(_shown(told, product), product, options)
        if names_alone(wish, desk.catalogue):  # "chainsaw?": no question of what was talked of
            return not_found(desk, wish)
        if shown and (wish.intent not in LOOKING_FOR or _POINTS.search(wish.text)):
            meant = by_place(wish.text, shown) or shown[0]
            way = way_before(desk, meant)  # "medium", and then "how much are they?": those in a medium
            match = Match(meant.id, 1.0, options=way) if way else None
            return _in_mind(_shown(act(desk, wish, meant, match), meant), meant, way)
        if wish.intent in LOOKING_FOR and asked_for(wish.text):  # "do you have syrups?": we don't
            return not_found(desk, wish)
        if has_none_of(wish, desk.catalogue):  # "do you have hoodies in size M?"
            return not_found(desk, wish)
        return tell("ask_which_product").asking("which_product", products=[], intent=wish.intent)

    return family


def _in_mind(answer: Answer, product: Product, options: Mapping[str, str]) -> Answer:
    """In which way the thing was asked about ("in a medium?"): "add it" means it so."""
    return (
        replace(answer, notes={**answer.notes, "way": {"product": product.id, "options": dict(options)}})
        if options
        else answer
    )


def _shown(answer: Answer, product: Product) -> Answer:
    return replace(answer, shown=tuple(dict.fromkeys((*answer.shown, product.id))))


def _price(desk: Desk, wish: Wish, product: Product, match: Match | None) -> Answer:
    """What it costs, in the way that was named, else in each of its ways while these are few."""
    fitting = fits(product, match.options if match else {})
    prices = sorted({v.price for v in fitting})
    if len(fitting) == 1 or len(prices) == 1:
        variant = fitting[0] if len(fitting) == 1 else None
        return tell("price_is", item=desk.named(product, variant), price=desk.money(prices[0]))
    if len(fitting) <= 4:
        listed = desk.listing([f"{_way(v, desk.lang)} {desk.money(v.price)}" for v in fitting])
        return tell("prices_are", item=desk.named(product), list=listed)
    return tell("price_from", item=desk.named(product), price=desk.money(prices[0]))


def _stock(desk: Desk, wish: Wish, product: Product, match: Match | None) -> Answer:
    if not (match and match.options) and (asked := another_sort(desk, wish, product)):
        return asked
    fitting = [v for v in fits(product, match.options if match else {}) if v.in_stock]
    if not fitting:
        gone = next(iter(fits(product, match.options)), None) if match and match.options else None
        return sold_out(desk, product, gone)
    item = desk.named(product, fitting[0] if match and match.options else None)
    left = sum(v.stock for v in fitting if v.stock is not None) if all(v.stock is not None for v in fitting) else None
    if left is not None and left <= FEW_LEFT:
        return tell("stock_few", item=item, left=str(left))
    way = fitting[0] if match and match.options else None
    return tell("stock_yes", item=desk.one(product, way), **_one_price(desk, fitting))


def _one_price(desk: Desk, variants: Sequence[Variant]) -> dict[str, str]:
    """What all of these cost, for who has not asked it: nothing where they differ."""
    prices = {variant.price for variant in variants}
    return {"price": desk.money(prices.pop())} if len(prices) == 1 else {}


def _ingredients(desk: Desk, wish: Wish, product: Product, match: Match | None) -> Answer:
    """Exact, from the shop's data, the same in every tone. Unknown is said to be unknown."""
    item = desk.named(product)
    if product.ingredients is None and product.allergens is None:
        return tell("ingredients_unknown", item=item)
    answer = (
        tell("ingredients_are", item=item, ingredients=contents_in(product.ingredients, desk.lang))
        if product.ingredients
        else Answer()
    )
    if product.allergens is None:
        return answer if answer.says else tell("ingredients_unknown", item=item)
    beside = bool(answer.says) and not _OF_ALLERGIES.search(wish.text) and not heeded(desk)
    if product.allergens:
        listed = desk.contents(product.allergens)
        return answer.and_then(
            tell("allergens_too", allergens=listed) if beside else tell("allergens_are", item=item, allergens=listed)
        )
    # Nobody asked about allergies: said all the same, in three words.
    return answer.and_then(tell("allergens_none_too") if beside else tell("allergens_none", item=item))


def _size(desk: Desk, wish: Wish, product: Product, match: Match | None) -> Answer:
    names = [name for name in product.variants[0].options if name.lower() != "title"]
    if _COLOURS.search(wish.text):  # asked of the colours, not of the size
        names = [name for name in names if name.lower() in ("colour", "color", "colore")]
        if not names:
            return tell("nothing_more_known")
    if match and match.options and (asked := [v for v in fits(product, match.options) if v.in_stock]):
        return tell("stock_yes", item=desk.one(product, asked[0]), **_one_price(desk, asked))
    if match and match.options and (gone := fits(product, match.options)):
        return sold_out(desk, product, gone[0])
    if len(product.variants) < 2 or not names:
        return tell("one_size", item=desk.named(product))
    values = dict.fromkeys(v.options[names[0]] for v in product.variants if v.in_stock and names[0] in v.options)
    if _COLOURS.search(wish.text) and desk.lang != "it":
        values = dict.fromkeys(in_sentence(value) for value in values)
    if desk.lang == "it":
        values = dict.fromkeys(spoken_option(names[0], value, "it").removeprefix("taglia ") for value in values)
    return tell("sizes_are", item=desk.named(product), sizes=desk.listing(list(values)))


def _info(desk: Desk, wish: Wish, product: Product, match: Match | None) -> Answer:
    """What it is, then the claim that suits the customer, if its data holds one."""
    if _LIKED.search(wish.text):
        liked = pitch(
            product, "popular", today(desk), desk.money(product.price_from), desk.lang, free_text=desk.own_words
        )
        rated = next((s for s in liked if s.act in ("pitch_popular", "pitch_rating")), None)
        return Answer((replace(rated, essential=True),)) if rated else tell("unrated", item=desk.named(product))
    if _COLOURS.search(wish.text):
        return _size(desk, wish, product, match)
    if _COVERED.search(wish.text):
        stated_so = tell("pitch_guarantee", guarantee=product.guarantee) if product.guarantee else None
        return stated_so or dont_know(desk, desk.named(product), wish.text)
    if _MAKER.search(wish.text) and product.maker:
        return tell("pitch_maker", maker=product.maker)
    text = next(iter(parts(product.description or product.story or "")), "")
    last = desk.customer.last_turn
    if text and last and any(text.rstrip(".") in r.get("text", "") for r in last.replies):
        return tell_more(desk, replace(wish, products=()))  # told a moment ago: something that was not said yet
    if not text:
        return tell("nothing_more_known")
    told = tell("product_info", item=desk.named(product), description=text)
    claim = claims_of(desk, product, price=desk.money(product.price_from))
    known = {told.says[0].slots["description"]}
    return replace(told, says=(*told.says, *(s for s in claim if not known & set(s.slots.values()))))


_price_of, ask_stock, ask_ingredients, ask_size, ask_product_info = map(
    _about, (_price, _stock, _ingredients, _size, _info)
)


def asks_cheapest(desk: Desk, wish: Wish) -> bool:
    """ "The cheapest sandwich", "the cheapest bag": of a kind, or of everything; not of one named thing."""
    if _CHEAPEST.search(wish.text) is None:
        return False
    return not title_named(desk, wish) or any(len(group) > 1 for group in spans(wish.products))


def ask_price(desk: Desk, wish: Wish) -> Answer:
    """What a thing costs; "the cheapest thing you have" is found."""
    if asks_cheapest(desk, wish):
        return cheapest(desk, wish)
    return _price_of(desk, wish)


def tell_more(desk: Desk, wish: Wish) -> Answer:
    """ "Tell me more": of what was talked of last, something that was not said yet."""
    named = [p for group in spans(wish.products) for m in group if (p := desk.catalogue.get(m.product_id))]
    product = next((p for p in (*named, *(desk.catalogue.get(i) for i in desk.shown)) if p), None)
    if product is None:
        more = stated("keep_short", "no", desk.at, desk.heard.message_id, desk.heard.text or "a button")
        return replace(tell("tell_more_on"), facts=(more,))
    last = desk.customer.last_turn
    said = " ".join(r.get("text", "") for r in last.replies) if last else ""
    told_first = parts(product.story or "") if _STORY.search(wish.text) else ()
    facts = (
        *told_first,
        *parts(product.description),
        *parts(product.story or ""),
        product.best_for,
        product.guarantee,
        product.returns,
        product.maker,
    )
    fresh = next_of((fact.strip() for fact in facts if fact), said)
    if fresh is None:
        return _shown(tell("nothing_more_known"), product)
    more = Answer((say("more_about", choices=buttons(desk.lang, "more"), description=fresh),))
    if desk.asked.get("act") == "offer_product":  # the offer still stands
        more = more.and_then(Answer((say("want_one", choices=buttons(desk.lang, "yes", "no", "more")),))).asking(
            **desk.asked
        )
    return replace(_shown(more, product), shown=desk.shown)


def _way(variant: Variant, lang: str) -> str:
    return spoken_variant(variant, lang) or variant.title
