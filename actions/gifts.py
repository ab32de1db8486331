"""A present for somebody: by what they like and by budget, never by the customer's own taste. Gifts are not chased."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from actions import last_gift
from actions.about_others import relative_in
from actions.adaptation.model import Memory
from actions.answer import Answer, say, tell
from actions.candidates import candidates, limit_of, meant, named, telling
from actions.choosing import CLOSE
from actions.desk import Desk
from actions.for_children import for_children, grown_up
from actions.heard import Wish
from actions.knowing import about_them
from actions.lines import made_to_order, sure_spans
from actions.mourning import for_mourning, mourning
from actions.occasions import made_for, occasion_in
from actions.offering import present
from shop.linking import link
from shop.model import Match, Product
from shop.text import words

GIFT_WORDS = ("gift", "flower", "regal", "fior")
_SUM = re.compile(
    r"\b(?:euros?|eur|pounds?|quid|dollars?|bucks|budget|circa|about|around|guess|maybe|forse|spend\w*)\b|[€£$]",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:under|up to|at most|(?:nothing|not|no) (?:over|above|more than)|less than|meno di|non più di|al massimo|around|about|roughly|circa|intorno a(?:i)?|sui)\s+(?:€|£|\$)?\s*\d",
    re.IGNORECASE,
)
_LIKES = re.compile(
    r"\b(?:she|he|they|who|lei|lui)(?:'s| is| are)? (?:really |also |always )?(?:loves?|likes?|enjoys?|adores?|into|mad about|crazy about|fond of|ama|adora)\b"
    r"|\b(?:gli|le) (?:piace|piacciono)\b",
    re.IGNORECASE,
)
# "Something white and simple": how it is to be, of what was put forward.
_SOMETHING = re.compile(
    r"\W*(?:(?:maybe|perhaps|ok|well|no|yes|hmm|just|magari|forse|ecco)\W+)*(?:something|anything|qualcosa)\b(?! else| different| other| d['’]?altro| di diverso)\s+\w",
    re.IGNORECASE,
)
_A_GIFT = re.compile(r"\b(?:gifts?|presents?|regal\w+)\b", re.IGNORECASE)  # names no thing, whatever is called so
LIKED = 0.25  # cosine from which a product has to do with what they like
GIFT_BONUS, NEAR_BONUS, OCCASION_BONUS = 0.05, 0.1, 0.2
LEAST_OF_LIMIT = Decimal("0.2")  # who has thirty in mind is not served with a card for three


def gift(desk: Desk, wish: Wish) -> Answer:
    """What may please them, near the sum in mind. Asked for once, when neither likes nor budget were said."""
    recipient = recipient_of(desk, wish)
    if again := last_gift.same_again(desk, recipient):
        return again
    wish = _as_named_before(desk, wish)
    limit, occasion = limit_of(desk), occasion_of(desk)
    likes = meant(desk.heard.wishes) if mourning(desk) else likes_of(desk)
    if recipient and not likes:
        likes = remembered_likes(desk, recipient)
    told = limit is not None or bool(likes) or bool(named(desk, wish)) or bool(occasion) or mourning(desk)
    if not told and desk.asked.get("act") != "gift" and not (desk.seen and desk.asked.get("recipient")):
        return last_gift.told(desk, recipient).and_then(
            _ask_of_them(desk, recipient).asking("gift", recipient=recipient)
        )
    best = fitting_gifts(desk, wish, likes, recipient)
    kept = {
        "max_price": str(limit) if limit else None,
        "likes": likes,
        "occasion": occasion,
        "named": _best_named(desk, wish),
    }
    offer = present(desk, best, "recommend_gift", recipient, **kept)
    return recalled(desk, recipient).and_then(last_gift.told(desk, recipient)).and_then(offer)


def _ask_of_them(desk: Desk, recipient: str | None) -> Answer:
    """What they like and what it may cost; who has said what they like ("she is fond of gardening") is asked the sum alone."""
    if _LIKES.search(desk.heard.text):
        return tell("gift_ask_sum")
    return tell("gift_ask", recipient=desk.whom(recipient)) if recipient else tell("gift_ask_whom")


def _best_named(desk: Desk, wish: Wish) -> list[str]:
    """What was named best: flowers, and not the candle that lies on their shelf."""
    ids = {p.id for p in named(desk, wish)}
    said = [(m, wish.text[m.start - wish.offset : m.end - wish.offset]) for m in wish.products if m.product_id in ids]
    scores = {m.product_id: m.score for m, words_said in said if not _A_GIFT.search(words_said)}
    return [i for i, score in scores.items() if score >= max(scores.values()) - CLOSE]


def _as_named_before(desk: Desk, wish: Wish) -> Wish:
    """ "Flowers for my wife", then "it's our anniversary": still flowers."""
    before = [i for i in desk.asked.get("named") or () if desk.catalogue.get(i)]
    if not before or named(desk, wish):
        return wish
    return replace(wish, products=tuple(Match(i, 0.5) for i in before))


def told_more(desk: Desk) -> Answer | None:
    """ "She loves drawing", "nothing over 25 euros", after an offer for somebody: looked for anew, with that."""
    first = desk.heard.first
    if desk.heard.kind != "text" or desk.heard.text.rstrip().endswith("?") or sure_spans(first.products):
        return None
    limit = any(wish.entity("max_price") for wish in desk.heard.wishes) or _AT_MOST.search(desk.heard.text)
    limit = limit or _SOMETHING.match(desk.heard.text)
    return gift(desk, replace(first, intent="gift")) if limit or _LIKES.search(desk.heard.text) else None


def fitting_gifts(
    desk: Desk, wish: Wish, likes: Mapping[str, float] | None = None, recipient: str | None = None
) -> list[Product]:
    """What may please them, the best first; nothing that they were given here before, unless it is named.

    ``likes``: products that suit what is known of them, with how well."""
    limit, occasion = limit_of(desk), occasion_of(desk)
    had = last_gift.had_already(desk, recipient or desk.asked.get("recipient")) if not named(desk, wish) else ()
    liked = dict(desk.asked.get("likes") or {}) if likes is None else likes

    def worth(product: Product) -> float:
        near = float(product.price_from / limit) if limit else 0.0
        meant_for_it = OCCASION_BONUS * made_for(product, occasion)
        return liked.get(product.id, 0.0) + GIFT_BONUS * is_gift(product) + NEAR_BONUS * near + meant_for_it

    found = [p for p in candidates(desk, wish) if limit is None or p.price_from >= limit * LEAST_OF_LIMIT]
    found = [p for p in found if p.id not in had] or found
    fitting = [p for p in found if named(desk, wish) or (_fits(p, liked, occasion) and not made_to_order(p))]
    fitting = fitting or [p for p in found if not made_to_order(p)]  # a shop that calls nothing a present has some
    before = desk.seen
    titled = set() if desk.asked.get("seen") else _titled(wish)
    grown = grown_up(recipient or desk.asked.get("recipient"))
    sad, offered = mourning(desk), desk.asked.get("seen") or ()
    return sorted(
        fitting,
        key=lambda p: (
            p.id not in titled,
            grown and for_children(p),  # unless a toy is what they asked for
            for_mourning(p) != sad,  # no funeral flowers for a birthday while there is something else
            p.id in offered,
            p.id in before,
            -worth(p),
            -(p.rating_count or 0),
        ),
    )


def _titled(wish: Wish) -> set[str]:
    """What is really named ("white lilies, for my mum"): not what only bears the word present in its name."""
    one = (group[0] for group in sure_spans(wish.products) if len(group) == 1)
    return {m.product_id for m in one if not _A_GIFT.search(wish.text[m.start - wish.offset : m.end - wish.offset])}


def _fits(product: Product, liked: Mapping[str, float], occasion: str) -> bool:
    return is_gift(product) or liked.get(product.id, 0.0) >= LIKED or made_for(product, occasion)


def occasion_of(desk: Desk) -> str:
    """What the present is for, as said now or with the question before; "" when nothing was said."""
    return occasion_in(desk.heard.text) or str(desk.asked.get("occasion") or "")


def recalled(desk: Desk, recipient: str | None) -> Answer:
    """What they have told of this person before, said back when they name them again; once a visit is enough."""
    told = about_them(desk, recipient, health=False) if recipient else ""
    if not recipient or not told or desk.asked.get("recipient") == recipient:
        return Answer()
    about = say("know_about_them", recipient=desk.whom(recipient), list=told, essential=False)
    return Answer((replace(about, memory=Memory("said", f"you told me of {desk.whom(recipient)}", about=recipient)),))


def likes_of(desk: Desk) -> dict[str, float]:
    """Products that suit what was said of the person, beside the wish for a present: "she loves cooking", "he is four".

    An answer to our own question is all about them. "Something else" keeps what was said before.
    """
    wishes = desk.heard.wishes
    about = [w for w in wishes if w.intent != "gift"] if desk.asked.get("act") != "gift" else wishes
    about = [w for w in about if not _only_a_sum(w)]
    told = meant(about) or meant(w for w in wishes if " who " in f" {w.text} " or _LIKES.search(w.text))
    told = {**told, **_named_likes(wishes)}
    if max(told.values(), default=0.0) >= LIKED:
        return told
    return dict(desk.asked.get("likes") or {})


def _named_likes(wishes: Iterable[Wish]) -> dict[str, float]:
    """Goods that are named as what they like ("she loves gardening and tea"), with how well."""
    liking = [(w, said) for w in wishes if (said := _LIKES.search(w.text))]
    return {m.product_id: m.score for w, said in liking for m in w.products if m.start - w.offset >= said.end()}


def _only_a_sum(wish: Wish) -> bool:
    """ "Around 20 euros" says nothing of what they like."""
    left = _SUM.sub(" ", wish.text)
    return wish.entity("max_price") is not None and not any(telling(word.stem) for word in words(left))


def remembered_likes(desk: Desk, recipient: str) -> dict[str, float]:
    """Products that what was told of this person names ("loves Earl Grey"), with how well."""
    words = desk.customer.fact_about("likes", recipient)
    return {m.product_id: m.score for m in link(words, desk.catalogue) if m.score >= LIKED} if words else {}


def is_gift(product: Product) -> bool:
    """Is it something that is given as a present anyway?"""
    words = f"{product.category} {product.kind} {product.best_for or ''} {' '.join(product.tags)}".lower()
    return any(word in words for word in GIFT_WORDS)


def recipient_of(desk: Desk, wish: Wish) -> str | None:
    """Whom it is for, as said now or with the question before."""
    said = (w.entity("recipient") for w in (wish, *desk.heard.wishes))
    named = next((str(who) for who in said if who), None) or desk.asked.get("recipient")
    return named or relative_in(wish.text) or relative_in(" ".join(desk.heard.story))
