"""How well a clause names a product, and what it asks for in the customer's own words. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz

from actions.heard import Wish
from actions.noting import note_place
from shop.catalogue import Catalogue
from shop.lexicon import is_stopword, lexicon_of
from shop.linking import SHARED_LEAST
from shop.model import Match
from shop.naming import spoken_option
from shop.text import stem, word_list, words

_OPTION_WORDS: WeakKeyDictionary[Catalogue, frozenset[str]] = WeakKeyDictionary()
_OPTION_PHRASES: WeakKeyDictionary[Catalogue, Mapping[str, tuple[str, ...]]] = WeakKeyDictionary()
SLIP = 75.0  # likeness 0 … 100 from which on a word is a title's head, mistyped
SURE = 0.62  # a product was named; below it only a word that several may share ("tea", "scarf")
_CARRIER = re.compile(
    r"^(?:(?:hi|hello|hey|yo|good (?:morning|afternoon|evening)|yes|no|ok|okay|so|well|and|also|please|um+|thanks|thank you|no thank you|just|only|ciao|buongiorno|buonasera)\b[\s,.!]*)*"
    r"(?:(?:can|could|may|might) (?:i|we|you)(?: please)?(?: just)? (?:get|have|order|take|make me|bring me|give me|add|buy|do)|"
    r"i(?:'d| would) (?:like|love)(?: to (?:get|order|have|buy))?|i(?:'ll| will) (?:have|take|get|go for)|i (?:want|need)(?: to (?:get|order|buy|have|try|build|make))?|"
    r"(?:can|could) you (?:add|put|include)|add|put|include|throw in|give me|get me|bring me|make me|make|i(?:'d| would)? like|let me (?:have|get)|do you (?:(?:also|still|even) )?(?:have|sell|make|serve|do|carry|stock)(?: got)?|have (?:you|u) got|(?:you|u|ya|yous) got|do u have|got any|is there|are there|got|"
    r"vorrei|voglio|avete|posso avere|mi dia|prendo)?\s*(?:please\s+)?(?:an?|the|one|some|any|un|una|uno|del|della|dei)?\s+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\s,]*(?:please|pls|thanks|thank you|thx|per favore|grazie|today|here|too|(?:to|on|with|in) (?:it|that|them|the order|my order|the list)|as well|if possible)*[\s.?!,]*$",
    re.IGNORECASE,
)
_QUALITIES = ("able", "ible", "ful", "less", "ous", "proof", "ish", "-free")  # "reliable", "waterproof": no other thing
_OPEN = frozenset({"something", "anything", "qualcosa"})
# What holds one of these is a sentence, no name of a thing.
_NO_NAME = frozenset(
    [
        "i",
        "im",
        "me",
        "it",
        "we",
        "you",
        "they",
        "he",
        "she",
        "my",
        "your",
        "can",
        "could",
        "do",
        "does",
        "is",
        "are",
        "was",
        "what",
        "how",
        "why",
        "when",
        "where",
        "who",
        "if",
        "because",
        "actually",
        "instead",
        "then",
    ]
)
# Italian words before a thing that are no part of its name.
_LITTLE_IT = frozenset(
    [
        *(
            "un",
            "una",
            "uno",
            "due",
            "tre",
            "quattro",
            "cinque",
            "sei",
            "del",
            "della",
            "dei",
            "delle",
            "degli",
            "il",
            "lo",
        ),
        *(
            "la",
            "gli",
            "le",
            "con",
            "anche",
            "poi",
            "anzi",
            "altro",
            "altra",
            "altri",
            "ancora",
            "senza",
            "vorrei",
            "prendo",
        ),
    ]
)
_JOINED = re.compile(r"\s*(?:[,;&+]|\b(?:and|plus|e|ed)\b)\s*", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s*(?:(?:also|then|please|maybe|anche|poi)\s+)*(?:an?|one|two|three|four|some|\d+|una?|uno|due|tre)\s",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"^(?:\d+\s*(?:x|pieces?(?: of)?|pezzi(?: di)?)?|two|three|four|five|six|due|tre|quattro|cinque|sei)\s+(?=[^\W\d])",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"^(?:(?:and|or|with|of|e|con)\s+)+|(?:\s+(?:and|or|with|by|of|e|con|a|an))+$", re.IGNORECASE)
# Before a thing these say how it is made; alone, beside another thing, they are no thing of their own.
QUALITIES = frozenset({"decaf", "decaffeinated", "iced", "deca", "decaffeinato", "decaffeinata"})
_A_THING = re.compile(r"\b(?:an?|the|some|\d+|two|three|four|una?|uno|due|tre|del|della)\s+[^\W\d]", re.IGNORECASE)
_HOW_IT_IS = re.compile(
    r",|\s+(?:with|con)\s+|\s+(?:sounds?|looks?|seems?|smells?)\b", re.IGNORECASE
)  # "a mocha with oat milk, not too hot"
_HAVE_YOU = re.compile(
    r"\b(?:do you (?:(?:also|still|even) )?(?:have|sell|make|serve|do|carry|stock)|have you got|(?:is|are) there|got any|avete|vendete|c['’]è|ci sono)\b",
    re.IGNORECASE,
)
_NEXT_COUNT = re.compile(r"\s+(?=\d+\s+[^\W\d])")  # "pepperoni 1 meatballs" are two things
_FOR_WHOM = re.compile(
    r"\s+(?:for (?:me|us|him|her|them|(?:my|our|the|a) \w+)|per (?:me|noi|(?:mi[oa]|il|la|un[oa]?) \w+))\s*$",
    re.IGNORECASE,
)
_SIZED = re.compile(r"^(?:(?:small|medium|large|big|regular|little)(?: sized?)?\s+)+", re.IGNORECASE)
WORDS_MAX = 6  # a longer rest is no name of a thing


def asked_for(text: str) -> str:
    """The thing that is asked for: "Could I please get a mocha?" → "mocha"; "" when what is left is no name of a thing."""
    rest = _CLOSING.sub("", _CARRIER.sub("", f"{text.strip()} ", count=1).strip()).strip(" ?!.,\"'")
    rest = _HOW_IT_IS.split(_FOR_WHOM.sub("", rest))[0].strip()
    rest = _DANGLING.sub("", _SIZED.sub("", _NEXT_COUNT.split(_HOW_MANY.sub("", rest))[0]))
    said = words(rest)
    nameless = (
        not said
        or said[0].folded in _OPEN
        or any(w.folded in _NO_NAME for w in said)
        or all(is_stopword(word.stem) for word in said)
    )
    return "" if nameless or len(rest.split()) > WORDS_MAX else rest


def open_wish(text: str) -> bool:
    """Is the thing left open: "something to eat", "anything sweet"?"""
    return any(word.folded in _OPEN for word in words(text))


def not_here(wish: Wish, catalogue: Catalogue) -> list[str]:
    """Things that are asked for beside others, and that the shop does not have: the matcha latte of "a tea and a matcha latte".

    Only what is counted or has an article is taken for a thing, and only with a word in it that is neither everyday
    English nor the shop's.
    """
    real = [
        (m.start - wish.offset, m.end - wish.offset)
        for m in wish.products
        if m.end > m.start and (p := catalogue.get(m.product_id)) and really_named(wish, m, p.title, catalogue)
    ]
    missing, start = [], 0
    cuts = sorted([*_JOINED.finditer(wish.text), *_NEXT_COUNT.finditer(wish.text)], key=lambda cut: cut.start())
    for cut in [*cuts, None]:
        end = cut.start() if cut else len(wish.text)
        part = wish.text[start:end]
        if (_COUNTED.match(part) or _wanted(part)) and not any(start <= a < end for a, _ in real):
            said = asked_for(part)
            if said and any(_unknown(word.stem, catalogue) for word in words(said)):
                missing.append(said)
        start = max(start, cut.end()) if cut else end
    return missing


def names_unknown(wish: Wish, catalogue: Catalogue) -> bool:
    """Beside a yes or a no a thing is wanted that is not ours: "yes, 4 beers", "no thanks, just the burger"."""
    said = asked_for(wish.text)
    things = [word for word in words(said) if _unknown(word.stem, catalogue)]
    return bool(things) and _A_THING.search(wish.text) is not None


def has_none_of(wish: Wish, catalogue: Catalogue) -> bool:
    """ "Do you sell bicycles?", of things that the shop does not have."""
    said = words(asked_for(wish.text))
    return bool(said) and _HAVE_YOU.search(wish.text) is not None and _unknown(said[-1].stem, catalogue)


def _wanted(part: str) -> bool:
    """ "I want an almond mocha", "i need 5 burgers": a thing with its article or number after the words that ask for it."""
    asked = _CARRIER.match(part)
    if asked is None:
        return False
    return _COUNTED.search(f" {asked.group()} ") is not None or _COUNTED.match(part[asked.end() :]) is not None


def really_named(wish: Wish, match: Match, title: str, catalogue: Catalogue) -> bool:
    """Does the clause name this product, and not another one that the shop does not have?

    "Matcha latte" is no latte of ours: an unknown word stands before it. "Oat mocha" is no oat biscuit: of the title only a
    word is there that is not its head.
    """
    if match.end <= match.start:  # pressed or pointed at; else only meant
        return match.score >= 1.0
    start, end = match.start - wish.offset, match.end - wish.offset
    counts = [(e["start"] - wish.offset, e["end"] - wish.offset) for e in wish.entities if e["entity"] == "quantity"]
    before = [w for w in words(wish.text) if w.end <= start and not any(a <= w.start < b for a, b in counts)]
    if before and start - before[-1].end <= 1 and _unknown(before[-1].stem, catalogue):
        return False
    if _of_another(wish, start, end, title, catalogue):
        return False
    if match.score >= SHARED_LEAST:
        return True
    head = words(title)[-1].stem if words(title) else ""
    return head in {w.stem for w in words(wish.text[start:end])}


_IS = re.compile(r"(?:['’]s|\b(?:is|was|are|were|gets?|got|too|still|so|stays|troppo))\s+$", re.IGNORECASE)
_SEEMS = frozenset(
    {"sounds", "looks", "seems", "smells", "tastes", "appeals", "tempts", "sound", "look", "mi", "sembra"}
)


def _of_another(wish: Wish, start: int, end: int, title: str, catalogue: Catalogue) -> bool:
    """Is only a word beside the title's head said, and of something else: the ice of "ice cream shakes", the hot of "not too
    hot", the decaf of "a latte, decaf if you can"?"""
    said = words(wish.text)
    own = [w for w in said if start <= w.start < end]
    head = words(title)[-1].stem if words(title) else ""
    if len(words(title)) == 1 or any(w.stem == head or fuzz.ratio(w.stem, head) >= SLIP for w in own):
        return False
    if (place := note_place(wish.text)) and place[0] <= start < place[1]:
        return True
    if _IS.search(wish.text[:start]):  # "make sure it's hot"
        return True
    after = [w for w in said if w.start >= end][:2]
    if after and after[0].start - end <= 1:
        close = after if len(after) > 1 and after[1].start - after[0].end <= 1 else after[:1]
        verb = close[0].folded in _SEEMS or is_stopword(close[0].stem)
        if not verb and any(_unknown(w.stem, catalogue) for w in close):
            return True
    beside = any(m.score >= SHARED_LEAST and not start <= m.start - wish.offset < end for m in wish.products)
    counted = _COUNTED.search(f" {wish.text[max(start - 8, 0) : start]}") is not None
    return beside and not counted and all(w.folded in QUALITIES for w in own)


