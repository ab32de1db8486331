"""What is known about the customer, told as a person tells it: for "what do you know about me?" and "how do you know that?"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import greet, named_usuals
from actions.desk import Desk
from actions.kept_orders import name_of
from actions.knowing_habits import always_words, habit_line, their_verdict, verdict_words
from profiles.consent import HEALTH_FACTS
from profiles.learning import acts_on, dial_of
from profiles.model import Estimate, Fact
from profiles.plain_words import in_plain_words

FACTS_MOST, GUESSES_MOST, OTHERS_MOST, WHYS_MOST = 6, 3, 3, 3  # the page of one's own data has all of it

_FACTS = {
    "en": {
        "name": "your name is {}",
        "size": "your size is {}",
        "milk": "you take {} milk",
        "likes": "you like {}",
        "allergy": "nothing with {} for you",
        "diet": "you eat {}",
        "keep_short": "you want it short",
        "keep_short=no": "you like to hear more",
        "taste=new": "you fancied something new when I asked",
        "taste=known": "you preferred what you know when I asked",
        "title": "I may call you {}",
        "emoji": "you want no emoji",
        "jokes": "you want no jokes",
        "register=formal": "you asked for a formal tone",
        "register=casual": "you asked for an easy tone",
        "personal": "you asked for less personal talk",
        "no_personalise": "you asked me not to personalise",
        "contact": "you can be reached at {}",
        "address": "you said how you like to be addressed",
        "complaint_about": "you were not happy with {}",
    },
    "it": {
        "name": "il Suo nome è {}",
        "size": "la Sua taglia è {}",
        "milk": "prende il latte {}",
        "likes": "Le piace {}",
        "allergy": "per Lei niente {}",
        "diet": "mangia {}",
        "keep_short": "vuole risposte brevi",
        "keep_short=no": "vuole sapere di più",
        "taste=new": "a domanda ha scelto una novità",
        "taste=known": "a domanda ha scelto ciò che conosce",
        "title": "posso chiamarLa {}",
        "emoji": "non vuole emoji",
        "jokes": "non vuole battute",
        "register=formal": "ha chiesto un tono formale",
        "register=casual": "ha chiesto un tono alla buona",
        "personal": "ha chiesto meno confidenza",
        "no_personalise": "ha chiesto di non personalizzare",
        "contact": "La si raggiunge a {}",
        "address": "ci diamo del {}",
        "complaint_about": "non era contento di: {}",
    },
}
_ABOUT = {
    "en": {"size": "size {}", "milk": "{} milk", "likes": "likes {}", "allergy": "nothing with {}"},
    "it": {"size": "taglia {}", "milk": "latte {}", "likes": "ama {}", "allergy": "niente {}"},
}
_WORDS = {
    "en": {
        "orders": "you have ordered here {n} times, last {lines}",
        "order": "you have ordered here once: {lines}",
        "count": "there are {n} orders here",
        "one": "there is one order here",
        "guess": "from how you write I would guess that {list}",
        "unused": "from how you write I had guessed that {list}, and use none of it",
        "other": "of {whom} you told me: {list}",
        "more": "and {n} more things, on the page of your data",
        "one more": "and one more thing, on the page of your data",
    },
    "it": {
        "orders": "ha ordinato qui {n} volte, l'ultima {lines}",
        "order": "ha ordinato qui una volta: {lines}",
        "count": "qui ci sono {n} ordini",
        "one": "qui c'è un ordine",
        "guess": "da come scrive direi che {list}",
        "unused": "da come scrive avevo dedotto che {list}, e non ne uso niente",
        "other": "di {whom} mi ha detto: {list}",
        "more": "e altre {n} cose, nella pagina dei Suoi dati",
        "one more": "e un'altra cosa, nella pagina dei Suoi dati",
    },
}
_USUALLY = re.compile(
    r"\b(?:usual|usually|normally|always (?:take|have|order|get|drink)|di solito|solito|prendo sempre)\b", re.IGNORECASE
)
# What "how do you know my size?" may be about, besides the words of the claim before it.
_TOPICS = {
    "name": r"\b(?:my name|call me|who i am|mio nome|mi chiam\w+)\b",
    "size": r"\b(?:size|taglia)\b",
    "milk": r"\b(?:milk|latte)\b",
    "allergy": r"\b(?:allerg\w*|intoleran\w*|intolleran\w*)\b",
    "diet": r"\b(?:vegan\w*|vegetarian\w*|diet\w*)\b",
    "novelty": r"\b(?:new things|novelt\w+|novità|cose nuove|tried and tested|collaudat\w+|something new)\b",
    "verbosity": r"\b(?:short|long|brief|brevi|lunghi) (?:messages|messaggi|answers|risposte)\b|\bi write\b|\bcome scrivo\b",
    "formality": r"\b(?:formal|casual|informal)\w*\b",
    "politeness": r"\b(?:polite|rude|cortes\w+)\b",
    "emoji_count": r"\bemoji\w*\b",
    "price_mindedness": r"\b(?:the price|prezzo)\b",
    "uniqueness": r"\b(?:unusual|popular|insolit\w+|popolar\w+)\b",
    "risk_aversion": r"\b(?:safe side|sicuro)\b",
}


def known_lines(desk: Desk) -> list[str]:
    """What is known, as clauses: what was said, what was bought, how they talk, what they said of others. [] nothing."""
    words = _WORDS[desk.lang]
    facts = [line for fact in _newest_first(desk) if not fact.recipient and (line := _fact_words(desk, fact))]
    guesses = [in_plain_words(name, estimate, desk.lang) for name, estimate in _guesses(desk)]
    others = [_others_words(desk, who) for who in recipients(desk)]
    others = [words["other"].format(whom=desk.whom(who), list=told) for who, told in others if told]
    left = sum(
        max(0, len(held) - most) for held, most in ((facts, FACTS_MOST), (guesses, GUESSES_MOST), (others, OTHERS_MOST))
    )
    said = [desk.listing(facts[:FACTS_MOST])] if facts else []
    if bought := _orders_words(desk, words):
        said.append(bought)
    if habit := habit_line(desk):
        said.append(habit)
    if guesses:
        said.append(words["unused" if desk.objects else "guess"].format(list=desk.listing(guesses[:GUESSES_MOST])))
    said += others[:OTHERS_MOST]
    return said + ([words["one more" if left == 1 else "more"].format(n=left)] if left else [])


def about_them(desk: Desk, who: str, *, health: bool = True) -> str:
    """What was said of somebody else in a few words, "" when nothing was."""
    return _others_words(desk, who, health)[1]


def recipients(desk: Desk) -> list[str]:
    """Of whom the customer has told something."""
    return list(dict.fromkeys(fact.recipient for fact in desk.customer.facts if fact.recipient))


def last_claim(desk: Desk) -> str | None:
    """The evidence of the latest remembered thing that was said in this visit."""
    last = desk.customer.last_turn
    return (last.heard or {}).get("claimed") if last else None


def topic(desk: Desk, text: str) -> Mapping[str, Any] | None:
    """The fact or estimate that the question names, with what it rests on; None when it names none that is held."""
    held = [entry for entry in _entries(desk) if entry["name"] in _TOPICS and not entry.get("recipient")]
    return next((entry for entry in held if re.search(_TOPICS[entry["name"]], text, re.IGNORECASE)), None)


def usual_rests_on(desk: Desk, text: str) -> str:
    """ "How do you know what I usually take?": the usual with what it rests on; "" when that is not asked, or not to be told."""
    found = desk.usual
    product = desk.catalogue.get(found.product_id)
    if product is None or found.step == "none" or greet.must_confirm(desk) or not _USUALLY.search(text):
        return ""
    if product.discreet or product.kind in desk.terms.discreet_kinds:
        return ""
    pair = desk.catalogue.by_variant(found.variant_id)
    return f"{desk.named(*pair) if pair else desk.named(product)}: {greet.evidence_words(desk, found, product)}"


def whys(desk: Desk) -> list[str]:
    """What the first things that were told rest on: after "what do you know about me?" "that" is all of it."""
    told = [f"{entry['why']} ({entry['called'].lower()})" for entry in _entries(desk) if not entry.get("recipient")]
    return list(dict.fromkeys(told))[:WHYS_MOST]


def _entries(desk: Desk) -> list[Mapping[str, Any]]:
    """Facts and estimates that are used now, as the account shows them."""
    usable = {(fact.name, fact.recipient) for fact in desk.customer.facts}
    facts = [f for f in desk.account.get("facts", ()) if (f["name"], f.get("recipient")) in usable]
    estimates = [e for e in desk.account.get("estimates", ()) if e["acts_on"] and e["why"]]
    estimates = list({e["name"]: e for e in sorted(estimates, key=lambda e: e["scope"] == "profile")}.values())
    return [f for f in facts if f["name"] in _FACTS[desk.lang]] + estimates


def _newest_first(desk: Desk) -> list[Fact]:
    return sorted(desk.customer.facts, key=lambda fact: (fact.name != "name", -fact.at.timestamp()))


def _guesses(desk: Desk) -> list[tuple[str, Estimate]]:
    """What the estimates tell clearly, the furthest from everybody's average first."""
    believed = {**desk.customer.session, **desk.customer.profile}
    clear = [(name, e) for name, e in believed.items() if acts_on(name, e)]
    return sorted(clear, key=lambda pair: -abs(pair[1].value - dial_of(pair[0]).mean) / dial_of(pair[0]).spread)


def _orders_words(desk: Desk, words: Mapping[str, str]) -> str:
    """Their orders; to an anonymous browser whom nobody has vouched for no item is named, and what was a present never."""
    orders = desk.orders
    if not orders:
        return ""
    if greet.must_confirm(desk):
        return words["count" if len(orders) > 1 else "one"].format(n=len(orders))
    last = orders[0]
    shown = [line for line in last.lines if line.own or not desk.customer.anonymous]
    if not shown:
        return words["count" if len(orders) > 1 else "one"].format(n=len(orders))
    told = desk.order_words(replace(last, lines=tuple(shown)))
    return words["orders" if len(orders) > 1 else "order"].format(n=len(orders), lines=told)


def _fact_words(desk: Desk, fact: Fact) -> str:
    if fact.name == "usual":
        item = named_usuals.words_of(desk, fact)
        return f"il Suo solito è {item}" if desk.lang == "it" else f"your usual is {item}"
    if name := name_of(fact.name):
        item = named_usuals.words_of(desk, fact)
        return f"«{name}» è {item}" if desk.lang == "it" else f"your “{name}” is {item}"
    if told := always_words(desk, fact) or verdict_words(desk, fact):
        return told
    plain = _FACTS[desk.lang]
    words = plain.get(f"{fact.name}={fact.value}") or plain.get(fact.name, "")
    return words.format(_value(desk, fact)) if words else ""


def _others_words(desk: Desk, who: str, health: bool = True) -> tuple[str, str]:
    words = _ABOUT[desk.lang]
    theirs = [f for f in _newest_first(desk) if f.recipient == who and (health or f.name not in HEALTH_FACTS)]
    told = [words[f.name].format(_value(desk, f)) if f.name in words else their_verdict(desk, f) for f in theirs]
    return who, desk.listing([one for one in told if one])


def _value(desk: Desk, fact: Fact) -> str:
    """ "nuts, milk" as "nuts or milk"."""
    return desk.listing(fact.value.split(", "), "or") if fact.name == "allergy" else fact.value