@lru_cache(maxsize=1)
def extra_words() -> frozenset[str]:
    """What may be put into a drink or onto a bite, stemmed."""
    return frozenset(stem(word) for word in word_list("extras"))


def _unknown(word: str, catalogue: Catalogue) -> bool:
    """A word that is neither everyday English nor one of the shop's."""
    everyday = (
        is_stopword(word)
        or word in _LITTLE_IT
        or word in word_list("common")
        or word in word_list("greetings")
        or word in word_list("qualities")
        or word.endswith(_QUALITIES)
    )
    return len(word) >= 3 and word.isalpha() and not everyday and not _known(word, catalogue)


def _known(word: str, catalogue: Catalogue) -> bool:
    """One of the shop's words; the names of its options ("milk") and their values ("large") are, too."""
    return lexicon_of(catalogue).knows(stem(word)) or word in option_words(catalogue)


def option_words(catalogue: Catalogue) -> frozenset[str]:
    """The words of all options and their values, folded; kept as long as the catalogue lives."""
    known = _OPTION_WORDS.get(catalogue)
    if known is None:
        said = {text for p in catalogue.listed() for v in p.variants for pair in v.options.items() for text in pair}
        known = _OPTION_WORDS[catalogue] = frozenset(word.stem for text in said for word in words(text))
    return known


def option_phrases(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """How a way of a thing is said in more than one word ("oat milk") → the products that are sold in it."""
    known = _OPTION_PHRASES.get(catalogue)
    if known is None:
        found: dict[str, list[str]] = {}
        for product in catalogue.listed():
            pairs = {pair for variant in product.variants for pair in variant.options.items()}
            for name, value in pairs:
                found.setdefault(spoken_option(name, value), []).append(product.id)
        known = _OPTION_PHRASES[catalogue] = {phrase: tuple(ids) for phrase, ids in found.items() if " " in phrase}
    return known
